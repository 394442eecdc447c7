"""Neighbours: typefaces of other East Asian languages, which have the Chinese characters that those
of a text's own languages lack.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.layouts.typefaces.scripts import TYPEFACES, Typeface, script_at

if TYPE_CHECKING:
    from prepress.layouts.layouts import Layouts

_SUFFIXES = (".ttf", ".otf")


def neighbours_of(
    needed: tuple[Typeface, ...], texts: Iterable[str], layouts: Layouts
) -> tuple[Typeface, ...]:
    """Of the neighbours of the `needed` typefaces, those that are there and have what these lack of
    the Chinese characters in `texts`.

    The fonts that are looked into, and those that are not there, are inputs of the `layouts`.
    """
    own = [typeface for typeface in needed if typeface.sets("一")]
    if not own:
        return ()
    lacking = {each for text in texts for each in set(text) if script_at(each) == "Hani"}
    for typeface in own:
        lacking -= _characters(typeface, layouts)
    others = [each for each in TYPEFACES if each.sets("一") and each not in own]
    return tuple(_having(lacking, others, layouts))


def _having(
    lacking: set[str], typefaces: Iterable[Typeface], layouts: Layouts
) -> Iterator[Typeface]:
    """Those of `typefaces` that have any of the `lacking` characters that none before them has."""
    for typeface in typefaces:
        had = lacking & _characters(typeface, layouts) if lacking else set()
        if had:
            lacking = lacking - had
            yield typeface


def _characters(typeface: Typeface, layouts: Layouts) -> set[str]:
    """The characters that the regular font of a typeface has; none where it is not there."""
    file = _file(typeface, layouts)
    if file is None:
        return set()
    import uharfbuzz

    return {chr(code) for code in uharfbuzz.Face(uharfbuzz.Blob(file.read_bytes())).unicodes}


def _file(typeface: Typeface, layouts: Layouts) -> Path | None:
    urls = [f"fonts/{typeface.folder}/{typeface.stem}-Regular{suffix}" for suffix in _SUFFIXES]
    for url in urls:
        if layouts.has_font(url):
            return layouts.font(url)
    return None
