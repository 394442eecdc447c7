"""Chinese numbers: those that a text spells; they are sure only before what Chinese counts with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from prepress.checks.translations.counted_nouns import kind_at
from prepress.checks.translations.number_tables import CHINESE_COUNTED
from prepress.checks.translations.quantity import SpelledNumber

_NUMBER = re.compile(r"[零〇一二两兩三四五六七八九十百千]+[万萬亿億]?|半")
_ABOVE_ONE = re.compile(r"[二两兩三四五六七八九十百千半]")
_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "兩": 2,
}
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
#: Before a number that is a weekday, or a rank.
_RANKED = re.compile(r"(?:第|星期|[礼禮]拜|[本下上这這][周週])$")
#: Before a half that belongs to what stands before it.
_AND_A_HALF = re.compile(r"[个個点點]$")


def may_be_in(vocabulary: frozenset[str]) -> bool:
    """Whether a text of these words may hold number words above one."""
    return any(map(_ABOVE_ONE.search, vocabulary))


def numbers_in(lower: str) -> Iterator[SpelledNumber]:
    """The number words of a text in their order."""
    for found in _NUMBER.finditer(lower):
        start, end = found.span()
        behind = lower[end : end + 1]
        if behind == "月":
            continue
        kind = "fold" if behind == "倍" else kind_at(lower, end, "zh")
        is_counted = bool(kind) or behind in CHINESE_COUNTED
        if _RANKED.search(lower, max(0, start - 2), start):
            kind, is_counted = "", False
        if found[0] == "半" and _AND_A_HALF.search(lower, max(0, start - 1), start):
            kind = ""
        values = _values(found[0])
        for value in values:
            weak = value <= 1 or not is_counted or len(values) > 1
            yield SpelledNumber(value, start, end, weak, kind)


def _values(signs: str) -> list[Decimal]:
    if signs == "半":
        return [Decimal("0.5")]
    digits = [_DIGITS[sign] for sign in signs if sign in _DIGITS]
    if len(digits) < len(signs) or len(digits) == 1:
        return [_value(signs)]
    if len(digits) == 2 and 0 < digits[0] == digits[1] - 1:
        return [Decimal(digit) for digit in digits]  # two or three, a few
    return [Decimal("".join(map(str, digits)))]


def _value(signs: str) -> Decimal:
    total, part, digit = 0, 0, 0
    for sign in signs:
        power = _POWERS.get(sign)
        if power is None:
            digit = _DIGITS[sign]
        elif power >= 10**4:
            total, part, digit = total + (part + digit or 1) * power, 0, 0
        else:
            part, digit = part + (digit or 1) * power, 0
    return Decimal(total + part + digit)
