"""Pages of a book: facing, with heads and numbers outside, openings on the right, blank pages blank."""

from __future__ import annotations

import io
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest

from prepress.building.composition import words_of
from prepress.editions.print_edition import PrintEdition
from prepress.pdf.binding import gutter, with_gutter
from prepress.pdf.engine.boxes import BoxKind, PageBox, line_in, page_boxes
from prepress.pdf.fitting import Fit
from prepress.pdf.page_labels import label_ranges
from prepress.pdf.page_map import page_map
from prepress.pdf.pages import PrintContext, lay_out_pages
from tests.pdf.pages import PX_PER_MM, Pages, pages_of
from tests.shelf import SQUARE, Shelf

METADATA = "title: The Whole\nauthor: Ann Lee\nlang: en\ndate: 2026-11-23\nlayout: book\n"
PARAGRAPH = " ".join(["Remarkable considerations of everything that matters are needed."] * 6)


def chapter(title: str, paragraphs: int) -> str:
    return f"# {title}\n\n" + f"{PARAGRAPH}\n\n" * paragraphs


def book(shelf: Shelf, metadata: str = METADATA) -> Shelf:
    chapters = {"1.md": chapter("First", 12), "2.md": chapter("Second", 9)}
    return shelf.add(chapters, metadata=metadata)


@dataclass(frozen=True)
class LaidOut:
    pages: tuple[PageBox, ...]
    document: Any

    def number_of(self, words: str) -> int:
        """The number of the page that begins with `words`."""
        return next(
            page.number
            for page in self.pages
            if (lines := lines_on(page)) and lines[0].text.startswith(words)
        )


def lines_on(page: PageBox) -> list[Any]:
    found = (line_in(box) for box in page.boxes() if box.kind is BoxKind.LINE)
    return [line for line in found if line]


def laid_out(shelf: Shelf) -> LaidOut:
    galley, layouts = shelf.set()
    words = words_of(galley.manuscript, layouts)[0]
    edition = next(
        each for each in galley.manuscript.metadata.editions if isinstance(each, PrintEdition)
    )
    context = PrintContext(galley, shelf.project, layouts, words)
    document = lay_out_pages(context, edition).document
    return LaidOut(page_boxes(document), document)


def labels_of(pages: Pages) -> list[str]:
    return [str(page.label) for page in pages.document.pages]


def last_lines(text: str) -> str:
    """The head of a page, which comes last in its text."""
    words = text.split()
    return " ".join(words[-3:] if "Whole" in words[-3:] else words[-2:])


def first_line(text: str) -> str:
    return text.strip().split("\n")[0]


@pytest.mark.parametrize(
    ("pages", "inches"),
    [(24, 0.375), (150, 0.375), (151, 0.5), (500, 0.625), (700, 0.75), (701, 0.875), (900, 0.875)],
)
def test_binding_takes_what_services_ask_for(pages: int, inches: float) -> None:
    assert gutter(pages) == pytest.approx(inches * 25.4, abs=0.001)


@pytest.mark.parametrize(("counts", "times"), [([80], 1), ([160, 164], 2), ([149, 0], 1)])
def test_book_is_laid_out_again_only_across_a_step(counts: list[int], times: int) -> None:
    asked: list[float] = []

    def lay_out(fit: Fit, text: str) -> tuple[Any, str]:
        asked.append(fit.binding)
        return SimpleNamespace(pages=[None] * counts[len(asked) - 1]), text

    document, _, fit = with_gutter(Fit(), "", lay_out)
    assert len(asked) == times
    assert fit.binding == asked[-1] == gutter(len(document.pages))


def test_laying_out_for_the_binding_comes_to_an_end() -> None:
    counts = iter([900, 10, 900, 10, 900, 10])
    document, _, fit = with_gutter(
        Fit(), "", lambda fit, text: (SimpleNamespace(pages=[None] * next(counts)), text)
    )
    assert len(document.pages) == 10
    assert fit.binding == gutter(900)


def test_chapters_begin_on_the_right_behind_pages_without_anything(shelf: Shelf) -> None:
    pages = pages_of(book(shelf))
    openings = [
        at for at, text in enumerate(pages.texts) if first_line(text) in ("First", "Second")
    ]
    assert [at % 2 for at in openings] == [0, 0]
    assert "Revision" in pages.texts[1]
    assert pages.texts[3] == ""


def test_chapters_begin_on_any_page_where_the_author_wants_that(shelf: Shelf) -> None:
    metadata = METADATA + "look: {openings: any}\n"
    assert "" not in pages_of(book(shelf, metadata)).texts


def test_heads_have_the_book_on_the_left_and_the_chapter_on_the_right(shelf: Shelf) -> None:
    texts = pages_of(book(shelf)).texts
    at = next(at for at, text in enumerate(texts) if first_line(text) == "First")
    assert not texts[at].rstrip().endswith("1")
    assert last_lines(texts[at + 1]) == "2 The Whole"
    assert last_lines(texts[at + 2]) == "First 3"


def test_numbers_are_roman_before_the_text_and_begin_with_it(shelf: Shelf) -> None:
    labels = labels_of(pages_of(book(shelf)))
    assert labels[:7] == ["i", "ii", "iii", "iv", "1", "2", "3"]


def test_epub_calls_pages_as_they_are_printed(shelf: Shelf) -> None:
    laid = laid_out(book(shelf))
    labels = labels_of(pages_of(shelf))
    assert [each.label for each in page_map(laid.document)] == labels


def test_pages_that_are_called_by_their_place_need_no_labels(shelf: Shelf) -> None:
    shelf.add({"1.md": chapter("One", 20)}, metadata="title: T\nlang: en\n")
    assert "/PageLabels" not in pages_of(shelf).document.Root
    assert label_ranges(["1", "2", "3"]) == ()
    assert label_ranges(["i", "ii", "1", "2"]) == ((0, "r", 1), (2, "D", 1))


def test_margins_are_mirrored_and_the_inner_one_holds_the_binding(shelf: Shelf) -> None:
    left, right = laid_out(book(shelf)).pages[5:7]
    width = right.size[0]
    inner = width - left.left - left.width
    assert right.left == pytest.approx(inner)
    assert left.left == pytest.approx(width - right.left - right.width)
    assert inner - left.left == pytest.approx((gutter(1) - 0.28 * 14) * PX_PER_MM, abs=0.1)


def test_book_from_right_to_left_begins_on_the_left(shelf: Shelf) -> None:
    laid = laid_out(book(shelf, METADATA + "dir: rtl\n"))
    title = laid.pages[0]
    width = title.size[0]
    assert width - title.left - title.width > title.left  # bound on its right
    pages = pages_of(shelf).texts
    assert "Whole The" in pages[5][-20:]
    assert "First" in pages[6][-20:]


def test_book_is_cut_to_its_own_size_unless_an_edition_says_another(shelf: Shelf) -> None:
    size = laid_out(book(shelf)).pages[0].size
    assert size == pytest.approx((5.5 * 96, 8.5 * 96), abs=0.1)
    metadata = METADATA + "editions: {print: {trim: a5}}\n"
    assert laid_out(book(shelf, metadata)).pages[0].size[0] == pytest.approx(148 * PX_PER_MM)


def test_lines_stand_beside_those_of_the_facing_page(shelf: Shelf) -> None:
    mixed = "\n\n".join(
        [
            *("# One", PARAGRAPH, "## Two", PARAGRAPH, "- a\n- b\n- c", PARAGRAPH, "> Said."),
            *("~~~\ncode\n~~~", PARAGRAPH, "| a | b |\n| - | - |\n| c | d |", PARAGRAPH, "***"),
            *(PARAGRAPH, "![A square](square.svg){.column}", PARAGRAPH, "### Three", PARAGRAPH),
        ]
    )
    shelf.add({"1.md": mixed, "square.svg": SQUARE}, metadata=METADATA)
    laid = laid_out(shelf)
    tops = {
        round((line.box.edges[1] - page.top) / step % 1, 2) % 1
        for page in laid.pages
        for line in lines_on(page)
        if line.block.tag == "p" and line.elements[-2].tag == "section"
        if (step := line.box.edges[3] - line.box.edges[1])
    }
    assert tops == {0.0}


def test_no_word_is_divided_between_two_pages(shelf: Shelf) -> None:
    words = " ".join(f"unbelievable{'s' * (at % 3)} straightforwardness" for at in range(900))
    shelf.add({"1.md": f"# One\n\n{words}\n"}, metadata=METADATA)
    lasts = [lines[-1].text for page in laid_out(shelf).pages if (lines := lines_on(page))]
    assert len(lasts) > 4
    assert [text for text in lasts if text.endswith("\u2010")] == []


def test_figure_that_would_leave_a_hole_stands_behind_what_fills_it(shelf: Shelf) -> None:
    tall = SQUARE.replace("<svg ", '<svg width="600" height="600" ')
    text = "# One\n\n" + f"{PARAGRAPH}\n\n" * 5 + "![A square](square.svg){.column}\n\n"
    shelf.add({"1.md": text + f"{PARAGRAPH}\n\n" * 6, "square.svg": tall}, metadata=METADATA)
    laid = laid_out(shelf)
    at, top = next(
        (at, edges[1])
        for at, page in enumerate(laid.pages)
        for box in page.boxes()
        if box.is_picture and (edges := box.edges)
    )
    before = laid.pages[at - 1]
    lowest = max(line.box.edges[3] for line in lines_on(before))
    assert before.top + before.height - lowest < 0.1 * before.height
    above = [line for line in lines_on(laid.pages[at]) if line.box.edges[3] <= top]
    assert len(above) < 8  # no more than the rest of a paragraph
    breaks = page_map(laid.document)
    assert len({each.label for each in breaks}) == len(breaks)


def test_introduction_stays_with_what_it_introduces(shelf: Shelf) -> None:
    for count in range(6, 10):
        text = (
            "# One\n\n" + f"{PARAGRAPH}\n\n" * count + "These are they:\n\n- one\n- two\n- three\n"
        )
        shelf.add({"1.md": text}, metadata=METADATA)
        pages = [
            [line.text.replace("\u00a0", " ") for line in lines_on(page)]
            for page in laid_out(shelf).pages
        ]
        page = next(lines for lines in pages if "These are they:" in lines)
        assert "one" in page


def test_marks_of_addresses_do_not_stick_to_words(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\nSee the [Awards](https://awards.example/all) here.\n"})
    assert "Awardsa" not in "".join(pages_of(shelf).texts)


def test_novel_lets_the_first_letter_drop(shelf: Shelf) -> None:
    shelf.add({"1.md": chapter("One", 3)}, metadata=METADATA + "look: novel\n")
    laid = laid_out(shelf)
    initial: Any = next(box for box in laid.pages[2].boxes() if box.text == "R")
    assert initial.element.get("class") == "initial"
    assert initial.around.around.is_floated


def test_letter_that_drops_is_copied_with_its_word(shelf: Shelf) -> None:
    shelf.add({"1.md": chapter("One", 3)}, metadata=METADATA + "look: novel\n")
    laid = laid_out(shelf)
    with pikepdf.open(io.BytesIO(laid.document.write_pdf(pdf_tags=True))) as pdf:
        drawn = pikepdf.parse_content_stream(pdf.pages[2])
        begun = [each.operands[1] for each in drawn if str(each.operator) == "BDC"]
        said = [str(each.ActualText) for each in begun if "/ActualText" in each]
    assert said == ["", "Remarkable"]


def test_captions_of_a_book_end_in_more_than_one_word(shelf: Shelf) -> None:
    captions = ["so few " * words + "words of it" for words in range(6, 18)]
    figures = "\n\n".join(f"![{caption}](a.svg)" for caption in captions)
    shelf.add({"1.md": f"# One\n\n{figures}\n", "a.svg": SQUARE}, metadata=METADATA)
    lines = [line.text for page in laid_out(shelf).pages for line in lines_on(page)]
    ends = [line for line in lines if line.strip().endswith("it")]
    assert len(ends) == len(captions)
    assert all(len(line.split()) > 1 for line in ends)


@pytest.mark.parametrize(("paragraph", "caps"), [("rest", "small-caps"), ("`rest`", "normal")])
def test_code_where_a_chapter_begins_keeps_its_letters(
    shelf: Shelf, paragraph: str, caps: str
) -> None:
    shelf.add({"1.md": f"# First\n\n{paragraph}\n"}, metadata=METADATA)
    pages = laid_out(shelf).document.pages
    boxes = [box for page in pages for box in page._page_box.descendants()]
    words = [box for box in boxes if getattr(box, "text", "") == "rest"]
    assert [box.style["font_variant_caps"] for box in words] == [caps]
