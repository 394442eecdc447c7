"""A number that is spelled is compared as one in digits is, in every language that ships, and no
other word is.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from tests.checks.translations.faithful import FAITHFUL, HEXAGON
from tests.checks.translations.texts import chapter, figures

NUMBERS = {
    "en": "one two three four five six seven eight nine ten eleven twelve",
    "es": "un dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze",
    "de": "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "ar": "واحدة اثنتان ثلاث أربع خمس ست سبع ثماني تسع عشر إحدى~عشرة اثنتا~عشرة",
    "zh": "一 两 三 四 五 六 七 八 九 十 十一 十二",
    "vi": "một hai ba bốn năm sáu bảy tám chín mười mười~một mười~hai",
}
#: Sentences with a number; how one of the thing is called, and how many are.
SENTENCES: dict[str, list[tuple[str, ...]]] = {
    "en": [
        ("Take {} with a glass of water.", "pill", "pills"),
        ("You will have {}.", "session", "sessions"),
        ("Then wait for {}.", "hour", "hours"),
        ("That goes on for {}.", "day", "days"),
        ("Take it {} a day.", "time", "times"),
    ],
    "es": [
        ("Tome {} con un vaso de agua.", "a pastilla", "pastillas"),
        ("Usted tendrá {}.", "a sesión", "sesiones"),
        ("Después espere {}.", "a hora", "horas"),
        ("Eso dura {}.", " día", "días"),
        ("Tómelo {} al día.", "a vez", "veces"),
    ],
    "fr": [
        ("Prenez {} avec un verre d’eau.", " comprimé", "comprimés"),
        ("Vous aurez {}.", "e séance", "séances"),
        ("Attendez ensuite {}.", "e heure", "heures"),
        ("Cela dure {}.", " jour", "jours"),
        ("Prenez-le {} par jour.", "e fois", "fois"),
    ],
    "de": [
        ("Nehmen Sie {} mit einem Glas Wasser.", "e Tablette", "Tabletten"),
        ("Sie haben {}.", "e Sitzung", "Sitzungen"),
        ("Warten Sie dann {}.", "e Stunde", "Stunden"),
        ("Das dauert {}.", "en Tag", "Tage"),
        ("Nehmen Sie es {} am Tag.", " Mal", "Mal"),
    ],
    "ar": [
        ("تناول {} مع كوب من الماء.", "حبة", "حبتين", "حبات"),
        ("ستحضر {}.", "جلسة", "جلستين", "جلسات"),
        ("ثم انتظر {}.", "ساعة", "ساعتين", "ساعات"),
        ("يستمر ذلك {}.", "يوم", "يومان", "أيام"),
        ("خذه {} في اليوم.", "مرة", "مرتين", "مرات"),
    ],
    "zh": [
        ("用一杯水服用{}。", "片", "片"),
        ("您将接受{}。", "次治疗", "次治疗"),
        ("然后等待{}。", "个小时", "小时"),
        ("持续{}。", "天", "天"),
        ("每天服用{}。", "次", "次"),
    ],
    "vi": [
        ("Uống {} với một ly nước.", "viên", "viên"),
        ("Quý vị sẽ có {}.", "buổi", "buổi"),
        ("Sau đó đợi {}.", "giờ", "giờ"),
        ("Kéo dài {}.", "ngày", "ngày"),
        ("Dùng {} mỗi ngày.", "lần", "lần"),
    ],
}  # fmt: skip
LANGUAGES = [lang for lang in NUMBERS if lang != "en"]
#: What the other end of a comparison is called in the parameters.
WRITINGS = ["words", "digits"]


def said(lang: str, sentence: int, number: int, writing: str) -> str:
    """One of the sentences with a number in it."""
    text, one, *more = SENTENCES[lang][sentence]
    return text.format(counted(lang, number, one, more[-1], more[0], writing))


def counted(lang: str, number: int, one: str, many: str, two: str, writing: str) -> str:
    word = NUMBERS[lang].split()[number - 1].replace("~", " ")
    if lang == "ar":
        return counted_in_arabic(number, one, many, two, writing)
    if writing == "digits":
        return f"{number} {many if number > 1 else one.rsplit(maxsplit=1)[-1]}"
    if lang == "zh":
        return word + (one if number == 1 else many)
    if number == 1 and lang in ("es", "fr", "de"):
        return word + one
    return f"{word} {one if number == 1 else many}"


def counted_in_arabic(number: int, one: str, many: str, two: str, writing: str) -> str:
    noun = many if 3 <= number <= 10 else one
    if writing == "digits":
        return f"{number} {noun}"
    is_masculine = one == "يوم"
    if number <= 2:
        return [f"{one} {'واحد' if is_masculine else 'واحدة'}", two][number - 1]
    masculine = [
        "ثلاثة",
        "أربعة",
        "خمسة",
        "ستة",
        "سبعة",
        "ثمانية",
        "تسعة",
        "عشرة",
        "أحد~عشر",
        "اثنا~عشر",
    ]
    words = ["", "", *masculine] if is_masculine else NUMBERS["ar"].split()
    return f"{words[number - 1].replace('~', ' ')} {noun}"


def differ(source: str, translation: str, lang: str, source_lang: str = "en") -> list[str]:
    pair = chapter(translation), chapter(source, "sources/visit/01.md")
    return [finding.what for finding in figures(pair[0], lang, pair[1], source_lang)]


def mistaken(
    languages: tuple[str, str], sentence: int, writings: tuple[str, str]
) -> Iterator[tuple[str, str]]:
    """The pairs of sentences that are judged wrongly: other numbers that are let pass, equal ones
    that are not.
    """
    mine = [said(languages[1], sentence, number, writings[1]) for number in range(1, 13)]
    others = [said(languages[0], sentence, number, writings[0]) for number in range(1, 13)]
    for (number, text), (its, source) in product(enumerate(mine), enumerate(others)):
        if len(differ(source, text, languages[1], languages[0])) != (number != its):
            yield source, text


@pytest.mark.parametrize("sentence", range(5))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_spelled_number_stands_for_another(lang: str, sentence: int) -> None:
    assert list(mistaken(("en", lang), sentence, ("words", "words"))) == []


@pytest.mark.parametrize("sentence", range(5))
def test_no_spelled_number_stands_for_another_where_the_source_is_spanish(sentence: int) -> None:
    assert list(mistaken(("es", "en"), sentence, ("words", "words"))) == []


@pytest.mark.parametrize(
    "writings", [("words", "digits"), ("digits", "words"), ("digits", "digits")]
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_number_in_digits_stands_for_another(lang: str, writings: tuple[str, str]) -> None:
    assert list(mistaken(("en", lang), 0, writings)) == []
    assert list(mistaken((lang, "en"), 3, writings)) == []


@pytest.mark.parametrize(
    ("lang", "source", "translation"),
    [
        ("es", "Take two pills.", "Tome tres pastillas."),
        ("es", "Take three pills.", "Tome una pastilla."),
        ("es", "Take three pills.", "Tome una sola pastilla."),
        ("es", "one or two tablets", "dos o tres tabletas"),
        ("es", "one to two tablets", "una a tres tabletas"),
        ("es", "Take three small white pills.", "Tome dos pastillas blancas."),
        ("es", "two ketamine sessions", "una sesión de ketamina"),
        ("es", "a ketamine session", "dos sesiones de ketamina"),
        ("es", "Take one a day for ten days.", "Tome dos al día durante diez días."),
        ("es", "three times as much", "el doble"),
        ("es", "two-thirds", "tres tercios"),
        ("es", "Two friends may come.", "Pueden venir tres amigos."),
        ("es", "One friend may come.", "Pueden venir dos amigos."),
        ("es", "Take one pill twice a day.", "Tome una pastilla tres veces al día."),
        ("es", "Take one pill once a day.", "Tome una pastilla dos veces al día."),
        ("es", "Take one pill once a day.", "Tome dos pastillas una vez al día."),
        ("es", "Take it once you feel better, twice a day.", (
"Tómelo una vez que se sienta mejor, tres veces al "
"día."
)),
        ("es", "Take two pills once a day.", "Tome una pastilla dos veces al día."),
        ("es", "Take three pills for two days.", "Tome dos pastillas durante tres días."),
        ("es", "a double dose", "una dosis triple"),
        ("es", "half a tablet", "una tableta"),
        ("es", "half of a tablet", "dos tabletas"),
        ("es", "one tablet", "media tableta"),
        ("es", "a dozen sessions", "diez sesiones"),
        ("es", "for two weeks", "durante diez días"),
        ("es", "for 2 weeks", "durante diez días"),
        ("es", "I think: 1 pill.", "Creo: dos pastillas."),
        ("fr", "twice a day", "trois fois par jour"),
        ("fr", "twice a day", "une fois par jour"),
        ("fr", "once a day", "deux fois par jour"),
        ("fr", "two pills", "neuf comprimés"),
        ("fr", "half a tablet", "un comprimé"),
        ("fr", "half a tablet", "deux comprimés"),
        ("fr", "a tablet", "la moitié d’un comprimé"),
        ("fr", "for a week", "pendant dix jours, deux semaines"),
        ("de", "twice a day", "dreimal täglich"),
        ("de", "three times a day", "viermal täglich"),
        ("de", "once a day", "zweimal täglich"),
        ("de", "twice a day", "einmal täglich"),
        ("de", "two pills", "acht Tabletten"),
        ("de", "a two-hour rest", "eine dreistündige Ruhe"),
        ("de", "I doubt it. Take two pills.", "Ich zweifle daran. Nehmen Sie drei Tabletten."),
        ("de", "Take a pill.", "Nehmen Sie zwei weiße Pillen."),
        ("de", "Take two pills.", "Nehmen Sie eine weiße Pille."),
        ("de", "half a tablet", "eine Tablette"),
        ("de", "one tablet", "eine halbe Tablette"),
        ("de", "with one of the two", "mit einer der drei"),
        ("ar", "Take two pills.", "تناول ثلاث حبات."),
        ("ar", "Take two pills.", "تناول حبة."),
        ("ar", "Take a pill.", "تناول حبتين."),
        ("ar", "Take 1 pill.", "تناول حبتين."),
        ("ar", "Take 2 pills.", "تناول ثلاث حبات."),
        ("ar", "Take three pills.", "تناول حبتين اثنتين."),
        ("ar", "Take half a tablet.", "تناول قرصا واحدا."),
        ("ar", "twice a day", "ثلاث مرات في اليوم"),
        ("ar", "once a day", "مرتين في اليوم"),
        ("ar", "eleven pills", "اثنتا عشرة حبة"),
        ("zh", "Take two pills.", "服用一片。"),
        ("zh", "Take a pill.", "服用两粒。"),
        ("zh", "twice a day", "每天三次"),
        ("zh", "once a day", "每天两次"),
        ("zh", "three times a week", "每周两次"),
        ("zh", "half a tablet", "一片"),
        ("zh", "two or three days", "三四天"),
        ("zh", "twice the dose", "三倍剂量"),
        ("vi", "Take two pills.", "Uống ba viên."),
        ("vi", "Take five pills.", "Uống một viên."),
        ("vi", "twice a day", "mỗi ngày ba lần"),
        ("vi", "once a day", "mỗi ngày hai lần"),
        ("vi", "half a tablet", "một viên"),
        ("vi", "twice a year", "mỗi năm ba lần"),
    ],
)  # fmt: skip
def test_other_number_is_found_in_all_its_forms(lang: str, source: str, translation: str) -> None:
    assert differ(source, translation, lang)
    assert differ(translation, source, "en", lang)


@pytest.mark.parametrize(
    ("lang", "source", "translation"),
    [(lang, *each) for lang in FAITHFUL for each in FAITHFUL[lang]],
)
def test_word_that_is_no_number_is_no_difference(lang: str, source: str, translation: str) -> None:
    assert differ(source, translation, lang) == []
    assert differ(translation, source, "en", lang) == []


@pytest.mark.parametrize(
    ("lang", "source", "translation"),
    [(lang, *each) for lang in FAITHFUL for each in FAITHFUL[lang]],
)
def test_word_that_is_no_number_stands_for_none(lang: str, source: str, translation: str) -> None:
    (six, hexagon), (its_six, its_hexagon) = HEXAGON["en"], HEXAGON[lang]
    assert differ(f"{source} {six}", f"{translation} {its_hexagon}", lang) == []
    assert differ(f"{source} {hexagon}", f"{translation} {its_six}", lang) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_many_words_that_are_no_numbers_in_one_section_are_no_difference(lang: str) -> None:
    source, translation = ("\n\n".join(texts) for texts in zip(*FAITHFUL[lang], strict=True))
    assert differ(source, translation, lang) == []


def test_many_number_words_in_one_section_are_compared_in_time() -> None:
    source, translation = (
        "Take one or two pills for a day. " * 1000,
        "Tome una o dos pastillas durante un día. " * 1000,
    )
    assert differ(source, translation, "es") == []
    assert (
        len(differ(f"{source} Take two pills.", f"{translation} Tome tres pastillas.", "es")) == 1
    )


@pytest.mark.parametrize(
    ("lang", "source", "translation"),
    [
        ("es", "1,002 people", "mil tres personas"),
        ("es", "one thousand and two people", "mil tres personas"),
        ("es", "two point five tablets", "dos coma seis tabletas"),
        ("de", "1,250 steps", "eintausendzweihundertvierzig Schritte"),
        ("vi", "one hundred and five people", "một trăm lẻ sáu người"),
        ("vi", "a hundred and five people", "một trăm năm"),  # a hundred years
        ("ar", "1,250 people", "ألف ومئتان وستون شخصا"),
    ],
)
def test_other_number_of_many_words_is_found(lang: str, source: str, translation: str) -> None:
    assert differ(source, translation, lang)


@pytest.mark.parametrize(
    ("lang", "source", "translation"),
    [
        ("es", "1,002 people", "mil dos personas"),
        ("es", "2.5 tablets", "dos coma cinco tabletas"),
        ("es", "2,500 million", "dos mil quinientos millones"),
        ("de", "1,250 steps", "eintausendzweihundertfünfzig Schritte"),
        ("de", "1,100 times", "elfhundertmal"),
        ("en", "2,300 people", "two thousand, three hundred people"),
        ("vi", "105 people", "một trăm lẻ năm người"),
        ("vi", "1,044 people", "một nghìn không trăm bốn mươi bốn người"),
        ("vi", "2.5 tablets", "hai phẩy năm viên"),
        ("ar", "1,250 people", "ألف ومئتان وخمسون شخصا"),
        ("ar", "700 people", "سبعمئة شخص"),
        ("ar", "12,000 people", "اثنا عشر ألفًا"),
    ],
)
def test_number_of_many_words_is_one(lang: str, source: str, translation: str) -> None:
    assert differ(source, translation, lang) == []


def test_dose_a_day_is_no_part_of_the_number_before_it() -> None:
    assert differ("Take a hundred a day.", "Tome ciento uno al día.", "es")
