"""Edits that colleagues make in a Word edition, and the Markdown that they become."""

from __future__ import annotations

from copy import deepcopy

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.shelf import Shelf
from tests.word.word_files import Review, change, paragraph, tracked

DELETED_MARK = f'<w:rPr {nsdecls("w")}><w:del w:id="901" w:author="Ann" w:date="2026-11-30T00:00:00Z"/></w:rPr>'
TEXT = """\
## How to sleep

Go to bed *early*, and get
up at the **same** hour.[^why]

- Dim the light.
- Read a book,
  but not this one.

| Drug | Dose |
|------|-----:|
| Aspirin | 300 mg |
| Zinc    | 10 mg  |

::: tip Keep it dark
Close the curtains.
:::

## Later

The end is [here](https://example.org/end).

[^why]: Because *it* works.
"""


@pytest.fixture
def review(shelf: Shelf) -> Review:
    return Review(shelf, TEXT)


def test_text_without_edits_keeps_every_byte(review: Review) -> None:
    assert review.taken() == TEXT


def test_saving_by_another_program_changes_nothing(review: Review) -> None:
    with review.word():
        pass
    assert review.taken() == TEXT


def test_changed_word_changes_alone(review: Review) -> None:
    with review.word() as document:
        change(document, ", and get up at the ", ", and rise at the ")
    assert review.taken() == TEXT.replace("get\nup", "rise")


def test_changed_word_keeps_the_marks_around_it(review: Review) -> None:
    with review.word() as document:
        change(document, "early", "late")
    assert review.taken() == TEXT.replace("*early*", "*late*")


def test_word_made_bold_gets_marks(review: Review) -> None:
    with review.word() as document:
        paragraph(document, "Close").runs[0].bold = True
    assert review.taken() == TEXT.replace("Close the curtains.", "**Close the curtains.**")


def test_word_made_plain_loses_its_marks(review: Review) -> None:
    with review.word() as document:
        next(run for run in paragraph(document, "Go").runs if run.text == "early").italic = False
    assert review.taken() == TEXT.replace("*early*", "early")


def test_new_paragraph_stands_behind_the_one_before(review: Review) -> None:
    with review.word() as document:
        paragraph(document, "Dim").insert_paragraph_before("Two rules help.", "Normal")
    assert review.taken() == TEXT.replace("[^why]\n\n-", "[^why]\n\nTwo rules help.\n\n-")


def test_new_first_paragraph_stands_before_all(review: Review) -> None:
    with review.word() as document:
        paragraph(document, "How to").insert_paragraph_before("Welcome.", "Normal")
    assert review.taken() == f"Welcome.\n\n{TEXT}"


def test_new_heading_has_its_level(review: Review) -> None:
    with review.word() as document:
        paragraph(document, "The end").insert_paragraph_before("At last", "Heading 3")
    assert review.taken() == TEXT.replace("The end", "### At last\n\nThe end")


@pytest.mark.parametrize(("depth", "indent"), [("0", ""), ("1", "    ")])
def test_new_item_stands_in_the_list(review: Review, depth: str, indent: str) -> None:
    with review.word() as document:
        item = paragraph(document, "Dim")._p
        new = deepcopy(item)
        for mark in new.xpath("w:bookmarkStart|w:bookmarkEnd"):
            new.remove(mark)
        new.xpath("w:r/w:t")[0].text = "Open a window."
        new.xpath("w:pPr/w:numPr/w:ilvl")[0].set(qn("w:val"), depth)
        item.addnext(new)
    assert review.taken() == TEXT.replace("light.\n", f"light.\n{indent}- Open a window.\n")


def test_deleted_paragraph_goes_with_its_line(review: Review) -> None:
    with review.word() as document:
        element = paragraph(document, "The end")._p
        element.getparent().remove(element)
    assert review.taken() == TEXT.replace("The end is [here](https://example.org/end).\n\n", "")


def test_deleted_item_leaves_the_others(review: Review) -> None:
    with review.word() as document:
        element = paragraph(document, "Read")._p
        element.getparent().remove(element)
    assert review.taken() == TEXT.replace("- Read a book,\n  but not this one.\n", "")


def test_changed_heading_keeps_its_signs(review: Review) -> None:
    with review.word() as document:
        change(document, "How to sleep", "How to sleep well")
    assert review.taken() == TEXT.replace("## How to sleep", "## How to sleep well")


@pytest.mark.parametrize(
    ("words", "style", "before", "now"),
    [
        ("Later", "Heading 3", "## Later", "### Later"),
        ("The end", "Heading 3", "The end", "### The end"),
        ("Later", "Normal", "## Later", "Later"),
    ],
)
def test_block_of_another_style_gets_its_signs(
    review: Review, words: str, style: str, before: str, now: str
) -> None:
    with review.word() as document:
        paragraph(document, words).style = document.styles[style]
    assert review.taken() == TEXT.replace(before, now)


def test_changed_cell_keeps_its_table(review: Review) -> None:
    with review.word() as document:
        change(document, "300", "500")
    assert review.taken() == TEXT.replace("300 mg", "500 mg")


def test_new_row_stands_below_the_one_before(review: Review) -> None:
    with review.word() as document:
        cells = document.tables[0].add_row().cells  # type: ignore[no-untyped-call]
        cells[0].text, cells[1].text = "Iron", "5 mg"
    assert review.taken() == TEXT.replace("10 mg  |\n", "10 mg  |\n| Iron | 5 mg |\n")


def test_deleted_row_goes_with_its_line(review: Review) -> None:
    with review.word() as document:
        row = document.tables[0].rows[1]._tr
        row.getparent().remove(row)
    assert review.taken() == TEXT.replace("| Aspirin | 300 mg |\n", "")


def test_changed_link_gets_the_new_address(review: Review) -> None:
    with review.word() as document:
        for relation in document.part.rels.values():
            if relation.is_external:
                relation._target = "https://example.org/new"
    assert review.taken() == TEXT.replace("/end)", "/new)")


def test_note_is_changed_where_it_is_written(review: Review) -> None:
    with review.word() as document:
        part = next(
            each.target_part
            for each in document.part.rels.values()
            if not each.is_external and each.reltype.endswith("/footnotes")
        )
        part._blob = part.blob.replace(b" works.", b" helps.")
    assert review.taken() == TEXT.replace("works.", "helps.")


def test_tracked_changes_are_accepted(review: Review) -> None:
    with review.word() as document:
        close = paragraph(document, "Close")._p
        run = close.xpath("w:r")[0]
        run.addprevious(tracked("ins", "Please close"))
        run.addprevious(tracked("del", "Close"))
        run.xpath("w:t")[0].text = " the curtains."
    assert review.taken() == TEXT.replace("Close the", "Please close the")


def test_paragraph_deleted_with_tracking_goes(review: Review) -> None:
    with review.word() as document:
        end = paragraph(document, "Close")._p
        for run in end.xpath("w:r"):
            run.getparent().replace(run, tracked("del", "Close the curtains."))
        end.get_or_add_pPr().append(parse_xml(DELETED_MARK))
    assert "curtains" not in review.taken()
