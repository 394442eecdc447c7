"""Fonts: the faces that the text needs, cut down to its characters and packed as WOFF2 with their licences."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lxml import etree

from prepress.epub.faces import needed_faces
from prepress.epub.names import Names
from prepress.epub.parts import Document, Part
from prepress.epub.stylesheet import Face, Stylesheet
from prepress.errors import SourceError
from prepress.layouts import Layouts

#: Kept in every face: what keyboards type, and what readers and layouts add of themselves (bullets, hyphens, dashes).
_ALWAYS = frozenset({*range(0x20, 0x7F), 0xA0, 0xAD, 0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D})
_ALWAYS_MARKS = frozenset({0x2022, 0x25AA, 0x25CF, 0x25E6, 0x2026, 0x21A9})


@dataclass(frozen=True)
class Embedded:
    """The stylesheet that names the embedded fonts, and their files and licences."""

    stylesheet: Part
    parts: tuple[Part, ...]


def embed_fonts(
    stylesheet: Stylesheet, layouts: Layouts, documents: Sequence[Document], names: Names, *, wanted: bool = True
) -> Embedded:
    """Embed those of the stylesheet's faces that the text of `documents` needs; none where they are not `wanted`.

    Raises SourceError where a font's file does not exist.
    """
    trees = [document.tree for document in documents]
    faces = needed_faces(stylesheet, trees, lambda face: coverage_of(layouts.font(face.url))) if wanted else {}
    characters = _ALWAYS | _ALWAYS_MARKS | frozenset(ord(cased) for tree in trees for cased in _cased(tree))
    parts: list[Part] = []
    embedded: dict[Face, str] = {}
    licences: dict[Path, None] = {}
    for face, only in faces.items():
        file = layouts.font(face.url)
        name = names.take(file.stem, ".woff2", "fonts/")
        parts.append(
            Part(
                name, "font/woff2", _subset(*_identity(file), characters if only is None else frozenset(map(ord, only)))
            )
        )
        embedded[face] = name
        licences[file.parent / "OFL.txt"] = None
    for licence in licences:
        if licence.is_file():
            name = names.take(f"{licence.parent.name}-OFL", ".txt", "fonts/")
            parts.append(Part(name, "text/plain", licence.read_bytes()))
    sheet = Part(names.take("style", ".css"), "text/css", stylesheet.text(embedded).encode())
    return Embedded(sheet, tuple(parts))


def coverage_of(file: Path) -> frozenset[int]:
    """The code points that the font in `file` has."""
    return _coverage(*_identity(file))


def _cased(tree: etree._Element) -> set[str]:
    """The characters of the text as they are and as capitals, which a stylesheet may ask for."""
    text = "".join(set("".join(tree.itertext())))
    return {*text, *text.upper()}


def _identity(file: Path) -> tuple[Path, int, int]:
    """What tells a font's file from its next version, so that many publications of one build cut each only once."""
    status = file.stat()
    return file, status.st_mtime_ns, status.st_size


@lru_cache(maxsize=64)
def _coverage(file: Path, _modified: int, _size: int) -> frozenset[int]:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with file.open("rb") as stream, TTFont(stream, lazy=True) as font:
            return frozenset(font.getBestCmap())
    except TTLibError as error:
        raise SourceError("This is no font that can be read.", "Restore it, or take it away.", file) from error


@lru_cache(maxsize=64)
def _subset(file: Path, _modified: int, _size: int, characters: frozenset[int]) -> bytes:
    """The face with the glyphs of `characters` only, all its layout features kept, as WOFF2."""
    from fontTools import subset

    options = subset.Options(flavor="woff2", layout_features=["*"], hinting=False)
    options.drop_tables += ["STAT", "vhea", "vmtx"]  # of use to variable fonts and to vertical lines
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(characters))
    stream = io.BytesIO()
    with subset.load_font(str(file), options) as font:
        font.recalcTimestamp = False
        # fontTools would look through the whole font, in a third of the time, for names that nothing uses.
        names = font["name"]
        del font["name"]
        subsetter.subset(font)
        font["name"] = names
        subset.save_font(font, stream, options)
    return stream.getvalue()
