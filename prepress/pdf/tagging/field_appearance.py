"""Field appearance: how the fields of a form look while they are empty and when they are marked,
and the font in which they are filled in.

PDF/A-2 wants a look for each state of each field in the file, and no reader may make its own (ISO
19005-2, 6.4.1).
"""

from __future__ import annotations

from typing import TypeAlias

import pydyf

#: Left, bottom, right and top in pt.
Rectangle: TypeAlias = tuple[float, float, float, float]

FONT_NAME = "Fields"
#: The mark of a font that is cut down, and its name.
_BASE_FONT = "/FIELDS+Fields"
#: The characters of Windows' Western European code page, in which a simple font is addressed (ISO
#: 32000-1, annex D.2).
_CODES = range(32, 256)
_INK = "0 g 0 G"
#: A circle of four curves (the distance of their control points).
_CURVE = 0.5523
#: Bits of a font's description (ISO 32000-1, 9.8.2): its letters are those of Latin.
_NONSYMBOLIC = 1 << 5


def inner(place: Rectangle) -> Rectangle:
    """The box of a look that fills `place`: its own corner is at 0, 0."""
    left, bottom, right, top = place
    return 0, 0, round(right - left, 2), round(top - bottom, 2)


def empty(pdf: pydyf.PDF, box: Rectangle, font: bytes, *, is_text: bool = False) -> bytes:
    """The look of a field that is not filled in."""
    return _look(pdf, box, ["/Tx BMC", "EMC"] if is_text else [], font if is_text else None)


def check_mark(pdf: pydyf.PDF, box: Rectangle) -> bytes:
    """The look of a box that is ticked."""
    _, _, width, height = box
    points = [(0.2, 0.52), (0.42, 0.26), (0.82, 0.8)]
    (x, y), *rest = [(round(a * width, 2), round(b * height, 2)) for a, b in points]
    line = [f"{x:g} {y:g} m", *(f"{a:g} {b:g} l" for a, b in rest), "S"]
    return _look(pdf, box, [_INK, "1 J 1 j", f"{round(0.14 * width, 2):g} w", *line])


def dot(pdf: pydyf.PDF, box: Rectangle) -> bytes:
    """The look of a circle that is chosen."""
    _, _, width, height = box
    return _look(pdf, box, [_INK, *_circle(width / 2, height / 2, 0.27 * width), "f"])


def ring(pdf: pydyf.PDF, box: Rectangle) -> bytes:
    """The look of a step that is chosen: a ring around its number."""
    _, _, width, height = box
    radius = 0.42 * min(width, height)
    return _look(pdf, box, [_INK, "1.6 w", *_circle(width / 2, height / 2, radius), "S"])


def _circle(x: float, y: float, r: float) -> list[str]:
    c = r * _CURVE
    curves = [
        (x + r, y + c, x + c, y + r, x, y + r),
        (x - c, y + r, x - r, y + c, x - r, y),
        (x - r, y - c, x - c, y - r, x, y - r),
        (x + c, y - r, x + r, y - c, x + r, y),
    ]
    drawn = [" ".join(f"{round(each, 2):g}" for each in curve) + " c" for curve in curves]
    return [f"{round(x + r, 2):g} {round(y, 2):g} m", *drawn, "h"]


def _look(pdf: pydyf.PDF, box: Rectangle, operators: list[str], font: bytes | None = None) -> bytes:
    """A form XObject (ISO 32000-1, 8.10) that draws `operators`."""
    fonts = {"Font": pydyf.Dictionary({FONT_NAME: font})} if font else {}
    extra = {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": pydyf.Array(box),
        "Resources": pydyf.Dictionary(fonts),
    }
    stream = pydyf.Stream([line.encode() for line in operators], extra)
    pdf.add_object(stream)
    reference: bytes = stream.reference
    return reference


def field_font(pdf: pydyf.PDF, file: bytes) -> bytes:
    """The font of the `file` in `pdf`, as a simple one (ISO 32000-1, 9.6.3) with the letters of
    Western Europe, so that any reader can set in it what somebody writes.
    """
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    letters = {code: bytes([code]).decode("cp1252", "replace") for code in _CODES}
    wanted.unicode_set.update(ord(letter) for letter in letters.values() if letter != "\ufffd")
    wanted.drop_table_tag_set.update(int.from_bytes(tag) for tag in (b"GPOS", b"GSUB", b"GDEF"))
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    face = uharfbuzz.subset(uharfbuzz.Face(uharfbuzz.Blob(file)), wanted)
    shown, per_em = uharfbuzz.Font(face), 1000 / face.upem
    widths = [round(_width(shown, letter) * per_em, 2) for letter in letters.values()]
    extents = shown.get_font_extents("ltr")
    heights = (round(extents.ascender * per_em), round(extents.descender * per_em))
    font = pydyf.Dictionary(
        {
            "Type": "/Font",
            "Subtype": "/TrueType",
            "BaseFont": _BASE_FONT,
            "FirstChar": _CODES.start,
            "LastChar": _CODES.stop - 1,
            "Widths": pydyf.Array(widths),
            "Encoding": "/WinAnsiEncoding",
            "FontDescriptor": _descriptor(pdf, bytes(face.blob.data), *heights),
        }
    )
    pdf.add_object(font)
    reference: bytes = font.reference
    return reference


def _descriptor(pdf: pydyf.PDF, data: bytes, ascent: int, descent: int) -> bytes:
    """What is said of the font whose file is `data` (ISO 32000-1, 9.8)."""
    program = pydyf.Stream([data], {"Length1": len(data)}, compress=True)
    pdf.add_object(program)
    descriptor = pydyf.Dictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": _BASE_FONT,
            "Flags": _NONSYMBOLIC,
            "FontBBox": pydyf.Array([-100, descent, 1200, ascent]),
            "ItalicAngle": 0,
            "Ascent": ascent,
            "Descent": descent,
            "CapHeight": round(0.7 * ascent),
            "StemV": 80,
            "FontFile2": program.reference,
        }
    )
    pdf.add_object(descriptor)
    reference: bytes = descriptor.reference
    return reference


def _width(font: object, letter: str) -> int:
    glyph = font.get_nominal_glyph(ord(letter))  # type: ignore[attr-defined]
    return font.get_glyph_h_advance(glyph) if glyph else 0  # type: ignore[attr-defined]
