"""The press edition: inks, boxes, marks and claims as a print shop needs them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from prepress.editions.press_edition import PressEdition
from prepress.editions.trims import Trim
from prepress.errors import SourceError
from prepress.pdf.separation import Separator
from prepress.project.project import shipped_folder
from tests.pdf.pages import pages_of
from tests.shelf import SQUARE, Shelf

FOGRA39 = shipped_folder("layouts") / "profiles" / "FOGRA39L_coated.icc"
GRACOL = shipped_folder("layouts") / "profiles" / "GRACoL_TR006_coated.icc"
MM = 72 / 25.4


@pytest.fixture
def pressed(shelf: Shelf) -> Iterator[pikepdf.Pdf]:
    """A page with text, a drawing, a photograph, a see-through picture and a link."""
    photo, mask = io.BytesIO(), io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((60, 40)).save(photo, "JPEG")
    Image.new("RGBA", (20, 20), (200, 30, 30, 128)).save(mask, "PNG")
    drawing = SQUARE.replace("<path", '<path fill="#0f4c5c"')
    text = "# One\n\nText with [a link](https://clinic.example).\n\n"
    text += "".join(f"![x]({name})\n\n" for name in ("a.svg", "b.jpg", "c.png"))
    shelf.add({"1.md": text, "a.svg": drawing, "b.jpg": photo.getvalue(), "c.png": mask.getvalue()})
    document = pages_of(shelf, PressEdition()).document
    yield document
    document.close()


def streams(pdf: pikepdf.Pdf) -> bytes:
    """All drawing operators."""
    forms = [
        each
        for each in pdf.objects
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form"
    ]
    return b"\n".join(
        stream.read_bytes() for stream in [*(page.Contents for page in pdf.pages), *forms]
    )


def test_no_colour_is_left_in_rgb(pressed: pikepdf.Pdf) -> None:
    assert not re.search(rb"\s(rg|RG)\s", streams(pressed))
    images = [
        each
        for each in pressed.objects
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
    ]
    assert {str(image.ColorSpace) for image in images} == {"/DeviceCMYK", "/DeviceGray"}


def test_text_is_black_ink_alone(pressed: pikepdf.Pdf) -> None:
    assert b"0 0 0 1 scn" in streams(pressed)


def test_marks_stand_on_all_plates(pressed: pikepdf.Pdf) -> None:
    assert streams(pressed).count(b"0.75 0.75 0.75 0.75 K") == 8 * len(pressed.pages)


def test_boxes_are_nested_and_the_bleed_is_three_millimetres(pressed: pikepdf.Pdf) -> None:
    for page in pressed.pages:
        trim, bleed, media = (
            [float(side) for side in page[f"/{box}Box"]] for box in ("Trim", "Bleed", "Media")
        )
        assert [trim[0] - bleed[0], bleed[2] - trim[2]] == pytest.approx([3 * MM] * 2, abs=0.01)
        assert media[0] < bleed[0] < trim[0] < trim[2] < bleed[2] < media[2]


def test_there_is_no_link_to_press(pressed: pikepdf.Pdf) -> None:
    assert not [page for page in pressed.pages if "/Annots" in page]


def test_printing_condition_travels_with_the_file(pressed: pikepdf.Pdf) -> None:
    (intent,) = pressed.Root.OutputIntents
    assert (str(intent.S), str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "CGATS TR 006")
    assert intent.DestOutputProfile.read_bytes() == GRACOL.read_bytes()
    assert b"PDF/X-4" in pressed.Root.Metadata.read_raw_bytes()


@pytest.mark.parametrize(
    ("trim", "name"),
    [
        ("a4", "FOGRA39"),
        ("148x210mm", "FOGRA39"),
        ("6x9in", "CGATS TR 006"),
        ("legal", "CGATS TR 006"),
    ],
)
def test_paper_in_inches_is_printed_as_in_america(shelf: Shelf, trim: str, name: str) -> None:
    size = Trim.parse(trim)
    assert size
    shelf.add({"1.md": "# One\n"})
    with pages_of(shelf, PressEdition(trim=size)).document as pdf:
        assert str(pdf.Root.OutputIntents[0].OutputConditionIdentifier) == name


def test_same_text_gives_the_same_bytes(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n"})
    assert (
        pages_of(shelf, PressEdition()).printed.data == pages_of(shelf, PressEdition()).printed.data
    )


def test_colour_band_runs_into_the_bleed(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n"})
    with pages_of(shelf, PressEdition()).document as pdf:
        content = pdf.pages[0].Contents.read_bytes().decode("latin-1")
    band = max(
        (tuple(map(float, box)) for box in re.findall(r"(\S+) (\S+) (\S+) (\S+) re", content)),
        key=lambda box: box[2],
    )
    assert band[:2] == pytest.approx((-3 * 96 / 25.4, -3 * 96 / 25.4), abs=0.1)
    assert band[2] == pytest.approx((215.9 + 6) * 96 / 25.4, abs=0.1)


@pytest.mark.parametrize(
    ("colour", "inks"),
    [((0, 0, 0), (0, 0, 0, 1)), ((1, 1, 1), (0, 0, 0, 0)), ((0.5, 0.5, 0.5), (0, 0, 0, 0.5))],
)
def test_grey_is_black_ink_alone(colour: tuple[float, ...], inks: tuple[float, ...]) -> None:
    assert Separator(FOGRA39.read_bytes(), "x").inks(*colour) == inks
    assert Separator(GRACOL.read_bytes(), "x").inks(*colour) == inks


@pytest.mark.parametrize("colour", [(0.05, 0, 0), (0, 0, 0.1), (0, 0.05, 0.02), (0.06, 0.3, 0.36)])
def test_no_colour_takes_more_ink_than_paper_does(colour: tuple[float, ...]) -> None:
    for profile in (FOGRA39, GRACOL):
        inks = Separator(profile.read_bytes(), "x").inks(*colour)
        assert 1 < sum(inks) <= 3.0001


@pytest.mark.parametrize(
    ("profile", "what"),
    [
        ("gone.icc", "no profile"),
        ("../../../outside.icc", "outside"),
        ("text.icc", "no ICC"),
        ("rgb.icc", "no CMYK"),
    ],
)
def test_wrong_profile_is_one_clear_message(
    shelf: Shelf, tmp_path: Path, profile: str, what: str
) -> None:
    from PIL import ImageCms

    (tmp_path / "outside.icc").write_bytes(FOGRA39.read_bytes())
    rgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    shelf.add({"1.md": "# One\n", "text.icc": "text", "rgb.icc": rgb})
    with pytest.raises(SourceError, match=what):
        pages_of(shelf, PressEdition(profile=profile))


def test_own_profile_is_taken_from_the_project(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n", "Our Press.icc": FOGRA39.read_bytes()})
    with pages_of(shelf, PressEdition(profile="Our Press.icc")).document as pdf:
        assert str(pdf.Root.OutputIntents[0].OutputConditionIdentifier) == "Our Press"
