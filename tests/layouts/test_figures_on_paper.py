"""The handout sets its text and its figures by what there is of them."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from prepress.editions.booklet import BookletEdition
from prepress.editions.large_print import LargePrintEdition
from prepress.editions.pdf_edition import PdfEdition
from prepress.editions.press_edition import PressEdition
from tests.galley.setting.test_figure_places import photo
from tests.pdf.pages import pages_of
from tests.shelf import SQUARE, Shelf

#: Left, top, right and bottom, in mm.
Box = tuple[float, float, float, float]

MM = 72 / 25.4
WORDS = "Words of the text that go on and on and on. " * 12


class Sheet:
    """The first page of a printed text: where its pictures and words stand, in mm."""

    def __init__(self, data: bytes) -> None:
        self._page = pypdfium2.PdfDocument(data)[0]
        self.width = self._page.get_width() / MM
        self._height = self._page.get_height() / MM

    @property
    def pictures(self) -> list[Box]:
        """The left, top, right and bottom of each."""
        objects = self._page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=9)
        return [self._box(*each.get_bounds()) for each in objects]

    def words(self, words: str) -> Box:
        """The same of the line in which `words` stand."""
        text = self._page.get_textpage()
        found = text.search(words).get_next()
        assert found is not None, words
        text.count_rects(*found)
        return self._box(*text.get_rect(0))

    def _box(self, left: float, bottom: float, right: float, top: float) -> Box:
        return left / MM, self._height - top / MM, right / MM, self._height - bottom / MM


def sheet(shelf: Shelf, text: str, edition: PdfEdition | None = None) -> Sheet:
    shelf.add({"1.md": f"# One\n\n{text}", "a.svg": SQUARE, "a.png": photo(1600, 1200)})
    return Sheet(pages_of(shelf, edition).printed.data)


def test_text_without_a_margin_stands_in_the_middle(shelf: Shelf) -> None:
    page = sheet(shelf, WORDS)
    left, _, right, _ = page.words("Words of the text")
    assert left == pytest.approx(36, abs=1)
    assert right <= page.width - 36
    assert page.words("One")[0] == pytest.approx(36, abs=1)


@pytest.mark.parametrize("text", ["![](a.svg){alt=A}", "## Two {.numbered}"])
def test_text_with_a_margin_stands_beside_it(shelf: Shelf, text: str) -> None:
    page = sheet(shelf, f"{text}\n\n{WORDS}")
    assert page.words("Words of the text")[0] == pytest.approx(57, abs=1)


def test_photo_fills_the_column_and_no_more_of_the_height(shelf: Shelf) -> None:
    page = sheet(shelf, f"![](a.png){{alt=A}}\n\n{WORDS}")
    ((left, top, right, bottom),) = page.pictures
    assert (left, right) == pytest.approx((36, page.width - 36), abs=1)
    assert bottom - top <= 0.4 * 279.4 + 1


def test_wide_figure_spans_the_margin_and_covers_no_heading(shelf: Shelf) -> None:
    page = sheet(shelf, f"![](a.svg){{alt=A}}\n\n## Two\n\n![](a.png){{.wide alt=A}}\n\n{WORDS}")
    ((left, top, right, _),) = page.pictures
    assert (left, right) == pytest.approx((15, page.width - 15), abs=1)
    assert top > page.words("Two")[3]


@pytest.mark.parametrize("margin", ["", "![](a.svg){alt=A}\n\n"])
def test_full_figure_reaches_the_edges(shelf: Shelf, margin: str) -> None:
    page = sheet(shelf, f"{margin}![](a.png){{.full alt=A}}\n\n{WORDS}")
    ((left, _, right, _),) = page.pictures
    assert (left, right) == pytest.approx((0, page.width), abs=1)


@pytest.mark.parametrize("side", ["left", "right"])
def test_text_stands_around_a_figure_at_a_side_but_no_other_section(
    shelf: Shelf, side: str
) -> None:
    page = sheet(shelf, f"![](a.png){{.{side} alt=A}}\n\nSome words.\n\n## Two\n\n{WORDS}")
    ((left, top, right, bottom),) = page.pictures
    words, heading = page.words("Some words."), page.words("Two")
    assert top < words[3] < bottom < heading[1]
    assert words[0] > right if side == "left" else words[2] < left


@pytest.mark.parametrize("edition", [PressEdition(), BookletEdition(), LargePrintEdition()])
@pytest.mark.parametrize("place", ["", ".wide", ".full", ".left", ".margin"])
def test_figures_stay_on_every_paper(shelf: Shelf, edition: PdfEdition, place: str) -> None:
    page = sheet(shelf, f"![](a.png){{{place} alt=A}}\n\n{WORDS}", edition)
    ((left, _, right, _),) = page.pictures
    assert -1 <= left < right <= page.width + 1
    assert right - left > 25
