"""Pictures of pixels are opened where they are small enough, and changed to what books can show."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image

from prepress.images.foreign_formats import common_form, pixel_form
from prepress.images.rasters import PictureError, read_raster
from tests.images.figures import HEIGHT, WIDTH, pdf_of


def moving(frames: int) -> bytes:
    """A GIF of so many frames of ten pixels."""
    pictures = [Image.new("L", (10, 1), 20 * number) for number in range(frames)]
    stream = io.BytesIO()
    pictures[0].save(stream, "GIF", save_all=True, append_images=pictures[1:])
    return stream.getvalue()


def tiff(*, is_photo: bool) -> bytes:
    side = 70
    chance = random.Random(1)
    pixels = chance.randbytes(3 * side * side) if is_photo else bytes(3 * side * side)
    stream = io.BytesIO()
    Image.frombytes("RGB", (side, side), pixels).save(stream, "TIFF")
    return stream.getvalue()


def test_picture_that_moves_has_ten_times_as_many_pixels_at_most() -> None:
    assert read_raster(moving(10), "a.gif", most=10) == ("image/gif", 10, 1)
    with pytest.raises(PictureError, match="moves"):
        read_raster(moving(11), "a.gif", most=10)


@pytest.mark.parametrize(("is_photo", "kind"), [(True, "JPEG"), (False, "PNG")])
def test_photo_becomes_a_jpeg_and_a_graphic_a_png(*, is_photo: bool, kind: str) -> None:
    common = common_form(tiff(is_photo=is_photo), "a.tif")
    assert Image.open(io.BytesIO(common)).format == kind


def test_pixels_of_a_pdf_are_those_of_its_first_page() -> None:
    image = Image.open(io.BytesIO(pixel_form(pdf_of(""), "a.pdf")))
    assert image.size == pytest.approx((WIDTH / 72 * 300, HEIGHT / 72 * 300), abs=1)
