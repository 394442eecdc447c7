"""What is found on pages, in words and in a translation is reported at the element that it is about,
though the same words stand elsewhere first.
"""

from __future__ import annotations

import pytest

from prepress.galley.source_places import SourcePlaces
from tests.checks.plain_language.structure.texts import SOUND, with_more
from tests.checks.plain_language.structure.texts import found as found_in_handout
from tests.checks.translations.texts import found
from tests.shelf import SQUARE, Shelf

WORDS = "Eight words that stand in a row here, and more."
#: Puts what follows a heading on the next page.
OVERLEAF = "h2 { break-after: auto } h2 + p { break-before: page }"


def lines(
    shelf: Shelf, code: str, text: str, css: str = "", metadata: str = ""
) -> list[int | None]:
    """The lines of the findings with `code` when the print edition of `text` is made."""
    shelf.add({"1.md": text, "pic.svg": SQUARE}, metadata=f"title: Tiny\nlang: en\n{metadata}")
    (shelf.root / "layouts").mkdir(exist_ok=True)
    (shelf.root / "layouts" / "look.css").write_text(css, "utf-8")
    report = shelf.build("print", strict=True)
    return [finding.place.line for finding in report.findings if finding.code == code]


def test_lost_heading(shelf: Shelf) -> None:
    text = "# One\n\nWe say Small doses.\n\nText.\n\n## Small doses\n\nMore text.\n"
    assert lines(shelf, "X-001", text, "h2 { display: none }") == [7]


def test_lost_quotation(shelf: Shelf) -> None:
    text = "# One\n\nTake it twice.\n\n> Take it twice with water\n\nText.\n"
    assert lines(shelf, "X-001", text, "blockquote { display: none }") == [5]


def test_heading_at_the_foot_of_a_page(shelf: Shelf) -> None:
    text = "# One\n\nLeft alone\n\nText.\n\n## Left alone\n\nMore text.\n"
    assert lines(shelf, "T-001", text, OVERLEAF) == [7]


def test_box_over_two_pages(shelf: Shelf) -> None:
    box = "::: warning Rest\n\nRest now.\n\nMore.\n\nThen.\n\n:::\n"
    css = "aside { break-inside: auto !important } aside p + p + p { break-before: page }"
    text = f"# One\n\nRest\n\n    ::: warning Rest\n\nRest now.\n\n{box}"
    assert lines(shelf, "T-002", text, css) == [9]


def test_table_wider_than_its_column(shelf: Shelf) -> None:
    table = f"| First head | h |\n|---|---|\n| {'w' * 120} | b |\n"
    text = f"# One\n\nFirst head\n\n`| First head | h |`\n\n{table}"
    assert lines(shelf, "T-006", text, "td { overflow-wrap: normal }") == [7]


def test_section_that_runs_over_its_pages(shelf: Shelf) -> None:
    words = "A paragraph of a few plain words that fills some lines on a page of its own.\n\n"
    text = f"# One\n\nToo much\n\n`## Too much`\n\n{words * 16}## Too much\n\n{words * 16}"
    metadata = "editions: {print: {pages: 1}}\n"
    assert lines(shelf, "F-001", text, metadata=metadata) == [39]


def test_section_that_is_hard_to_read(shelf: Shelf) -> None:
    hard = "Hypertension complicates anesthesiological administration considerably. " * 9
    easy = "We rest at home. " * 20
    text = f"# One\n\nTwo\n\n`# Two`\n\n{easy}\n\n# Two\n\n{hard}\n"
    assert lines(shelf, "R-001", text, metadata="max-grade: 8\n") == [9]


def test_picture_that_is_described_by_its_name(shelf: Shelf) -> None:
    picture = '![](images/bed.svg){alt="picture"}'
    text = with_more(f"Picture\n\n{picture}")
    wanted = text[: text.index(picture)].count("\n") + 1
    assert ("C-006", wanted) in found_in_handout(shelf, text)


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("C-002", "# At home\n\n" + "You rest well. " * 100),
        ("C-003", "Lie down. Close your eyes. Count to ten."),
        ("C-005", "12% of people feel sick."),
    ],
)
def test_fault_of_a_handout(shelf: Shelf, code: str, fault: str) -> None:
    text = with_more(f"Before it.\n\n<!-- {fault} -->\n\n{fault}")
    wanted = text[: text.rindex(fault)].count("\n") + 1
    assert (code, wanted) in found_in_handout(shelf, text)


def test_last_section_of_a_handout_that_merely_ends(shelf: Shelf) -> None:
    last = "# Sleep\n\nSleep is good. Talk therapy works.\n"
    text = SOUND[: SOUND.index("# Before")] + f"Sleep\n\n    # Sleep\n\n{last}"
    wanted = text[: text.rindex("# Sleep")].count("\n") + 1
    assert ("C-007", wanted) in found_in_handout(shelf, text)


SOURCE = (
    "# One\n\nThe dose\n\n`# The dose`\n\n## The dose\n\nTake 20 mg.\n\n<pre>\n# The dose\n</pre>\n"
)


def test_section_of_a_translation() -> None:
    translation = SOURCE.replace("20 mg", "30 mg").replace("The dose", "La dosis")
    assert [(each.code, each.place.line) for each in found(translation, SOURCE)] == [("V-002", 9)]


def test_what_only_looks_like_a_heading_is_no_section() -> None:
    translation = SOURCE.replace("# One", "# Uno").replace("The dose", "La dosis")
    translation = translation.replace("Take", "Tome").replace("<pre>\n# La dosis\n</pre>\n", "")
    codes = {each.code for each in found(translation, SOURCE)}
    assert "V-003" not in codes


def test_section_of_a_source_that_has_changed() -> None:
    translation = SOURCE.replace("The dose", "La dosis").replace("Take 20 mg.", "Tome 20 mg.")
    now = SOURCE.replace("Take 20 mg.", "Take 20 mg with some water and a little food.")
    stale = [each for each in found(translation, now, SOURCE) if each.code == "V-001"]
    assert [each.place.line for each in stale] == [7]


def test_paragraph_in_the_words_of_its_source() -> None:
    left = "Our book takes you through it step by step, at your own pace."
    source = f"# One\n\nWords.\n\n{left}\n"
    translation = f"# Uno\n\nPalabras.\n\n<!-- {left} -->\n\n{left}\n"
    kept = [each for each in found(translation, source) if each.code == "V-005"]
    assert [each.place.line for each in kept] == [7]


def test_section_in_raw_html_that_a_translation_lacks() -> None:
    source = "# One\n\n<div>\n<h2>\nTwo\n</h2>\n</div>\n\nThree\n"
    (finding,) = found("# Uno\n\nTres\n", source)
    assert (finding.code, "“Two”" in finding.what) == ("V-003", True)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"# One\n\nText.\n\n{WORDS}\n", 5),
        (f"# One\n\n> *{WORDS[:11]}*{WORDS[11:]}\n", 3),
        (f"# One\n\n{WORDS}\n\n    {WORDS}\n", None),
        (f"# One\n\nIn a line: {WORDS}\n", None),
        ("# One\n\nToo few words\n", None),
    ],
)
def test_words_that_are_written_once_need_no_anchor(
    shelf: Shelf, text: str, line: int | None
) -> None:
    galley, _ = shelf.add({"1.md": text}).set()
    words = "Too few words" if "Too" in text else WORDS
    place = SourcePlaces(galley).find_once(words, [galley.chapters[0].file])
    assert (place and place.line) == line
