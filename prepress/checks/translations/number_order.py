"""Number order: where two texts say the same numbers of a kind, but not in the same order."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from prepress.checks.translations.remainders import Span

if TYPE_CHECKING:
    from prepress.checks.translations.language_text import LanguageText

#: `number`, `time` and so on; the unit, or what is counted; how fast.
_Kind = tuple[str, str, str]


@dataclass(frozen=True)
class _Number(Span):
    """A figure or number word with the values that it may have."""

    values: frozenset[Decimal | str]


def first_out_of_order(mine: LanguageText, other: LanguageText) -> tuple[Span, Span] | None:
    """The first number of `mine`, and the one that `other` has in its place; None where both have
    their numbers in one order.

    Only numbers with one unit, or of one thing that is counted, are compared with each other, and
    only where both texts have the same ones: languages put the doses and the days of a sentence in
    either order, but seldom 10 mg before 5.
    """
    numbers, others = _numbers_by_kind(mine), _numbers_by_kind(other)
    swapped = []
    for kind in numbers.keys() & others.keys():
        if _are_same_numbers(numbers[kind], others[kind]):
            pairs = zip(numbers[kind], others[kind], strict=True)
            swapped += [pair for pair in pairs if pair[0].values.isdisjoint(pair[1].values)]
    return min(swapped, key=lambda pair: pair[0].start, default=None)


def _are_same_numbers(numbers: list[_Number], others: list[_Number]) -> bool:
    return Counter(each.values for each in numbers) == Counter(each.values for each in others)


def _numbers_by_kind(reading: LanguageText) -> dict[_Kind, list[_Number]]:
    """The numbers of a text in their order, but for those of nobody knows what."""
    by_kind: dict[_Kind, list[_Number]] = defaultdict(list)
    for each in reading.quantities:
        counted = each.measure.unit or reading.kind_behind(each.end)
        if counted or each.kind not in ("number", "placeholder"):
            number = _Number(each.start, each.end, each.values)
            by_kind[each.kind, counted, each.measure.rate].append(number)
    words = reading.number_words if reading.may_have_number_words() else ()
    for word in words:
        if word.kind:
            number = _Number(word.start, word.end, frozenset({word.value}))
            by_kind["number", word.kind, ""].append(number)
    return {kind: sorted(found, key=lambda each: each.start) for kind, found in by_kind.items()}
