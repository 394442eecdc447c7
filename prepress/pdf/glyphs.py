"""Glyphs: characters for which the page would show an empty box, found where the author wrote
them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from prepress.errors import Place
from prepress.findings import Finding
from prepress.layouts.typefaces.remedies import addable_typefaces, quote_characters
from prepress.layouts.typefaces.scripts import Typeface, adding_command

if TYPE_CHECKING:
    from prepress.galley.galley import Galley
    from prepress.layouts.layouts import Layouts

#: What the engine says when it sets the glyph that stands for a missing one.
_REMARK = re.compile(r"\.notdef glyph rendered.*\(U\+(?P<code>[0-9A-F]+)\)", re.DOTALL)


def missing_character(remark: str) -> str | None:
    """The character that the engine's `remark` says it has no glyph for."""
    found = _REMARK.match(remark)
    return chr(int(found["code"], 16)) if found else None


def missing_characters(
    remarks: Iterable[str], galley: Galley, layouts: Layouts
) -> tuple[Finding, ...]:
    """One finding for each script whose font can be added, and for each other character that has no
    glyph.

    Each stands at the first place that uses it. PDF/UA-1 (ISO 14289-1, 7.21.8) forbids the glyph
    that stands for a missing one.
    """
    characters = {character for remark in remarks if (character := missing_character(remark))}
    found = []
    for typeface, lacking in addable_typefaces(characters, layouts):
        characters -= lacking
        found.append(_script_finding(typeface, lacking, galley))
    return (*found, *(_finding(character, galley) for character in sorted(characters)))


def _script_finding(typeface: Typeface, characters: set[str], galley: Galley) -> Finding:
    return Finding(
        "G-001",
        _first_place(characters, galley),
        f"No font has the {typeface.name} characters of this text "
        f"({quote_characters(characters)}).",
        f"Install one: {adding_command(typeface, galley.manuscript.metadata.lang)}",
    )


def _finding(character: str, galley: Galley) -> Finding:
    name = unicodedata.name(character, "no name")
    return Finding(
        "G-001",
        _first_place({character}, galley),
        f"No font has the character “{character}” (U+{ord(character):04X}, {name}).",
        "Write it another way, or add a font that has it to fonts/ and to layouts/fonts.css.",
    )


def _first_place(characters: set[str], galley: Galley) -> Place:
    """The first line that has one of `characters`; the metadata's file where none is written
    out.
    """
    manuscript = galley.manuscript
    metadata = manuscript.metadata
    for key, line in metadata.lines.items():
        if not characters.isdisjoint(str(getattr(metadata, key.replace("-", "_")))):
            return Place(manuscript.metadata_file, line)
    for chapter in manuscript.chapters:
        for number, text in enumerate(chapter.text.split("\n"), chapter.first_line):
            if not characters.isdisjoint(text):
                return Place(chapter.file, number)
    return Place(manuscript.metadata_file)
