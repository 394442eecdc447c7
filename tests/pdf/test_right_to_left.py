"""A text from right to left is its mirror image on paper: what stands beside it stands on its
right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pikepdf
import pypdfium2
import pytest

from prepress.building.composition import layouts_of, words_of
from prepress.checks.parity.right_to_left import texts_of
from prepress.editions.booklet import BookletEdition
from prepress.editions.large_print import LargePrintEdition
from prepress.editions.pdf_edition import PdfEdition
from prepress.editions.press_edition import PressEdition
from prepress.editions.print_edition import PrintEdition
from prepress.galley.setting.set_galley import set_galley
from prepress.manuscript.reading import read
from prepress.pdf.engine.boxes import Box, boxes_on, page_boxes
from prepress.pdf.pages import PrintContext, lay_out_pages
from prepress.project.project import publications
from tests.alphabets import with_boxes
from tests.pdf.pages import pages_of
from tests.shelf import SQUARE, Shelf

METADATA = """title: בתנב
lang: he
layout: handout
contact: {name: בתנב, phone: "+1 555-0100", web: "https://clinic.example"}
"""
TEXT = """## אבג {.numbered}

![](square.svg){alt="דהו"}

אבג דהו, C~2~H~6~O אבג. עוד [אבג](#end)

::: warning אבג
- דהו
:::

::: qr https://clinic.example/book אבג
דהו
:::

| אבג | דהו |
| --- | --- |
| זחט | יכל |

## דהו {#end}

אבג
"""
EDITIONS = [PrintEdition(), PressEdition(), LargePrintEdition(), BookletEdition()]
NAMES = [edition.name for edition in EDITIONS]


@pytest.fixture
def hebrew(shelf: Shelf) -> Shelf:
    """A handout with all that stands beside its text."""
    return with_boxes(shelf.add({"1.md": TEXT, "square.svg": SQUARE}, metadata=METADATA))


def laid(shelf: Shelf, edition: PdfEdition) -> tuple[float, list[Box]]:
    """The width of the page in px, and the boxes on all pages."""
    manuscript = read(shelf.project, publications(shelf.project)[0])
    layouts = layouts_of(shelf.project, manuscript)
    words = words_of(manuscript, layouts)[0]
    copy = PrintContext(set_galley(manuscript, shelf.project, words), shelf.project, layouts, words)
    document = lay_out_pages(copy, edition).document
    return document.pages[0].width, list(boxes_on(page_boxes(document)))


def sides(boxes: Sequence[Box], tag: str, name: str = "") -> tuple[float, float]:
    """Left and right of the first box of an element, in px."""
    for each in boxes:
        element = each.element
        if element is not None and element.tag == tag and name in (element.get("class") or ""):
            edges = each.edges
            assert edges is not None
            return edges[0], edges[2]
    raise AssertionError(f"no {tag} {name}")


def test_marginal_column_of_a_wide_page_is_on_the_right(hebrew: Shelf) -> None:
    width, boxes = laid(hebrew, PrintEdition())
    text = sides(boxes, "p")
    for tag, name in (("span", "numeral"), ("figure", ""), ("h3", "callout-title")):
        left, right = sides(boxes, tag, name)
        assert (left > width * 0.7, right < width) == (True, True), tag
    assert sides(boxes, "p", "qr")[0] > width * 0.5
    assert text[0] < width * 0.3


def test_code_in_the_contact_is_on_the_left(hebrew: Shelf) -> None:
    width, boxes = laid(hebrew, PrintEdition())
    codes = [each.edges for each in boxes if each.tag.endswith("svg")]
    assert codes[-1] is not None
    assert codes[-1][2] < width * 0.3


def test_picture_of_a_narrow_page_is_on_the_left(hebrew: Shelf) -> None:
    width, boxes = laid(hebrew, BookletEdition())
    assert sides(boxes, "figure")[1] < width * 0.5


def test_picture_in_large_print_begins_with_the_text(hebrew: Shelf) -> None:
    _, boxes = laid(hebrew, LargePrintEdition())
    assert sides(boxes, "img")[1] == pytest.approx(sides(boxes, "figure")[1], abs=1)


def test_first_column_of_a_table_is_on_the_right(hebrew: Shelf) -> None:
    _, boxes = laid(hebrew, PrintEdition())
    cells = [each.edges for each in boxes if each.element is not None and each.element.tag == "td"]
    assert cells[0] is not None
    assert cells[-1] is not None
    assert cells[0][0] > cells[-1][0]


@pytest.mark.parametrize("edition", EDITIONS, ids=NAMES)
def test_every_pdf_says_that_it_begins_on_the_right(hebrew: Shelf, edition: PdfEdition) -> None:
    assert pages_of(hebrew, edition).document.Root.ViewerPreferences.Direction == pikepdf.Name.R2L


def test_pdf_from_left_to_right_says_nothing_of_it(shelf: Shelf) -> None:
    assert (
        "/Direction" not in pages_of(shelf.add({"1.md": "# One\n"})).document.Root.ViewerPreferences
    )


@pytest.mark.parametrize("edition", EDITIONS, ids=NAMES)
def test_text_reads_as_it_was_written(hebrew: Shelf, edition: PdfEdition) -> None:
    lines = [
        line.strip()
        for text in texts_of(pages_of(hebrew, edition).document)
        for line in text.split("\n")
    ]
    assert {"+1 555-0100", "clinic.example/book", "אבג", "בתנב"} <= set(lines)


def test_folio_and_page_reference_in_english_are_not_turned_around(hebrew: Shelf) -> None:
    with pypdfium2.PdfDocument(pages_of(hebrew).printed.data) as document:
        page = document[0]
        text = page.get_textpage()
        places = [text.get_charbox(at) for at in range(text.count_chars())]
        shown = sorted(
            (box[0], text.get_text_range(at, 1)) for at, box in enumerate(places) if box[1] < 45
        )
        text.close()
        page.close()
    assert re.sub(r"\s", "", "".join(letter for _, letter in shown)).startswith("Page1of")


def test_letters_that_share_a_shape_come_back_as_themselves(shelf: Shelf) -> None:
    metadata = "title: نبت\nlang: ar\n"
    with_boxes(shelf.add({"1.md": "# نبت\n\nبنت تبن نتب\n"}, metadata=metadata))
    for edition in EDITIONS:
        text = "\n".join(texts_of(pages_of(shelf, edition).document)).replace("\n", " ")
        assert {"بنت", "تبن", "نتب"} <= set(text.split())


def test_check_finds_every_word_of_an_arabic_book_in_its_editions(shelf: Shelf) -> None:
    metadata = "title: نبت\nlang: ar\neditions: [print, press, large-print, booklet, epub]\n"
    with_boxes(
        shelf.add({"1.md": "# نبت\n\nبنت تبن نتب، بنت World تبن\n\n- نتب\n"}, metadata=metadata)
    )
    report = shelf.build(strict=True)
    assert {finding.code for finding in report.findings} & {"X-001", "G-001", "P-001"} == set()
    assert report.failures == ()
