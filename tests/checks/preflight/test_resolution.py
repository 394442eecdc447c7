"""B-002: pixels enough for the printed size."""

import pytest
from pikepdf import Array, Dictionary, Name

from prepress.checks.preflight.content import PlacedPicture
from prepress.checks.preflight.demands import Demands
from tests.checks.preflight.sheets import Sheets

INCH = "q 72 0 0 72 20 20 cm /Im Do Q"


@pytest.mark.parametrize(
    ("pixels", "found"), [((150, 150), 0), ((149, 149), 0), ((147, 147), 1), ((300, 100), 1)]
)
def test_picture_has_the_pixels_for_its_size_or_is_found(
    pixels: tuple[int, int], found: int
) -> None:
    sheets = Sheets()
    assert len(sheets.page(INCH, XObject={"Im": sheets.image(*pixels)}).found("B-002")) == found


def test_press_asks_for_more_pixels_and_says_how_many() -> None:
    sheets = Sheets()
    sheets.page("").page(INCH, XObject={"Im": sheets.image(150, 150)})
    assert sheets.found("B-002", Demands(ppi=150, tagged=False)) == []
    (what,) = sheets.found("B-002", Demands(ppi=300, tagged=False))
    assert "150 × 150 pixels on page 2" in what
    assert "25 × 25 mm" in what
    assert "150 pixels per inch where 300 are needed" in what


def test_turned_picture_is_measured_along_its_sides() -> None:
    sheets = Sheets()
    content = (
        "q 50.9 50.9 -50.9 50.9 100 20 cm /Im Do Q"  # an inch by an inch, turned by 45 degrees
    )
    assert not sheets.page(content, XObject={"Im": sheets.image(150, 150)}).found("B-002")


@pytest.mark.parametrize(("scale", "found"), [(0.5, 0), (1, 1)])
def test_scale_of_nested_forms_counts(scale: float, found: int) -> None:
    sheets = Sheets()
    inner = sheets.form(
        "q 144 0 0 144 0 0 cm /Im Do Q",
        [0.5, 0, 0, 0.5, 0, 0],
        XObject={"Im": sheets.image(75, 75)},
    )
    outer = sheets.form("/In Do", XObject={"In": inner})
    content = f"q 3 0 0 3 0 0 cm Q q {scale} 0 0 {scale} 0 0 cm /Out Do Q"
    assert len(sheets.page(content, XObject={"Out": outer}).found("B-002")) == found


def test_picture_in_a_pattern_is_found() -> None:
    sheets = Sheets()
    pattern = sheets.pdf.make_stream(
        INCH.encode(),
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=Array([0, 0, 99, 99]),
        XStep=99,
        YStep=99,
        Matrix=Array([2, 0, 0, 2, 0, 0]),
        Resources=Dictionary(XObject=Dictionary(Im=sheets.image(150, 150))),
    )
    (what,) = sheets.page("/Pattern cs /P scn 0 0 99 99 re f", Pattern={"P": pattern}).found(
        "B-002"
    )
    assert "75 pixels per inch" in what


def test_inline_picture_is_found() -> None:
    content = "q 72 0 0 72 0 0 cm BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI Q"
    (what,) = Sheets().page(content).found("B-002")
    assert "2 × 2 pixels" in what


def test_mask_of_a_picture_does_not_count() -> None:
    sheets = Sheets()
    image = sheets.image(150, 150)
    image.SMask = sheets.image(2, 2)
    assert not sheets.page(INCH, XObject={"Im": image}).found("B-002")


def test_picture_shown_twice_is_found_once_at_its_largest() -> None:
    sheets = Sheets()
    larger = "q 144 0 0 144 0 0 cm /Im Do Q"
    (what,) = sheets.page(INCH + "\n" + larger, XObject={"Im": sheets.image(100, 100)}).found(
        "B-002"
    )
    assert "51 × 51 mm" in what


def test_form_that_is_drawn_again_larger_is_found() -> None:
    sheets = Sheets()
    form = sheets.form(INCH, XObject={"Im": sheets.image(150, 150)})
    (what,) = sheets.page("/Fm Do 2 0 0 2 0 0 cm /Fm Do", XObject={"Fm": form}).found("B-002")
    assert "75 pixels per inch" in what


def test_graphics_state_that_was_never_saved_is_not_restored() -> None:
    sheets = Sheets()
    assert sheets.page("Q " + INCH, XObject={"Im": sheets.image(9, 9)}).found("B-002")


def test_form_that_draws_itself_is_read_once() -> None:
    sheets = Sheets()
    form = sheets.form("/Me Do " + INCH, XObject={"Im": sheets.image(9, 9)})
    form.Resources.XObject["/Me"] = form
    assert len(sheets.page("/Out Do", XObject={"Out": form}).found("B-002")) == 1


def test_stencil_that_is_printed_is_found() -> None:
    sheets = Sheets()
    stencil = sheets.pdf.make_stream(
        b"\xff" * 8,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=8,
        Height=8,
        BitsPerComponent=1,
        ImageMask=True,
    )
    assert len(sheets.page(INCH, XObject={"Im": stencil}).found("B-002")) == 1


@pytest.mark.parametrize(
    ("pixels", "size_pt", "ppi"),
    [
        ((300, 300), (72.0, 144.0), 150.0),
        ((300, 100), (72.0, 72.0), 100.0),
        ((300, 100), (72.0, 0.0), 300.0),
        ((300, 100), (0.0, 0.0), float("inf")),
    ],
)
def test_resolution_is_that_of_the_side_with_fewer_pixels_to_the_inch(
    pixels: tuple[int, int], size_pt: tuple[float, float], ppi: float
) -> None:
    assert PlacedPicture(None, pixels, size_pt).ppi == ppi
