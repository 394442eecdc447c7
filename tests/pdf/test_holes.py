"""No box of a book leaves much of a page empty."""

from __future__ import annotations

import pypdfium2
import pytest

from tests.shelf import Shelf

_BOOK = "title: Tiny\nlang: en\nlayout: book\neditions: [print]\n"


def _pages(shelf: Shelf, paragraphs: int) -> list[str]:
    """The text of the pages of a book of some paragraphs and a box of twelve lines or so."""
    text = "\n\n".join(
        ["Words that fill a line or two of a page of this book, no more."] * paragraphs
    )
    lines = "\n> ".join(
        f"Line {number} of the box, which is long enough." + "  " for number in range(12)
    )
    shelf.add({"1.md": f"# One\n\n{text}\n\n> [!NOTE]\n> {lines}\n"}, metadata=_BOOK)
    report = shelf.build("print")
    assert not report.failures
    with pypdfium2.PdfDocument(shelf.root / "output" / "tiny.pdf") as document:
        return [page.get_textpage().get_text_bounded() for page in document]


@pytest.mark.parametrize(("paragraphs", "is_divided"), [(5, False), (7, True), (10, False)])
def test_a_box_is_divided_only_where_a_quarter_of_a_page_would_stay_empty(
    shelf: Shelf, paragraphs: int, is_divided: bool
) -> None:
    pages = [page for page in _pages(shelf, paragraphs) if "of the box" in page]
    assert (len(pages) == 2) == is_divided
    assert all(page.count("of the box") >= 3 for page in pages)
