"""Where new paragraphs go in the Markdown, and with which marks new looks stand there."""

from __future__ import annotations

from typing import Any

import pytest
from docx.enum.text import WD_COLOR_INDEX

from tests.shelf import Shelf
from tests.word.word_files import Review, paragraph


@pytest.mark.parametrize(
    ("look", "value", "written"),
    [
        ("bold", True, "**word**"),
        ("italic", True, "*word*"),
        ("strike", True, "~~word~~"),
        ("subscript", True, "~word~"),
        ("superscript", True, "^word^"),
        ("highlight_color", WD_COLOR_INDEX.YELLOW, "==word=="),
    ],
)
def test_new_looks_become_marks(shelf: Shelf, look: str, value: object, written: str) -> None:
    review = Review(shelf, "A plain\nword here.\n")
    with review.word() as document:
        (run,) = paragraph(document, "A plain").runs
        run.text = "A plain "
        for words, has_look in (("word", True), (" here.", False)):
            new = paragraph(document, "A plain").add_run(words)
            paragraph(document, "A plain")._p.append(new._r)
            if has_look:
                target: Any = new.font
                setattr(target, look, value)
    assert review.taken() == f"A plain\n{written} here.\n"


@pytest.mark.parametrize(
    ("text", "behind", "style", "wanted"),
    [
        ("::: tip T\nIn.\n:::\n\nOut.\n", "In.", "Normal", "::: tip T\nIn.\n:::\n\nNew.\n\nOut.\n"),
        (
            "::: tip T\nIn.\n:::\n\nOut.\n",
            "In.",
            "Callout",
            "::: tip T\nIn.\n\nNew.\n:::\n\nOut.\n",
        ),
        ("::: tip Head\nIn.\n:::\n", "Head", "Normal", "::: tip Head\n\nNew.\n\nIn.\n:::\n"),
        ("> One\n> two.\n\nOut.\n", "One", "Quote", "> One\n> two.\n\n> New.\n\nOut.\n"),
        ("> One\n\nOut.\n", "One", "Normal", "> One\n\nNew.\n\nOut.\n"),
        ("| A | B |\n|---|---|\n| c | d |\n\nOut.\n", "d", "", ""),
        ("Title\n=====\n\nOut.\n\nSub\n---\n\nEnd.\n", "Sub", "Normal", None),
        ("Out.\n\n- a\n- b\n\nEnd.\n", "b", "Normal", "Out.\n\n- a\n- b\n\nNew.\n\nEnd.\n"),
        ("Out.", "Out.", "Normal", "Out.\n\nNew."),
        ("# A\nText.\n", "Text.", "Heading 2", "# A\nText.\n\n## New.\n"),
    ],
)
def test_new_paragraph_stands_behind(
    shelf: Shelf, text: str, behind: str, style: str, wanted: str | None
) -> None:
    review = Review(shelf, text)
    if wanted is None:
        wanted = text.replace("---\n", "---\n\nNew.\n")
    with review.word() as document:
        if not wanted:
            table = document.tables[0]
            new = document.add_paragraph("New.", "Normal")
            table._tbl.addnext(new._p)
            wanted = text.replace("d |\n", "d |\n\nNew.\n")
        else:
            old = paragraph(document, behind)
            old._p.addnext(old.insert_paragraph_before("New.", style)._p)
    assert review.taken() == wanted


@pytest.mark.parametrize(
    ("text", "gone", "wanted"),
    [
        ("One.\n\nTwo.\n\nThree.\n", "One.", "Two.\n\nThree.\n"),
        ("One.\n\nTwo.\n", "Two.", "One.\n"),
        ("A\n\n1. b\n\n2. c\n\nD\n", "b", "A\n\n2. c\n\nD\n"),
        ("Out.\n\nSub\n---\n\nEnd.\n", "Sub", "Out.\n\nEnd.\n"),
        ("::: tip T\nIn.\n\nTwo.\n:::\n", "Two.", "::: tip T\nIn.\n:::\n"),
        ("A[^n].\n\n[^n]: One\n    two.\n\nEnd.\n", "End.", "A[^n].\n\n[^n]: One\n    two.\n"),
    ],
)
def test_deleted_paragraph_leaves(shelf: Shelf, text: str, gone: str, wanted: str) -> None:
    review = Review(shelf, text)
    with review.word() as document:
        element = paragraph(document, gone)._p
        element.getparent().remove(element)
    assert review.taken() == wanted


def test_several_new_paragraphs_keep_their_order(shelf: Shelf) -> None:
    review = Review(shelf, "One.\n\n- a\n- b\n\nEnd.\n")
    with review.word() as document:
        end = paragraph(document, "End")
        for words, style in (("Two.", "Normal"), ("Three", "Heading 2"), ("Four.", "Quote")):
            end.insert_paragraph_before(words, style)
    wanted = "One.\n\n- a\n- b\n\nTwo.\n\n## Three\n\n> Four.\n\nEnd.\n"
    assert review.taken() == wanted


def test_emptied_cell_stays_a_cell(shelf: Shelf) -> None:
    review = Review(shelf, "| A | B |\n|---|---|\n| c | d |\n| e | f |\n")
    with review.word() as document:
        document.tables[0].rows[1].cells[1].paragraphs[0].runs[0].text = ""
    assert review.taken() == "| A | B |\n|---|---|\n| c |  |\n| e | f |\n"


@pytest.mark.parametrize("row", ["| c |   |", "|   | d |"])
def test_filled_cell_is_filled(shelf: Shelf, row: str) -> None:
    text = f"| A | B |\n|---|---|\n| a | b |\n{row}\n| e | f |\n"
    review = Review(shelf, text)
    with review.word() as document:
        cell = next(cell for cell in document.tables[0].rows[2].cells if not cell.text)
        cell.paragraphs[0].add_run("new")
    assert review.taken() == text.replace("|   |", "| new |")


def test_deleted_table_goes_with_all_its_lines(shelf: Shelf) -> None:
    review = Review(shelf, "One.\n\n| A | B |\n|---|---|\n| c | d |\n\nEnd.\n")
    with review.word() as document:
        table = document.tables[0]._tbl
        table.getparent().remove(table)
    assert review.taken() == "One.\n\nEnd.\n"


def test_second_paragraph_of_a_cell_is_left(shelf: Shelf) -> None:
    text = "| A | B |\n|---|---|\n| c | d |\n"
    review = Review(shelf, text)
    with review.word() as document:
        document.tables[0].rows[1].cells[1].add_paragraph("more")
    assert [each.why for each in review.take_back().left] == [
        "There is no empty cell for it in the Markdown."
    ]
    assert review.source.read_text("utf-8") == text
