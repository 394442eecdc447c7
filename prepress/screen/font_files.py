"""Font files: the faces that the text needs, cut down to its characters, and their licences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from lxml import etree

from prepress.errors import SourceError
from prepress.files.digests import digest_in
from prepress.screen.faces import needed_faces

if TYPE_CHECKING:
    from prepress.layouts.layouts import Layouts
    from prepress.screen.parts import Document
    from prepress.screen.stylesheet import Face, Stylesheet

#: Kept in every face: what keyboards type, and what readers and layouts add of themselves (bullets,
#: hyphens, dashes).
_ALWAYS = frozenset(
    {*range(0x20, 0x7F), 0xA0, 0xAD, 0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D}
)
#: Tables that serve variable fonts and vertical lines.
_OF_NO_USE = frozenset(int.from_bytes(table) for table in (b"STAT", b"vhea", b"vmtx"))
#: The vowels of Thai, Lao and Khmer that HarfBuzz takes apart although Unicode does not.
_PARTS = {
    "\u0e33": "\u0e4d\u0e32",
    "\u0eb3": "\u0ecd\u0eb2",
    **dict.fromkeys("\u17be\u17bf\u17c0\u17c4\u17c5", "\u17c1"),
}
_ALWAYS_MARKS = frozenset({0x2022, 0x25AA, 0x25CF, 0x25E6, 0x2026, 0x21A9})


@dataclass(frozen=True)
class FontSubset:
    """A face of the stylesheet: the `file` that it comes from, and the `data` of what is left of
    it.
    """

    face: Face
    file: Path
    data: bytes


def font_subsets(
    stylesheet: Stylesheet, layouts: Layouts, documents: Sequence[Document]
) -> tuple[FontSubset, ...]:
    """Those of the stylesheet's faces that the text of `documents` needs.

    Raises SourceError where a font's file does not exist.
    """
    trees = [document.tree for document in documents]
    coverage = cache(lambda face: coverage_of(layouts.font(face.url)))
    faces = needed_faces(stylesheet, trees, coverage)
    usual = _usual_characters(trees)
    subsets = []
    for face, only in faces.items():
        file = layouts.font(face.url)
        data = _subset(file, digest_in(file), usual if only is None else _codes(only))
        subsets.append(FontSubset(face, file, data))
    return tuple(subsets)


def font_licences(subsets: Iterable[FontSubset]) -> tuple[Path, ...]:
    """The licences that lie beside the files of the fonts."""
    found = dict.fromkeys(each.file.parent / "OFL.txt" for each in subsets)
    return tuple(filter(Path.is_file, found))


def _usual_characters(trees: Iterable[etree._Element]) -> frozenset[int]:
    """The code points of a face that may be asked for anything: those of the text, and what is in
    every face.
    """
    characters: set[str] = set()
    for tree in trees:
        characters |= _with_capitals(tree)
    return _ALWAYS | _ALWAYS_MARKS | _codes(characters)


def _codes(characters: Iterable[str]) -> frozenset[int]:
    return frozenset(map(ord, _with_parts(characters)))


def coverage_of(file: Path) -> frozenset[int]:
    """The code points that the font in `file` has."""
    return _coverage(file, digest_in(file))


def _with_capitals(tree: etree._Element) -> set[str]:
    """The characters of the text as they are and as capitals, which a stylesheet may ask for."""
    text = "".join(set("".join(tree.itertext())))
    return {*text, *text.upper()}


def _with_parts(characters: Iterable[str]) -> set[str]:
    """The characters, and those in which they are set: shaping takes vowels apart that stand on
    both sides of a letter.

    All but a few come apart as Unicode says (UAX 15, NFD).
    """
    parts: set[str] = set()
    for each in characters:
        parts.update(each, normalize("NFD", each), _PARTS.get(each, ""))
    return parts


@lru_cache(maxsize=64)
def _coverage(file: Path, _digest: str) -> frozenset[int]:
    return frozenset(_face(file).unicodes)


@lru_cache(maxsize=64)
def _subset(file: Path, _digest: str, characters: frozenset[int]) -> bytes:
    """The face with the glyphs of `characters` only; all its layout features and names are kept,
    not its hints.

    It stays TrueType or OpenType, which every reading system since EPUB 3.0 takes, and an EPUB
    deflates.
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
