"""Times: the dates and times of a text that are written in figures."""

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
        return [_month(found[1], *found.span())]
    if found := _ISO.match(text, start):
        places = (1, 3, 4)
    elif found := _NUMERIC_DATE.match(text, start):
        places = (4, 1, 3) if _is_month_first(found, lang) else (4, 3, 1)
    else:
        return []
    year, month, day = (found[place] for place in places)
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return []
    year_span, month_span, day_span = (found.span(place) for place in places)
    return [_whole(year, *year_span), _month(month, *month_span), _whole(day, *day_span)]


def _is_month_first(date: re.Match[str], lang: str) -> bool:
    """Whether a date in figures has the month before the day, which the figures may show."""
    if int(date[3]) > 12:
        return True
    is_american = lang.partition("-")[0] == "en" and lang not in _DAY_FIRST
    return is_american and date[2] == "/" and int(date[1]) <= 12


def _month(digits: str, start: int, end: int) -> Quantity:
    return Quantity("month", start, end, frozenset({Decimal(digits)}), (digits,), dated=True)


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
    minutes = hour * 60 + minute
    if half:
        possible = {minutes % _HALF_DAY + (_HALF_DAY if half == "p" else 0)}
    elif hour <= 12:
        possible = {minutes, (minutes + _HALF_DAY) % (2 * _HALF_DAY)}
    else:
        possible = {minutes}
    values = frozenset(Decimal(each) for each in possible)
    digits = tuple(each for each in (found["hour"], found["minute"]) if each)
    return Quantity("time", *found.span(), values, digits)
