"""Fonts: the faces that the text needs, cut down to its characters and packed with their
licences.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

from lxml import etree

from prepress.epub.faces import needed_faces
from prepress.epub.names import PackageNames
from prepress.epub.parts import Document, Part
from prepress.epub.stylesheet import Face, Stylesheet
from prepress.errors import SourceError
from prepress.files.digests import digest_in
from prepress.layouts.layouts import Layouts

#: Kept in every face: what keyboards type, and what readers and layouts add of themselves (bullets,
#: hyphens, dashes).
_ALWAYS = frozenset(
    {*range(0x20, 0x7F), 0xA0, 0xAD, 0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D}
)
#: Tables that serve variable fonts and vertical lines.
_OF_NO_USE = frozenset(int.from_bytes(table) for table in (b"STAT", b"vhea", b"vmtx"))
#: The suffix and media type in the package (EPUB 3.3, 3.2).
_KINDS = {".ttf": (".ttf", "font/ttf"), ".otf": (".otf", "font/otf")}
#: The vowels of Thai, Lao and Khmer that HarfBuzz takes apart although Unicode does not.
_TAKEN_APART = {
    "\u0e33": "\u0e4d\u0e32",
    "\u0eb3": "\u0ecd\u0eb2",
    **dict.fromkeys("\u17be\u17bf\u17c0\u17c4\u17c5", "\u17c1"),
}
_ALWAYS_MARKS = frozenset({0x2022, 0x25AA, 0x25CF, 0x25E6, 0x2026, 0x21A9})


@dataclass(frozen=True)
class EmbeddedFonts:
    """The stylesheet that names the embedded fonts, and their files and licences."""

    stylesheet: Part
    parts: tuple[Part, ...]


def embed_fonts(
    stylesheet: Stylesheet,
    layouts: Layouts,
    documents: Sequence[Document],
    names: PackageNames,
    *,
    wanted: bool = True,
) -> EmbeddedFonts:
    """Embed those of the stylesheet's faces that the text of `documents` needs; none where they are
    not `wanted`.

    Raises SourceError where a font's file does not exist.
    """
    trees = [document.tree for document in documents]
    faces = (
        needed_faces(stylesheet, trees, cache(lambda face: coverage_of(layouts.font(face.url))))
        if wanted
        else {}
    )
    characters = (
        _ALWAYS
        | _ALWAYS_MARKS
        | frozenset(map(ord, _in_parts({cased for tree in trees for cased in _cased(tree)})))
    )
    parts: list[Part] = []
    embedded: dict[Face, str] = {}
    licences: dict[Path, None] = {}
    for face, only in faces.items():
        file = layouts.font(face.url)
        suffix, media_type = _KINDS.get(file.suffix.lower(), _KINDS[".ttf"])
        name = names.take(file.stem, suffix, "fonts/")
        wanted_here = characters if only is None else frozenset(map(ord, _in_parts(only)))
        parts.append(Part(name, media_type, _subset(file, digest_in(file), wanted_here)))
        embedded[face] = name
        licences[file.parent / "OFL.txt"] = None
    for licence in licences:
        if licence.is_file():
            name = names.take(f"{licence.parent.name}-OFL", ".txt", "fonts/")
            parts.append(Part(name, "text/plain", licence.read_bytes()))
    sheet = Part(names.take("style", ".css"), "text/css", stylesheet.text(embedded).encode())
    return EmbeddedFonts(sheet, tuple(parts))


def coverage_of(file: Path) -> frozenset[int]:
    """The code points that the font in `file` has."""
    return _coverage(file, digest_in(file))


def _cased(tree: etree._Element) -> set[str]:
    """The characters of the text as they are and as capitals, which a stylesheet may ask for."""
    text = "".join(set("".join(tree.itertext())))
    return {*text, *text.upper()}


def _in_parts(characters: Iterable[str]) -> set[str]:
    """The characters, and those in which they are set: shaping takes vowels apart that stand on
    both sides of a letter.

    All but a few come apart as Unicode says (UAX 15, NFD).
    """
    return {
        part
        for each in characters
        for part in each + normalize("NFD", each) + _TAKEN_APART.get(each, "")
    }


@lru_cache(maxsize=64)
def _coverage(file: Path, _digest: str) -> frozenset[int]:
    return frozenset(_face(file).unicodes)


@lru_cache(maxsize=64)
def _subset(file: Path, _digest: str, characters: frozenset[int]) -> bytes:
    """The face with the glyphs of `characters` only; all its layout features and names are kept,
    not its hints.

    It stays TrueType or OpenType: the package deflates it, and every reading system since EPUB 3.0
    takes it.
    """
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.set(characters)
    for kept in (wanted.layout_feature_tag_set, wanted.name_id_set):
        kept.clear()
        kept.invert()
    wanted.drop_table_tag_set.update(_OF_NO_USE)
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    return bytes(uharfbuzz.subset(_face(file), wanted).blob.data)


def _face(file: Path) -> Any:
    """The face in `file`, opened. Raises SourceError where it is none."""
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob(file.read_bytes()))
    if not face.glyph_count or not face.unicodes:
        raise SourceError("This is no font that can be read.", "Restore it, or take it away.", file)
    return face
