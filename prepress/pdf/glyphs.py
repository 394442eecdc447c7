"""Glyphs: characters for which the page would show an empty box, found where the author wrote them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from prepress.errors import Place
from prepress.findings import Finding
from prepress.galley import Galley

#: What the engine says when it sets the glyph that stands for a missing one.
_REMARK = re.compile(r"\.notdef glyph rendered.*\(U\+(?P<code>[0-9A-F]+)\)", re.DOTALL)


def missing_character(remark: str) -> str | None:
    """The character that the engine's `remark` says it has no glyph for."""
    found = _REMARK.match(remark)
    return chr(int(found["code"], 16)) if found else None


def missing_characters(remarks: Iterable[str], galley: Galley) -> tuple[Finding, ...]:
    """One finding for each character that has no glyph, at the first place that uses it.

    PDF/UA-1 (ISO 14289-1, 7.21.8) forbids the glyph that stands for a missing one.
    """
    characters = {character for remark in remarks if (character := missing_character(remark))}
    return tuple(_finding(character, galley) for character in sorted(characters))


def _finding(character: str, galley: Galley) -> Finding:
    name = unicodedata.name(character, "no name")
    return Finding(
        "G-001",
        next(_places(character, galley), Place(galley.manuscript.metadata_file)),
        f"No font has the character “{character}” (U+{ord(character):04X}, {name}).",
        "Write it another way, or add a font that has it to fonts/ and to layouts/fonts.css.",
    )


def _places(character: str, galley: Galley) -> Iterator[Place]:
    metadata = galley.manuscript.metadata
    for key, line in metadata.lines.items():
        if character in str(getattr(metadata, key.replace("-", "_"))):
            yield Place(galley.manuscript.metadata_file, line)
    for chapter in galley.manuscript.chapters:
        for number, text in enumerate(chapter.text.split("\n"), chapter.first_line):
            if character in text:
                yield Place(chapter.file, number)
