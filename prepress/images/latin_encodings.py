"""Latin encodings: which glyphs the codes of a PDF's simple fonts name (ISO 32000-1, annex D)."""

from __future__ import annotations

from fontTools import agl
from fontTools.encodings.MacRoman import MacRoman
from fontTools.encodings.StandardEncoding import StandardEncoding

from prepress.images.drawn_marks import UnfaithfulError


def latin_names(encoding: str) -> dict[int, str]:
    """The names of glyphs by their codes in an `encoding`. Raises UnfaithfulError for others."""
    if encoding == "/WinAnsiEncoding":
        text = bytes(range(256)).decode("cp1252", errors="replace").replace("\ufffd", "•")
        names = [agl.UV2AGL.get(ord(letter), ".notdef") for letter in text]
        names[0xA0], names[0xAD] = "space", "hyphen"
    elif encoding == "/MacRomanEncoding":
        names = [*MacRoman]
    elif encoding == "/StandardEncoding":
        names = [*StandardEncoding]
    else:
        raise UnfaithfulError(f"the encoding {encoding}")
    return {code: name for code, name in enumerate(names) if name != ".notdef"}
