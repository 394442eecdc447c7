"""Number words: numbers that a text spells, in English, Spanish, French, German, Arabic, Chinese
and Vietnamese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from prepress.checks.translations import (
    arabic_numbers,
    chinese_numbers,
    german_numbers,
)
from prepress.checks.translations.counted_nouns import kind_at
from prepress.checks.translations.joined_numbers import joined_numbers
from prepress.checks.translations.number_tables import (
    BEFORE_PRONOUN,
    BEHIND_PRONOUN,
    COUNTING,
    TABLES,
    WEAK,
)
from prepress.checks.translations.quantity import SpelledNumber

#: The languages whose number words are known.
NUMBER_WORD_LANGUAGES = frozenset({*TABLES, "ar", "zh"})
#: Up to here a number word may be an article.
_ARTICLE = 1
_JOINT = re.compile(r"(?:[ -]|\s+(?:and|y|et|và|und)\s+)?")
#: What joins two numbers of which only the second has what is counted: “one or two pills”.
_RANGE = re.compile(
    r"(?:\s*[-–—]\s*|\s+(?:to|or|a|o|u|bis|oder|à|ou|đến|hoặc|إلى|الى|أو|او)\s+|至|到|或)"
)
#: “and a half”: of what, the number before says.
_AND_A = re.compile(r"(?:\b(?:and|y|et|und|và)\s+(?:an?\s+)?)$")
_TIMES = re.compile(r"\b(?:times|once|twice|thrice)\s+$")
_PRONOUN = re.compile(rf"(?:[’'-]|\b(?:{BEFORE_PRONOUN})\s+)$")
_ONE_THING = re.compile(rf"[\s-]+(?!(?:{BEHIND_PRONOUN})\b)[^\W\d]")
#: In Vietnamese, before a number that is a weekday, a month or a rank.
_RANKED = re.compile(r"(?:thứ|tháng|anh|chị|lớp)\s+$")


def may_spell_numbers(vocabulary: frozenset[str], lang: str) -> bool:
    """Whether a text of these words may hold number words above one: quick, as few texts must be
    looked at closely.
    """
    if lang == "zh":
        return chinese_numbers.may_be_in(vocabulary)
    if lang == "ar":
        return arabic_numbers.may_be_in(vocabulary)
    if lang == "de":
        return not _first_words("de").isdisjoint(word[:3] for word in vocabulary)
    return lang in TABLES and not _first_words(lang).isdisjoint(vocabulary)


def spelled_numbers_in(lower: str, lang: str) -> list[SpelledNumber]:
    """The number words in a text of small letters, in their order."""
    if lang == "zh":
        return list(chinese_numbers.numbers_in(lower))
    if lang == "ar":
        found = arabic_numbers.numbers_in(lower)
    elif lang in TABLES:
        found = _numbers_in(lower, lang)
    else:
        return []
    numbers = list(joined_numbers(found, lower, lang))
    return _with_range_kinds(numbers, lower)


def kind_behind(lower: str, end: int, lang: str) -> str:
    """What the number that ends at `end` counts; empty where that is not known."""
    return arabic_numbers.kind_at(lower, end) if lang == "ar" else kind_at(lower, end, lang)


@lru_cache(maxsize=8)
def _first_words(lang: str) -> frozenset[str]:
    known = {**WEAK[lang], **TABLES[lang]}
    phrases = [phrase for phrase, value in known.items() if value != _ARTICLE and phrase != "a"]
    return frozenset(phrase[:3] if lang == "de" else phrase.split()[0] for phrase in phrases)


@lru_cache(maxsize=8)
def _pattern(lang: str) -> re.Pattern[str]:
    """All phrases, grouped by their first letters, which are looked for before anything else since
    that is quick.
    """
    phrases = sorted({**WEAK[lang], **TABLES[lang]}, key=len, reverse=True)
    firsts = sorted({phrase[0] for phrase in phrases})
    groups = [
        (first, [_phrase_pattern(phrase[1:]) for phrase in phrases if phrase[0] == first])
        for first in firsts
    ]
    alternatives = "|".join(f"(?<={first})(?:{'|'.join(rests)})" for first, rests in groups)
    # German makes words of numbers and others: dreimal, zehnminütig.
    edge = r"(?P<more>\w*)" if lang == "de" else r"(?!\w)"
    return re.compile(
        rf"(?P<phrase>[{''.join(firsts)}](?<!\w.)(?:{alternatives})){edge}", re.DOTALL
    )


def _phrase_pattern(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"(?:\s+|[-‑])")


def _numbers_in(lower: str, lang: str) -> Iterator[SpelledNumber]:
    for found in _pattern(lang).finditer(lower):
        phrase = found["phrase"]
        if not phrase.isalpha():
            phrase = " ".join(phrase.replace("-", " ").replace("‑", " ").split())
        number = german_numbers.number_of(found) if lang == "de" else _number(found, phrase, lang)
        if number:
            yield number


def _number(found: re.Match[str], phrase: str, lang: str) -> SpelledNumber | None:
    """The number that `phrase` is in a language other than German; None where it is none."""
    lower, start, end = found.string, found.start(), found.end()
    value = _value(phrase, lang)
    if value is None:
        return None
    kind = COUNTING[lang].get(phrase, "")
    if not kind or kind == "day":
        kind = kind_at(lower, end, lang) or kind
    if _is_no_number(found, phrase, kind, lang):
        return None
    if lang == "en" and phrase == "one":
        weak = _is_pronoun(found)
    else:
        weak = _is_doubtful(phrase, value, kind, lang)
    if value < 1 and _AND_A.search(lower, max(0, start - 8), start):
        kind = ""
    stands_alone = phrase not in TABLES[lang]
    return SpelledNumber(Decimal(str(value)), start, end, weak, kind, stands_alone)


def _value(phrase: str, lang: str) -> float | None:
    return TABLES[lang].get(phrase, WEAK[lang].get(phrase))


def _is_doubtful(phrase: str, value: float, kind: str, lang: str) -> bool:
    """Whether `phrase` may also be something else than a number, such as an article."""
    return phrase in WEAK[lang] or value <= _ARTICLE or kind == "part"


def _is_no_number(found: re.Match[str], phrase: str, kind: str, lang: str) -> bool:
    """Whether `phrase` is an English article before nothing that is counted, or a Vietnamese
    rank.
    """
    lower, start = found.string, found.start()
    if lang == "en" and phrase in ("a", "an"):
        return not kind or bool(_TIMES.search(lower, max(0, start - 10), start))
    return lang == "vi" and bool(_RANKED.search(lower, max(0, start - 8), start))


def _is_pronoun(one: re.Match[str]) -> bool:
    """Whether “one” stands for a person or a thing that was named before."""
    before = _PRONOUN.search(one.string, max(0, one.start() - 12), one.start())
    return bool(before) or not _ONE_THING.match(one.string, one.end())


def _with_range_kinds(numbers: list[SpelledNumber], lower: str) -> list[SpelledNumber]:
    """The same, with what a range counts at both of its ends."""
    for index in range(len(numbers) - 2, -1, -1):
        first, second = numbers[index], numbers[index + 1]
        if second.kind and not first.kind and _RANGE.fullmatch(lower, first.end, second.start):
            numbers[index] = replace(first, kind=second.kind)
    return numbers
