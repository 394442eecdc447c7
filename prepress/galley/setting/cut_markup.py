"""Cut markup: what readers would see as signs since it is nested too deep, or goes on for too long,
to be read in time that grows as the text does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prepress.galley.markup.linear_reading import LONGEST_PIECE
from prepress.galley.markup.link_syntax import LONGEST_ADDRESS, MOST_BRACKETS
from prepress.galley.setting.shown_text import CELL

_BLOCK = re.compile(rf"(?:(?!\n\n)[^{CELL}])+")
_BRACKET = re.compile(r"[\[\]]")
_ADDRESS = re.compile(rf"(?P<open>\]\()[^()<>]{{{LONGEST_ADDRESS},}}\)")
#: Signs that open what they were not read as; those about numbers and within words are none.
_OPENING = re.compile(
    r"(?<![\w*])\*{1,3}(?=[^\s*])|(?<![\w_])_{1,3}(?=[^\s_])|(?<![\w`])`+(?=[^\s`])"
    r"|~~(?=\S)|==(?=\S)|\](?=[({\[])|\^\[|\$(?=[^\W\d])"
)


@dataclass(frozen=True)
class CutMarkup:
    """The `signs` at `start` of a shown text that were not read, `what` is wrong and a hint."""

    start: int
    signs: str
    what: str
    hint: str


def cut_markup(text: str) -> Iterator[CutMarkup]:
    """The first of each kind in each block of the shown `text`."""
    for block in _BLOCK.finditer(text):
        words, start = block[0], block.start()
        if words.count("[") > MOST_BRACKETS and (at := _deepest_opening(words)) is not None:
            yield CutMarkup(
                start + at,
                "[",
                f"Brackets are nested more than {MOST_BRACKETS} deep, and would stand on the page "
                f"just so.",
                "Nest them less deep, or write \\[ if you mean the brackets themselves.",
            )
        if len(words) > LONGEST_ADDRESS and (found := _ADDRESS.search(words)):
            yield CutMarkup(
                start + found.start(),
                "](",
                f"An address of more than {LONGEST_ADDRESS:,} characters has spaces in it, and "
                f"would stand on the page just so.",
                "Write a shorter one, or this one in angles: [words](<address>).",
            )
        if len(words) > LONGEST_PIECE and (found := _OPENING.search(words)):
            yield CutMarkup(
                start + found.start(),
                found[0],
                f"“{found[0]}” would stand on the page just so: what goes on for more than "
                f"{LONGEST_PIECE:,} characters is read in pieces.",
                "Divide the paragraph by empty lines, or write \\ before the signs if you mean "
                "them.",
            )


def _deepest_opening(words: str) -> int | None:
    """Where the first of the brackets opens that are nested too deep and closed again."""
    open_at: list[int] = []
    for found in _BRACKET.finditer(words):
        if found[0] == "[":
            open_at.append(found.start())
        elif len(open_at) > MOST_BRACKETS:
            return open_at[0]
        elif open_at:
            open_at.pop()
    return None
