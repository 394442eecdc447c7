"""Tiny fonts made for a test, and the packages that they travel in."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءةى،؟"
OPEN = "This Font Software is licensed under the SIL Open Font License, Version 1.1."


def font(
    family: str = "Noto Sans Arabic",
    style: str = "Regular",
    characters: str = ARABIC,
    licence: str = OPEN,
) -> bytes:
    """A TrueType font whose glyphs are all the same box, the space too."""
    characters = f" {characters}"
    names = [".notdef", *(f"u{ord(each):04X}" for each in characters)]
    pen = TTGlyphPen(None)
    for at in ((100, 0), (100, 600), (500, 600), (500, 0)):
        (pen.moveTo if at == (100, 0) else pen.lineTo)(at)
    pen.closePath()
    box = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    # The same bytes whenever it is made.
    builder.font.recalcTimestamp = False
    builder.updateHead(created=0, modified=0)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(each): f"u{ord(each):04X}" for each in characters})
    builder.setupGlyf(dict.fromkeys(names, box))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 100)))
    builder.setupHorizontalHeader(ascent=900, descent=-300)
    builder.setupNameTable(
        {
            "copyright": "Copyright 2026 Nobody",
            "familyName": family,
            "styleName": style,
            "licenseDescription": licence,
        }
    )
    builder.setupOS2(
        sTypoAscender=900, sTypoDescender=-300, usWeightClass=700 if style == "Bold" else 400
    )
    builder.setupPost()
    stream = io.BytesIO()
    builder.font.save(stream)
    return stream.getvalue()


def family(**options: str) -> dict[str, bytes]:
    """Both fonts of a family with its licence, as packages for npm have them."""
    stem = options.get("family", "Noto Sans Arabic").replace(" ", "")
    return {
        "package/LICENSE": b"MIT License",
        "package/LICENSE_FONT": b"Copyright 2026 Nobody\n\nSIL OPEN FONT LICENSE Version 1.1",
        f"package/400Regular/{stem}_400Regular.ttf": font(style="Regular", **options),
        f"package/700Bold/{stem}_700Bold.ttf": font(style="Bold", **options),
    }


def collection(*fonts: bytes) -> bytes:
    """Several fonts in one file."""
    gathered = TTCollection()
    gathered.fonts = [TTFont(io.BytesIO(each)) for each in fonts]
    stream = io.BytesIO()
    gathered.save(stream)
    return stream.getvalue()


def tgz(files: Mapping[str, bytes], mode: str = "w:gz") -> bytes:
    """A tar archive of `files`."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


def zip_file(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of `files`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def deb(files: Mapping[str, bytes]) -> bytes:
    """A Debian package of `files`; the first member is of an odd length, which is padded
    (deb(5)).
    """
    packed = b"!<arch>\n"
    for name, data in (("debian-binary", b"2.0\n "), ("data.tar.xz", tgz(files, "w:xz"))):
        packed += (
            f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(data):<10}`\n".encode()
            + data
            + b"\n" * (len(data) % 2)
        )
    return packed
