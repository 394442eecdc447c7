"""Metadata stripping: picture files without what cameras and programs note in them, and not a
pixel changed.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_MARKER = re.compile(rb"\xff+([\x01-\xfe])")
_MARKER_AFTER_SCAN = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
_PNG_COLOURS = (
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"iCCP",
    b"cICP",
    b"sBIT",
    b"bKGD",
    b"pHYs",
    b"mDCV",
    b"cLLI",
)
_PNG_FRAMES = (b"acTL", b"fcTL", b"fdAT")
_WEBP_CHUNKS = (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP")
_WEBP_METADATA_FLAGS = 0x0C
#: Text that is shown, and how long a frame is shown.
_GIF_LABELS = (0x01, 0xF9)
_GIF_APPLICATIONS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")


def strip_metadata(data: bytes, kind: str) -> bytes:
    """The picture file `data` without its metadata; `kind` is Pillow's name of the format.

    Raises ValueError where what the file holds beside the picture cannot be told apart from it.
    """
    try:
        return _STRIPPERS[kind](data)
    except (IndexError, KeyError, struct.error) as error:
        raise ValueError(f"not a whole {kind} file") from error


def _strip_jpeg(data: bytes) -> bytes:
    """A JPEG without comments, without EXIF, XMP and IPTC, and without what stands behind its
    end.
    """
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
        if not _is_jpeg_metadata(kind, body):
            yield data[at:end]
        at = end
    raise ValueError("the JPEG has no end")


def _is_jpeg_metadata(kind: int, body: bytes) -> bool:
    """Whether a segment holds something else than the picture and its colours."""
    if kind == 0xE0:
        return not body.startswith(b"JFIF\0") or len(body) != 14  # a longer one has a thumbnail
    if kind == 0xE2:
        return not body.startswith(b"ICC_PROFILE\0")
    if kind == 0xEE:
        return not body.startswith(b"Adobe")
    return 0xE0 <= kind <= 0xEF or kind == 0xFE


def _strip_png(data: bytes) -> bytes:
    """A PNG with its pixels, frames and colours only."""
    kept, at = [data[:8]], 8
    while kept[-1][4:8] != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        chunk = data[at : at + length + 12]
        if name[:1].isupper() or name in _PNG_COLOURS + _PNG_FRAMES:
            kept.append(chunk)
        at += length + 12
    return b"".join(kept)


def _strip_webp(data: bytes) -> bytes:
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


def _strip_gif(data: bytes) -> bytes:
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
        application = data[body + 1 : body + 12]
        if not extension or label in _GIF_LABELS or application in _GIF_APPLICATIONS:
            kept.append(data[start:at])
    return b"".join(kept) + b";"


def _gif_colours(flags: int) -> int:
    """The bytes of the colour table that `flags` announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


_STRIPPERS = {
    "GIF": _strip_gif,
    "JPEG": _strip_jpeg,
    "MPO": _strip_jpeg,
    "PNG": _strip_png,
    "WEBP": _strip_webp,
}
