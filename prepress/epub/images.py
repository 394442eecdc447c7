"""Images: pictures as the package holds them, no larger than a screen needs and without what cameras note in them."""

from __future__ import annotations

import base64
import io
import re
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from prepress.pictures import HREFS, Picture, embedded, orientation, read_vector, strictly

if TYPE_CHECKING:
    from PIL.Image import Image

_WIDEST_PX, _HIGHEST_PX = 1600, 2400
_QUALITY = 85
_BILEVEL_GREYS = 16
_PALETTE = 256
_MARKER = re.compile(rb"\xff+([\x01-\xfe])")
_MARKER_AFTER_SCAN = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
_PNG_COLOURS = (b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD", b"pHYs", b"mDCV", b"cLLI")
_PNG_FRAMES = (b"acTL", b"fcTL", b"fdAT")
_WEBP_CHUNKS = (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP")
_WEBP_METADATA_FLAGS = 0x0C
_GIF_APPLICATIONS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")


def screen_copy(picture: Picture) -> bytes:
    """The bytes of `picture` for the package: its own, unless it is too large or holds what readers must not get.

    A raster picture is at most 1600 × 2400 px as shown, unless it moves. The file itself stays untouched.
    """
    data = picture.path.read_bytes()
    return _vector_copy(data) if picture.media_type == "image/svg+xml" else _raster_copy(data)


def screen_size(picture: Picture) -> tuple[int, int]:
    """Width and height in whole px at which the package shows `picture`, in its proportions."""
    if picture.media_type == "image/svg+xml":
        longest = max(1, round(max(picture.width, picture.height)))
        scale = longest / max(picture.width, picture.height)
        return max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return _fitted(int(picture.width), int(picture.height))


def _fitted(width: int, height: int) -> tuple[int, int]:
    scale = min(1.0, _WIDEST_PX / width, _HIGHEST_PX / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _raster_copy(data: bytes) -> bytes:
    from PIL import Image

    with strictly(), Image.open(io.BytesIO(data)) as image:
        if not _must_be_redrawn(image, data):
            try:
                return _LEAN[image.format or ""](data)
            except (ValueError, IndexError, struct.error):
                pass  # what the file holds beside the picture cannot be told apart from it
        return _redrawn(image, data)


def _must_be_redrawn(image: Image, data: bytes) -> bool:
    if image.format != "MPO" and getattr(image, "is_animated", False):
        return False
    deep = image.format == "PNG" and data[24] == 16
    return deep or image.mode == "CMYK" or orientation(image) != 1 or _target(image) != image.size


def _target(image: Image) -> tuple[int, int]:
    """The size of the copy before it is turned."""
    width, height = image.size
    if orientation(image) < 5:
        return _fitted(width, height)
    turned_width, turned_height = _fitted(height, width)
    return turned_height, turned_width


def _redrawn(image: Image, data: bytes) -> bytes:
    """`image` made smaller, upright, and in 8 bits of sRGB or of its own profile; in the format that it had."""
    from PIL import Image as Pillow
    from PIL import ImageOps

    kind, mode, size, profile = image.format or "", image.mode, _target(image), image.info.get("icc_profile")
    width, height = size
    image.draft(None, (2 * width, 2 * height))
    drawn: Image = _in_8_bits(image)
    if size != image.size:
        drawn = _continuous(drawn).resize(size, Pillow.Resampling.LANCZOS, reducing_gap=2.0)
    if orientation(image) != 1:
        drawn = ImageOps.exif_transpose(drawn)
    if mode == "CMYK":
        drawn, profile = _srgb(drawn, profile), None
    if kind == "PNG" and mode in ("1", "P") and drawn.mode != mode:
        drawn = _with_palette(drawn, _PALETTE if mode == "P" else _BILEVEL_GREYS)
    drawn.info = {key: value for key, value in drawn.info.items() if key == "transparency"}
    stream = io.BytesIO()
    if kind in ("JPEG", "MPO"):
        drawn.save(stream, "JPEG", quality=_QUALITY, optimize=True, icc_profile=profile)
    elif kind == "WEBP":
        drawn.save(stream, kind, quality=_QUALITY, lossless=b"VP8L" in data[:4096], icc_profile=profile)
    else:
        drawn.save(stream, kind, icc_profile=profile)
    return stream.getvalue()


def _in_8_bits(image: Image) -> Image:
    """`image` with 8 bits for each channel; Pillow reads 16 of them so by itself, but for grey and a colour key."""
    key = image.info.get("transparency")
    if image.mode == "I;16":
        image = image.point(lambda value: value * (1 / 256)).convert("L")
        if isinstance(key, int):
            image.info["transparency"] = key >> 8
    elif isinstance(key, tuple) and max(key) > 255:
        image.info["transparency"] = tuple(channel >> 8 for channel in key)
    return image


def _continuous(image: Image) -> Image:
    """`image` in a mode whose pixels can be mixed: without a palette, and with its transparency as a channel."""
    clear = image.has_transparency_data
    if image.mode in ("P", "PA", "RGB"):
        return image.convert("RGBA" if clear else "RGB")
    return image.convert("LA" if clear else "L") if image.mode in ("1", "L") else image


def _with_palette(image: Image, colours: int) -> Image:
    from PIL import Image as Pillow

    if image.mode == "LA":
        return image
    return image.quantize(colours, Pillow.Quantize.FASTOCTREE if image.mode == "RGBA" else Pillow.Quantize.MEDIANCUT)


def _srgb(image: Image, profile: bytes | None) -> Image:
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
    """The SVG `data` in UTF-8 without a document type, as EPUB 3.3 wants it, and its pictures as package copies."""
    root = read_vector(data)
    facts = root.getroottree().docinfo
    changed = bool(facts.doctype) or (facts.encoding or "UTF-8").upper() != "UTF-8"
    for element in root.iter("*"):
        for key in HREFS:
            picture = embedded(element.get(key, ""))
            if picture is None or (copy := _raster_copy(picture)) == picture:
                continue
            head = element.get(key).partition(";")[0].partition(",")[0]
            element.set(key, f"{head};base64,{base64.b64encode(copy).decode()}")
            changed = True
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) if changed else data


def _lean_jpeg(data: bytes) -> bytes:
    """A JPEG without comments, without EXIF, XMP and IPTC, and without what stands behind its end."""
    return data[:2] + b"".join(_jpeg_segments(data))


def _jpeg_segments(data: bytes) -> Iterator[bytes]:
    at = 2
    while marker := _MARKER.match(data, at):
        kind, start = marker[1][0], marker.end()
        if kind == 0xD9:
            yield data[at:start]
            return
        end = start + struct.unpack_from(">H", data, start)[0]
        body = data[start + 2 : end]
        if kind == 0xDA:
            after = _MARKER_AFTER_SCAN.search(data, end)
            end = after.start() if after else len(data)
        noted = 0xE0 <= kind <= 0xEF or kind == 0xFE
        plain = kind == 0xE0 and body.startswith(b"JFIF\0") and len(body) == 14  # a longer one has a thumbnail
        colours = (kind == 0xE2 and body.startswith(b"ICC_PROFILE\0")) or (kind == 0xEE and body.startswith(b"Adobe"))
        if not noted or plain or colours:
            yield data[at:end]
        at = end
    raise ValueError("the JPEG has no end")


def _lean_png(data: bytes) -> bytes:
    """A PNG with its pixels, frames and colours only."""
    kept, at = [data[:8]], 8
    while kept[-1][4:8] != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        chunk = data[at : at + length + 12]
        if name[:1].isupper() or name in _PNG_COLOURS + _PNG_FRAMES:
            kept.append(chunk)
        at += length + 12
    return b"".join(kept)


def _lean_webp(data: bytes) -> bytes:
    """A WebP with its pixels, frames and colours only."""
    kept, at, end = [], 12, struct.unpack_from("<I", data, 4)[0] + 8
    while at < end:
        name, length = struct.unpack_from("<4sI", data, at)
        chunk = data[at : at + 8 + length + length % 2]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_METADATA_FLAGS]) + chunk[9:]
        if name in _WEBP_CHUNKS:
            kept.append(chunk)
        at += 8 + length + length % 2
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _lean_gif(data: bytes) -> bytes:
    """A GIF without comments and without what programs note in it."""
    at = 13 + _gif_colours(data[10])
    kept = [data[:at]]
    while data[at] != 0x3B:
        start = at
        extension = data[at] == 0x21
        label = data[at + 1]
        at += 2 if extension else 11 + _gif_colours(data[at + 9])
        body = at
        while data[at]:
            at += 1 + data[at]
        at += 1
        if not extension or label in (0x01, 0xF9) or data[body + 1 : body + 12] in _GIF_APPLICATIONS:
            kept.append(data[start:at])
    return b"".join(kept) + b";"


def _gif_colours(flags: int) -> int:
    """The bytes of the colour table that `flags` announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


_LEAN = {"JPEG": _lean_jpeg, "MPO": _lean_jpeg, "PNG": _lean_png, "WEBP": _lean_webp, "GIF": _lean_gif}
