"""Unpacked streams: the bytes of a PDF's streams, never more than a machine can hold."""

from __future__ import annotations

import base64
import zlib
from typing import Any

import pikepdf

from prepress.images.drawn_marks import UnfaithfulError

_MOST_BYTES = 8_000_000


def unpacked(stream: Any) -> bytes:
    """The bytes of a content stream, a font or a table. Raises UnfaithfulError for too many, or
    where they are packed unusually.
    """
    packing = stream.get("/Filter", [])
    packings = [packing] if isinstance(packing, pikepdf.Name) else [*packing]
    if "/DecodeParms" in stream:
        raise UnfaithfulError("a stream packed with parameters")
    data = bytes(stream.read_raw_bytes())
    for each in packings:
        data = _unpacked(str(each), data)
        if len(data) >= _MOST_BYTES:
            raise UnfaithfulError("too much to draw")
    return data


def _unpacked(packing: str, data: bytes) -> bytes:
    if packing == "/FlateDecode":
        return zlib.decompressobj().decompress(data, _MOST_BYTES)
    if packing == "/ASCII85Decode":
        return base64.a85decode(data.strip().removesuffix(b"~>"))
    raise UnfaithfulError(f"a stream packed by {packing}")
