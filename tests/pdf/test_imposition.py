"""A booklet's pages stand where folding and stapling puts them in order."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from prepress.checks.preflight.demands import Demands
from prepress.editions.booklet import BookletEdition
from prepress.editions.trims import Trim
from prepress.pdf.imposition import booklet_sides, impose, mirror, plain_sides

MM = 72 / 25.4


@pytest.mark.parametrize(
    ("pages", "sides"),
    [
        (1, [(None, 1), (None, None)]),
        (2, [(None, 1), (2, None)]),
        (4, [(4, 1), (2, 3)]),
        (5, [(None, 1), (2, None), (None, 3), (4, 5)]),
        (8, [(8, 1), (2, 7), (6, 3), (4, 5)]),
        (13, [(None, 1), (2, None), (None, 3), (4, 13), (12, 5), (6, 11), (10, 7), (8, 9)]),
    ],
)
def test_pages_stand_in_the_order_of_a_folded_booklet(
    pages: int, sides: list[tuple[int | None, ...]]
) -> None:
    assert list(booklet_sides(pages)) == sides


@pytest.mark.parametrize("pages", range(1, 40))
def test_folded_and_turned_leaf_by_leaf_the_pages_count_up(pages: int) -> None:
    sides = booklet_sides(pages)
    slots = 2 * len(sides)
    fronts, backs = sides[::2], sides[1::2]
    read = [page for front, back in zip(fronts, backs, strict=True) for page in (front[1], back[0])]
    read += [
        page
        for front, back in zip(fronts[::-1], backs[::-1], strict=True)
        for page in (back[1], front[0])
    ]
    assert slots % 4 == 0
    assert read == [*range(1, pages + 1), *[None] * (slots - pages)]


@pytest.mark.parametrize("pages", range(1, 40))
def test_bound_on_the_right_the_pages_count_up_from_the_other_side(pages: int) -> None:
    sides = [mirror(side) for side in booklet_sides(pages)]
    fronts, backs = sides[::2], sides[1::2]
    read = [page for front, back in zip(fronts, backs, strict=True) for page in (front[0], back[1])]
    read += [
        page
        for front, back in zip(fronts[::-1], backs[::-1], strict=True)
        for page in (back[0], front[1])
    ]
    assert read == [*range(1, pages + 1), *[None] * (2 * len(sides) - pages)]


def test_four_pages_to_a_side_are_read_from_the_right() -> None:
    assert mirror((1, 2, 3, None)) == (2, 1, None, 3)


@pytest.mark.parametrize(
    ("pages", "n_up", "sides"),
    [
        (3, 2, [(1, 2), (3, None)]),
        (5, 4, [(1, 2, 3, 4), (5, None, None, None)]),
        (4, 4, [(1, 2, 3, 4)]),
    ],
)
def test_plain_sheets_keep_the_reading_order(
    pages: int, n_up: int, sides: list[tuple[int | None, ...]]
) -> None:
    assert list(plain_sides(pages, n_up)) == sides


def numbered(pages: int, edition: BookletEdition, *, from_right: bool = False) -> bytes:
    """A PDF whose pages carry their numbers."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    for number in range(1, pages + 1):
        page = pdf.add_blank_page(
            page_size=(edition.page.width_mm * MM, edition.page.height_mm * MM)
        )
        page.Contents = pdf.make_stream(f"BT /F 20 Tf 50 50 Td (P{number}) Tj ET".encode())
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    pdf.Root.Lang = "en"
    if from_right:
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(Direction=pikepdf.Name.R2L)
    pdf.docinfo["/Title"] = "Tiny"
    stream = BytesIO()
    pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def found_on(sheet: pypdfium2.PdfPage) -> dict[str, tuple[int, int]]:
    """The column and row, from the lower left, of each page's number on a sheet that is two pages
    wide.
    """
    text = sheet.get_textpage()
    places = {}
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        words = text.get_text_bounded(left, bottom, right, top)
        places[words.strip()] = (int(left // (sheet.get_width() / 2)), int(bottom // 260))
    text.close()
    return places


def test_sheets_carry_the_pages_side_by_side() -> None:
    edition = BookletEdition()
    with pypdfium2.PdfDocument(impose(numbered(5, edition), edition)) as document:
        assert [found_on(page) for page in document] == [
            {"P1": (1, 0)},
            {"P2": (0, 0)},
            {"P3": (1, 0)},
            {"P4": (0, 0), "P5": (1, 0)},
        ]
        assert document[0].get_size() == pytest.approx((279.4 * MM, 215.9 * MM), abs=0.1)


def test_sheets_of_a_booklet_from_right_to_left_are_bound_on_the_right() -> None:
    edition = BookletEdition()
    data = impose(numbered(4, edition, from_right=True), edition)
    with pypdfium2.PdfDocument(data) as document:
        # PDFium reads each line of such a document from its right.
        places = [
            {name[::-1]: place for name, place in found_on(page).items()} for page in document
        ]
    assert places == [{"P1": (0, 0), "P4": (1, 0)}, {"P3": (0, 0), "P2": (1, 0)}]
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == pikepdf.Name.R2L


def test_four_pages_stand_on_an_upright_sheet() -> None:
    edition = BookletEdition(sheet=Trim(210, 297), n_up=4)
    with pypdfium2.PdfDocument(impose(numbered(4, edition), edition)) as document:
        assert found_on(document[0]) == {"P1": (0, 1), "P2": (1, 1), "P3": (0, 0), "P4": (1, 0)}
        assert document[0].get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.1)


def test_fold_is_marked_on_a_booklet_only() -> None:
    for edition, marked in ((BookletEdition(), True), (BookletEdition(n_up=2), False)):
        with pikepdf.open(BytesIO(impose(numbered(2, edition), edition))) as pdf:
            assert (b"[2 2] 0 d" in pdf.pages[0].Contents.read_bytes()) is marked


def test_blank_side_shows_no_fold() -> None:
    edition = BookletEdition()
    with pikepdf.open(BytesIO(impose(numbered(1, edition), edition))) as pdf:
        assert pdf.pages[1].Contents.read_bytes() == b""


def test_sheets_say_what_they_are_and_how_they_turn() -> None:
    edition = BookletEdition()
    with pikepdf.open(BytesIO(impose(numbered(2, edition), edition))) as pdf:
        assert (str(pdf.Root.Lang), str(pdf.docinfo["/Title"])) == ("en", "Tiny")
        assert pdf.Root.ViewerPreferences.Duplex == pikepdf.Name.DuplexFlipShortEdge


def test_same_pages_give_the_same_bytes() -> None:
    edition = BookletEdition()
    assert impose(numbered(3, edition), edition) == impose(numbered(3, edition), edition)


def test_booklet_has_to_bear_what_an_office_printer_asks_without_tags() -> None:
    assert BookletEdition().demands() == Demands(ppi=150, tagged=False)
