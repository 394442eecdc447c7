"""Shape: what of a passage is the same in every language: its heading's level, pictures, callouts,
items and notes.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.checks.translations.outline import Passage

_ROW = re.compile(r"^[ \t>]*\|", re.MULTILINE)
_DIGITS = re.compile(r"\d+")
_BLOCK = re.compile(r"\n[ \t]*\n")
#: How much it says for two passages being the same one that they share what every language shares.
_LEVEL, _THINGS, _DIGITS_SHARED, _LENGTH = 1.5, 0.5, 1.0, 0.5
_OTHER_LEVEL = -0.25


@dataclass(frozen=True)
class Shape:
    """The counts of one passage; `calls` are the labels of the notes that it calls, each as often
    as it does.
    """

    level: int
    pictures: int
    callouts: int
    items: int
    rows: int
    calls: tuple[str, ...]
    plain_text: str

    @property
    def length(self) -> int:
        """How many characters it says."""
        return len(self.plain_text)

    @cached_property
    def blocks(self) -> int:
        """How many paragraphs and lists it has, its heading among them."""
        return sum(1 for block in _BLOCK.split(self.plain_text) if block.strip())

    @cached_property
    def digits(self) -> Counter[str]:
        """Its figures, each once."""
        return Counter(set(_DIGITS.findall(self.plain_text)))

    def likeness(self, other: Shape, scale: float) -> float:
        """How likely both are one passage in two languages; `scale` is how much longer the other
        language writes.
        """
        alike = _LEVEL if self.level == other.level else _OTHER_LEVEL
        for mine, its in (
            (self.pictures, other.pictures),
            (self.callouts, other.callouts),
            (self.items, other.items),
        ):
            if mine or its:
                alike += _THINGS if mine == its else -_THINGS
        alike += (
            _THINGS * 2 * (_share(Counter(self.calls), Counter(other.calls)) - 0.5)
            if self.calls
            else 0
        )
        alike += _DIGITS_SHARED * _share(self.digits, other.digits)
        expected = self.length * scale
        return alike + _LENGTH * min(expected, other.length) / max(expected, other.length, 1)


def shape_of(passage: Passage) -> Shape:
    """Count what `passage` holds."""
    text = passage.plain_text
    return Shape(
        level=passage.level,
        pictures=len(passage.pictures),
        callouts=passage.callouts,
        items=text.count("• "),
        rows=len(_ROW.findall(text)) if "|" in text else 0,
        calls=passage.calls,
        plain_text=text,
    )


def _share(mine: Counter[str], other: Counter[str]) -> float:
    """Twice what both have by all that they have: 0 for nothing in common, 1 for the same."""
    return 2 * (mine & other).total() / max(1, mine.total() + other.total())
