"""Glyphs: characters of the text that no font has, found before a page shows an empty box."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from prepress.errors import Place
from prepress.findings import Finding
from prepress.galley import Galley
from prepress.layouts import Layouts

_FACE = re.compile(r"@font-face\s*{[^}]*url\((fonts/[^)]+)\)", re.S)


def missing_characters(galley: Galley, layouts: Layouts) -> tuple[Finding, ...]:
    """One finding for each character that no font of the layouts has, at the first place that uses it.

    PDF/UA-1 (ISO 14289-1, 7.21.8) forbids the glyph that stands for a missing one.
    """
    wanted = {
        character
        for chapter in galley.chapters
        for character in re.sub(r"<[^>]*>", "", chapter.markup + chapter.notes)
        if not _needs_no_glyph(character)
    }
    for font in dict.fromkeys(_FACE.findall(layouts.stylesheet("paper"))):
        if not wanted:
            break
        wanted -= _characters(layouts.font(font), wanted)
    return tuple(_finding(character, galley) for character in sorted(wanted))


def _needs_no_glyph(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cf", "Cc", "Zs", "Zl", "Zp")


def _characters(font: Path, wanted: set[str]) -> set[str]:
    from fontTools.ttLib import TTFont

    with TTFont(font, lazy=True) as opened:
        cmap = opened.getBestCmap()
    return {character for character in wanted if ord(character) in cmap}


def _finding(character: str, galley: Galley) -> Finding:
    name = unicodedata.name(character, "no name")
    return Finding(
        "G-001",
        next(_places(character, galley), Place(galley.manuscript.metadata_file)),
        f"No font has the character “{character}” (U+{ord(character):04X}, {name}).",
        "Write it another way, or add a font that has it to fonts/ and to layouts/fonts.css.",
    )


def _places(character: str, galley: Galley) -> Iterator[Place]:
    for chapter in galley.manuscript.chapters:
        for number, line in enumerate(chapter.text.split("\n"), chapter.first_line):
            if character in line:
                yield Place(chapter.file, number)
