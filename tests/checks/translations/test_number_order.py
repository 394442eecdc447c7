"""Two numbers that are swapped in a translation are seen, and no sentence that says them in
another way.
"""

from __future__ import annotations

import pytest

from prepress.findings import Severity
from tests.checks.translations.texts import chapter, figures


def found_in(source: str, translation: str, lang: str = "es") -> list[str]:
    pair = chapter(translation), chapter(source, "sources/visit/01.md")
    return [f"{each.code} {each.what}" for each in figures(pair[0], lang, pair[1], "en")]


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("5 mg twice, 10 mg once", "10 mg dos veces, 5 mg una vez"),
        ("5 mg twice, 10 mg once", "5 mg una vez, 10 mg dos veces"),
        ("- Monday: 5 mg\n- Friday: 10 mg\n", "- Lunes: 10 mg\n- Viernes: 5 mg\n"),
        ("| 5 mg | 10 mg |\n|---|---|\n| a | b |\n", "| 10 mg | 5 mg |\n|---|---|\n| a | b |\n"),
        ("Three pills, then two pills.", "Dos pastillas y después tres pastillas."),
        ("Come at 9:15, then at 14:30.", "Venga a las 14:30, después a las 9:15."),
        ("Rest 3 hours, drive after 24 hours.", "Descanse 24 horas, conduzca tras tres horas."),
        ("0.5 mg/kg, then 1 mg/kg", "1 mg/kg y después 0,5 mg/kg"),
    ],
)
def test_swapped_numbers_are_seen_once(source: str, translation: str) -> None:
    assert [each[:5] for each in found_in(source, translation)] == ["V-007"]


def test_swapped_numbers_are_shown_at_their_lines_and_stop_nothing() -> None:
    pair = chapter("Sí.\n\nTome 10 mg, luego 5 mg."), chapter("Yes.\n\nTake 5 mg, then 10 mg.")
    (finding,) = figures(pair[0], "es", pair[1], "en")
    assert finding.place.line == 3
    assert finding.what.startswith("“10 mg” stands where the source has “5 mg” (")
    assert finding.severity is Severity.NOTE


@pytest.mark.parametrize(
    ("lang", "source", "translation"),
    [
        ("es", "Take 5 mg for 10 days.", "Durante 10 días, tome 5 mg."),
        ("de", "Take 5 mg twice a day.", "Nehmen Sie zweimal am Tag 5 mg."),
        ("zh", "Take two pills for three days.", "连续三天服用两片。"),
        ("es", "In 2019, 50 people had 5 mg.", "50 personas recibieron 5 mg en 2019."),
        ("es", "one or two pills, half a pill, a pill", "una o dos pastillas, media, una pastilla"),
    ],
)
def test_same_numbers_said_in_another_way_are_no_finding(
    lang: str, source: str, translation: str
) -> None:
    assert found_in(source, translation, lang) == []


def test_other_number_is_one_finding_and_not_also_another_order() -> None:
    (what,) = found_in("5 mg, 10 mg, 20 mg", "10 mg, 5 mg, 30 mg")
    assert what.startswith("V-002 “30 mg”")
