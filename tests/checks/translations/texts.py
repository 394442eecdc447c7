"""One small handout in English and what five translators made of it, with every kind of figure that
handouts have.
"""

from __future__ import annotations

from collections.abc import Sequence

from prepress.checks.translations import text_differences
from prepress.checks.translations.numbers import number_findings
from prepress.checks.translations.outline import Outline, outline_of
from prepress.checks.translations.staleness import stale_findings
from prepress.checks.translations.structure_differences import structure_findings
from prepress.checks.translations.untranslated import untranslated_findings
from prepress.findings import Finding
from prepress.manuscript.manuscript import Chapter

Chapters = Sequence[Chapter]

ENGLISH = """\
## Ketamine is an anesthetic {.numbered}

![Ketamine, C~13~H~16~ClNO](images/formula-2.svg){alt="A ring with six corners and 2 chains."}

Doctors have used it for more than 50 years, for three reasons:

- Breathing is well preserved.
- It relieves pain.
- A dose of 0.5 mg/kg is not known to be toxic.

About 25 years ago, a controlled trial showed that it can ease depression.[^berman]

## What happens at your visit

1. Come at 5:30 p.m. and bring a friend.
2. You rest for 40–60 minutes. In the first week, that is twice.
3. We measure your blood pressure, which may rise by 15%.

At most 1,500 people had ten sessions, and the work of one session may be that of two others.

::: warning Risks to know about

- Do not take more than 20 mg of other sedatives in the 24 hours before.
- Call {{ clinic.phone }}, or [555-0100](tel:5550100), or 988 in a crisis.

:::

### To learn more

In March 2019, the [agency](https://agency.example/2019/5) approved a spray. Read our book of 2022, step by step.

[^berman]: Berman RM, et al. Biol Psychiatry 2000;47(4):351-354. Read on March 5, 2021.
"""

SPANISH = """\
## La ketamina es un anestésico {.numbered}

![Ketamina, C~13~H~16~ClNO](images/formula-2.svg){alt="Un anillo de seis vértices y 2 cadenas."}

Los médicos la usan desde hace más de 50 años, por tres razones:

- La respiración se conserva bien.
- Alivia el dolor.
- No se sabe que una dosis de 0,5 mg/kg sea tóxica.

Hace unos veinticinco años, un estudio controlado mostró que puede aliviar la depresión.[^berman]

## Qué pasa en su visita

1. Venga a las 17:30 con una persona amiga.
2. Usted descansa de 40 a 60 minutos. En la primera semana, dos veces.
3. Medimos su presión arterial, que puede subir un 15 %.

A lo sumo 1.500 personas tuvieron 10 sesiones, y una sola sesión puede hacer el trabajo de otras dos.

::: warning Riesgos que debe conocer

- No tome más de 20 mg de otros sedantes en las 24 horas previas.
- Llame al {{ clinic.phone }}, al [555 0100](tel:5550100) o al 988 en una crisis.

:::

### Para saber más

En marzo de 2019, la [agencia](https://agency.example/es/7) aprobó un aerosol. Lea nuestro libro de 2022, paso a paso.

[^berman]: Berman RM, et al. Biol Psychiatry 2000;47(4):351-354. Leído el 5 de marzo de 2021.
"""

GERMAN = """\
## Ketamin ist ein Narkosemittel {.numbered}

![Ketamin, C~13~H~16~ClNO](images/formula-2.svg){alt="Ein Ring mit sechs Ecken und 2 Ketten."}

Ärzte verwenden es seit mehr als fünfzig Jahren, aus drei Gründen:

- Die Atmung bleibt gut erhalten.
- Es lindert Schmerzen.
- Eine Dosis von 0,5 Milligramm pro Kilogramm gilt nicht als giftig.

Vor etwa 25 Jahren zeigte eine kontrollierte Studie, dass es Depressionen lindern kann.[^berman]

## Was bei Ihrem Besuch geschieht

1. Kommen Sie um 17.30 Uhr mit einer vertrauten Person.
2. Sie ruhen 40 bis 60 Minuten. In der ersten Woche geschieht das zweimal.
3. Wir messen Ihren Blutdruck, der um 15 Prozent steigen kann.

Höchstens 1.500 Menschen hatten zehn Sitzungen, und eine Sitzung kann so viel leisten wie zwei andere.

::: warning Risiken, die Sie kennen sollten

- Nehmen Sie in den 24 Stunden davor nicht mehr als 20 mg anderer Beruhigungsmittel.
- Rufen Sie {{ clinic.phone }} an oder [555 0100](tel:5550100), in einer Krise 988.

:::

### Mehr erfahren

Im März 2019 ließ die [Behörde](https://agency.example/de/7) ein Spray zu. Lesen Sie unser Buch von 2022, Schritt für
Schritt.

[^berman]: Berman RM, et al. Biol Psychiatry 2000;47(4):351-354. Gelesen am 05.03.2021.
"""

FRENCH = """\
## La kétamine est un anesthésique {.numbered}

![Kétamine, C~13~H~16~ClNO](images/formula-2.svg){alt="Un cycle à six sommets et 2 chaînes."}

Les médecins l'utilisent depuis plus de cinquante ans, pour trois raisons :

- La respiration est bien préservée.
- Elle soulage la douleur.
- Une dose de 0,5 mg par kg n'est pas connue pour être toxique.

Il y a environ 25 ans, un essai contrôlé a montré qu'elle peut soulager la dépression.[^berman]

## Ce qui se passe lors de votre visite

1. Venez à 17 h 30 avec un proche.
2. Vous vous reposez pendant 40 à 60 minutes. La première semaine, deux fois.
3. Nous mesurons votre tension, qui peut augmenter de 15 %.

Au plus 1 500 personnes ont eu une dizaine de séances, et une séance peut faire le travail de deux autres.

::: warning Risques à connaître

- Ne prenez pas plus de 20 milligrammes d'autres sédatifs dans les 24 heures qui précèdent.
- Appelez le {{ clinic.phone }}, le [555 01 00](tel:5550100) ou le 988 en cas de crise.

:::

### Pour en savoir plus

En mars 2019, l'[agence](https://agency.example/fr/7) a autorisé un spray. Lisez notre livre de 2022, pas à pas.

[^berman]: Berman RM, et al. Biol Psychiatry 2000;47(4):351-354. Lu le 5 mars 2021.
"""

ARABIC = """\
## الكيتامين مخدر {.numbered}

![الكيتامين، C~13~H~16~ClNO](images/formula-2.svg){alt="حلقة من ستة أركان و٢ سلاسل."}

يستخدمه الأطباء منذ أكثر من خمسين عاما، لثلاثة أسباب:

- يبقى التنفس سليما.
- يخفف الألم.
- لا يُعرف أن جرعة ٠٫٥ مغ/كغ سامة.

قبل نحو ٢٥ عاما، أظهرت تجربة مضبوطة أنه يخفف الاكتئاب.[^berman]

## ماذا يحدث في زيارتك

1. تعال في الساعة ٥:٣٠ مساء مع صديق.
2. ترتاح من ٤٠ إلى ٦٠ دقيقة، مرتين في الأسبوع الأول.
3. نقيس ضغط دمك الذي قد يرتفع بنسبة ١٥٪.

حضر ١٬٥٠٠ شخص على الأكثر عشر جلسات، وقد تعادل جلسة واحدة جلستين.

::: warning مخاطر ينبغي معرفتها

- لا تتناول أكثر من ٢٠ ملغ من المهدئات الأخرى خلال ٢٤ ساعة قبلها.
- اتصل على {{ clinic.phone }} أو [555-0100](tel:5550100) أو ٩٨٨ في الأزمات.

:::

### لمعرفة المزيد

في مارس ٢٠١٩ وافقت [الوكالة](https://agency.example/ar/7) على رذاذ. اقرأ كتابنا لعام ٢٠٢٢ خطوة بخطوة.

[^berman]: Berman RM, et al. Biol Psychiatry 2000;47(4):351-354. قُرئ في ٥ آذار ٢٠٢١.
"""

CHINESE = """\
## 氯胺酮是一种麻醉剂 {.numbered}

![氯胺酮，C~13~H~16~ClNO](images/formula-2.svg){alt="一个有六个角和2条链的环。"}

医生使用它已有五十多年，原因有三个：

- 呼吸保持良好。
- 它能止痛。
- 每公斤体重0.5毫克的剂量未知有毒。

大约25年前，一项对照试验表明它可以缓解抑郁。[^berman]

## 就诊时会发生什么

1. 请在下午5:30与一位朋友一起来。
2. 您休息40至60分钟。第一周有两次。
3. 我们测量您的血压，血压可能上升百分之15。

最多有1500人接受了十次治疗，一次治疗可能抵得上另外两次。

::: warning 需要了解的风险

- 之前24小时内，其他镇静剂不要超过20毫克。
- 请拨打 {{ clinic.phone }} 或 [555-0100](tel:5550100)，危机时拨打９８８。

:::

### 了解更多

2019年3月，[该机构](https://agency.example/zh/7)批准了一种喷雾。请一步一步阅读我们2022年的书。

[^berman]: Berman RM, et al. Biol Psychiatry 2000;47(4):351-354. 2021年3月5日阅读。
"""

TRANSLATIONS = {"es": SPANISH, "de": GERMAN, "fr": FRENCH, "ar": ARABIC, "zh": CHINESE}
SOURCE_FILE, FILE = "sources/visit/01-visit.md", "sources/visit/es/01-visit.md"


def chapter(text: str, file: str = FILE) -> tuple[Chapter, ...]:
    """A lone chapter."""
    return (Chapter(file, text),)


def found(
    translation: str,
    source: str = ENGLISH,
    recorded: str | None = None,
    lang: str = "es",
    source_lang: str = "en-US",
) -> list[Finding]:
    """What differs between two chapters; `recorded` is the source where it has not changed
    since.
    """
    was = chapter(source if recorded is None else recorded, "sources/visit/es/_source/01-visit.md")
    return list(
        text_differences(chapter(translation), lang, chapter(source, SOURCE_FILE), source_lang, was)
    )


def told(findings: list[Finding]) -> list[tuple[str, int | None]]:
    """Their codes and lines."""
    return [(finding.code, finding.place.line) for finding in findings]


def outlines(chapters: Chapters) -> list[Outline]:
    """The chapters as they are compared."""
    return [outline_of(each) for each in chapters]


def structure(translation: Chapters, source: Chapters) -> tuple[Finding, ...]:
    """Where the translation has other parts than the source (V-003)."""
    return tuple(structure_findings(outlines(translation), outlines(source)))


def stale(
    translation: Chapters, source: Chapters, recorded: Chapters, lang: str
) -> tuple[Finding, ...]:
    """What of the source is no longer what was recorded (V-001)."""
    return tuple(stale_findings(outlines(translation), outlines(source), outlines(recorded), lang))


def figures(
    translation: Chapters, lang: str, source: Chapters, source_lang: str
) -> tuple[Finding, ...]:
    """The figures in which both differ (V-002)."""
    return tuple(number_findings(outlines(translation), lang, outlines(source), source_lang))


def untranslated(translation: Chapters, source: Chapters) -> tuple[Finding, ...]:
    """What of the translation is still in the source's words (V-005)."""
    return tuple(untranslated_findings(outlines(translation), outlines(source)))
