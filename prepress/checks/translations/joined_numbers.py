"""Joined numbers: those that several words make, such as “two thousand three hundred and five” or
“two point five”.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from prepress.checks.translations.counted_nouns import kind_at
from prepress.checks.translations.numerals import scale_at

if TYPE_CHECKING:
    from prepress.checks.translations.quantity import SpelledNumber

_JOINT = re.compile(r"(?:[ -]|\s+(?:and|y|et|und|và)\s+)?")
_COMMA = re.compile(r",\s")
#: Behind a Vietnamese hundred, “năm” is “years” and “hai” may be twenty: units have a word before.
_VIETNAMESE_JOINT = re.compile(r"\s+(?:không\s+trăm\s+)?(?P<odd>(?:lẻ|linh)\s+)?")
#: What parts a whole number from its decimals, and the noughts that these begin with.
_POINT = re.compile(
    r"\s+(?:point|coma|punto|virgule|komma|phẩy|فاصلة)\s+"
    r"(?P<noughts>(?:(?:oh|không)\s+)*)"
)
#: “Hundred” alone, which multiplies what stands before it.
_HUNDRED = frozenset({"hundred", "hundert", "مئة", "مائة"})


def joined_numbers(
    found: Iterable[SpelledNumber], lower: str, lang: str
) -> Iterator[SpelledNumber]:
    """The numbers `found` in a text of small letters; those that are said as one are one."""

    def small(last: SpelledNumber, number: SpelledNumber) -> Decimal | None:
        return _value_below_thousand(last, number, lower, lang)

    def large(last: SpelledNumber, number: SpelledNumber) -> Decimal | None:
        return _value_of_thousands(last, number, lower, lang)

    scaled = (_with_scale(each, lower, lang) for each in _joined(found, small))
    return _joined(scaled, large)


def _joined(
    found: Iterable[SpelledNumber],
    value_of: Callable[[SpelledNumber, SpelledNumber], Decimal | None],
) -> Iterator[SpelledNumber]:
    """The numbers `found`, those in one that have one value."""
    last: SpelledNumber | None = None
    for number in found:
        if last and number.start < last.end:
            continue
        value = value_of(last, number) if last and not _stand_alone(last, number) else None
        if last and value is not None:
            weak = last.weak and number.weak
            last = replace(number, value=value, start=last.start, weak=weak)
            continue
        if last:
            yield last
        last = number
    if last:
        yield last


def _stand_alone(last: SpelledNumber, number: SpelledNumber) -> bool:
    return last.stands_alone or number.stands_alone


def _with_scale(number: SpelledNumber, lower: str, lang: str) -> SpelledNumber:
    """The number with the “thousand” or “million” that stands behind it."""
    end, scale = scale_at(lower, number.end)
    if scale == 1 or number.value >= scale:
        return number
    kind = kind_at(lower, end, lang)
    return replace(number, value=number.value * scale, end=end, weak=False, kind=kind)


def _value_below_thousand(
    last: SpelledNumber, number: SpelledNumber, lower: str, lang: str
) -> Decimal | None:
    """The value of both as one number below a thousand, or with decimals; None where they are
    two.
    """
    decimal = _decimal(last, number, lower)
    if decimal is not None:
        return decimal
    between = lower[last.end : number.start]
    is_bare_hundred = lower[number.start : number.end] in _HUNDRED
    if is_bare_hundred and 2 <= last.value < 100 and between in (" ", "-"):
        return last.value * 100
    has_noughts = last.value % 100 == 0 and last.value % 1000
    if has_noughts and 1 <= number.value < 100 and _is_joint(between, number, lower, lang):
        return last.value + number.value
    return None


def _value_of_thousands(
    last: SpelledNumber, number: SpelledNumber, lower: str, lang: str
) -> Decimal | None:
    """The value of both where `last` is thousands or millions, and `number` is what follows."""
    between = lower[last.end : number.start]
    power = next((each for each in (10**6, 1000) if last.value % each == 0), 0)
    if not last.value or not _is_joint(between, number, lower, lang):
        return None
    if lang == "es" and power == 1000 and 10**6 <= number.value < 10**9:
        return last.value * 10**6 + number.value  # dos mil quinientos millones
    return last.value + number.value if 1 <= number.value < power else None


def _is_joint(between: str, number: SpelledNumber, lower: str, lang: str) -> bool:
    """Whether what stands `between` a hundred or more and the `number` makes both one."""
    if lang == "ar":
        return between.strip() in ("", "و") and (between + lower[number.start]).lstrip()[:1] == "و"
    if lang == "vi":
        joint = _VIETNAMESE_JOINT.fullmatch(between)
        return bool(joint) and (number.value >= 10 or bool(joint and joint["odd"]))
    is_behind_comma = lang == "en" and number.value >= 100 and _COMMA.fullmatch(between)
    return bool(_JOINT.fullmatch(between) or is_behind_comma)


def _decimal(last: SpelledNumber, number: SpelledNumber, lower: str) -> Decimal | None:
    """The value of both where a decimal point is said between them, or before the last of them."""
    if number.value % 1:
        return None
    between = lower[last.end : number.start]
    point = _POINT.fullmatch(between)
    if point and not last.value % 1:
        return Decimal(f"{last.value}.{'0' * len(point['noughts'].split())}{number.value}")
    is_digit = number.value < 10 and number.kind != "time"
    if between == " " and is_digit and _POINT.search(lower, last.start, last.end):
        return Decimal(f"{last.value}{number.value}")
    return None
