"""A small file that becomes a picture of more pixels than it may have is one warning by its name."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.shelf import Shelf, codes

LEAST = "title: T\nlang: en\nlimits: {pixels: 1}\n"


def picture(kind: str, width: int = 1250, height: int = 1000, frames: int = 1) -> bytes:
    import pillow_heif

    stream = io.BytesIO()
    images = [Image.new("RGB", (width, height), (5 * each, 0, 0)) for each in range(frames)]
    moving = {"save_all": True, "append_images": images[1:]} if frames > 1 else {}
    if kind == "HEIF":
        pillow_heif.from_pillow(images[0]).save(stream)
    else:
        images[0].save(stream, kind, **moving)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["AVIF", "BMP", "GIF", "HEIF", "JPEG", "PNG", "TIFF", "WEBP"])
def test_picture_of_too_many_pixels_is_left_out_by_its_name(shelf: Shelf, kind: str) -> None:
    shelf.add({"1.md": "![A](a.png)\n", "a.png": picture(kind)}, metadata=LEAST)
    galley = shelf.galley()
    assert codes(galley) == ["I-004"] and not galley.pictures
    assert galley.findings[0].what == "“a.png” has more than 1 megapixels."


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_all_frames_of_a_moving_picture_count(shelf: Shelf, kind: str) -> None:
    files = {"a.png": picture(kind, 600, 400, 45), "b.png": picture(kind, 600, 400, 40)}
    shelf.add({"1.md": "![A](a.png)\n\n![B](b.png)\n", **files}, metadata=LEAST)
    galley = shelf.galley()
    assert [(each.place.line, each.code) for each in galley.findings] == [(1, "I-004")]
    assert "“a.png” moves, and has more than 10 megapixels in all." in galley.findings[0].what


def test_picture_may_have_as_many_pixels_as_its_limit_says(shelf: Shelf) -> None:
    shelf.add({"1.md": "![A](a.heic)\n", "a.heic": picture("HEIF")}, metadata=LEAST)
    assert codes(shelf.galley()) == ["I-004"]
    shelf.add({}, metadata=LEAST.replace("1", "1.25"))
    assert codes(shelf.galley()) == []
