"""A figure, dose, date or telephone number that differs between a text and its translation is
found, and no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.checks.translations.texts import (
    ENGLISH,
    FILE,
    SOURCE_FILE,
    SPANISH,
    TRANSLATIONS,
    chapter,
    figures,
    found,
    told,
)


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_faithful_translation_has_no_finding(lang: str) -> None:
    assert [str(finding) for finding in found(TRANSLATIONS[lang], lang=lang)] == []


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_translation_may_be_the_source_and_the_source_the_translation(lang: str) -> None:
    assert [
        str(each) for each in found(ENGLISH, TRANSLATIONS[lang], lang="en-US", source_lang=lang)
    ] == []


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_translations_of_one_text_agree_with_each_other(lang: str) -> None:
    assert [
        str(each) for each in found(TRANSLATIONS[lang], SPANISH, lang=lang, source_lang="es")
    ] == []


#: Neither the numerals of lists, nor parts of addresses and picture names.
_NO_FIGURE = re.compile(r"(^|\n)\d+\. |https?://\S*|formula-\d")


def numbers() -> Iterator[tuple[str, int, int]]:
    for lang, text in TRANSLATIONS.items():
        passed = [place for each in _NO_FIGURE.finditer(text) for place in range(*each.span())]
        for number in re.finditer(r"\d+", text):
            if number.start() not in passed:
                yield lang, *number.span()


@pytest.mark.parametrize(("lang", "start", "end"), list(numbers()))
def test_every_changed_number_is_found_once_at_its_line(lang: str, start: int, end: int) -> None:
    text = TRANSLATIONS[lang]
    changed = f"{text[:start]}{int(text[start:end]) + 1:0{end - start}}{text[end:]}"
    assert told(found(changed, lang=lang)) == [("V-002", text.count("\n", 0, start) + 1)]


#: The source spells this one, and a number word that is on one side only is no difference.
_SPELLED = SPANISH.index("10 sesiones")


@pytest.mark.parametrize(
    ("start", "end"), [each[1:] for each in numbers() if each[0] == "es" and each[1] != _SPELLED]
)
def test_every_number_that_is_taken_out_is_found_once(start: int, end: int) -> None:
    assert [code for code, _ in told(found(SPANISH[:start] + SPANISH[end:]))] == ["V-002"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("0,5 mg/kg", "0,5 g/kg", "“0,5 g/kg” ≠ “0.5 mg/kg” (01.md:9)."),
        ("0,5 mg/kg", "0,5 mg", "“0,5 mg” ≠ “0.5 mg/kg” (01.md:9)."),
        ("0,5 mg/kg", "0,5", "“0,5 sea tóxica” ≠ “0.5 mg/kg” (01.md:9)."),
        ("20 mg", "20 µg", "“20 µg” ≠ “20 mg” (01.md:23)."),
        ("15 %", "15", "“subir un 15” ≠ “15%” (01.md:17)."),
        ("marzo de 2019", "abril de 2019", "“En abril” ≠ “In March” (01.md:30)."),
        ("marzo de 2021", "mayo de 2021", "“de mayo” ≠ “Read on March” (01.md:32)."),
        ("17:30", "5:30 a. m.", "“5:30 a. m.” ≠ “5:30 p.m.” (01.md:15)."),
        ("tres", "4", "“4 razones” ≠ “three reasons” (01.md:5)."),
        ("tres", "cuatro", "“cuatro razones” ≠ “three reasons” (01.md:5)."),
        ("10 sesiones", "doce sesiones", "“doce sesiones” ≠ “ten sessions” (01.md:19)."),
        ("C~13~", "C~14~", "“C14H16ClNO” ≠ “C13H16ClNO” (01.md:3)."),
        ("seis", "siete", "“siete vértices” ≠ “six corners and” (01.md:3)."),
        ("tel:5550100", "tel:5550111", "“5550111” ≠ “5550100” (01.md:24)."),
        ("clinic.phone", "clinic.web", (
"“Llame al {{ clinic.web }}” ≠ “Call {{ clinic.phone }}” "
"(01.md:24)."
)),
    ],
)  # fmt: skip
def test_difference_shows_both_sides(old: str, new: str, message: str) -> None:
    (finding,) = found(SPANISH.replace(old, new, 1))
    shown = finding.what.replace("is not in the source, which has", "≠").replace(
        SOURCE_FILE, "01.md"
    )
    assert (finding.code, finding.place.file, shown) == ("V-002", FILE, message)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (" o al 988 en una crisis", "", "“or 988” of the source (01.md:24) is missing here."),
        (
            "Llame al {{ clinic.phone }}, al",
            "Llame al",
            "“Call {{ clinic.phone }}” of the source (01.md:24) is missing here.",
        ),
    ],
)
def test_missing_figure_is_found_at_the_heading(old: str, new: str, message: str) -> None:
    (finding,) = found(SPANISH.replace(old, new))
    assert (finding.place.line, finding.what.replace(SOURCE_FILE, "01.md")) == (13, message)


def test_figure_that_is_too_much_is_found_at_its_line() -> None:
    (finding,) = found(SPANISH.replace("de otros sedantes", "de otros 7 sedantes"))
    assert (finding.place.line, finding.what) == (
        23,
        "“7 sedantes” is not in the source (sources/visit/01-visit.md:13).",
    )


def differing(
    source: str, translation: str, lang: str = "es", source_lang: str = "en-US"
) -> list[str]:
    pair = chapter(translation), chapter(source, "sources/visit/01.md")
    return [finding.what for finding in figures(pair[0], lang, pair[1], source_lang)]


@pytest.mark.parametrize(
    ("lang", "source", "translation"),
    [
        ("es", "1,500 people", "1.500 personas"),
        ("es-MX", "1,500 people", "1,500 personas"),
        ("fr", "1,500,000 people", "1 500 000 personnes"),
        ("de-CH", "1,500 people", "1’500 Personen"),
        ("zh", "10,000 people", "1万人"),
        ("zh", "25 years", "２５年"),
        ("zh", "the 1990s", "20世纪90年代"),
        ("es", "the 1990s", "los años 90"),
        ("es", "2.5 million", "2,5 millones"),
        ("fr", "2,000,000 people", "2 millions de personnes"),
        ("de", "0.5 mg", "0,5 Milligramm"),
        ("de", "4-6 mg", "4 mg bis 6 mg"),
        ("es", "4–6 mg/kg", "de 4 a 6 mg/kg"),
        ("es", "5 mcg and 10 IU", "5 µg y 10 UI"),
        ("ar", "5 mg/kg and 15%", "٥ ملغم/كغم و١٥ في المئة"),
        ("vi", "5 mg/kg, 15%", "5 mg/kg, 15 phần trăm"),
        ("es", "½ tablet", "1/2 pastilla"),
        ("es", "½ tablet", "media pastilla"),
        ("fr", "2½ hours", "2,5 heures"),
        ("fr", "2.5 hours", "deux heures et demie"),
        ("de", "5:30 p.m.", "17:30 Uhr"),
        ("de", "5 p.m.", "17 Uhr"),
        ("fr", "5:30 p.m.", "17 h 30"),
        ("es", "5:30 p.m.", "5:30 de la tarde"),
        ("de", "March 5, 2019", "05.03.2019"),
        ("de", "On 3/5/2019", "Am 5. März 2019"),
        ("es", "March 5, 2019", "5 de marzo de 2019"),
        ("fr", "March 1, 2019", "1er mars 2019"),
        ("zh", "March 5, 2019", "2019年3月5日"),
        ("vi", "March 5, 2019", "ngày 5 tháng 3 năm 2019"),
        ("vi", "in 3 months", "sau 3 tháng"),
        ("ar", "March 5, 2019", "٥ مارس ٢٠١٩"),
        ("ru", "March 5, 2019", "5 марта 2019 г."),
        ("es", "Sept. 5", "5 de septiembre"),
        ("fr", "Call 800-273-8255", "Appelez le 800 273 8255"),
        ("es", "Call (800) 273-8255", "Llame al 800.273.8255"),
        ("es", "the 1st and 2nd visit", "la 1.ª y 2.ª visita"),
        ("fr", "the 1st visit", "la 1re visite"),
        ("es", "the 21st century", "el siglo XXI"),
        ("de", "phase 2", "Phase II"),
        ("es", "3 hours", "tres horas"),
        ("es", "three hours", "3 horas"),
        ("fr", "97 people", "quatre-vingt-dix-sept personnes"),
        ("de", "25 years", "fünfundzwanzig Jahre"),
        ("de", "3 times", "dreimal"),
        ("es", "150 people", "ciento cincuenta personas"),
        ("en", "10,000 people", "ten thousand people"),
        ("ar", "12 sessions", "اثنتا عشرة جلسة"),
        ("ar", "2 sessions", "جلستان"),
        ("zh", "350 people", "三百五十人"),
        ("vi", "25 sessions", "hai mươi lăm buổi"),
        ("vi", "in twenty years", "trong hai mươi năm"),
        ("ru", "3 hours", "три часа"),
        ("es", "10 years", "una década"),
        ("es", "twice, or both; one reason, a day", "dos veces, o ambas; una razón, un día"),
        ("es", "three (3) hours", "3 horas"),
        ("es", "It may help; in march they march.", "Puede ayudar; marchan."),
        ("es", "vitamin B12", "vitamina B12"),
        ("ar", "vitamin B12", "فيتامين ب12"),
        ("es", "24/7", "las 24 horas, los 7 días"),
        ("es", "[Call](tel:+18002738255)", "[Llame](tel:+1-800-273-8255)"),
        ("es", "see <https://a.example/5> or a.example/6", (
"vea <https://a.example/7> o "
"a.example/8"
)),
        ("es", "[A](a5.md){width=5} ![](b6.svg){.x5} [^7]", (
"[A](a6.md){width=6} ![](b7.svg){.x6} "
"[^8]"
)),
        ("es", "1. One\n2. More\n", "2. Una\n3. Más\n"),
        ("es", "<!-- 5 -->Yes", "Sí"),
        ("es", "5&nbsp;mg", "5 mg"),
        ("es", "A dose of 5\nmg", "Una dosis de 5 mg"),
    ],
)  # fmt: skip
def test_same_figure_may_be_written_in_many_ways(lang: str, source: str, translation: str) -> None:
    assert differing(source, translation, lang) == []


@pytest.mark.parametrize(
    ("lang", "source", "translation"),
    [
        ("de", "1,500 mg", "1,500 mg"),  # one and a half in German
        ("es", "0.5 mg", "5 mg"),
        ("es", "5 mg/kg", "5 mg/ml"),
        ("es", "5 mg/kg/h", "5 mg/kg/min"),
        ("es", "3/5/2019", "03.05.2019"),
        ("es", "5:30 p.m.", "17:45"),
        ("fr", "Call 800-273-8255", "Appelez le 800 273 8256"),
        ("es", "½ tablet", "¼ de pastilla"),
        ("es", "15%", "15 mg"),
        ("de", "ten sessions", "zwölf Sitzungen"),
        ("fr", "fifty years", "quarante ans"),
        ("ar", "ten sessions", "تسع جلسات"),
        ("zh", "ten sessions", "八次"),
        ("vi", "ten sessions", "mười hai buổi"),
        ("ru", "5 hours", "6 часов"),
        ("ru", "500 hours", "много часов"),
        ("es", "in March", "en abril"),
        ("es", "the 21st century", "el siglo XX"),
        ("es", "vitamin B12", "vitamina B6"),
        ("es", "10 mg and 10 mg", "10 mg"),
        ("es", "a.", "a 5."),
    ],
)
def test_other_figure_is_found_once(lang: str, source: str, translation: str) -> None:
    assert len(differing(source, translation, lang)) == 1


def test_one_of_two_equal_figures_is_found_where_it_has_changed() -> None:
    source, translation = (
        "# A\n\nTake 5.\n\nTake 7.\n\nTake 5.\n",
        "# A\n\nTome 6.\n\nTome 7.\n\nTome 5.\n",
    )
    (finding,) = figures(chapter(translation), "es", chapter(source, "sources/visit/01.md"), "en")
    assert (finding.place.line, finding.what) == (
        3,
        "“Tome 6” is not in the source, which has “Take 5” (sources/visit/01.md:3).",
    )


def test_word_that_the_other_side_does_without_is_not_taken_for_another() -> None:
    source = "A ring with six sides.\n\nIt takes three hours, and helps for fifty years.\n"
    translation = "Un anillo hexagonal.\n\nDura {} horas, y ayuda durante cincuenta años.\n"
    assert differing(source, translation.format("tres")) == []
    (what,) = differing(source, translation.format("cuatro"))
    assert (
        what
        == "“cuatro horas” is not in the source, which has “three hours” (sources/visit/01.md:3)."
    )


def test_range_and_date_are_one_finding() -> None:
    assert (
        len(differing("4–6 weeks from March 5, 2019", "7–9 semanas desde el 5 de marzo de 2019"))
        == 1
    )
    assert len(differing("It was March 5, 2019.", "Fue el 6 de abril de 2020.")) == 1


def test_changed_dose_of_the_source_is_a_difference_until_the_translation_has_it_too() -> None:
    source = ENGLISH.replace("0.5 mg/kg", "0.7 mg/kg")
    assert told(found(SPANISH, source, ENGLISH)) == [("V-001", 1), ("V-002", 9)]
    assert told(found(SPANISH.replace("0,5 mg/kg", "0,7 mg/kg"), source, ENGLISH)) == [("V-001", 1)]
    assert told(found(SPANISH.replace("0,5 mg/kg", "0,6 mg/kg"), source, ENGLISH)) == [
        ("V-001", 1),
        ("V-002", 9),
    ]
    assert told(found(SPANISH, source)) == [("V-002", 9)]


def test_figures_are_compared_with_the_source_itself_where_nothing_is_recorded() -> None:
    source = ENGLISH.replace("0.5 mg/kg", "0.7 mg/kg")
    (finding,) = figures(chapter(SPANISH), "es", chapter(source, "sources/visit/01.md"), "en")
    assert finding.place.line == 9
