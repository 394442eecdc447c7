"""Standard fonts: the outlines of Helvetica, Times and Courier as PDFium has them, since PDFs need
not embed these (ISO 32000-1, 9.6.2.2).
"""

from __future__ import annotations

import ctypes
from functools import lru_cache
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from fontTools import agl

from prepress.images.drawn_marks import Outline, Segment, UnfaithfulError
from prepress.images.latin_encodings import latin_names

_FACES = ("", "-Bold", "-Oblique", "-BoldOblique")
_NAMES = frozenset(
    [f"/{family}{face}" for family in ("Helvetica", "Courier") for face in _FACES]
    + [f"/Times-{face}" for face in ("Roman", "Bold", "Italic", "BoldItalic")]
)
_ENCODINGS = ("/StandardEncoding", "/WinAnsiEncoding", "/MacRomanEncoding")
_LETTERS = {
    pdfium.FPDF_SEGMENT_MOVETO: "M",
    pdfium.FPDF_SEGMENT_LINETO: "L",
    pdfium.FPDF_SEGMENT_BEZIERTO: "C",
}


class _Standard:
    def __init__(self, outlines: dict[str, tuple[Outline, float]]) -> None:
        self._outlines = outlines

    def by_number(self, number: int) -> Outline:
        raise UnfaithfulError(f"a glyph {number} of a font that is not embedded")

    def by_name(self, name: str) -> Outline | None:
        return self._outlines[name][0] if name in self._outlines else None

    def by_code(self, code: int) -> Outline:
        raise UnfaithfulError(f"a code {code} of a font that is not embedded")

    def width_of(self, name: str) -> float | None:
        return self._outlines[name][1] if name in self._outlines else None


@lru_cache(maxsize=12)
def standard_program(name: str) -> _Standard:
    """The font of that `name`, such as "/Helvetica". Raises UnfaithfulError for others."""
    if name not in _NAMES:
        raise UnfaithfulError("a font that is not embedded")
    known = {each for encoding in _ENCODINGS for each in latin_names(encoding).values()}
    names = sorted(each for each in known if len(agl.toUnicode(each)) == 1)
    with pypdfium2.PdfDocument.new() as document:
        font = pdfium.FPDFText_LoadStandardFont(document, name[1:].encode())
        try:
            return _Standard({each: _glyph(font, agl.toUnicode(each)) for each in names})
        finally:
            pdfium.FPDFFont_Close(font)


def _glyph(font: Any, letter: str) -> tuple[Outline, float]:
    """A glyph's outline and width in thousandths of an em."""
    width = ctypes.c_float()
    pdfium.FPDFFont_GetGlyphWidth(font, ord(letter), 1000.0, width)
    path = pdfium.FPDFFont_GetGlyphPath(font, ord(letter), 1000.0)
    return _segments(path), width.value


def _segments(path: Any) -> Outline:
    found: list[Segment] = []
    points: list[float] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(pdfium.FPDFGlyphPath_CountGlyphSegments(path)):
        segment = pdfium.FPDFGlyphPath_GetGlyphPathSegment(path, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points += [1000 * x.value, 1000 * y.value]
        letter = _LETTERS[pdfium.FPDFPathSegment_GetType(segment)]
        if letter != "C" or len(points) == 6:
            found.append((letter, tuple(points)))
            points = []
        if pdfium.FPDFPathSegment_GetClose(segment):
            found.append(("Z", ()))
    return tuple(found)
