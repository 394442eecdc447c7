"""Spoken: one number word of a text, and what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class SpelledNumber:
    """A number word; it runs from `start` up to `end`.

    A `weak` one may also be something else, such as the article in “una pastilla”: it may say the
    same as a figure, but is a difference only beside a number of the same `kind`, that is of what
    is counted: `portion`, `time`, `hour` and others, empty where that is not known.
    """

    value: Decimal
    start: int
    end: int
    weak: bool
    kind: str = ""
