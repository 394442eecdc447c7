"""Font programs: the outlines in TrueType, CFF and Type 1 fonts as PDFs embed them, in thousandths
of an em.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, Protocol

from fontTools import agl
from fontTools.cffLib import CFFFontSet
from fontTools.encodings.MacRoman import MacRoman
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.pens.basePen import BasePen
from fontTools.t1Lib import T1Font, decryptType1
from fontTools.ttLib import TTFont

from prepress.images.drawn_marks import Matrix, Outline, Segment, UnfaithfulError, moved
from prepress.images.unpacked_streams import unpacked

_MAC_NUMBERS = {name: code for code, name in reversed([*enumerate(MacRoman)])}


class FontProgram(Protocol):
    """A font by which outlines are found: by their numbers, names or own codes."""

    def by_number(self, number: int) -> Outline:
        """The outline of the glyph of that number in a composite font."""

    def by_name(self, name: str) -> Outline | None:
        """The outline of the glyph with that PostScript `name`, None where there is none."""

    def by_code(self, code: int) -> Outline:
        """The outline behind a `code` of the font's own."""

    def width_of(self, name: str) -> float | None:
        """How wide a glyph is where PDFs need not say it."""


def read_program(descriptor: Any) -> FontProgram:
    """The font embedded in a font's `descriptor`. Raises UnfaithfulError for none."""
    if "/FontFile2" in descriptor:
        return _TrueType(TTFont(io.BytesIO(unpacked(descriptor.FontFile2)), lazy=True))
    if "/FontFile3" in descriptor:
        data = unpacked(descriptor.FontFile3)
        if data.startswith(b"OTTO"):
            data = TTFont(io.BytesIO(data)).reader["CFF "]
        elif data.startswith((b"\0\1\0\0", b"true")):
            return _TrueType(TTFont(io.BytesIO(data), lazy=True))
        return _compact(data)
    if "/FontFile" in descriptor:
        return _type_1(unpacked(descriptor.FontFile))
    raise UnfaithfulError("a font that is not embedded")


class _Pen(BasePen):  # type: ignore[misc] # fontTools has no types
    """Writes down an outline; BasePen turns TrueType's curves into those of PDF."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.segments: list[Segment] = []

    def _moveTo(self, point: Any) -> None:  # noqa: N802
        self.segments.append(("M", tuple(point)))

    def _lineTo(self, point: Any) -> None:  # noqa: N802
        self.segments.append(("L", tuple(point)))

    def _curveToOne(self, *points: Any) -> None:  # noqa: N802
        self.segments.append(("C", tuple(number for point in points for number in point)))

    def _closePath(self) -> None:  # noqa: N802
        self.segments.append(("Z", ()))


def _outline(glyphs: Any, name: str, matrix: Matrix) -> Outline:
    pen = _Pen(glyphs)
    glyphs[name].draw(pen)
    return moved(pen.segments, matrix)


class _TrueType:
    def __init__(self, font: TTFont) -> None:
        self._glyphs = font.getGlyphSet()
        self._order = font.getGlyphOrder()
        scale = 1000 / font["head"].unitsPerEm
        self._matrix: Matrix = (scale, 0.0, 0.0, scale, 0.0, 0.0)
        self._maps = {
            (table.platformID, table.platEncID): table.cmap
            for table in (font["cmap"].tables if "cmap" in font else ())
        }

    def by_number(self, number: int) -> Outline:
        return _outline(self._glyphs, self._order[number], self._matrix)

    def by_name(self, name: str) -> Outline | None:
        letters = agl.toUnicode(name)
        found = None
        if len(letters) == 1:
            found = self._maps.get((3, 1), {}).get(ord(letters))
        if found is None and name in _MAC_NUMBERS:
            found = self._maps.get((1, 0), {}).get(_MAC_NUMBERS[name])
        if found is None and name in self._glyphs:
            found = name
        return None if found is None else _outline(self._glyphs, found, self._matrix)

    def by_code(self, code: int) -> Outline:
        for key, at in (((3, 0), code), ((3, 0), 0xF000 | code), ((1, 0), code), ((3, 1), code)):
            if at in self._maps.get(key, {}):
                return _outline(self._glyphs, self._maps[key][at], self._matrix)
        raise UnfaithfulError(f"a font without its code {code}")

    def width_of(self, _name: str) -> float | None:
        return None


class _Named:
    """A font whose glyphs have names: CFF or Type 1."""

    def __init__(
        self, glyphs: Any, matrix: Any, codes: Any, name_of: Callable[[int], str] | None = None
    ) -> None:
        a, b, c, d, e, f = (1000 * float(number) for number in matrix)
        self._glyphs = glyphs
        self._matrix: Matrix = (a, b, c, d, e, f)
        self._codes = codes
        self._name_of = name_of

    def by_number(self, number: int) -> Outline:
        if self._name_of is None:
            raise UnfaithfulError("a font without numbers")
        return _outline(self._glyphs, self._name_of(number), self._matrix)

    def by_name(self, name: str) -> Outline | None:
        return _outline(self._glyphs, name, self._matrix) if name in self._glyphs.keys() else None  # noqa: SIM118

    def by_code(self, code: int) -> Outline:
        found = self.by_name(self._codes[code])
        if found is None:
            raise UnfaithfulError(f"a font without its code {code}")
        return found

    def width_of(self, _name: str) -> float | None:
        return None


def _compact(data: bytes) -> FontProgram:
    """A CFF font; where its glyphs have numbers only, those are names of their own."""
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    top = fonts[0]
    has_numbers = hasattr(top, "ROS")
    if has_numbers and any("FontMatrix" in each.rawDict for each in top.FDArray):
        raise UnfaithfulError("a font of several sizes")
    codes = StandardEncoding
    if not has_numbers and isinstance(top.Encoding, list):
        codes = top.Encoding
    elif not has_numbers and top.Encoding != "StandardEncoding":
        raise UnfaithfulError("the encoding of experts")
    order = top.charset
    name_of = "cid{:05d}".format if has_numbers else order.__getitem__
    return _Named(top.CharStrings, top.FontMatrix, codes, name_of)


def _type_1(data: bytes) -> FontProgram:
    """A Type 1 font, of which PDFs may leave out the last part."""
    if b"cleartomark" not in data[-600:]:
        data += b"\n" + (b"0" * 64 + b"\n") * 8 + b"cleartomark\n"
    font = T1Font.__new__(T1Font)
    font.data, font.encoding = decryptType1(data), "ascii"
    font.parse()
    return _Named(font.getGlyphSet(), font["FontMatrix"], font["Encoding"])
