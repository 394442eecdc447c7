"""Quantities: the figures of a text: numbers with their units, dates, times, telephone numbers and
placeholders.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from decimal import Decimal

from prepress.checks.translations.months import MonthNames, month_names
from prepress.checks.translations.numerals import (
    FRACTION_SIGNS,
    fraction_value,
    numeral_at,
    plain_digits,
    scale_at,
)
from prepress.checks.translations.quantity import Quantity
from prepress.checks.translations.times import date_at, time_at
from prepress.checks.translations.units import measure_at

_NEXT = re.compile(rf"[0-9{{{FRACTION_SIGNS}]")
_PLACEHOLDER = re.compile(r"\{\{[ ]*(?P<name>[^{}\n]*?)[ ]*\}\}")
_ADDRESS = re.compile(r"[!-~]*(?:://|@|www\.)[!-~]*|[!-~]*[a-z]\.[a-z]{2,}/[!-~]*", re.IGNORECASE)
_WORD_BEFORE, _WORD_BEHIND = re.compile(r"[!-~]+$"), re.compile(r"[!-~]+")
#: So many letters before a digit, at most, as in `C13` or `COVID19`.
_LONGEST_CODE = 12
#: In characters; what is longer is no address that somebody means to be read.
_LONGEST_ADDRESS = 300
_LETTERS_BEFORE = re.compile(r"[A-Za-z]+\Z")
_CODE = re.compile(r"[A-Za-z]+\d[A-Za-z\d]{0,40}")
_TELEPHONE = re.compile(r"\+?\(?\d+(?:(?:[ \u00a0\u202f./‑-]|\)[ /-]?)\(?\d+){1,9}|\+\d{7,15}")
#: Before a number without its nought: “.5 mg”.
_POINT_BEFORE = re.compile(r"(?:\A|[ (\n\u00a0])\.\Z")
_DECADE = re.compile(r"[’']?s\b|er\b|年代|-х\b")
#: What joins two numbers of which only the second has its unit: “4–6 mg”, “de 4 a 6 mg”.
_RANGE = re.compile(
    r"\s?(?:[-–—‑~～]|to|or|and|a|o|y|u|bis|oder|und|à|ou|et|đến|hoặc|至|到|或|إلى|الى|أو|و)\s?"
)


def quantities_in(text: str, lang: str, vocabulary: frozenset[str]) -> list[Quantity]:
    """The figures of `text` in their order. Addresses hold none.

    `lang` is its BCP 47 tag; `vocabulary` has its words in small letters, so that it can be told
    quickly whether there are months in it.
    """
    found = list(_figures(plain_digits(text), lang))
    names = month_names(lang.partition("-")[0].lower())
    months = list(_months(text, names)) if names.may_be_in(vocabulary) else []
    if months:
        found = sorted([*found, *months], key=lambda each: each.start)
        # The day and the number of a Vietnamese month are digits themselves.
        inside = {at for month in months for at in range(month.start, month.end)}
        found = [each for each in found if each.kind == "month" or each.start not in inside]
    return _with_range_units(found, text)


def _months(text: str, names: MonthNames) -> Iterator[Quantity]:
    lower = text.lower()
    if len(lower) == len(text):
        for month in names.in_text(lower):
            number = frozenset({Decimal(month.number)})
            yield Quantity("month", month.start, month.end, number, dated=month.dated)


def _figures(text: str, lang: str) -> Iterator[Quantity]:
    position = 0
    while found := _NEXT.search(text, position):
        quantities = _quantities_at(text, found.start(), lang)
        yield from quantities
        position = max([found.end(), *(each.end for each in quantities)])
        if not quantities:
            position = _end_of_address(text, found.start()) or found.end()


def _end_of_address(text: str, start: int) -> int:
    """Where the address ends of which the character at `start` is a part; 0 where it is part of
    none.
    """
    before = _WORD_BEFORE.search(text, max(0, start - _LONGEST_ADDRESS), start)
    behind = _WORD_BEHIND.match(text, start, start + _LONGEST_ADDRESS)
    word = (before[0] if before else "") + (behind[0] if behind else "")
    is_address = ("." in word or "@" in word) and _ADDRESS.fullmatch(word)
    return behind.end() if is_address and behind else 0


def _quantities_at(text: str, start: int, lang: str) -> list[Quantity]:
    """What the digit, fraction or placeholder at `start` begins; nothing where it is part of an
    address.
    """
    if text[start] == "{":
        return _placeholder_at(text, start)
    if _end_of_address(text, start):
        return []
    if text[start] in FRACTION_SIGNS:
        digits = tuple(re.findall(r"\d+", unicodedata.normalize("NFKC", text[start])))
        fraction = Quantity(
            "number", start, start + 1, frozenset({fraction_value(text[start])}), digits
        )
        return [_with_measure(text, fraction)]
    return (
        _code_around(text, start)
        or date_at(text, start, lang)
        or _call_or_time(text, start)
        or [_number(text, start, lang)]
    )


def _placeholder_at(text: str, start: int) -> list[Quantity]:
    found = _PLACEHOLDER.match(text, start)
    if not found:
        return []
    return [Quantity("placeholder", start, found.end(), frozenset({found["name"]}))]


def _code_around(text: str, start: int) -> list[Quantity]:
    """The code, such as B12, that has its first digit at `start`."""
    letters = _LETTERS_BEFORE.search(text, max(0, start - _LONGEST_CODE), start)
    code = _CODE.match(text, letters.start()) if letters else None
    if not code:
        return []
    written = code[0].casefold()
    digits = tuple(re.findall(r"\d+", written))
    return [Quantity("code", code.start(), code.end(), frozenset({written}), digits)]


def _call_or_time(text: str, start: int) -> list[Quantity]:
    begin = start
    if begin and text[begin - 1] in "+(":
        begin -= 1
    if begin and text[begin - 1 : begin + 1] == "+(":
        begin -= 1
    call = _TELEPHONE.match(text, begin)
    if call and _is_telephone(call[0]):
        groups = tuple(re.findall(r"\d+", call[0]))
        written = "".join(groups)
        return [Quantity("telephone", call.start(), call.end(), frozenset({written}), groups)]
    time = time_at(text, start)
    return [time] if time else []


def _is_telephone(written: str) -> bool:
    groups = re.findall(r"\d+", written)
    if not 7 <= sum(map(len, groups)) <= 15:
        return False
    if written[0] == "+" or (written[0] == "(" and len(groups[0]) <= 5):
        return True
    if len(groups[0]) == 1 and groups[0] not in "01":
        return False
    marks = set(re.findall(r"\D+", written))
    if len(groups) == 2:
        return _is_local_call(groups, marks)
    if _are_thousands(groups, marks) or _are_years(groups):
        return False
    return all(2 <= len(group) <= 4 for group in groups[1:])


def _is_local_call(groups: Sequence[str], marks: Set[str]) -> bool:
    """Whether it is a telephone number without its area, such as 555-0100."""
    return [len(group) for group in groups] == [3, 4] and marks <= {"-", ".", "‑", " "}


def _are_thousands(groups: Sequence[str], marks: Set[str]) -> bool:
    """Whether the groups of digits, with these `marks` between them, are those of one number."""
    if not marks <= {" ", "\u00a0", "\u202f", "."}:
        return False
    return len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])


def _are_years(groups: Sequence[str]) -> bool:
    return all(len(group) == 4 and group[:2] in ("19", "20") for group in groups)


def _number(text: str, start: int, lang: str) -> Quantity:
    begin = start
    end, values = numeral_at(text, start, lang)
    if text[start:end].isdigit() and _POINT_BEFORE.search(text, max(0, start - 2), start):
        begin, values = start - 1, frozenset({Decimal(f"0.{text[start:end]}")})
    digits = tuple(re.findall(r"\d+", text[begin:end]))
    end, scale = scale_at(text, end)
    values = frozenset(value * scale for value in values) if scale > 1 else values
    if _DECADE.match(text, end) and digits[0][-1] == "0" and len(digits[0]) == 4:
        values |= {Decimal(digits[0][2:])}
    return _with_measure(text, Quantity("number", begin, end, frozenset(values), digits))


def _with_measure(text: str, number: Quantity) -> Quantity:
    measure = measure_at(text, number.start, number.end)
    return replace(number, measure=measure, end=measure.end) if measure.unit else number


def _with_range_units(found: list[Quantity], text: str) -> list[Quantity]:
    """The same, with the unit of a range at both of its ends."""
    for index in range(len(found) - 2, -1, -1):
        first, second = found[index], found[index + 1]
        between = text[first.end : second.start]
        are_numbers = first.kind == second.kind == "number"
        is_bare = not first.measure.unit and second.measure.unit
        if are_numbers and is_bare and len(between) < 8 and _RANGE.fullmatch(between):
            found[index] = replace(first, measure=second.measure)
    return found
