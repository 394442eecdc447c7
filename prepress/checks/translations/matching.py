"""Matching: which figures of two texts say the same, and which are left over on one side."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from difflib import SequenceMatcher
from functools import cached_property
from types import MappingProxyType

from prepress.checks.translations.number_words import (
    SPOKEN_LANGUAGES,
    counted_behind,
    may_be_spoken,
    spoken_in,
)
from prepress.checks.translations.quantities import quantities_in
from prepress.checks.translations.quantity import Quantity
from prepress.checks.translations.remainders import NumberWord, Remainder, Span, counterparts
from prepress.checks.translations.spelled_number import SpelledNumber

#: What of a word must be the same on both sides; nothing where it is not to be matched.
Key = Callable[[SpelledNumber], Hashable]

_WORD = re.compile(r"\w+")
_ROMAN = re.compile(r"(?<!\w)(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})(?!\w)")
_RANK_BEFORE = re.compile(
    r"\b(?:bipolar|chapter|class|grade|level|part|phase|schedule|stage|step|type|volume)\s$"
)
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
#: In a language whose number words we do not know, smaller figures may be spelled on the other
#: side.
_SPELLED = 100
#: Comparisons of figures for which there is time.
_MOST = 1_000_000
_HALF = Decimal("0.5")
#: In how many days languages count a week and two.
_FORTNIGHT = frozenset({Decimal(14), Decimal(15)})
_DAYS_OF_WEEKS = MappingProxyType(
    {Decimal(1): frozenset({Decimal(7), Decimal(8)}), Decimal(2): _FORTNIGHT}
)


@dataclass(frozen=True)
class LanguageText:
    """One of the two texts and its language as a BCP 47 tag."""

    text: str
    lang: str

    @property
    def language(self) -> str:
        """The language without its region."""
        return self.lang.partition("-")[0].lower()

    @cached_property
    def lower(self) -> str:
        """The text in small letters."""
        return self.text.lower()

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Its words in small letters."""
        return frozenset(_WORD.findall(self.lower))

    def quantities(self) -> list[Quantity]:
        """Its figures."""
        return quantities_in(self.text, self.lang, self.vocabulary)

    def spoken(self) -> list[SpelledNumber]:
        """Its number words."""
        return spoken_in(self.lower, self.language) if len(self.lower) == len(self.text) else []

    def may_be_spoken(self) -> bool:
        """Whether number words above one may stand in it."""
        return may_be_spoken(self.vocabulary, self.language)


def left_over(mine: LanguageText, other: LanguageText) -> list[tuple[Span | None, Span | None]]:
    """What `mine` says in figures or number words and `other` does not, and the other way round,
    side by side.
    """
    matching = _Matching(mine, other)
    matching.match()
    return counterparts(matching.remainder(0), matching.remainder(1))


class _Matching:
    """The figures of two texts while those that agree are taken out, the surest first."""

    def __init__(self, mine: LanguageText, other: LanguageText) -> None:
        self._mine, self._other = mine, other
        self._left = mine.quantities(), other.quantities()
        self._words: tuple[list[SpelledNumber], list[SpelledNumber]] = ([], [])
        self._strictly = {mine.language, other.language} <= SPOKEN_LANGUAGES | {"pt", "it"}

    def match(self) -> None:
        self._cancel_in_order()
        for agree in (self._same, self._same_digits, self._same_hour):
            self._cancel(agree)
        self._take_apart(0)
        self._take_apart(1)
        if any(self._left) or self._mine.may_be_spoken() or self._other.may_be_spoken():
            self._words = self._mine.spoken(), self._other.spoken()
            self._cancel_words(_value_and_kind, _value_and_kind)
            self._cancel_periods()
            self._cancel_words(self._value_that_nothing_contradicts(0), _sure_value)
            self._cancel_words(_sure_value, self._value_that_nothing_contradicts(1))
            self._spelled(0)
            self._spelled(1)
            self._cancel_words(self._value_that_nothing_contradicts(0), _weak_value)
            self._cancel_words(_weak_value, self._value_that_nothing_contradicts(1))
        self._forgive_months()
        self._forgive_unknown_spellings()

    def remainder(self, side: int) -> Remainder:
        """What is left of one side: 0 for the first text, 1 for the second."""
        figures = tuple(Span(each.start, each.end) for each in self._left[side])
        words = tuple(
            NumberWord(word.start, word.end, not word.weak, word.kind) for word in self._words[side]
        )
        return Remainder((self._mine, self._other)[side].text, figures, words)

    def _cancel_in_order(self) -> None:
        """Match what stands in the same order, so that of two equal figures the right one is left
        over.
        """
        keys = [[_key(each) for each in side] for side in self._left]
        if Counter(keys[0]) == Counter(keys[1]):
            self._left = [], []
        if self._too_many() or not all(self._left):
            return
        blocks = SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_matching_blocks()
        for side, starts in (
            (0, [block.a for block in blocks]),
            (1, [block.b for block in blocks]),
        ):
            for start, block in reversed(list(zip(starts, blocks, strict=True))):
                del self._left[side][start : start + block.size]

    def _too_many(self) -> bool:
        """Whether comparing each figure with each would take too long; few texts have so many in
        one section.
        """
        return len(self._left[0]) * len(self._left[1]) > _MOST

    def _cancel(self, agree: Callable[[Quantity, Quantity], bool]) -> None:
        mine, other = self._left
        if not mine or not other or self._too_many():
            return
        rest = list(other)
        left = []
        for each in mine:
            partner = next((index for index, its in enumerate(rest) if agree(each, its)), None)
            if partner is None:
                left.append(each)
            else:
                del rest[partner]
        self._left = left, rest

    def _same(self, one: Quantity, two: Quantity) -> bool:
        same = one.kind == two.kind and not one.values.isdisjoint(two.values)
        return same and one.measure.agrees_with(two.measure, strictly=self._strictly)

    def _same_digits(self, one: Quantity, two: Quantity) -> bool:
        """A telephone number with and without spaces, B12 and ب12, a month and its number."""
        kinds = {one.kind, two.kind}
        if (
            len(kinds) == 1
            or not one.digits
            or not two.digits
            or ("month" in kinds and self._months_differ())
        ):
            return False
        units = one.measure.agrees_with(two.measure, strictly=self._strictly)
        return units and "".join(one.digits).lstrip("0") == "".join(two.digits).lstrip("0")

    def _months_differ(self) -> bool:
        return all(any(each.kind == "month" for each in side) for side in self._left)

    def _same_hour(self, one: Quantity, two: Quantity) -> bool:
        """“5 p.m.” and “17 Uhr”."""
        time, number = (one, two) if one.kind == "time" else (two, one)
        if time.kind != "time" or number.kind != "number" or number.measure.unit:
            return False
        hours = {
            minutes // 60
            for minutes in time.values
            if isinstance(minutes, Decimal) and not minutes % 60
        }
        return any(
            value in hours or (isinstance(value, Decimal) and value + 12 in hours)
            for value in number.values
        )

    def _take_apart(self, side: int) -> None:
        """Match what is one figure here and several there: a date or range that the other side
        writes with words.
        """
        if self._too_many():
            return
        for whole in [
            each for each in self._left[side] if len(each.digits) > 1 or each.kind == "code"
        ]:
            rest = list(self._left[1 - side])
            for group in whole.digits:
                partner = next((each for each in rest if each.digits and _is(each, group)), None)
                if partner is None:
                    break
                rest.remove(partner)
            else:
                self._left[side].remove(whole)
                self._left[1 - side][:] = rest

    def _cancel_words(self, my_key: Key, other_key: Key) -> None:
        """Match the words of both sides that have the same key, the sure ones first; those without
        one stay.
        """
        rest: dict[Hashable, deque[SpelledNumber]] = defaultdict(deque)
        for word in sorted(self._words[1], key=lambda each: each.weak):
            rest[other_key(word)].append(word)
        rest.pop(None, None)
        left, gone = [], set()
        for word in sorted(self._words[0], key=lambda each: each.weak):
            partners = rest.get(my_key(word))
            if partners:
                gone.add(id(partners.popleft()))
            else:
                left.append(word)
        others = [each for each in self._words[1] if id(each) not in gone]
        self._words = sorted(left, key=lambda each: each.start), others

    def _cancel_periods(self) -> None:
        """Match periods that languages count in days or in weeks."""
        mine, other = (
            [each for each in side if each.kind in ("day", "week")] for side in self._words
        )
        if len(mine) * len(other) > _MOST:
            return
        for word in mine:
            partner = next((each for each in other if _is_one_period(word, each)), None)
            if partner:
                other.remove(partner)
                self._words[0].remove(word)
                self._words[1].remove(partner)

    def _value_that_nothing_contradicts(self, side: int) -> Key:
        """The value of a sure word, of which the other side says no other number of what it
        counts.
        """
        kinds = {each.kind for each in self._words[1 - side]} - {""}
        return lambda word: word.value if not word.weak and word.kind not in kinds else None

    def _spelled(self, side: int) -> None:
        """Match the figures of one side with number words and Roman numerals of the other."""
        if not self._left[side]:
            return
        reading = self._mine if side else self._other
        words = self._words[1 - side]
        romans = _romans(reading)
        for quantity in list(self._left[side]):
            if quantity.kind not in ("number", "time"):
                continue
            values = quantity.values if quantity.kind == "number" else {Decimal(quantity.digits[0])}
            kind = self._kind(quantity, side) if words else ""
            is_contradicted = kind and any(
                each.kind == kind and each.value not in values for each in words
            )
            may_stand = [
                each for each in words if not is_contradicted or each.kind == kind or _is_bare(each)
            ]
            word = _spelling(values, kind, may_stand)
            if word:
                words.remove(word)
            elif (_is_roman(values, romans) and not is_contradicted) or self._is_half(
                quantity, side
            ):
                pass
            else:
                continue
            self._left[side].remove(quantity)

    def _is_half(self, quantity: Quantity, side: int) -> bool:
        """Whether 2.5 is “two and a half” on the other side, be it that the two is a figure or a
        word.
        """
        words = self._words[1 - side]
        half = next((each for each in words if each.value == _HALF), None)
        whole = next(
            (
                each
                for each in quantity.values
                if isinstance(each, Decimal) and _fraction(each) == _HALF
            ),
            None,
        )
        if not half or whole is None:
            return False
        word = next((each for each in words if each.value == whole - _HALF), None)
        figure = next((each for each in self._left[1 - side] if whole - _HALF in each.values), None)
        if word:
            words.remove(word)
        elif figure:
            self._left[1 - side].remove(figure)
        else:
            return False
        words.remove(half)
        return True

    def _forgive_months(self) -> None:
        """“May” alone may be a verb: months without a day or year count only where both sides have
        some left.
        """
        months = tuple([each for each in side if each.kind == "month"] for side in self._left)
        for side in (0, 1):
            if not months[1 - side]:
                self._left[side][:] = [
                    each for each in self._left[side] if each.kind != "month" or each.dated
                ]

    def _forgive_unknown_spellings(self) -> None:
        """Small figures that the other side may spell in a way that is not known here."""
        for side, (reading, others) in enumerate(((self._other, 1), (self._mine, 0))):
            if self._left[others] or not self._left[side]:
                continue
            if reading.language in SPOKEN_LANGUAGES and self._is_said_otherwise(side):
                continue
            # Arabic says “one” and “two” with the form of the noun.
            most = {True: 0, False: _SPELLED}[reading.language in SPOKEN_LANGUAGES] or 2 * (
                reading.language == "ar"
            )
            self._left[side][:] = [
                each
                for each in self._left[side]
                if each.kind != "number"
                or each.measure.unit
                or not all(_at_most(value, most) for value in each.values)
            ]

    def _is_said_otherwise(self, side: int) -> bool:
        """Whether the other side spells a number that the figures of this one may be."""
        kinds = {self._kind(each, side) for each in self._left[side]} - {""}
        return any(not word.weak or word.kind in kinds for word in self._words[1 - side])

    def _kind(self, quantity: Quantity, side: int) -> str:
        """What a figure counts; empty where that is not known."""
        reading = self._other if side else self._mine
        return counted_behind(reading.lower, quantity.end, reading.language)


def _key(quantity: Quantity) -> tuple[str, frozenset[Decimal | str], str, str]:
    return quantity.kind, quantity.values, quantity.measure.unit, quantity.measure.rate


def _at_most(value: Decimal | str, most: int) -> bool:
    return isinstance(value, Decimal) and value <= most and not _fraction(value)


def _fraction(value: Decimal) -> Decimal:
    """What of `value` stands behind the decimal mark; the remainder of a division fails on numbers
    of many digits.
    """
    return value - value.to_integral_value(ROUND_FLOOR)


def _is(quantity: Quantity, group: str) -> bool:
    return Decimal(group) in quantity.values or "".join(quantity.digits) == group


def _value_and_kind(word: SpelledNumber) -> Hashable:
    return (word.value, word.kind) if word.kind else None


def _sure_value(word: SpelledNumber) -> Hashable:
    return None if word.weak else word.value


def _weak_value(word: SpelledNumber) -> Hashable:
    """“both” is “dos”, and “un” is “one”."""
    return word.value if word.weak else None


def _is_one_period(one: SpelledNumber, two: SpelledNumber) -> bool:
    """“two weeks”, “a fortnight”, “quince días” and “vierzehn Tage”; “a week” and “huit jours”."""
    if one.kind == two.kind == "day":
        return (one.weak or two.weak) and {one.value, two.value} == _FORTNIGHT
    days, weeks = (one, two) if one.kind == "day" else (two, one)
    return (
        days.kind == "day"
        and weeks.kind == "week"
        and days.value in _DAYS_OF_WEEKS.get(weeks.value, ())
    )


def _is_bare(word: SpelledNumber) -> bool:
    """Whether it is sure to be a number, but nobody knows of what: “take two”."""
    return not word.weak and not word.kind


def _spelling(
    values: Collection[Decimal | str], kind: str, words: Sequence[SpelledNumber]
) -> SpelledNumber | None:
    """The word that says one of the values: best of the same kind, else one that is a number for
    sure.
    """
    said = [each for each in words if each.value in values]
    return min(said, key=lambda each: (not kind or each.kind != kind, each.weak), default=None)


def _romans(reading: LanguageText) -> list[int]:
    """The values of its Roman numerals; “I” alone is a word in English, but for “Type I” and its
    like.
    """
    found = list(_ROMAN.finditer(reading.text))
    if reading.language == "en":
        found = [each for each in found if each[0] != "I" or _is_rank(reading, each.start())]
    return [_roman_value(each[0]) for each in found]


def _is_rank(reading: LanguageText, start: int) -> bool:
    return bool(_RANK_BEFORE.search(reading.lower, max(0, start - 12), start))


def _roman_value(numeral: str) -> int:
    values = [_ROMAN_DIGITS[each] for each in numeral]
    return sum(
        -value if value < max(values[index:]) else value for index, value in enumerate(values)
    )


def _is_roman(values: frozenset[Decimal | str] | set[Decimal], romans: Sequence[int]) -> bool:
    return any(Decimal(roman) in values for roman in romans)
