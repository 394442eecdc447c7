"""Moments: the dates and times of a text that are written in figures."""

from __future__ import annotations

import re
from decimal import Decimal

from prepress.checks.translations.quantity import Quantity

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d])")
_NUMERIC_DATE = re.compile(r"(\d{1,2})([./-])[ ]?(\d{1,2})\2[ ]?(\d{4})(?!\d)")
_CJK_MONTH = re.compile(r"(\d{1,2})月(?!份?间)")
_CENTURY_DECADE = re.compile(r"(\d{1,2})世纪(\d0)年代")
_MERIDIEM = r"(?:[ \u00a0\u202f]?(?P<half>[ap])(?:\.[ \u00a0\u202f]?m\.?|m\b))"
_TIME = re.compile(
    rf"(?P<hour>\d{{1,2}})(?:(?:[:：]|[ \u00a0\u202f]?(?:h|Uhr|giờ|时|時|点|點)[ \u00a0\u202f]?"
    r"|\.(?=\d\d ?(?:Uhr|[ap]\.?m)))"
    rf"(?P<minute>[0-5]\d)(?![\d]){_MERIDIEM}?|{_MERIDIEM.replace('half', 'only')})",
    re.IGNORECASE,
)
#: Half of a day, in minutes.
_HALF_DAY = 12 * 60
#: Where English writes the day first.
_DAY_FIRST = frozenset({"en-GB", "en-IE", "en-AU", "en-NZ", "en-IN", "en-ZA"})


def date_at(text: str, start: int, lang: str) -> list[Quantity]:
    """The year, the month and the day of the date that begins at `start`; nothing where none does.

    Where the day or the month may come first, `lang` decides.
    """
    if found := _CENTURY_DECADE.match(text, start):
        return [_whole(str((int(found[1]) - 1) * 100 + int(found[2])), *found.span())]
    if found := _CJK_MONTH.match(text, start):
        return [
            Quantity(
                "month", *found.span(), frozenset({Decimal(found[1])}), (found[1],), dated=True
            )
        ]
    if found := _ISO.match(text, start):
        year, month, day, at = found[1], found[3], found[4], (1, 3, 4)
    elif found := _NUMERIC_DATE.match(text, start):
        month_first = found[2] == "/" and lang.partition("-")[0] == "en" and lang not in _DAY_FIRST
        month_first = (month_first and int(found[1]) <= 12) or int(found[3]) > 12
        year, month, day = (
            (found[4], found[1], found[3]) if month_first else (found[4], found[3], found[1])
        )
        at = (4, 1, 3) if month_first else (4, 3, 1)
    else:
        return []
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return []
    return [
        _whole(year, *found.span(at[0])),
        Quantity("month", *found.span(at[1]), frozenset({Decimal(month)}), (month,), dated=True),
        _whole(day, *found.span(at[2])),
    ]


def _whole(digits: str, start: int, end: int) -> Quantity:
    return Quantity("number", start, end, frozenset({Decimal(digits)}), (digits,))


def time_at(text: str, start: int) -> Quantity | None:
    """The time of day that begins at `start`; in both halves of the day where it does not say
    which.
    """
    found = _TIME.match(text, start)
    if not found or int(found["hour"]) > 24:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or found["only"] or "").lower()
    if half:
        minutes = {(hour % 12 + (12 if half == "p" else 0)) * 60 + minute}
    else:
        minutes = {hour * 60 + minute}
        minutes |= {(hour * 60 + minute + _HALF_DAY) % (2 * _HALF_DAY)} if hour <= 12 else set()
    values = frozenset(Decimal(each) for each in minutes)
    digits = tuple(each for each in (found["hour"], found["minute"]) if each)
    return Quantity("time", *found.span(), values, digits)
