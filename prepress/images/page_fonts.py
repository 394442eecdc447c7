"""Page fonts: the outlines and widths of a PDF's glyphs by the bytes of its text (ISO 32000-1,
9.6 and 9.7).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf

from prepress.images.drawn_marks import IDENTITY, Matrix, Segment, UnfaithfulError
from prepress.images.font_programs import read_program
from prepress.images.latin_encodings import latin_names
from prepress.images.standard_fonts import standard_program
from prepress.images.unpacked_streams import unpacked

if TYPE_CHECKING:
    from prepress.images.font_programs import FontProgram

_SYMBOLIC = 4
#: More are said by no honest font, which has 65,536 glyphs at most.
_MOST_WIDTHS = 200_000
#: Glyphs that show nothing where a font lacks them.
_BLANK = frozenset({"space", "nbspace", "nonbreakingspace", "uni00A0", ".notdef"})


@dataclass(frozen=True)
class Glyph:
    """A glyph in thousandths of an em: its width and its outline; or for a Type 3 font the content
    stream that draws it, its matrix and resources.
    """

    width: float
    segments: tuple[Segment, ...] = ()
    is_space: bool = False
    program: Any = None
    resources: Any = None
    matrix: Matrix = IDENTITY


@dataclass(frozen=True)
class PageFont:
    """A font of a page: so many bytes a glyph, and the glyph of each code."""

    bytes_per_code: int
    glyph: Callable[[int], Glyph]

    def glyphs(self, text: bytes) -> Iterator[Glyph]:
        """The glyphs that `text` shows."""
        step = self.bytes_per_code
        for at in range(0, len(text) - step + 1, step):
            yield self.glyph(int.from_bytes(text[at : at + step]))


class Fonts:
    """The fonts of a page, each read once."""

    def __init__(self) -> None:
        self._fonts: dict[Any, tuple[Any, PageFont]] = {}

    def font(self, font: Any) -> PageFont:
        """The font behind a dictionary. Raises UnfaithfulError for one that has no outlines."""
        key = font.objgen if font.is_indirect else id(font)
        if key not in self._fonts:
            self._fonts[key] = font, _read_font(font)
        return self._fonts[key][1]


def _read_font(font: Any) -> PageFont:
    readers = {
        "/Type0": _composite,
        "/Type1": _simple,
        "/MMType1": _simple,
        "/TrueType": _simple,
        "/Type3": _drawn,
    }
    kind = str(font.Subtype)
    if kind not in readers:
        raise UnfaithfulError(f"a font of the kind {kind}")
    bytes_per_code = 2 if kind == "/Type0" else 1
    return PageFont(bytes_per_code, _remembered(readers[kind](font)))


def _remembered(glyph: Callable[[int], Glyph]) -> Callable[[int], Glyph]:
    known: dict[int, Glyph] = {}

    def look_up(code: int) -> Glyph:
        if code not in known:
            known[code] = glyph(code)
        return known[code]

    return look_up


def _composite(font: Any) -> Callable[[int], Glyph]:
    """A Type 0 font whose codes are the glyphs' numbers (9.7)."""
    if font.Encoding != pikepdf.Name("/Identity-H"):
        raise UnfaithfulError("a font with a map of codes")
    inner = font.DescendantFonts[0]
    program = read_program(inner.FontDescriptor)
    number_of = _number_of_cid(inner)
    default, widths = float(inner.get("/DW", 1000)), _cid_widths(inner.get("/W", []))
    return lambda cid: Glyph(widths.get(cid, default), program.by_number(number_of(cid)))


def _number_of_cid(inner: Any) -> Callable[[int], int]:
    table = inner.get("/CIDToGIDMap", pikepdf.Name.Identity)
    if isinstance(table, pikepdf.Name):
        return lambda cid: cid
    data = unpacked(table)
    return lambda cid: int.from_bytes(data[2 * cid : 2 * cid + 2])


def _cid_widths(table: Any) -> dict[int, float]:
    """The widths of `W` (9.7.4.3): `first [w w …]` or `first last w`."""
    widths: dict[int, float] = {}
    at = count = 0
    while at < len(table):
        first, second = int(table[at]), table[at + 1]
        if isinstance(second, pikepdf.Array):
            widths |= {first + step: float(width) for step, width in enumerate(second)}
            at += 2
        else:
            last = min(int(second), 0xFFFF)
            count += last - first
            if count > _MOST_WIDTHS:
                raise UnfaithfulError("widths without end")
            widths |= dict.fromkeys(range(first, last + 1), float(table[at + 2]))
            at += 3
    return widths


def _simple(font: Any) -> Callable[[int], Glyph]:
    """A font of one byte a glyph (9.6)."""
    descriptor = font.get("/FontDescriptor", {})
    is_embedded = any(str(key).startswith("/FontFile") for key in descriptor)
    program = read_program(descriptor) if is_embedded else standard_program(str(font.BaseFont))
    by_code = font.Subtype == "/TrueType" and int(descriptor.get("/Flags", 0)) & _SYMBOLIC
    names = {} if by_code else _names(font.get("/Encoding", None), is_embedded=is_embedded)
    widths = _simple_widths(font, descriptor)

    def glyph(code: int) -> Glyph:
        segments, own_width = _found(program, names.get(code), code)
        return Glyph(widths(code, own_width), segments, is_space=code == 32)

    return glyph


def _found(
    program: FontProgram, name: str | None, code: int
) -> tuple[tuple[Segment, ...], float | None]:
    if name is None:
        return program.by_code(code), program.width_of("")
    segments = program.by_name(name)
    if segments is None and name not in _BLANK:
        raise UnfaithfulError(f"a font without its {name}")
    return segments or (), program.width_of(name)


def _names(encoding: Any, *, is_embedded: bool) -> dict[int, str]:
    """The names of the glyphs by their codes (9.6.6), without those that the font itself knows."""
    if isinstance(encoding, pikepdf.Name):
        return latin_names(str(encoding))
    base = {} if is_embedded else latin_names("/StandardEncoding")
    if encoding is None:
        return base
    if "/BaseEncoding" in encoding:
        base = latin_names(str(encoding.BaseEncoding))
    code = 0
    for each in encoding.get("/Differences", []):
        if isinstance(each, pikepdf.Name):
            base[code] = str(each)[1:]
            code += 1
        else:
            code = int(each)
    return base


def _simple_widths(font: Any, descriptor: Any) -> Callable[[int, float | None], float]:
    widths = [float(each) for each in font.get("/Widths", [])]
    first, missing = int(font.get("/FirstChar", 0)), float(descriptor.get("/MissingWidth", 0))

    def width(code: int, own: float | None) -> float:
        if first <= code < first + len(widths):
            return widths[code - first]
        if widths or own is None:
            return missing
        return own

    return width


def _drawn(font: Any) -> Callable[[int], Glyph]:
    """A Type 3 font, whose glyphs are content streams (9.6.5)."""
    a, b, c, d, e, f = (1000 * float(number) for number in font.FontMatrix)
    names = _names(font.Encoding, is_embedded=True)
    widths = _simple_widths(font, {})
    programs, resources = font.CharProcs, font.get("/Resources", None)

    def glyph(code: int) -> Glyph:
        program = programs["/" + names[code]] if "/" + names.get(code, "") in programs else None
        return Glyph(widths(code, None) * a, (), code == 32, program, resources, (a, b, c, d, e, f))

    return glyph
