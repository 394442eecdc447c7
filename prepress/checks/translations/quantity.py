"""Quantity: one number of a text, in figures or in words, in the form in which those of two
languages can be compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from prepress.checks.translations.units import NO_UNIT, Measure


@dataclass(frozen=True)
class Quantity:
    """One figure of a text; it runs from `start` up to `end`.

    `kind` is `number`, `month`, `time`, `telephone`, `code` or `placeholder`. `values` are those
    that it may have: a number, a month's number, the minute of the day; for the other kinds the
    characters that must be the same. `digits` are its groups of digits, `dated` is whether a month
    stands in a date.
    """

    kind: str
    start: int
    end: int
    values: frozenset[Decimal | str]
    digits: tuple[str, ...] = ()
    measure: Measure = NO_UNIT
    dated: bool = False


@dataclass(frozen=True)
class SpelledNumber:
    """A number word; it runs from `start` up to `end`.

    A `weak` one may also be something else, such as the article in “una pastilla”: it may say the
    same as a figure, but is a difference only beside a number of the same `kind`, that is of what
    is counted: `portion`, `time`, `hour` and others, empty where that is not known. One that
    `stands_alone`, such as “twice”, is no part of a longer number.
    """

    value: Decimal
    start: int
    end: int
    weak: bool
    kind: str = ""
    stands_alone: bool = False
