"""Number words: numbers that a text spells, in English, Spanish, French, German, Arabic, Chinese
and Vietnamese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from prepress.checks.translations import arabic_numbers, chinese_numbers
from prepress.checks.translations.counted_nouns import kind_at, kind_of_ending
from prepress.checks.translations.number_tables import (
    BEFORE_PRONOUN,
    BEHIND_PRONOUN,
    COUNTING,
    TABLES,
    WEAK,
)
from prepress.checks.translations.numerals import scale_at
from prepress.checks.translations.spelled_number import SpelledNumber

#: The languages whose number words are known.
SPOKEN_LANGUAGES = frozenset({*TABLES, "ar", "zh"})
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
#: German words that only begin as a number does, and what ends words that are one.
_GERMAN_OTHERS = re.compile(r"zwei[fg]\w*|dreist(?!ünd)\w*|elfenbein\w*")
_GERMAN_INFLECTED = re.compile(r"e[nrs]?")
#: In Vietnamese, before a number that is a weekday, a month or a rank.
_RANKED = re.compile(r"(?:thứ|tháng|anh|chị|lớp)\s+$")


def may_be_spoken(vocabulary: frozenset[str], lang: str) -> bool:
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


def spoken_in(lower: str, lang: str) -> list[SpelledNumber]:
    """The number words in a text of small letters, in their order."""
    if lang == "zh":
        return list(chinese_numbers.numbers_in(lower))
    found = (
        arabic_numbers.numbers_in(lower)
        if lang == "ar"
        else _listed(lower, lang)
        if lang in TABLES
        else iter(())
    )
    spoken: list[SpelledNumber] = []
    for each in _joined(found, lower):
        if not spoken or each.start >= spoken[-1].end:
            spoken.append(_scaled(each, lower))
    return _with_range_kinds(spoken, lower)


def counted_behind(lower: str, end: int, lang: str) -> str:
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
        (first, [_spelled(phrase[1:]) for phrase in phrases if phrase[0] == first])
        for first in firsts
    ]
    alternatives = "|".join(f"(?<={first})(?:{'|'.join(rests)})" for first, rests in groups)
    # German makes words of numbers and others: dreimal, zehnminütig.
    edge = r"(?P<more>\w*)" if lang == "de" else r"(?!\w)"
    return re.compile(
        rf"(?P<phrase>[{''.join(firsts)}](?<!\w.)(?:{alternatives})){edge}", re.DOTALL
    )


def _spelled(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"(?:\s+|[-‑])")


def _listed(lower: str, lang: str) -> Iterator[SpelledNumber]:
    for found in _pattern(lang).finditer(lower):
        phrase = found["phrase"]
        if not phrase.isalpha():
            phrase = " ".join(phrase.replace("-", " ").replace("‑", " ").split())
        spoken = _german(found, phrase) if lang == "de" else _plain(found, phrase, lang)
        if spoken:
            yield spoken


def _plain(found: re.Match[str], phrase: str, lang: str) -> SpelledNumber | None:
    lower, start, end = found.string, found.start(), found.end()
    value = TABLES[lang].get(phrase, WEAK[lang].get(phrase))
    if value is None:
        return None
    kind = COUNTING[lang].get(phrase, "")
    if not kind or kind == "day":
        kind = kind_at(lower, end, lang) or kind
    weak = phrase in WEAK[lang] or value <= _ARTICLE or kind == "part"
    if (
        lang == "en"
        and phrase in ("a", "an")
        and (not kind or _TIMES.search(lower, max(0, start - 10), start))
    ):
        return None
    if lang == "en" and phrase == "one":
        weak = bool(_PRONOUN.search(lower, max(0, start - 12), start)) or not _ONE_THING.match(
            lower, end
        )
    if lang == "vi" and _RANKED.search(lower, max(0, start - 8), start):
        return None
    if value < 1 and _AND_A.search(lower, max(0, start - 8), start):
        kind = ""
    return SpelledNumber(Decimal(str(value)), start, end, weak, kind)


def _german(found: re.Match[str], phrase: str) -> SpelledNumber | None:
    value = TABLES["de"].get(phrase, WEAK["de"].get(phrase))
    if value is None or _GERMAN_OTHERS.fullmatch(found[0]):
        return None
    more, start, end = found["more"], found.start(), found.end("phrase")
    inflected = not more or bool(_GERMAN_INFLECTED.fullmatch(more))
    kind = kind_of_ending(more) or COUNTING["de"].get(phrase, "")
    doubtful = phrase in WEAK["de"] or value <= _ARTICLE
    if more and not kind and (value == 1 or phrase == "acht"):
        return None  # einfach, Achtung
    is_number = inflected or kind
    kind = kind or (kind_at(found.string, found.end(), "de") if inflected else "")
    return SpelledNumber(
        Decimal(str(value)), start, end, doubtful or not is_number or kind == "part", kind
    )


def _joined(found: Iterator[SpelledNumber], lower: str) -> Iterator[SpelledNumber]:
    """Hundreds with what follows them: “three hundred and fifty”."""
    last: SpelledNumber | None = None
    for spoken in found:
        if last and _goes_on(last, spoken, lower):
            last = replace(last, value=last.value + spoken.value, end=spoken.end, kind=spoken.kind)
            continue
        if last:
            yield last
        last = spoken
    if last:
        yield last


def _goes_on(last: SpelledNumber, spoken: SpelledNumber, lower: str) -> bool:
    hundreds = last.value >= 100 and last.value % 100 == 0 and 1 <= spoken.value < 100
    return hundreds and bool(_JOINT.fullmatch(lower, last.end, spoken.start))


def _scaled(spoken: SpelledNumber, lower: str) -> SpelledNumber:
    end, scale = scale_at(lower, spoken.end)
    return replace(spoken, value=spoken.value * scale, end=end, weak=False) if scale > 1 else spoken


def _with_range_kinds(spoken: list[SpelledNumber], lower: str) -> list[SpelledNumber]:
    """The same, with what a range counts at both of its ends."""
    for index in range(len(spoken) - 2, -1, -1):
        first, second = spoken[index], spoken[index + 1]
        if second.kind and not first.kind and _RANGE.fullmatch(lower, first.end, second.start):
            spoken[index] = replace(first, kind=second.kind)
    return spoken
