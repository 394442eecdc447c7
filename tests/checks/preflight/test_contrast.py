"""B-003: text that stands out from its ground, in colour and in greyscale."""

import pytest
from pikepdf import Dictionary

from prepress.checks.preflight.demands import Demands
from prepress.checks.preflight.preflight import preflight
from tests.checks.preflight.sheets import Sheets, band, said, text
from tests.pdf.pages import pages_of
from tests.shelf import Shelf


def found(*parts: str) -> list[str]:
    return Sheets().page("\n".join(parts)).found("B-003")


def test_pale_text_is_found_with_its_first_words_colours_and_contrast() -> None:
    (what,) = found(text("One two three four five six seven", colour="#999999", size=8))
    assert "“One two three four five six…” on page 1" in what
    assert "#999999 on #ffffff" in what
    assert "2.85:1 in colour" in what
    assert "4.5:1 is needed" in what


def test_same_two_colours_are_found_once_on_each_page() -> None:
    pale = (
        text("One", colour="#999999")
        + text("black", (20, 60))
        + text("two", (20, 30), colour="#999999")
    )
    first, second = Sheets().page(pale).page(pale).found("B-003")
    assert "“One two” on page 1" in first
    assert "on page 2" in second


def test_other_two_colours_are_found_by_themselves() -> None:
    assert len(found(text("One", colour="#999999"), text("two", (20, 30), colour="#ff8080"))) == 2


@pytest.mark.parametrize("size", [4, 6, 6.5, 7, 9, 12, 17])
@pytest.mark.parametrize("at", [(20, 100), (20.3, 100.2)])
def test_small_text_is_judged_by_its_ink_and_not_by_its_blurred_edges(
    size: float, at: tuple[float, float]
) -> None:
    words = "Small text, i.e. 'll' - fine; 0:1/2"
    assert not found(text(words, at, size, "#747474"))
    assert len(found(text(words, at, size, "#7b7b7b"))) == 1


@pytest.mark.parametrize(
    ("size", "font", "count"),
    [(18, "F", 0), (17, "F", 1), (14, "B", 0), (13, "B", 1), (14, "F", 1)],
)
def test_large_and_bold_text_needs_less(size: float, font: str, count: int) -> None:
    assert len(found(text("Large", size=size, font=font, colour="#8a8a8a"))) == count


def test_size_counts_as_it_is_printed() -> None:
    assert not found("q 2 0 0 2 0 0 cm", text("Large", (10, 50), 9, "#8a8a8a"), "Q")
    assert found("q 0.5 0 0 0.5 0 0 cm", text("Small", (40, 200), 20, "#8a8a8a"), "Q")


def test_large_text_that_is_too_pale_is_found() -> None:
    (what,) = found(text("Large", size=36, colour="#aaaaaa"))
    assert "3:1 is needed" in what


def test_white_text_on_a_dark_band_is_fine() -> None:
    assert not found(
        band(0, 90, 200, 30, "#0f4c5c"), text("White on dark, small i.l", size=6, colour="#ffffff")
    )


def test_white_text_on_a_pale_band_is_found() -> None:
    (what,) = found(band(0, 90, 200, 30, "#9ccfd8"), text("White on pale", colour="#ffffff"))
    assert "#ffffff on #9ccfd8" in what


def test_text_that_leaves_its_band_is_found_where_it_leaves() -> None:
    (what,) = found(
        band(0, 90, 60, 30, "#0f4c5c"), text("White words leave the band", colour="#ffffff")
    )
    assert "leave the band" in what
    assert "White" not in what


def test_underline_neither_hides_pale_text_nor_spoils_dark_text() -> None:
    line = band(20, 97, 100, 1, "#000000")
    assert found(line, text("pale gypsy", colour="#999999"))
    assert not found(band(20, 97, 100, 1, "#cccccc"), text("dark gypsy", colour="#0f4c5c"))


def test_superscripts_and_subscripts_are_fine() -> None:
    assert not found(
        text("H O"), text("2", (28, 97), 6, "#434f57"), text("x", (40, 106), 6, "#434f57")
    )


def test_colours_that_are_one_grey_are_found() -> None:
    (what,) = found(band(0, 90, 200, 30, "#000000"), text("Red on black", colour="#ff3030"))
    colour, grey = (float(part.split()[-1]) for part in what.split(":1 in ")[:2])
    assert grey < 4.5 < colour


def test_text_in_the_colour_of_its_ground_is_found() -> None:
    (what,) = found(text("White on white", colour="#ffffff"))
    assert "“White on white”" in what
    assert "1.00:1" in what
    assert found(band(0, 90, 200, 30, "#000000"), text("Black on black"))


def test_text_that_is_cut_off_or_drawn_invisibly_is_not_meant_to_be_seen() -> None:
    assert not found("q 0 0 5 5 re W n", text("Cut off"), "Q")
    assert not found("3 Tr", text("Under a scan"))
    assert not found(text("Off the page", (300, 300), colour="#eeeeee"))


def test_pale_text_in_a_form_is_found() -> None:
    sheets = Sheets()
    form = sheets.form(text("In a form", colour="#999999"))
    (what,) = sheets.page("/Fm Do", XObject={"Fm": form}).found("B-003")
    assert "“In a form”" in what


def test_half_transparent_text_is_found() -> None:
    sheets = Sheets().page("/Half gs\n" + text("Half"), ExtGState={"Half": Dictionary(ca=0.4)})
    (what,) = sheets.found("B-003")
    assert "#999999" in what


def test_turned_and_moved_page_is_read_in_place() -> None:
    sheets = Sheets().page(
        text("Pale", colour="#999999") + text("dark", (20, 60)),
        boxes={"MediaBox": [10, 20, 210, 140]},
    )
    sheets.pdf.pages[0].Rotate = 90
    (what,) = sheets.found("B-003")
    assert "“Pale”" in what
    assert "#999999 on #ffffff" in what


@pytest.mark.parametrize(("ink", "count"), [("#767676", 0), ("#999999", 1)])
def test_colours_of_a_stylesheet_are_seen(shelf: Shelf, ink: str, count: int) -> None:
    look = shelf.root / "layouts" / "look.css"
    look.parent.mkdir(parents=True)
    look.write_text(f"p {{ color: {ink} }}", "utf-8")
    shelf.add({"1.md": "# One\n\nSome words of ours.\n"}, metadata="title: T\nlang: en\n")
    findings = said(preflight(pages_of(shelf).printed.data, "tiny.pdf", Demands(ppi=150)), "B-003")
    assert len(findings) == count
