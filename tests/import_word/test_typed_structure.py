"""Titles, headings and lists that were typed by looks and signs become what they are meant as."""

from __future__ import annotations

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Pt, RGBColor

from tests.import_word.handouts import add_picture, import_handout, raw, runs
from tests.shelf import Shelf

BODY = "A paragraph of many words, which says what a patient should know about sleep and rest."


def line(document: Document, words: str, points: float = 11, looks: str = "") -> None:
    runs(document.add_paragraph(), (words, looks)).runs[0].font.size = Pt(points)


def test_large_line_on_top_is_the_title(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        line(document, "Sleep Well", 20)
        line(document, BODY)

    handout = import_handout(shelf, write)
    assert handout.metadata.title == "Sleep Well"
    assert handout.text == f"{BODY}\n"


def test_bold_and_large_lines_are_headings(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        line(document, "Sleep Well", 20)
        line(document, "What helps", 14, "bold")
        line(document, BODY)
        line(document, "In the evening", 11, "bold")
        line(document, BODY)
        line(document, "What does not", 14, "bold")
        line(document, BODY)

    handout = import_handout(shelf, write)
    headings = [each for each in handout.text.splitlines() if each.startswith("#")]
    assert headings == ["## What helps", "### In the evening", "## What does not"]
    assert "Lines in bold or large letters became headings: “What helps”" in handout.to_check


@pytest.mark.parametrize("words", ["Never drive today.", "word " * 30])
def test_bold_sentence_is_no_heading(shelf: Shelf, words: str) -> None:
    def write(document: Document) -> None:
        line(document, BODY)
        line(document, words.strip(), looks="bold")
        line(document, BODY)

    handout = import_handout(shelf, write)
    assert "#" not in handout.text
    assert f"**{words.strip()}**" in handout.text


def test_bold_lines_of_an_address_are_no_headings(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        line(document, BODY)
        for words in ("Your Clinic", "1 Main Street", "Springfield"):
            line(document, words, looks="bold")

    assert "#" not in import_handout(shelf, write).text


def test_word_with_headings_of_its_own_keeps_bold_lines(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        document.add_heading("One", 1)
        line(document, "Bold", looks="bold")
        line(document, BODY)
        document.add_heading("Two", 1)

    assert "**Bold**" in import_handout(shelf, write).text


@pytest.mark.parametrize("signs", ["••", "◦◦", "▪▪"])
def test_typed_bullets_are_a_list(shelf: Shelf, signs: str) -> None:
    def write(document: Document) -> None:
        line(document, BODY)
        runs(document.add_paragraph(), (f"{signs[0]}\tone", ""))
        runs(document.add_paragraph(), (f"{signs[1]} ", ""), ("two", "bold"), (" and more", ""))
        line(document, BODY)

    assert import_handout(shelf, write).text == f"{BODY}\n\n- one\n- **two** and more\n\n{BODY}\n"


@pytest.mark.parametrize("sign", [".", ")"])
def test_typed_numbers_that_count_on_are_a_list(shelf: Shelf, sign: str) -> None:
    def write(document: Document) -> None:
        for number, words in enumerate(("one", "two", "three"), 1):
            line(document, f"{number}{sign} {words}")

    assert import_handout(shelf, write).text == "1. one\n2. two\n3. three\n"


@pytest.mark.parametrize("numbers", [(1,), (2, 3), (1, 3)])
def test_typed_numbers_that_do_not_count_on_stay_words(
    shelf: Shelf, numbers: tuple[int, ...]
) -> None:
    def write(document: Document) -> None:
        for number in numbers:
            line(document, f"{number}) words")

    assert f"{numbers[0]}\\) words" in import_handout(shelf, write).text


def test_looks_of_pages_are_named_as_lost(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        line(document, BODY)
        document.add_paragraph("Middle").alignment = WD_ALIGN_PARAGRAPH.CENTER
        coloured = document.add_paragraph().add_run("Red")
        coloured.font.color.rgb = RGBColor(200, 0, 0)
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        raw(document.add_paragraph(), '<w:pPr><w:sectPr><w:cols w:num="2"/></w:sectPr></w:pPr>')
        add_picture(document, "A bed")
        line(document, BODY)

    lost = import_handout(shelf, write).lost
    assert "1 page break was left out" in lost
    assert "Text in 2 columns stands in one" in lost
    assert "Paragraphs are no more centred or on the right: “Middle”" in lost
    assert "Words have no colour of their own any more: “Red”" in lost
    assert "The size of 1 picture was left to the layout" in lost
