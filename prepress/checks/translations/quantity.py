"""Quantity: one figure of a text, in the form in which those of two languages can be compared."""

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
