"""Remedies for characters that no font has: the typefaces that can be added for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prepress.layouts.typefaces.scripts import TYPEFACES, Typeface, adding_command

if TYPE_CHECKING:
    from prepress.layouts.layouts import Layouts

_MOST_QUOTED = 3


def addable_typefaces(
    characters: set[str], layouts: Layouts
) -> Iterator[tuple[Typeface, set[str]]]:
    """Each typeface that the text of `layouts` needs and that is not there, with those of
    `characters` that it sets.
    """
    left = set(characters)
    for typeface in TYPEFACES:
        if typeface.folder in layouts.typefaces and not layouts.offers(typeface):
            its_own = {character for character in left if typeface.sets(character)}
            if its_own:
                yield typeface, its_own
            left -= its_own


def quote_characters(characters: set[str]) -> str:
    """The first of `characters` in quotes, and how many there are in all."""
    shown = ", ".join(f"“{character}”" for character in sorted(characters)[:_MOST_QUOTED])
    return shown if len(characters) <= _MOST_QUOTED else f"{shown}, … {len(characters)} in all"


def remedy(characters: set[str], lang: str, layouts: Layouts) -> str:
    """The commands that add the typefaces for some of `characters`; empty where there are none."""
    commands = [
        adding_command(typeface, lang) for typeface, _ in addable_typefaces(characters, layouts)
    ]
    return f"Install a font: {' && '.join(commands)}" if commands else ""
