"""Tiny fonts for tests: the letters A (a triangle) and B (a bar and a bow), as PDFs embed them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.misc import eexec
from fontTools.misc.psCharStrings import T1CharString
from fontTools.pens.t2CharStringPen import T2CharStringPen
from pikepdf import Array, Dictionary, Name

_FIRST = b"""%!PS-AdobeFont-1.0: Tiny
8 dict begin
/FontName /Tiny def
/PaintType 0 def
/FontType 1 def
/FontMatrix [0.001 0 0 0.001 0 0] readonly def
/Encoding StandardEncoding def
/FontBBox {0 0 700 700} readonly def
currentdict end
currentfile eexec
"""
_SECOND = b"""dup /Private 9 dict dup begin
/RD {string currentfile exch readstring pop} executeonly def
/ND {noaccess def} executeonly def
/NP {noaccess put} executeonly def
/BlueValues [] def
/MinFeature {16 16} def
/password 5839 def
/Subrs 1 array
dup 0 %d RD %s NP
ND
2 index /CharStrings 3 dict dup begin
%send
end
readonly put
noaccess put
dup /FontName get exch definefont pop
mark currentfile closefile
"""
_TYPE_1_GLYPHS = {
    ".notdef": "0 600 hsbw endchar",
    "A": "0 700 hsbw 50 0 rmoveto 250 700 rlineto 250 -700 rlineto closepath endchar",
    "B": "0 600 hsbw 60 0 rmoveto 0 700 rlineto 150 hlineto 400 -200 -100 -400 -250 -100 rrcurveto "
    "closepath endchar",
}


def type_1_font() -> tuple[bytes, bytes]:
    """The readable part of a Type 1 font and the encrypted one, without the zeros behind it."""
    glyphs = b""
    for name, program in _TYPE_1_GLYPHS.items():
        drawn = T1CharString(
            program=[int(word) if word.lstrip("-").isdigit() else word for word in program.split()]
        )
        drawn.compile()
        code = eexec.encrypt(b"0000" + drawn.bytecode, 4330)[0]
        glyphs += f"/{name} {len(code)} RD ".encode() + code + b" ND\n"
    part = eexec.encrypt(b"0000" + bytes([11]), 4330)[0]
    return _FIRST, eexec.encrypt(b"0000" + _SECOND % (len(part), part, glyphs), 55665)[0]


def cff_font(codes: Mapping[int, str] | None = None) -> bytes:
    """A bare CFF font; with an encoding of its own where its `codes` are given."""
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "A", "B"])
    builder.setupCharacterMap({65: "A", 66: "B"})
    triangle, bar = T2CharStringPen(700, None), T2CharStringPen(600, None)
    for pen, points in (
        (triangle, [(50, 0), (300, 700), (550, 0)]),
        (bar, [(60, 0), (60, 700), (500, 350)]),
    ):
        pen.moveTo(points[0])
        pen.lineTo(points[1])
        pen.curveTo(points[1], points[2], points[2])
        pen.closePath()
    glyphs = {".notdef": T2CharStringPen(600, None), "A": triangle, "B": bar}
    drawn = {name: pen.getCharString() for name, pen in glyphs.items()}
    builder.setupCFF("Tiny", {}, drawn, {})
    if codes:
        top = builder.font["CFF "].cff[0]
        top.Encoding = [codes.get(code, ".notdef") for code in range(256)]
    stream = io.BytesIO()
    builder.font["CFF "].cff.compile(stream, builder.font)
    return stream.getvalue()


def _font(
    kind: str, file: Mapping[str, Any], widths: list[int], *, symbolic: bool = False, **more: Any
) -> Dictionary:
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/AAAAAA+Tiny"),
        Flags=4 if symbolic else 32,
        FontBBox=Array([0, 0, 700, 700]),
        ItalicAngle=0,
        Ascent=700,
        Descent=0,
        CapHeight=700,
        StemV=80,
        **file,
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name(kind),
        BaseFont=Name("/AAAAAA+Tiny"),
        FirstChar=65,
        LastChar=64 + len(widths),
        Widths=Array(widths),
        FontDescriptor=descriptor,
        **more,
    )


def embedded_fonts(pdf: pikepdf.Pdf) -> Mapping[str, Any]:
    """The resources of a page: a Type 1 font A, a CFF font B and a TrueType font C."""

    first, second = type_1_font()
    one = pdf.make_stream(first + second, Length1=len(first), Length2=len(second), Length3=0)
    three = pdf.make_stream(cff_font(), Subtype=Name.Type1C)
    literata = Path(__file__).parents[2] / "fonts/literata/Literata-Bold.ttf"
    two = pdf.make_stream(literata.read_bytes())
    swapped = Dictionary(Type=Name.Encoding, Differences=Array([65, Name.B, Name.A]))
    return {
        "Font": Dictionary(
            A=_font("/Type1", {"FontFile": one}, [700, 600]),
            B=_font("/Type1", {"FontFile3": three}, [600, 700], Encoding=swapped),
            C=_font("/TrueType", {"FontFile2": two}, [700, 690], Encoding=Name.WinAnsiEncoding),
        )
    }


def font_with_own_codes(pdf: pikepdf.Pdf) -> Mapping[str, Any]:
    """The resources of a page: a CFF font A, in which 65 is the B."""
    file = pdf.make_stream(cff_font({65: "B", 66: "A"}), Subtype=Name.Type1C)
    return {"Font": Dictionary(A=_font("/Type1", {"FontFile3": file}, [600, 700], symbolic=True))}
