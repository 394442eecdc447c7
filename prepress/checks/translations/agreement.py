"""Agreement: whether a figure or a number word of one text says the same as one of the other."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from decimal import ROUND_FLOOR, Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.checks.translations.quantity import Quantity, SpelledNumber

HALF = Decimal("0.5")
#: In how many days languages count a week and two.
_FORTNIGHT = frozenset({Decimal(14), Decimal(15)})
_DAYS_OF_WEEKS = MappingProxyType(
    {Decimal(1): frozenset({Decimal(7), Decimal(8)}), Decimal(2): _FORTNIGHT}
)


def figure_key(quantity: Quantity) -> tuple[str, frozenset[Decimal | str], str, str]:
    """What two figures have in common that are written for the same."""
    return quantity.kind, quantity.values, quantity.measure.unit, quantity.measure.rate


def have_same_value(one: Quantity, two: Quantity, *, strictly: bool) -> bool:
    """Whether both may be the same value of the same kind; `strictly`, a unit that one of them
    lacks counts.
    """
    if one.kind != two.kind or one.values.isdisjoint(two.values):
        return False
    return one.measure.agrees_with(two.measure, strictly=strictly)


def have_same_digits(one: Quantity, two: Quantity, *, strictly: bool) -> bool:
    """Whether figures of different kinds are written alike: a telephone number with and without
    spaces, B12 and ب12, a month and its number.
    """
    if one.kind == two.kind or not one.digits or not two.digits:
        return False
    if not one.measure.agrees_with(two.measure, strictly=strictly):
        return False
    return "".join(one.digits).lstrip("0") == "".join(two.digits).lstrip("0")


def are_same_hour(one: Quantity, two: Quantity) -> bool:
    """Whether one is a time and the other its hour: “5 p.m.” and “17 Uhr”."""
    time, number = (one, two) if one.kind == "time" else (two, one)
    if time.kind != "time" or number.kind != "number" or number.measure.unit:
        return False
    minutes = [each for each in time.values if isinstance(each, Decimal)]
    hours = {each // 60 for each in minutes if not each % 60}
    numbers = [each for each in number.values if isinstance(each, Decimal)]
    return any(each in hours or each + 12 in hours for each in numbers)


def has_digits(quantity: Quantity, group: str) -> bool:
    """Whether the figure is what the digits of `group` say."""
    if not quantity.digits:
        return False
    return Decimal(group) in quantity.values or "".join(quantity.digits) == group


def is_whole_up_to(value: Decimal | str, most: int) -> bool:
    """Whether it is a number without a fraction that is not above `most`."""
    return isinstance(value, Decimal) and value <= most and not _fraction(value)


def whole_before_half(quantity: Quantity) -> Decimal | None:
    """The two of 2.5; None where it is no number and a half."""
    for value in quantity.values:
        if isinstance(value, Decimal) and _fraction(value) == HALF:
            return value - HALF
    return None


def _fraction(value: Decimal) -> Decimal:
    """What of `value` stands behind the decimal mark; the remainder of a division fails on numbers
    of many digits.
    """
    return value - value.to_integral_value(ROUND_FLOOR)


def value_and_kind(word: SpelledNumber) -> Hashable:
    """The key of a word that is known to count something; None for the others."""
    return (word.value, word.kind) if word.kind else None


def sure_value(word: SpelledNumber) -> Hashable:
    """The key of a word that is sure to be a number; None for the others."""
    return None if word.weak else word.value


def weak_value(word: SpelledNumber) -> Hashable:
    """The key of a word that may be no number; None for the others: “both” is “dos”, and “un” is
    “one”.
    """
    return word.value if word.weak else None


def are_one_period(one: SpelledNumber, two: SpelledNumber) -> bool:
    """“two weeks”, “a fortnight”, “quince días” and “vierzehn Tage”; “a week” and “huit jours”."""
    if one.kind == two.kind == "day":
        return (one.weak or two.weak) and {one.value, two.value} == _FORTNIGHT
    days, weeks = (one, two) if one.kind == "day" else (two, one)
    if days.kind != "day" or weeks.kind != "week":
        return False
    return days.value in _DAYS_OF_WEEKS.get(weeks.value, ())


def bare_words(words: Sequence[SpelledNumber]) -> list[SpelledNumber]:
    """Those that are sure to be numbers, but nobody knows of what: “take two”."""
    return [word for word in words if not word.weak and not word.kind]


def best_spelling(
    values: Collection[Decimal | str], kind: str, words: Sequence[SpelledNumber]
) -> SpelledNumber | None:
    """The word that says one of the `values`: best of the same `kind`, else one that is a number
    for sure.
    """
    spellings = [each for each in words if each.value in values]
    return min(spellings, key=lambda each: (not kind or each.kind != kind, each.weak), default=None)
