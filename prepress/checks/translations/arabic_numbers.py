"""Arabic numbers: those that a text spells, also by the form of a noun, which may say “two” by
itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from prepress.checks.translations.number_tables import (
    ARABIC,
    ARABIC_COUNTED,
    ARABIC_NO_NUMBERS,
    ARABIC_NOT_ONE,
    ARABIC_PREFIXES,
    ARABIC_WEAK,
)
from prepress.checks.translations.quantity import SpelledNumber

_WORD = re.compile(r"[ء-ي]+")
_SPELLINGS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي"})
_DIGIT_BEFORE = re.compile(r"\d[ \u00a0\u202f]?$")
_BEHIND = re.compile(r"\s([ء-ي]+)")
#: In letters; what is as long and ends like “two of them” may be that, so that nobody's “two” is
#: missing here.
_SHORTEST_DUAL = 5
#: Behind a noun: “another”, or the article of what it belongs to.
_NOT_ONE = re.compile(r"\s+(?:ال|[أا]خر[ىي])")


def may_be_in(vocabulary: frozenset[str]) -> bool:
    """Whether a text of these words may hold number words above one."""
    return not _signs().isdisjoint(word.translate(_SPELLINGS) for word in vocabulary)


def numbers_in(lower: str) -> Iterator[SpelledNumber]:
    """The number words of a text in their order."""
    last: SpelledNumber | None = None
    before = ""
    for found in _WORD.finditer(lower):
        word = found[0].translate(_SPELLINGS)
        between = lower[last.end : found.start()].strip() if last else word
        whole = _join(last, between + word, found.end()) if last and between in ("", "و") else None
        new = None if whole else _number(word, before, found) or _noun(word, before, found)
        if new and last:
            yield last
        last = whole or new or last
        before = word
    if last:
        yield last


def kind_at(lower: str, end: int) -> str:
    """What the number in digits that ends at `end` counts; empty where that is not known."""
    found = _BEHIND.match(lower, end)
    return _nouns().get(found[1].translate(_SPELLINGS), ("", 0))[0] if found else ""


def _join(last: SpelledNumber, word: str, end: int) -> SpelledNumber | None:
    """The number with the word behind it where both are one: “three pills”, “two-and-twenty”, “one
    single pill”.
    """
    number = _numbers().get(word)
    if number is None:
        noun = _nouns().get(word)
        return replace(last, kind=noun[0]) if noun and not last.kind else None
    value, prefix = number
    if last.kind:
        return replace(last, end=end, weak=False) if value == last.value else None
    is_teen = value == 10 and not prefix
    if 1 <= last.value < 10 and (is_teen or (prefix == "و" and 20 <= value < 100)):
        return replace(last, value=last.value + Decimal(str(value)), end=end, weak=False)
    return None


def _number(word: str, before: str, found: re.Match[str]) -> SpelledNumber | None:
    number = _numbers().get(word)
    if number is None:
        return None
    value, prefix = number
    kind = _nouns().get(before, ("", 0))[0] if value == 1 else ""
    is_weak = (value <= 1 and not kind) or word.removeprefix(prefix) in ARABIC_WEAK
    return SpelledNumber(Decimal(str(value)), *found.span(), is_weak, kind)


def _noun(word: str, before: str, found: re.Match[str]) -> SpelledNumber | None:
    """“Two pills” or “a pill”, which Arabic says without a number."""
    kind, count = _nouns().get(word, ("", 0))
    if not kind and len(word) >= _SHORTEST_DUAL and word.endswith(("ان", "ين")):
        return SpelledNumber(Decimal(2), *found.span(), True)
    if not count or (count == 1 and _is_not_one(before, found)):
        return None
    return SpelledNumber(Decimal(count), *found.span(), count == 1, kind)


def _is_not_one(before: str, noun: re.Match[str]) -> bool:
    """Whether a noun in the singular is “another”, “the pill of” or what a figure counts."""
    if before in ARABIC_NOT_ONE or _NOT_ONE.match(noun.string, noun.end()):
        return True
    return bool(_DIGIT_BEFORE.search(noun.string, max(0, noun.start() - 2), noun.start()))


@lru_cache(maxsize=1)
def _numbers() -> dict[str, tuple[float, str]]:
    """All numbers with all prefixes, and the prefix that each has."""
    forms = {
        prefix + word: (value, prefix)
        for prefix in ARABIC_PREFIXES
        for word, value in ARABIC.items()
    }
    forms |= {word: (value, "") for word, value in ARABIC.items()}
    return {word: each for word, each in forms.items() if word not in ARABIC_NO_NUMBERS}


@lru_cache(maxsize=1)
def _nouns() -> dict[str, tuple[str, int]]:
    """The forms of what is counted: of what kind, and how many each says: 1, 2, or 0 where another
    word says it.
    """
    forms: dict[str, tuple[str, int]] = {}
    for kind, nouns in ARABIC_COUNTED.items():
        for one, many in (noun.split() for noun in nouns.split("|")):
            stem = f"{one[:-1]}ت" if one.endswith("ة") else one
            count = 0 if one == "عام" else 1  # also “general”
            forms |= {many: (kind, 0), f"{one}ا": (kind, 0), one: (kind, count)}
            forms |= {f"{prefix}{one}": (kind, count) for prefix in "وفبلك"}
            forms |= {
                f"{prefix}{stem}{end}": (kind, 2)
                for prefix in ("", *ARABIC_PREFIXES)
                for end in ("ان", "ين")
            }
    return forms


@lru_cache(maxsize=1)
def _signs() -> frozenset[str]:
    numbers = {word for word, (value, _) in _numbers().items() if value != 1}
    return frozenset(numbers | {word for word, (_, count) in _nouns().items() if count == 2})
