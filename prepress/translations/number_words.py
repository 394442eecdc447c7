"""Number words: numbers that a text spells, in English, Spanish, French, German, Arabic, Chinese and Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from prepress.translations.number_tables import ARABIC, ARABIC_PREFIXES, CHINESE_COUNTED, TABLES, WEAK
from prepress.translations.numerals import scale_at

#: The languages whose number words are known.
SPOKEN_LANGUAGES = frozenset({*TABLES, "ar", "zh"})
#: Up to here a word is no sign of a difference: “one”, “a”, “both” and “twice” are said in too many ways.
_HARDLY_A_NUMBER = 2
_JOINT = re.compile(r"(?:[ -]|\s+(?:and|y|et|và|und)\s+)?")
_CHINESE = re.compile(r"[零〇一二两兩三四五六七八九十百千]+[万萬亿億]?|半")
_CHINESE_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_CHINESE_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_ARABIC_WORD = re.compile(r"[ء-ي]+")
_ARABIC_SPELLINGS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي"})


@dataclass(frozen=True)
class Spoken:
    """A number word and where it stands; a `weak` one may be the same as a figure, but is never a difference itself."""

    value: Decimal
    start: int
    end: int
    weak: bool


def may_be_spoken(vocabulary: frozenset[str], lang: str) -> bool:
    """Whether a text of these words may hold number words above two: quick, as few texts must be looked at closely."""
    if lang == "zh":
        return any(map(_CHINESE.search, vocabulary))
    if lang == "ar":
        return not _arabic_forms().isdisjoint(word.translate(_ARABIC_SPELLINGS) for word in vocabulary)
    if lang == "de":
        return not _first_words("de").isdisjoint(word[:3] for word in vocabulary)
    return lang in TABLES and not _first_words(lang).isdisjoint(vocabulary)


def spoken_in(lower: str, lang: str) -> list[Spoken]:
    """The number words in a text of small letters, in their order."""
    if lang == "zh":
        return list(_chinese(lower))
    found = _arabic(lower) if lang == "ar" else _listed(lower, lang) if lang in TABLES else iter(())
    spoken: list[Spoken] = []
    for each in _joined(found, lower):
        if not spoken or each.start >= spoken[-1].end:
            spoken.append(_scaled(each, lower))
    return spoken


@lru_cache(maxsize=8)
def _first_words(lang: str) -> frozenset[str]:
    phrases = [phrase for phrase, value in TABLES[lang].items() if value > _HARDLY_A_NUMBER]
    return frozenset(phrase[:3] if lang == "de" else phrase.split()[0] for phrase in phrases)


@lru_cache(maxsize=8)
def _pattern(lang: str) -> re.Pattern[str]:
    """All phrases, grouped by their first letters, which are looked for before anything else since that is quick."""
    phrases = sorted({**WEAK[lang], **TABLES[lang]}, key=len, reverse=True)
    firsts = sorted({phrase[0] for phrase in phrases})
    groups = [(first, [_spelled(phrase[1:]) for phrase in phrases if phrase[0] == first]) for first in firsts]
    alternatives = "|".join(f"(?<={first})(?:{'|'.join(rests)})" for first, rests in groups)
    # German makes words of numbers and others: dreimal, zehnminütig.
    edge = r"(?P<more>\w*)" if lang == "de" else r"(?!\w)"
    return re.compile(rf"(?P<phrase>[{''.join(firsts)}](?<!\w.)(?:{alternatives})){edge}", re.DOTALL)


def _spelled(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"(?:\s+|[-‑])")


def _listed(lower: str, lang: str) -> Iterator[Spoken]:
    table, weak = TABLES[lang], WEAK[lang]
    for found in _pattern(lang).finditer(lower):
        phrase = " ".join(re.sub("[-‑]", " ", found["phrase"]).split())
        value = table.get(phrase, weak.get(phrase))
        if value is not None:
            is_weak = phrase in weak or value <= _HARDLY_A_NUMBER or bool(found.groupdict().get("more"))
            yield Spoken(Decimal(str(value)), found.start(), found.end("phrase"), is_weak)


def _joined(found: Iterator[Spoken], lower: str) -> Iterator[Spoken]:
    """Hundreds with what follows them: “three hundred and fifty”."""
    last: Spoken | None = None
    for spoken in found:
        if last and _goes_on(last, spoken, lower):
            last = replace(last, value=last.value + spoken.value, end=spoken.end)
            continue
        if last:
            yield last
        last = spoken
    if last:
        yield last


def _goes_on(last: Spoken, spoken: Spoken, lower: str) -> bool:
    hundreds = last.value >= 100 and last.value % 100 == 0 and 1 <= spoken.value < 100
    return hundreds and bool(_JOINT.fullmatch(lower, last.end, spoken.start))


def _scaled(spoken: Spoken, lower: str) -> Spoken:
    end, scale = scale_at(lower, spoken.end)
    return replace(spoken, value=spoken.value * scale, end=end, weak=False) if scale > 1 else spoken


@lru_cache(maxsize=1)
def _arabic_forms() -> frozenset[str]:
    words = [word for word, value in ARABIC.items() if value > _HARDLY_A_NUMBER]
    return frozenset(prefix + word for prefix in ("", *ARABIC_PREFIXES) for word in words)


def _arabic(lower: str) -> Iterator[Spoken]:
    last: Spoken | None = None
    for found in _ARABIC_WORD.finditer(lower):
        number = _arabic_number(found[0].translate(_ARABIC_SPELLINGS), ARABIC)
        if number is None:
            continue
        value, prefix = number
        spoken = Spoken(Decimal(str(value)), *found.span(), value <= _HARDLY_A_NUMBER)
        beside = last is not None and not lower[last.end : found.start()].strip()
        is_teen = value == 10 and not prefix
        if last and beside and 1 <= last.value < 10 and (is_teen or (prefix == "و" and 20 <= value < 100)):
            last = replace(last, value=last.value + spoken.value, end=spoken.end, weak=False)
            continue
        if last:
            yield last
        last = spoken
    if last:
        yield last


def _arabic_number(word: str, table: Mapping[str, float]) -> tuple[float, str] | None:
    for prefix in ("", *ARABIC_PREFIXES):
        if word.startswith(prefix) and word[len(prefix) :] in table:
            return table[word[len(prefix) :]], prefix
    return None


def _chinese(lower: str) -> Iterator[Spoken]:
    for found in _CHINESE.finditer(lower):
        value = Decimal("0.5") if found[0] == "半" else _chinese_value(found[0])
        before, behind = lower[max(0, found.start() - 1) : found.start()], lower[found.end() : found.end() + 2]
        counted = before != "第" and (behind[:1] in CHINESE_COUNTED or behind == "分钟")
        if behind[:1] != "月":
            yield Spoken(value, *found.span(), value <= _HARDLY_A_NUMBER or not counted)


def _chinese_value(signs: str) -> Decimal:
    if len(signs) > 1 and all(sign in _CHINESE_DIGITS for sign in signs):
        return Decimal("".join(str(_CHINESE_DIGITS[sign]) for sign in signs))
    total, part, digit = 0, 0, 0
    for sign in signs:
        power = _CHINESE_POWERS.get(sign)
        if power is None:
            digit = _CHINESE_DIGITS[sign]
        elif power >= 10**4:
            total, part, digit = total + (part + digit or 1) * power, 0, 0
        else:
            part, digit = part + (digit or 1) * power, 0
    return Decimal(total + part + digit)
