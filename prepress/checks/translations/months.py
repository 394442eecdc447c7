"""Months: the names of months in running text, in the languages that we know by heart and, by
Babel, in all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

#: Twelve names each, several for one month between strokes. Babel knows them too, but takes 40 ms
#: to load.
_NAMES = {
    "en": "january february march april may june july august september october november december",
    "es": (
        "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre "
        "diciembre"
    ),
    "fr": (
        "janvier février mars avril mai juin juillet août|aout septembre octobre novembre décembre"
    ),
    "de": (
        "januar|jänner februar|feber märz april mai juni juli august september oktober november "
        "dezember"
    ),
    "vi": " ".join(f"tháng~{number}" for number in range(1, 13)),
    "ar": "يناير|كانون~الثاني|جانفي فبراير|شباط|فيفري مارس|آذار أبريل|ابريل|إبريل|نيسان|أفريل "
    "مايو|أيار|ماي "
    "يونيو|يونيه|حزيران|جوان يوليو|يوليه|تموز|جويلية أغسطس|آب|أوت سبتمبر|أيلول "
    "أكتوبر|اكتوبر|تشرين~الأول "
    "نوفمبر|تشرين~الثاني ديسمبر|كانون~الأول",
    "zh": "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月",
}
_VIETNAMESE = (
    "một",
    "hai",
    "ba",
    "tư|bốn",
    "năm",
    "sáu",
    "bảy",
    "tám",
    "chín",
    "mười",
    "mười~một",
    "mười~hai",
)
#: Short forms count only beside a number, since many are words of their own.
_SHORT = {
    "en": "jan feb mar apr may jun jul aug sep|sept oct nov dec",
    "es": "ene feb mar abr may jun jul ago sep|sept oct nov dic",
    "fr": "janv févr avr juil sept oct nov déc",
    "de": "jan feb mär apr jun jul aug sep|sept okt nov dez",
}
_FRENCH_SHORT = (1, 2, 4, 7, 9, 10, 11, 12)
_GERMAN_SHORT = (1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12)
_BEFORE = re.compile(r"\d(?:st|nd|rd|th|er|º|ª)?[.,]?(?: of| de| du| المن)?[ \u00a0\u202f\n]$")
_BEHIND = re.compile(r"\.?,?(?: de| del| năm| عام| سنة)?[ \u00a0\u202f\n]\d")


@dataclass(frozen=True)
class Month:
    """A month's name in a text: its `number` from 1, where it stands, and whether a day or year
    stands beside it.
    """

    number: int
    start: int
    end: int
    dated: bool


@dataclass(frozen=True)
class MonthNames:
    """The months of one language: a pattern for all names, and the number that each stands for.

    `first_words` are the words of which one must stand in a text that has a month.
    """

    pattern: re.Pattern[str]
    numbers: dict[str, int]
    short: frozenset[str]
    first_words: frozenset[str]
    undivided: bool

    def may_be_in(self, vocabulary: frozenset[str]) -> bool:
        """Whether a text of these words may hold months; where words are not divided by spaces, it
        always may.
        """
        return self.undivided or not self.first_words.isdisjoint(vocabulary)

    def in_text(self, lower: str) -> Iterator[Month]:
        """The months in a text of small letters."""
        for found in self.pattern.finditer(lower):
            name = " ".join(found[0].split())
            dated = bool(_BEFORE.search(lower[max(0, found.start() - 12) : found.start()]))
            dated = dated or bool(_BEHIND.match(lower, found.end()))
            if dated or name not in self.short:
                yield Month(self.numbers[name], *found.span(), dated)


@lru_cache(maxsize=16)
def month_names(lang: str) -> MonthNames:
    """The names of months in a language, without its region; none where nobody knows the
    language.
    """
    names = _numbers_by_name(_NAMES[lang].split()) if lang in _NAMES else _from_babel(lang)
    numbers = tuple({"fr": _FRENCH_SHORT, "de": _GERMAN_SHORT}.get(lang, range(1, 13)))
    short = _numbers_by_name(_SHORT[lang].split(), numbers) if lang in _SHORT else {}
    if lang == "vi":
        names |= {f"tháng {name}": number for name, number in _numbers_by_name(_VIETNAMESE).items()}
    known = {**short, **names}
    undivided = lang in ("zh", "ja")
    first_words = frozenset(name.split()[0].rstrip(".") for name in known)
    only_short = frozenset(short.keys() - names.keys())
    return MonthNames(_pattern(known, undivided), known, only_short, first_words, undivided)


def _pattern(names: Iterable[str], undivided: bool) -> re.Pattern[str]:
    """One pattern for all `names`, the longest first; where there are none it never matches."""
    longest_first = sorted(names, key=len, reverse=True)
    if not longest_first:
        return re.compile(r"(?!)")
    alternatives = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first)
    if undivided:
        return re.compile(f"(?:{alternatives})")
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


def _numbers_by_name(
    names: Sequence[str], numbers: tuple[int, ...] = tuple(range(1, 13))
) -> dict[str, int]:
    pairs = zip(names, numbers, strict=True)
    return {each.replace("~", " "): number for name, number in pairs for each in name.split("|")}


def _from_babel(lang: str) -> dict[str, int]:
    from babel.core import Locale, UnknownLocaleError

    try:
        months = Locale.parse(lang).months
    except (UnknownLocaleError, ValueError):
        return {}
    forms = [months[form]["wide"] for form in ("format", "stand-alone")]
    return {
        name.lower(): number
        for form in forms
        for number, name in form.items()
        if not name[:1].isdigit()
    }
