"""B-005: no more ink than the paper takes."""

from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

from prepress.checks.preflight.demands import Demands
from tests.checks.preflight.sheets import Sheets

PRESS = Demands(ppi=1, ink_limit=300, tagged=False)
BOX = "0 0 50 50 re f"
DRAWN = "q 72 0 0 72 0 0 cm /Im Do Q"


@pytest.mark.parametrize(
    ("inks", "count"), [("1 1 1 0.004", 0), ("0.9 0.8 0.7 0.6", 0), ("0.9 0.9 0.9 0.9", 1)]
)
@pytest.mark.parametrize("operator", ["k", "K"])
def test_colour_keeps_to_the_limit_or_is_found(inks: str, operator: str, count: int) -> None:
    assert len(Sheets().page(f"{inks} {operator} {BOX}").found("B-005", PRESS)) == count


def test_finding_names_the_page_the_inks_and_the_limit() -> None:
    (what,) = Sheets().page("").page(f"0.9 0.9 0.8 0.8 k {BOX}").found("B-005", PRESS)
    assert "page 2 (C 90, M 90, Y 80, K 80) lays 340 % of ink" in what
    assert "takes 300 %" in what


def test_colour_without_a_limit_is_fine() -> None:
    assert not Sheets().page(f"1 1 1 1 k {BOX}").found("B-005", Demands(ppi=1, tagged=False))


@pytest.mark.parametrize(
    ("space", "operator"), [("cs", "scn"), ("cs", "sc"), ("CS", "SCN"), ("CS", "SC")]
)
def test_colour_of_a_profile_is_found(space: str, operator: str) -> None:
    sheets = Sheets()
    profile = Array([Name.ICCBased, sheets.pdf.make_stream(b"", N=4)])
    sheets.page(f"/Four {space} 1 1 1 1 {operator} {BOX}", ColorSpace={"Four": profile})
    assert len(sheets.found("B-005", PRESS)) == 1


def test_colour_space_ends_with_the_graphics_state() -> None:
    inks = "/DeviceN cs 1 1 1 1 scn"
    assert not Sheets().page(f"q /DeviceCMYK cs Q {inks} {BOX}").found("B-005", PRESS)
    assert Sheets().page(f"/DeviceCMYK cs q 1 1 1 1 scn Q {BOX}").found("B-005", PRESS)


def test_colour_in_a_form_is_found() -> None:
    sheets = Sheets()
    assert sheets.page("/Fm Do", XObject={"Fm": sheets.form(f"1 1 1 1 k {BOX}")}).found(
        "B-005", PRESS
    )


@pytest.mark.parametrize("heavy", [0, 1])
def test_ends_of_a_blend_are_found(heavy: int) -> None:
    ends = Dictionary(
        FunctionType=2, N=1, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[heavy, heavy, heavy, heavy]
    )
    joined = Dictionary(
        FunctionType=3, Functions=Array([ends]), Domain=[0, 1], Bounds=[], Encode=[0, 1]
    )
    shading = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[0, 0, 9, 0], Function=joined
    )
    pattern = Dictionary(PatternType=2, Shading=shading)
    assert len(Sheets().page("/Sh sh", Shading={"Sh": shading}).found("B-005", PRESS)) == heavy
    filled = Sheets().page(f"/Pattern cs /P scn {BOX}", Pattern={"P": pattern})
    assert len(filled.found("B-005", PRESS)) == heavy


@pytest.mark.parametrize(
    ("pixel", "count"), [(b"\xe6\xe6\xe6\xe6", 1), (b"\xe6\xe6\xe6\x10", 0), (b"\x80", 0)]
)
def test_picture_keeps_to_the_limit_or_is_found(pixel: bytes, count: int) -> None:
    sheets = Sheets()
    sheets.page(DRAWN, XObject={"Im": sheets.image(640, 480, pixel)})
    assert len(sheets.found("B-005", PRESS)) == count


def jpeg(sheets: Sheets, inks: tuple[int, int, int, int], turned: bool) -> Stream:
    """A JPEG as Pillow writes it, like Adobe's, with its samples turned round."""
    target = BytesIO()
    Image.new("CMYK", (64, 64), inks).save(target, "JPEG")
    image = sheets.image(64, 64, b"\0\0\0\0")
    image.write(target.getvalue(), filter=Name.DCTDecode)
    if turned:
        image.Decode = Array([1, 0] * 4)
    return image


@pytest.mark.parametrize(
    ("inks", "turned", "count"), [(250, True, 1), (5, True, 0), (250, False, 0), (5, False, 1)]
)
def test_jpeg_is_read_as_it_will_be_printed(inks: int, turned: bool, count: int) -> None:
    sheets = Sheets()
    sheets.page(DRAWN, XObject={"Im": jpeg(sheets, (inks, inks, inks, inks), turned)})
    assert len(sheets.found("B-005", PRESS)) == count


def test_few_heavy_pixels_of_a_picture_are_fine() -> None:
    sheets = Sheets()
    image = sheets.image(200, 200, b"\0\0\0\0")
    image.write(b"\xff" * 80 + b"\0" * (200 * 200 * 4 - 80))
    assert not sheets.page(DRAWN, XObject={"Im": image}).found("B-005", PRESS)


def test_picture_that_cannot_be_read_is_left_alone() -> None:
    sheets = Sheets()
    image = sheets.image(9, 9, b"\xff\xff\xff\xff")
    image.write(b"short")
    assert not sheets.page(DRAWN, XObject={"Im": image}).found("B-005", PRESS)
