"""German numbers: those that are one word, however long, and words that begin with one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from prepress.checks.translations.counted_nouns import kind_at, kind_of_ending
from prepress.checks.translations.number_tables import COUNTING, TABLES, WEAK
from prepress.checks.translations.quantity import SpelledNumber

_TABLE = {**WEAK["de"], **TABLES["de"]}
#: Words that only begin as a number does.
_OTHERS = re.compile(r"zwei[fg]\w*|dreist(?!ünd)\w*|elfenbein\w*")
#: With an ending, these are no numbers: einfach, Achtung.
_BEGINNINGS = frozenset({"acht", *(word for word, value in _TABLE.items() if value == 1)})
_ALONE = frozenset(WEAK["de"]) - frozenset(TABLES["de"])
#: What ends words that are a number.
_INFLECTED = re.compile(r"(?:e[nrs]?)?")


def number_of(found: re.Match[str]) -> SpelledNumber | None:
    """The number that the word `found` is, or begins with; None where that is none.

    Its group `phrase` is as much of it as stands in the tables.
    """
    value, length = _number_at_start(found[0])
    if length < len(found["phrase"]):
        value, length = _TABLE[found["phrase"]], len(found["phrase"])
    word, ending = found[0][:length], found[0][length:]
    kind = kind_of_ending(ending) or COUNTING["de"].get(word, "")
    if _OTHERS.fullmatch(found[0]) or (ending and not kind and word in _BEGINNINGS):
        return None
    is_number = bool(_INFLECTED.fullmatch(ending) or kind)
    if is_number and not kind:
        kind = kind_at(found.string, found.end(), "de")
    number = SpelledNumber(Decimal(str(value)), found.start(), found.start() + length, False, kind)
    is_doubtful = not is_number or _is_doubtful(word, value, kind)
    return replace(number, weak=is_doubtful, stands_alone=word in _ALONE)


def _is_doubtful(word: str, value: float, kind: str) -> bool:
    """Whether `word` may also be something else than a number, such as an article."""
    return word in WEAK["de"] or value <= 1 or kind == "part"


def _number_at_start(word: str) -> tuple[float, int]:
    """The number up to a million with which `word` begins, and its length; 0 and 0 for none."""
    return _multiple(word, 0, "tausend", 1000, _below_thousand)


def _below_thousand(word: str, start: int) -> tuple[float, int]:
    return _multiple(word, start, "hundert", 100, _below_hundred)


def _multiple(
    word: str, start: int, name: str, factor: int, below: Callable[[str, int], tuple[float, int]]
) -> tuple[float, int]:
    """How many times the `factor` of that `name` a number says, what is `below` it, and its end."""
    value, end = below(word, start)
    if not word.startswith(name, end):
        return value, end
    end += len(name)
    rest, rest_end = below(word, _behind_and(word, end))
    return (value or 1) * factor + rest, rest_end if rest else end


def _below_hundred(word: str, start: int) -> tuple[float, int]:
    found = _pattern().match(word, start)
    return (TABLES["de"][found[0]], found.end()) if found else (0, start)


def _behind_and(word: str, start: int) -> int:
    return start + len("und") if word.startswith("und", start) else start


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = (word for word, value in TABLES["de"].items() if 0 < value < 100)
    return re.compile("|".join(sorted(words, key=len, reverse=True)))
