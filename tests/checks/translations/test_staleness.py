"""An edit of the source names the one section of the translation that was made from it, with the
difference.
"""

from __future__ import annotations

import re

import pytest

from prepress.manuscript.manuscript import Chapter
from tests.checks.translations.texts import ENGLISH, SPANISH, chapter, found, stale, told

HINT = "Translate the change, then: makebook translated es"


def edited(old: str, new: str) -> list[tuple[str, int | None]]:
    """What is found where `old` has become `new` in the source since it was translated."""
    assert ENGLISH.count(old) >= 1
    return told(found(SPANISH, ENGLISH.replace(old, new, 1), ENGLISH))


def test_edited_section_is_named_with_what_has_changed() -> None:
    (finding,) = found(SPANISH, ENGLISH.replace("three reasons", "good reasons"), ENGLISH)
    assert str(finding) == (
        "sources/visit/es/01-visit.md:1: warning V-001: “La ketamina es un anestésico” was "
        "translated from a text that "
        f"has changed: “three reasons” is now “good reasons”. {HINT}"
    )


SECTIONS = {1: (0, 12), 13: (12, 27), 28: (27, 31), 32: (31, 32)}


@pytest.mark.parametrize(
    "place", [word.start() for word in re.finditer(r"(?<=\s)[a-z]{3,}(?=\s)", ENGLISH)]
)
def test_every_word_counts_for_its_own_section_only(place: int) -> None:
    line = ENGLISH.count("\n", 0, place)
    (heading,) = [head for head, (start, end) in SECTIONS.items() if start <= line < end]
    changed = ENGLISH[:place] + re.sub(r"^\w+", "altered", ENGLISH[place:])
    assert [each for each in told(found(SPANISH, changed, ENGLISH)) if each[0] == "V-001"] == [
        ("V-001", heading)
    ]


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        (
            "It relieves pain.",
            "It does not relieve pain.",
            "“relieves pain” is now “does not relieve pain”",
        ),
        ("- It relieves pain.\n", "", "“It relieves pain” is gone"),
        (
            "relieves pain.\n",
            "relieves pain.\n- It is cheap.\n",
            "“It is cheap” is new behind “relieves pain”",
        ),
        (
            "is well",
            "is almost always very well",
            "“almost always very” is new behind “Breathing is”",
        ),
        ("20 mg", "25 mg", "“20 mg” is now “25 mg”"),
        ("six corners", "seven corners", "“six corners” is now “seven corners”"),
        (
            "## What happens at your visit",
            "## Your visit",
            "“## What happens at your visit” is now “## Your visit”",
        ),
        ("### To learn", "## To learn", "“### To learn more” is now “## To learn more”"),
        (
            "formula-2.svg",
            "formula-3.svg",
            "“(images/formula-2.svg)” is now “(images/formula-3.svg)”",
        ),
        ("::: warning", "::: note", "“warning Risks” is now “note Risks”"),
    ],
)
def test_difference_is_told_in_few_words(old: str, new: str, difference: str) -> None:
    finding, *others = found(SPANISH, ENGLISH.replace(old, new, 1), ENGLISH)
    assert {other.code for other in others} <= {"V-002"}
    assert f": {difference}." in finding.what


def test_many_changes_are_counted() -> None:
    source = ENGLISH
    for word in ("Doctors", "Breathing", "pain", "toxic", "controlled"):
        source = source.replace(word, "Something")
    (finding,) = found(SPANISH, source, ENGLISH)
    assert finding.what.endswith("; and 2 more changes.")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Doctors have used it", "Doctors  have used\nit"),
        ("{.numbered}", "{#why .other}"),
        ("40–60", "40--60"),
        ("It relieves pain.", "**It** relieves *pain*."),
        ("- It relieves", "* It relieves"),
        ("To learn more", "To Learn More"),
        ("[^berman]", "[^b]"),
        ("\n\nAbout 25", "\n\n<!-- to be checked: 26? -->\n\nAbout 25"),
    ],
)
def test_what_says_the_same_is_no_change(old: str, new: str) -> None:
    assert old in ENGLISH
    assert [
        code
        for code, _ in told(found(SPANISH, ENGLISH.replace(old, new), ENGLISH))
        if code == "V-001"
    ] == []


def test_quotation_marks_are_no_change() -> None:
    source = 'He\'s "well" ... and -- fine.\n'
    same = "He’s “well” … and – fine.\n"
    assert stale(chapter("Está bien.\n"), chapter(same), chapter(source), "es") == ()


def test_bars_around_a_table_are_no_change() -> None:
    source = "| Day | Dose |\n| --- | --- |\n| Monday | None |\n"
    same = "Day | Dose\n--- | ---\nMonday | None\n"
    assert stale(chapter("Lunes, nada.\n"), chapter(same), chapter(source), "es") == ()


VISIT, MORE = ENGLISH.index("## What happens"), ENGLISH.index("### To learn")
NOTE = ENGLISH.index("[^berman]: ")


def test_new_section_is_found_where_it_belongs() -> None:
    new = "## A new section\n\nWith words.\n\n## Another one\n\nOf some length.\n\n"
    (finding,) = found(SPANISH, ENGLISH[:VISIT] + new + ENGLISH[VISIT:], ENGLISH)
    assert finding.place.line == 1
    assert finding.what == (
        "The source has a new section behind this one: “A new section” "
        "(sources/visit/01-visit.md:13) and one more "
        "section behind it."
    )


def test_section_that_is_gone_is_found() -> None:
    (finding,) = found(SPANISH, ENGLISH[:VISIT] + ENGLISH[MORE:], ENGLISH)
    assert (finding.code, finding.place.line) == ("V-001", 13)
    assert finding.what == "The source text of “Qué pasa en su visita” is gone."


def test_moved_section_is_found_once() -> None:
    source = ENGLISH[:VISIT] + ENGLISH[MORE:NOTE] + ENGLISH[VISIT:MORE] + ENGLISH[NOTE:]
    (finding,) = found(SPANISH, source, ENGLISH)
    assert "stands behind “Ketamine is an anesthetic” now" in finding.what


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("At most 1,500", "## How it went\n\nAt most 1,500", 13),
        ("## What happens at your visit\n\n", "", 1),
        ("About 25", "## One trial\n\nAbout 25", 1),
    ],
)
def test_divided_and_joined_sections_leave_the_later_ones_alone(
    old: str, new: str, line: int
) -> None:
    assert edited(old, new) == [("V-001", line)]


def test_changed_note_is_found_at_its_translation() -> None:
    assert edited("Read on", "Seen on") == [("V-001", 32)]


def test_new_note_is_found_at_the_section_that_calls_it() -> None:
    source = ENGLISH.replace("step by step.", "step by step.[^b]") + "\n[^b]: Another source.\n"
    assert told(found(SPANISH, source, ENGLISH)) == [("V-001", 28)]


def test_note_that_is_gone_is_found_at_its_translation() -> None:
    assert ("V-001", 32) in told(found(SPANISH, ENGLISH[:NOTE].replace("[^berman]", ""), ENGLISH))


def chapters(*texts: str, folder: str = "sources/b") -> tuple[Chapter, ...]:
    return tuple(
        Chapter(f"{folder}/{number}-text.md", text) for number, text in enumerate(texts, 1)
    )


ONE = "# One\n\nWe sit down together and talk about your day.\n"
TWO = "# Two\n\nAfterwards you rest on a bed for as long as you like.\n"
UNO, DOS = "# Uno\n\nNos sentamos.\n", "# Dos\n\nDespués descansa.\n"


def test_new_chapter_is_found_behind_the_one_before_it() -> None:
    new = "# New\n\nYou can drive home the next day.\n"
    (finding,) = stale(
        chapters(UNO, DOS, folder="sources/b/es"), chapters(ONE, new, TWO), chapters(ONE, TWO), "es"
    )
    assert (str(finding.place), "“New” (sources/b/2-text.md:1)" in finding.what) == (
        "sources/b/es/1-text.md:1",
        True,
    )


def test_chapter_that_is_gone_is_found() -> None:
    (finding,) = stale(
        chapters(UNO, DOS, folder="sources/b/es"), chapters(ONE), chapters(ONE, TWO), "es"
    )
    assert str(finding.place) == "sources/b/es/2-text.md:1"


def test_renamed_chapter_is_no_change() -> None:
    renamed = (Chapter("sources/b/7-one.md", ONE), Chapter("sources/b/9-two.md", TWO))
    assert stale(chapters(UNO, DOS), renamed, chapters(ONE, TWO), "es") == ()


def test_text_without_headings_has_one_section() -> None:
    (finding,) = stale(
        chapter("\nHola.\n"), chapter("Goodbye to you.\n"), chapter("Hello to you.\n"), "es"
    )
    assert finding.what.startswith(
        "The text before the first heading was translated from a text that has changed"
    )


def test_translation_that_lacks_sections_is_named_at_the_nearest_one() -> None:
    translation = SPANISH[: SPANISH.index("### Para")] + SPANISH[SPANISH.index("[^berman]:") :]
    source = ENGLISH.replace("step by step", "page by page")
    assert ("V-001", 13) in told(found(translation, source, ENGLISH))
