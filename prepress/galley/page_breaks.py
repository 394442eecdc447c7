"""Page breaks: where in the galley each printed page begins, said so that every edition can find
the place again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from prepress.galley.galley import SetChapter
from prepress.text.xhtml import parse_xhtml, serialise_xhtml

#: The attribute that numbers the elements of a chapter while an edition is made; no finished
#: edition keeps it.
ANCHOR = "data-at"

AnyChapter = TypeVar("AnyChapter", bound=SetChapter)


@dataclass(frozen=True)
class PageBreak:
    """Where the printed page `label` begins.

    `part` is a chapter's id, or `titlepage`, `contents` or `about`. In a chapter, `anchor` names an
    element (empty: the chapter's end), and `offset` counts the letters and digits of that element's
    own text before the page begins.
    """

    label: str
    part: str
    anchor: str = ""
    offset: int = 0


def number_elements(chapter: AnyChapter) -> AnyChapter:
    """The chapter with a number on each of its elements, the same whatever edition asks."""
    return replace(
        chapter,
        markup=_number(chapter.markup, f"{chapter.id}.t"),
        notes=_number(chapter.notes, f"{chapter.id}.n"),
    )


def _number(markup: str, prefix: str) -> str:
    root = parse_xhtml(markup)
    for number, element in enumerate(root.iterdescendants("*")):
        element.set(ANCHOR, f"{prefix}{number}")
    return serialise_xhtml(root)


def letters(text: str) -> str:
    """What stays of `text` however it is set: its letters and digits, without case, hyphens, marks
    and spaces.
    """
    return "".join(
        character
        for character in unicodedata.normalize("NFKC", text).casefold()
        if character.isalnum()
    )


def letter_places(text: str) -> Iterator[tuple[int, int]]:
    """Each place in `text` where a character with its marks begins, and how many `letters` it
    is.
    """
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not _joins(text[at]):
            yield begin, _letter_count(text[begin:at])
            begin = at


@lru_cache(maxsize=4096)
def _letter_count(character: str) -> int:
    return len(letters(character))


@lru_cache(maxsize=4096)
def _joins(character: str) -> bool:
    """Whether it may become one with what stands before it: a mark, or a Korean vowel or final
    consonant (The Unicode Standard, 3.12).
    """
    first = unicodedata.normalize("NFKD", character)[:1]
    return unicodedata.category(first).startswith("M") or "\u1160" <= first <= "\u11ff"
