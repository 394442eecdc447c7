"""Derivatives: pictures as editions hold them, without what cameras note in them, and no larger
than a screen needs.
"""

from __future__ import annotations

import base64
import io
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from prepress.images.foreign_formats import common_form
from prepress.images.metadata_stripping import strip_metadata
from prepress.images.pictures import Picture, is_drawing
from prepress.images.rasters import PILLOWS_LARGEST, orientation, read_raster, strict_pillow
from prepress.images.svg import HREFS, data_address_content, read_vector

if TYPE_CHECKING:
    from PIL.Image import Image

#: How many colours a PNG of few colours keeps, by its mode: black and white turn into greys where
#: they are made smaller.
_COLOURS_OF_MODE = {"1": 16, "P": 256}


@dataclass(frozen=True)
class _Needs:
    """What a medium makes of pictures: the most px across and down, JPEG's quality, and whether
    inks stay inks.
    """

    widest: int
    highest: int
    quality: int
    takes_inks: bool


_SCREEN = _Needs(1600, 2400, 85, takes_inks=False)
_PAPER = _Needs(100_000, 100_000, 95, takes_inks=False)
_PRESS = replace(_PAPER, takes_inks=True)


def screen_copy(picture: Picture) -> bytes:
    """The bytes of `picture` for the package: its own, unless it is too large or holds what readers
    must not get.

    A raster picture is at most 1600 × 2400 px as shown, unless it moves. The file itself stays
    untouched.
    """
    data = picture.content()
    if picture.media_type == "image/svg+xml":
        return _vector_copy(data)
    return _raster_copy(data, _SCREEN)


def cover_copy(picture: Picture) -> tuple[bytes, str]:
    """The same for a cover, with its media type: the page of a PDF is pixels, since shops and
    libraries show few drawings.
    """
    data = picture.pixels()
    if is_drawing(data):
        return _vector_copy(data), "image/svg+xml"
    return _raster_copy(data, _SCREEN), read_raster(data, "The cover", PILLOWS_LARGEST)[0]


def paper_copy(data: bytes, page: int = 1, *, takes_inks: bool = False) -> tuple[bytes, str]:
    """The picture `data`, or the `page` of a PDF, for the layout engine, with its media type: a
    drawing as it is; pixels upright, in 8 bits and all of them. Inks stay inks where the paper
    `takes_inks`.

    Raises PictureError where it is no picture.
    """
    if is_drawing(data):
        return data, "image/svg+xml"
    data = common_form(data, "The picture", page, PILLOWS_LARGEST)
    if is_drawing(data):
        return data, "image/svg+xml"
    media_type, _, _ = read_raster(data, "The picture", PILLOWS_LARGEST)
    needs = _PRESS if takes_inks else _PAPER
    if media_type == "image/webp" and b"VP8L" not in data[:4096]:
        return _photo(data) or _raster_copy(data, needs), media_type
    return _raster_copy(data, needs), media_type


def smaller_copy(data: bytes, size: tuple[int, int]) -> bytes:
    """The raster picture `data`, which `paper_copy` gave, in fewer pixels: `size`, width and
    height.
    """
    from PIL import Image

    with strict_pillow(), Image.open(io.BytesIO(data)) as image:
        kind, profile = image.format or "", image.info.get("icc_profile")
        image.draft(None, (2 * size[0], 2 * size[1]))
        drawn = _to_continuous(image).resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
        stream = io.BytesIO()
        if kind == "JPEG":
            drawn.save(stream, kind, quality=_SCREEN.quality, optimize=True, icc_profile=profile)
        else:
            drawn.save(stream, "PNG")
    return stream.getvalue()


def _photo(data: bytes) -> bytes | None:
    """A lossy picture as a JPEG, since the engine would write it as a PNG of many times the bytes;
    None where it is transparent.
    """
    from PIL import Image, ImageOps

    with strict_pillow(), Image.open(io.BytesIO(data)) as image:
        if image.has_transparency_data:
            return None
        stream = io.BytesIO()
        upright = ImageOps.exif_transpose(image).convert("RGB")
        upright.save(stream, "JPEG", quality=90, optimize=True)
    return stream.getvalue()


def screen_size(picture: Picture) -> tuple[int, int]:
    """Width and height in whole px at which the package shows `picture`, in its proportions."""
    if picture.media_type == "image/svg+xml":
        longest = max(1, round(max(picture.width, picture.height)))
        scale = longest / max(picture.width, picture.height)
        return max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return _fit(int(picture.width), int(picture.height), _SCREEN)


def _fit(width: int, height: int, needs: _Needs) -> tuple[int, int]:
    scale = min(1.0, needs.widest / width, needs.highest / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _raster_copy(data: bytes, needs: _Needs) -> bytes:
    from PIL import Image

    with strict_pillow(), Image.open(io.BytesIO(data)) as image:
        if not _must_be_redrawn(image, data, needs):
            with suppress(ValueError):
                return strip_metadata(data, image.format or "")
        return _redraw(image, data, needs)


def _must_be_redrawn(image: Image, data: bytes, needs: _Needs) -> bool:
    if image.format != "MPO" and getattr(image, "is_animated", False):
        return False
    if orientation(image) != 1 or _target_size(image, needs) != image.size:
        return True
    is_deep = image.format == "PNG" and data[24] == 16
    has_inks = image.mode == "CMYK" and not needs.takes_inks
    return is_deep or has_inks


def _target_size(image: Image, needs: _Needs) -> tuple[int, int]:
    """The size of the copy before it is turned."""
    width, height = image.size
    if orientation(image) < 5:
        return _fit(width, height, needs)
    turned_width, turned_height = _fit(height, width, needs)
    return turned_height, turned_width


def _redraw(image: Image, data: bytes, needs: _Needs) -> bytes:
    """`image` made smaller, upright, and in 8 bits of sRGB or of its own profile; in the format
    that it had.
    """
    from PIL import Image as Pillow
    from PIL import ImageOps

    kind, mode, size = image.format or "", image.mode, _target_size(image, needs)
    profile = image.info.get("icc_profile")
    width, height = size
    image.draft(None, (2 * width, 2 * height))
    drawn: Image = _to_8_bits(image)
    if size != image.size:
        drawn = _to_continuous(drawn).resize(size, Pillow.Resampling.LANCZOS, reducing_gap=2.0)
    if orientation(image) != 1:
        drawn = ImageOps.exif_transpose(drawn)
    if mode == "CMYK" and not needs.takes_inks:
        drawn, profile = _to_srgb(drawn, profile), None
    if kind == "PNG" and drawn.mode != mode and mode in _COLOURS_OF_MODE:
        drawn = _reduce_to_palette(drawn, _COLOURS_OF_MODE[mode])
    drawn.info = {key: value for key, value in drawn.info.items() if key == "transparency"}
    stream = io.BytesIO()
    if kind in ("JPEG", "MPO"):
        drawn.save(stream, "JPEG", quality=needs.quality, optimize=True, icc_profile=profile)
    elif kind == "WEBP":
        lossless = b"VP8L" in data[:4096]
        drawn.save(stream, kind, quality=needs.quality, lossless=lossless, icc_profile=profile)
    else:
        drawn.save(stream, kind, icc_profile=profile)
    return stream.getvalue()


def _to_8_bits(image: Image) -> Image:
    """`image` with 8 bits for each channel; Pillow reads 16 of them so by itself, but for grey and
    a colour key.
    """
    key = image.info.get("transparency")
    if image.mode == "I;16":
        image = image.point(lambda value: value * (1 / 256)).convert("L")
        if isinstance(key, int):
            image.info["transparency"] = key >> 8
    elif isinstance(key, tuple) and max(key) > 255:
        image.info["transparency"] = tuple(channel >> 8 for channel in key)
    return image


def _to_continuous(image: Image) -> Image:
    """`image` in a mode whose pixels can be mixed: without a palette, and with its transparency as
    a channel.
    """
    clear = image.has_transparency_data
    if image.mode in ("P", "PA", "RGB"):
        return image.convert("RGBA" if clear else "RGB")
    if image.mode in ("1", "L"):
        return image.convert("LA" if clear else "L")
    return image


def _reduce_to_palette(image: Image, colours: int) -> Image:
    from PIL import Image as Pillow

    if image.mode == "LA":
        return image
    quantize = Pillow.Quantize
    return image.quantize(
        colours, quantize.FASTOCTREE if image.mode == "RGBA" else quantize.MEDIANCUT
    )


def _to_srgb(image: Image, profile: bytes | None) -> Image:
    """A CMYK `image` in sRGB, through its own `profile` where that can be read."""
    from PIL import ImageChops, ImageCms

    if "adobe" not in image.info:  # Pillow takes all inks to be inverted, which only Adobe's are
        image = ImageChops.invert(image)
    try:
        converted = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(profile or b"")),
            ImageCms.createProfile("sRGB"),
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            "RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (OSError, ImageCms.PyCMSError):
        return image.convert("RGB")
    assert converted is not None, "a new image is made"
    return converted


def _vector_copy(data: bytes) -> bytes:
    """The SVG `data` in UTF-8 without a document type, as EPUB 3.3 wants it, and its pictures as
    package copies.
    """
    root = read_vector(data)
    facts = root.getroottree().docinfo
    changed = bool(facts.doctype) or (facts.encoding or "UTF-8").upper() != "UTF-8"
    for element in root.iter("*"):
        for key in HREFS:
            address = element.get(key, "")
            picture = data_address_content(address)
            copy = None if picture is None else _raster_copy(picture, _SCREEN)
            if copy is None or copy == picture:
                continue
            head = address.partition(";")[0].partition(",")[0]
            element.set(key, f"{head};base64,{base64.b64encode(copy).decode()}")
            changed = True
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) if changed else data
