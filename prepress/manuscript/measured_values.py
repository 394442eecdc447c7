"""Measured values: numbers, lengths and sizes of paper, read typed or refused with what they must
be.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from prepress.editions.trims import UNIT_MM, Trim
from prepress.manuscript.metadata_values import line_of_text

if TYPE_CHECKING:
    from prepress.text.yaml_source import Value


def number(low: float, high: float, unit: str = "") -> Callable[[Value], float]:
    """A reader of numbers from `low` to `high`, with or without their `unit`."""

    def read(option: Value) -> float:
        text = line_of_text(option)
        digits = text.removesuffix(unit).strip() if unit else text
        if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", digits) or not low <= float(digits) <= high:
            raise option.wrong(
                f"is “{text}”, but must be a number from {low:g} to "
                f"{high:g}{' ' + unit if unit else ''}"
            )
        return float(digits)

    return read


def length(low: float, high: float) -> Callable[[Value], float]:
    """A reader of lengths from `low` to `high` mm, which are written in mm, cm, in or pt."""

    def read(option: Value) -> float:
        text = line_of_text(option)
        found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?|\.[0-9]+)\s*(mm|cm|in|pt|)", text.lower())
        size = float(found[1]) * UNIT_MM[found[2] or "mm"] if found else -1.0
        if not low <= size <= high:
            raise option.wrong(
                f"is “{text}”, but must be a length from {low:g} to {high:g} mm, in mm, cm, in or "
                "pt"
            )
        return round(size, 4)

    return read


def count(low: int, high: int) -> Callable[[Value], int]:
    """A reader of whole numbers from `low` to `high`."""
    any_number = number(low, high)

    def read(option: Value) -> int:
        found = any_number(option)
        if found != int(found):
            raise option.wrong(f"is {found:g}, but must be a whole number")
        return int(found)

    return read


def trim_of_text(option: Value) -> Trim:
    """The size of paper that an author wrote. Raises SourceError where it is none."""
    text = line_of_text(option)
    trim = Trim.parse(text)
    if trim is None:
        raise option.wrong(f"is “{text}”, which is no size of paper between 70 and 1000 mm")
    return trim
