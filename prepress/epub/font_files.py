"""Font files of an EPUB: the faces that the text needs, cut down to its characters and packed with
their licences.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from lxml import etree

from prepress.epub.faces import Characters, needed_faces
from prepress.epub.parts import Document, Part
from prepress.errors import SourceError
from prepress.files.digests import digest_in

if TYPE_CHECKING:
    from prepress.epub.names import PackageNames
    from prepress.epub.stylesheet import Face, Stylesheet
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
_PARTS = {
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
    faces: Mapping[Face, Characters | None] = {}
    if wanted:
        coverage = cache(lambda face: coverage_of(layouts.font(face.url)))
        faces = needed_faces(stylesheet, trees, coverage)
    usual = _usual_characters(trees)
    parts: list[Part] = []
    embedded: dict[Face, str] = {}
    licences: dict[Path, None] = {}
    for face, only in faces.items():
        file = layouts.font(face.url)
        suffix, media_type = _KINDS.get(file.suffix.lower(), _KINDS[".ttf"])
        embedded[face] = names.take(file.stem, suffix, "fonts/")
        data = _subset(file, digest_in(file), usual if only is None else _codes(only))
        parts.append(Part(embedded[face], media_type, data))
        licences[file.parent / "OFL.txt"] = None
    for licence in filter(Path.is_file, licences):
        name = names.take(f"{licence.parent.name}-OFL", ".txt", "fonts/")
        parts.append(Part(name, "text/plain", licence.read_bytes()))
    sheet = Part(names.take("style", ".css"), "text/css", stylesheet.text(embedded).encode())
    return EmbeddedFonts(sheet, tuple(parts))


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
