"""Glyphs: characters that no font has, found where the author wrote them; a box that is a
character of its own stands for each of them on the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from prepress.errors import Place
from prepress.findings import Finding
from prepress.layouts.typefaces.remedies import addable_typefaces, quote_characters
from prepress.layouts.typefaces.scripts import Typeface, adding_command, script_of
from prepress.text.emoji import has_emoji

if TYPE_CHECKING:
    from prepress.galley.galley import Galley
    from prepress.layouts.layouts import Layouts

#: What the engine says when it sets the glyph that stands for a missing one.
_REMARK = re.compile(r"\.notdef glyph rendered.*\(U\+(?P<code>[0-9A-F]+)\)", re.DOTALL)
#: What is no text of the page: its head, drawings, and tags.
_NO_TEXT = re.compile(r"(<head\b.*?</head>|<svg\b.*?</svg>|<[^<>]*>)", re.DOTALL)
#: The class of the box that stands for a character, which its `title` names.
BOX = "missing-character"


def missing_character(remark: str) -> str | None:
    """The character that the engine's `remark` says it has no glyph for."""
    found = _REMARK.match(remark)
    return chr(int(found["code"], 16)) if found else None


def lacking_in(remarks: Iterable[str]) -> frozenset[str]:
    """The characters that the engine's `remarks` say it has no glyphs for."""
    found = (missing_character(remark) for remark in remarks)
    return frozenset(character for character in found if character)


def with_boxes(html: str, lacking: frozenset[str]) -> str:
    """The document `html` with a box in the place of each of the `lacking` characters of its
    text; a control character, which nobody would see, just goes.

    PDF/UA-1 (ISO 14289-1, 7.21.8) forbids the glyph that stands for a missing one, so the box has
    a glyph of its own.
    """
    if not lacking:
        return html
    boxes = {ord(character): _box(character) for character in lacking}
    parts = _NO_TEXT.split(html)
    parts[::2] = [part.translate(boxes) for part in parts[::2]]
    return "".join(parts)


def _box(character: str) -> str:
    if unicodedata.category(character).startswith("C"):
        return ""
    return f'<span class="{BOX}" title="{character}">□</span>'


def missing_characters(
    remarks: Iterable[str], galley: Galley, layouts: Layouts
) -> tuple[Finding, ...]:
    """One finding for each script whose font can be added, and for each other character that has no
    glyph; where the script is that of the text itself, nobody could read it.

    Each stands at the first place that uses it.
    """
    characters = set(lacking_in(remarks))
    found = []
    for typeface, lacking in addable_typefaces(characters, layouts):
        characters -= lacking
        found.append(_script_finding(typeface, lacking, galley))
    return (*found, *(_finding(character, galley) for character in sorted(characters)))


def _script_finding(typeface: Typeface, characters: set[str], galley: Galley) -> Finding:
    is_own = typeface.script == script_of(galley.manuscript.metadata.lang)
    return Finding(
        "G-003" if is_own else "G-001",
        _first_place(characters, galley),
        f"No font has the {typeface.name} characters of this text "
        f"({quote_characters(characters)}).",
        f"Install one: {adding_command(typeface, galley.manuscript.metadata.lang)}",
    )


def _finding(character: str, galley: Galley) -> Finding:
    what, hint = _words_about(character)
    return Finding("G-001", _first_place({character}, galley), what, hint)


def _words_about(character: str) -> tuple[str, str]:
    """What to say of a `character` that no font has, and what to do."""
    code = f"U+{ord(character):04X}"
    category = unicodedata.category(character)
    if category == "Co":
        what = f"“{character}” ({code}) means something in one font of icons alone."
        return what, "Write it in words, or put in a picture."
    if category == "Cn":
        what = f"No font has “{character}” ({code}): it is newer than the fonts, or no character."
        return what, "Write it in words, or use an older one."
    name = unicodedata.name(character, "no name")
    what = f"No font has the character “{character}” ({code}, {name})."
    if has_emoji(character):
        return what, "Write it in words, or use an older emoji."
    return (
        what,
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
