"""Written dates: a day of the calendar in the forms in which front matter of other tools has it."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
#: What Quarto, LaTeX and others put the clock's day in place of, which no edition here knows.
CLOCK = frozenset({"today", "now", "last-modified", "\\today", "`r sys.date()`", "auto"})
_ISO = re.compile(
    r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})"
    r"(?:[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?\s*(?:Z|[A-Z]{3,4}|"
    r"[+-][0-9]{2}:?[0-9]{2})?(?:\s*[+-][0-9]{2}:?[0-9]{2})?)?",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_MONTH_FIRST = re.compile(
    _WEEKDAY + r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+"
    r"(?P<year>[0-9]{4})",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    _WEEKDAY + r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?P<month>[a-z]{3,9})\.?,?\s+"
    r"(?P<year>[0-9]{4})(?:\s+[0-9:]+.*)?",
    re.IGNORECASE,
)


def written_day(text: str) -> dt.date | None:
    """The day that `text` names, with or without a time, which is dropped; None where it is in no
    known form, could mean two days, or is in no calendar.
    """
    for form in (_ISO, _MONTH_FIRST, _DAY_FIRST):
        found = form.fullmatch(text.strip())
        month = _month(found["month"]) if found else None
        if found and month:
            try:
                return dt.date(int(found["year"]), month, int(found["day"]))
            except ValueError:
                return None
    return None


def _month(written: str) -> int | None:
    """The number of a month, from its number or its English name, which may be cut short."""
    if written.isdecimal():
        return int(written)
    word = "sep" if written.lower() == "sept" else written.lower()
    found = [number for number, name in enumerate(_MONTHS, 1) if name == word or name[:3] == word]
    return found[0] if found else None
