"""Figures for tests: pages of PDFs with a frame of magenta, by which they are found in print."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import ImageCms

from prepress.pdf.engine.engine import open_engine
from tests.images.tiny_fonts import embedded_fonts

#: The size in pt of all figures, as they are seen.
WIDTH, HEIGHT = 240, 160
_LITERATA = Path(__file__).parents[2] / "fonts" / "literata"
LITERATA = (_LITERATA / "Literata-Regular.ttf", _LITERATA / "Literata-Italic.ttf")
FRAME = "q 1 0 1 RG 6 w 3 3 234 154 re S Q\n"

_STAR = "120 150 m 70 10 l 200 95 l 40 95 l 170 10 l h"
_LINES = " ".join(
    f"{cap} J {join} j {4 + cap} w [{'12 7' if join == 1 else ''}] {cap} d "
    f"{20 + 60 * cap} {20 + 45 * join} m {40 + 60 * cap} {50 + 45 * join} l "
    f"{60 + 60 * cap} {20 + 45 * join} l S"
    for cap in range(3)
    for join in range(3)
)
_HOLLOW = (
    "q 40 20 160 120 re W n 120 20 m 200 20 200 140 120 140 c 40 140 40 20 120 20 c W n "
    "0 .5 .5 rg 0 0 240 160 re f 1 .8 0 rg 90 50 60 60 re f Q"
)


def pdf_of(content: str, add: Callable[[pikepdf.Pdf], Mapping[str, Any]] | None = None) -> bytes:
    """A page of the figures' size with that content and the resources that `add` gives."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
        page = pdf.pages[0]
        page.Contents = pdf.make_stream((FRAME + content).encode())
        page.Resources = Dictionary(
            {f"/{key}": each for key, each in (add(pdf) if add else {}).items()}
        )
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def turned(content: str) -> bytes:
    """The same figure on a page that is turned, larger than what it shows, and in other units."""
    with pikepdf.open(io.BytesIO(pdf_of(content))) as pdf:
        page = pdf.pages[0]
        # As it is turned by 90° to the right, what shall be seen upright lies on its left side.
        page.Contents = pdf.make_stream(
            b"1 0 0 rg 0 0 900 900 re f 1 g 50 100 160 240 re f q 0 1 -1 0 210 100 cm "
            + page.Contents.read_bytes()
            + b" Q"
        )
        page.MediaBox = Array([0, 0, 400, 500])
        page.CropBox = Array([50, 100, 210, 340])
        page.Rotate = 90
        page.UserUnit = 2
        return _saved(pdf)


def _fonts(_pdf: pikepdf.Pdf) -> Mapping[str, Any]:
    def font(name: str) -> Dictionary:
        return Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(name), Encoding=Name.WinAnsiEncoding
        )

    return {"Font": Dictionary(A=font("/Helvetica"), B=font("/Times-BoldItalic"))}


def _glyphs(pdf: pikepdf.Pdf) -> Mapping[str, Any]:
    def glyph(content: bytes) -> pikepdf.Stream:
        return pdf.make_stream(b"600 0 0 0 500 700 d1 " + content)

    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 600, 700]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        FirstChar=65,
        LastChar=66,
        Widths=Array([600, 600]),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([65, Name("/a"), Name("/b")])),
        CharProcs=Dictionary(
            a=glyph(b"0 0 m 250 700 l 500 0 l f"), b=glyph(b"80 w 50 50 400 600 re S")
        ),
    )
    return {"Font": Dictionary(A=font)}


def _picture(
    pdf: pikepdf.Pdf, data: bytes, side: int, space: Name = Name.DeviceRGB, **more: Any
) -> pikepdf.Stream:
    """A square of pixels in 8 bits."""
    shape = {"Width": side, "Height": side, "ColorSpace": space, "BitsPerComponent": 8}
    return pdf.make_stream(data, Type=Name.XObject, Subtype=Name.Image, **shape, **more)


def _forms(pdf: pikepdf.Pdf) -> Mapping[str, Any]:
    picture = _picture(pdf, bytes(range(0, 240, 5)), 4)
    stencil = pdf.make_stream(
        bytes([0b01000000, 0b10100000, 0b00000000]),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=3,
        Height=3,
        ImageMask=True,
        BitsPerComponent=1,
    )
    clear = _picture(pdf, bytes(range(0, 256, 16)), 4, Name.DeviceGray)
    faint = _picture(pdf, bytes([0, 128, 255] * 16), 4, SMask=clear)
    form = pdf.make_stream(
        b"0 0 1 rg 0 0 50 50 re f 40 0 0 40 5 5 cm /P Do",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 48, 60]),
        Matrix=Array([1.5, 0, 0, 1, 10, 10]),
        Resources=Dictionary(XObject=Dictionary(P=picture)),
        Group=Dictionary(S=Name.Transparency),
    )
    return {"XObject": Dictionary(F=form, P=picture, S=stencil, G=faint)}


def _inks(pdf: pikepdf.Pdf) -> Mapping[str, Any]:
    tint = Dictionary(
        FunctionType=2,
        Domain=Array([0, 1]),
        C0=Array([0, 0, 0, 0]),
        C1=Array([0, 0.8, 1, 0.1]),
        N=1,
    )
    spot = Array([Name.Separation, Name("/Spot"), Name.DeviceCMYK, pdf.make_indirect(tint)])
    profile = pdf.make_stream(
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), N=3
    )
    colours = pikepdf.String(bytes([0, 90, 90, 200, 0, 60]))
    return {
        "ColorSpace": Dictionary(
            S=spot,
            I=Array([Name.ICCBased, profile]),
            X=Array([Name.Indexed, Name.DeviceRGB, 1, colours]),
        ),
        "ExtGState": Dictionary(
            H=Dictionary(ca=0.4, CA=0.6, BM=Name.Normal), M=Dictionary(BM=Name.Multiply)
        ),
    }


def _shading(pdf: pikepdf.Pdf) -> Mapping[str, Any]:
    shades = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 0, 0]), C1=Array([0, 0, 1]), N=1
    )
    return {
        "Shading": Dictionary(
            A=Dictionary(
                ShadingType=2,
                ColorSpace=Name.DeviceRGB,
                Coords=Array([0, 0, 240, 0]),
                Function=shades,
            )
        ),
        **_inks(pdf),
    }


@cache
def embedded_text() -> bytes:
    """Text in an embedded font with kerning, and a table, as browsers and Word print them."""
    faces = "".join(
        f"@font-face {{ font-family: F; src: url({file.as_uri()}); font-style: {style} }}"
        for file, style in ((LITERATA[0], "normal"), (LITERATA[1], "italic"))
    )
    page = (
        f"<style>{faces} @page {{ size: {WIDTH}pt {HEIGHT}pt; margin: 0 }} body {{ margin: 0; "
        "border: 6pt solid #f0f; height: 148pt; font: 24pt F }</style>"
        "<p style='margin: 1em'>AVATAR To. Wave fi<br>Größe √x <i>italic</i> ½"
    )
    return bytes(open_engine().HTML(string=page).write_pdf())


#: Pages that stay drawings.
DRAWINGS: dict[str, bytes] = {
    "lines": pdf_of(_LINES),
    "star": pdf_of(f".2 .5 .2 rg {_STAR} b*"),
    "squeezed-lines": pdf_of("q 3 0 0 .5 20 20 cm 6 w [9 5] 0 d 5 10 m 60 200 l 60 20 l s Q 0 w 9 9 m 99 150 l S"),
    "clips": pdf_of(_HOLLOW),
    "turned": turned(f"0 0 .6 rg {_STAR} f 0 0 0 RG 2 w 20 20 m 220 60 l S"),
    "core-fonts": pdf_of(
        "BT /A 20 Tf 1 .5 Td 12 120 Td [(A) 80 (VATAR W) 60 (ave)] TJ 24 TL 2 Tc 80 Tz "
        "(Gr\\366\\337e 20 %) ' 5 Ts 0 Tc 9 Tw (a b c) ' /B 30 Tf 100 Tz 0 Ts T* (Times fi) Tj "
        "1 0 .5 1 130 60 Tm (slant) Tj 3 Tr (unseen) Tj ET",
        _fonts,
    ),
    "embedded-fonts": embedded_text(),
    "kinds-of-fonts": pdf_of(
        "BT /A 50 Tf 20 100 Td (ABA) Tj ET BT /B 50 Tf 130 100 Td (ABA) Tj ET "
        "BT /C 50 Tf 20 30 Td (ABBA) Tj ET",
        embedded_fonts,
    ),
    "drawn-fonts": pdf_of("1 0 0 rg BT /A 50 Tf 20 20 Td (ABAB) Tj ET", _glyphs),
    "forms": pdf_of("/F Do q 80 0 0 80 120 50 cm /P Do Q q 0 40 -40 0 170 10 cm /P Do Q", _forms),
    "pictures-with-holes": pdf_of(
        "1 .9 .2 rg 20 60 200 20 re f 0 .4 0 rg q 90 0 0 90 20 40 cm /S Do Q "
        "q 90 0 0 90 130 40 cm /G Do Q",
        _forms,
    ),
    "inks": pdf_of(
        "1 0 0 0 k 20 20 60 60 re f 0 1 1 .2 k 80 20 60 60 re f /S cs .7 scn 140 20 60 60 re f "
        "/I cs .2 .4 .9 sc 10 90 20 60 re f /X cs 1 sc 10 60 20 30 re f "
        "/H gs 0 g 0 1 0 RG 15 w 40 60 140 60 re B",
        _inks,
    ),
}  # fmt: skip
#: Pages that only pixels show as they are.
PIXELS: dict[str, bytes] = {
    "shading": pdf_of("10 10 200 100 re W n /A sh", _shading),
    "blending": pdf_of("1 0 0 rg 10 10 90 90 re f /M gs 0 1 0 rg 50 50 90 90 re f", _shading),
    "outlined-text": pdf_of("BT 1 Tr /A 40 Tf 20 60 Td (Outline) Tj ET", _fonts),
    "even-odd-clip": pdf_of(f"{_STAR.replace('h', 'h 10 10 200 100 re')} W* n 0 0 240 160 re f"),
    "foreign-font": pdf_of("BT /A 40 Tf 20 60 Td (Text) Tj ET", lambda pdf: {
        "Font": Dictionary(A=Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/Foreign")))
    }),
    "very-many-lines": pdf_of(
        "".join(f"{math.sin(at):.3f} {at % 160} m 99 99 l S\n" for at in range(16_000))
    ),
    "transfer-function": pdf_of("/T gs 1 0 0 rg 10 10 90 90 re f", lambda pdf: {
        "ExtGState": Dictionary(T=Dictionary(TR=Name.Identity))
    }),
    "unknown-operator": pdf_of("12 frobnicate 0 0 9 9 re f"),
}  # fmt: skip
