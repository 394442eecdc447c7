"""Matching: which figures and number words of two texts say the same, and which are left over on
one side.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from prepress.checks.translations.agreement import (
    HALF,
    are_one_period,
    are_same_hour,
    bare_words,
    best_spelling,
    figure_key,
    has_digits,
    have_same_digits,
    have_same_value,
    is_whole_up_to,
    sure_value,
    value_and_kind,
    weak_value,
    whole_before_half,
)
from prepress.checks.translations.number_words import NUMBER_WORD_LANGUAGES
from prepress.checks.translations.quantity import Quantity, SpelledNumber
from prepress.checks.translations.remainders import NumberWord, Remainder, Span, counterparts
from prepress.text.comparison import common_runs

if TYPE_CHECKING:
    from prepress.checks.translations.language_text import LanguageText

#: What of a word must be the same on both sides; nothing where it is not to be matched.
Key = Callable[[SpelledNumber], Hashable]

#: In a language whose number words we do not know, smaller figures may be spelled on the other
#: side.
_MAY_BE_SPELLED = 100
#: Comparisons of figures for which there is time.
_MOST = 1_000_000


def unmatched_spans(
    mine: LanguageText, other: LanguageText
) -> list[tuple[Span | None, Span | None]]:
    """What `mine` says in figures or number words and `other` does not, and the other way round,
    side by side.
    """
    matching = _Matching(mine, other)
    matching.match()
    return counterparts(matching.remainder(0), matching.remainder(1))


class _Matching:
    """The figures of two texts while those that agree are taken out, the surest first.

    A side is 0 for the first text, 1 for the second.
    """

    def __init__(self, mine: LanguageText, other: LanguageText) -> None:
        self._texts = mine, other
        self._left = list(mine.quantities), list(other.quantities)
        self._words: tuple[list[SpelledNumber], list[SpelledNumber]] = ([], [])
        self._strictly = {mine.language, other.language} <= NUMBER_WORD_LANGUAGES | {"pt", "it"}

    def match(self) -> None:
        self._match_in_order()
        for agree in (self._have_same_value, self._have_same_digits, are_same_hour):
            self._match_pairs(agree)
        self._match_groups(0)
        self._match_groups(1)
        if any(self._left) or any(text.may_have_number_words() for text in self._texts):
            self._match_words()
        self._forgive_months()
        self._forgive_unknown_spellings(0)
        self._forgive_unknown_spellings(1)

    def remainder(self, side: int) -> Remainder:
        """What is left of one side."""
        figures = tuple(Span(each.start, each.end) for each in self._left[side])
        words = tuple(
            NumberWord(word.start, word.end, not word.weak, word.kind) for word in self._words[side]
        )
        return Remainder(self._texts[side].text, figures, words)

    # Figures with figures

    def _match_in_order(self) -> None:
        """Match what stands in the same order, so that of two equal figures the right one is left
        over.
        """
        keys = [[figure_key(each) for each in side] for side in self._left]
        if Counter(keys[0]) == Counter(keys[1]):
            self._left = [], []
        if self._too_many() or not all(self._left):
            return
        for run in reversed(common_runs(*keys)):  # from the end, where a deletion moves nothing
            del self._left[0][run.start : run.end]
            del self._left[1][run.begin : run.stop]

    def _too_many(self) -> bool:
        """Whether comparing each figure with each would take too long; few texts have so many in
        one section.
        """
        return len(self._left[0]) * len(self._left[1]) > _MOST

    def _match_pairs(self, agree: Callable[[Quantity, Quantity], bool]) -> None:
        """Match each figure with the first one of the other side that agrees with it."""
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

    def _have_same_value(self, one: Quantity, two: Quantity) -> bool:
        return have_same_value(one, two, strictly=self._strictly)

    def _have_same_digits(self, one: Quantity, two: Quantity) -> bool:
        if "month" in (one.kind, two.kind) and self._have_months_both():
            return False  # months that differ, however alike their days are
        return have_same_digits(one, two, strictly=self._strictly)

    def _have_months_both(self) -> bool:
        return all(any(each.kind == "month" for each in side) for side in self._left)

    def _match_groups(self, side: int) -> None:
        """Match what is one figure here and several there: a date or range that the other side
        writes with words.
        """
        if self._too_many():
            return
        for whole in list(self._left[side]):
            if len(whole.digits) > 1 or whole.kind == "code":
                rest = _without_groups(self._left[1 - side], whole.digits)
                if rest is not None:
                    self._left[side].remove(whole)
                    self._left[1 - side][:] = rest

    # Number words with number words

    def _match_words(self) -> None:
        """Match number words with those of the other side and with its figures."""
        self._words = list(self._texts[0].number_words), list(self._texts[1].number_words)
        self._match_word_keys(value_and_kind, value_and_kind)
        self._match_periods()
        self._match_word_keys(self._value_that_nothing_contradicts(0), sure_value)
        self._match_word_keys(sure_value, self._value_that_nothing_contradicts(1))
        self._match_figures_with_words(0)
        self._match_figures_with_words(1)
        self._match_word_keys(self._value_that_nothing_contradicts(0), weak_value)
        self._match_word_keys(weak_value, self._value_that_nothing_contradicts(1))

    def _match_word_keys(self, my_key: Key, other_key: Key) -> None:
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

    def _match_periods(self) -> None:
        """Match periods that languages count in days or in weeks."""
        mine, other = (
            [each for each in side if each.kind in ("day", "week")] for side in self._words
        )
        if len(mine) * len(other) > _MOST:
            return
        for word in mine:
            partner = next((each for each in other if are_one_period(word, each)), None)
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

    # Figures with number words

    def _match_figures_with_words(self, side: int) -> None:
        """Match the figures of one side with number words and Roman numerals of the other."""
        if not self._left[side]:
            return
        romans = self._texts[1 - side].roman_values()
        for quantity in list(self._left[side]):
            if quantity.kind in ("number", "time") and self._take_spelling(quantity, side, romans):
                self._left[side].remove(quantity)

    def _take_spelling(self, quantity: Quantity, side: int, romans: Sequence[int]) -> bool:
        """Whether the other side spells the `quantity`; the words for it are taken out there."""
        words = self._words[1 - side]
        values: Collection[Decimal | str] = quantity.values
        if quantity.kind == "time":
            values = {Decimal(quantity.digits[0])}
        kind = self._kind(quantity, side) if words else ""
        of_its_kind = [each for each in words if kind and each.kind == kind]
        is_contradicted = any(each.value not in values for each in of_its_kind)
        candidates = of_its_kind + bare_words(words) if is_contradicted else words
        word = best_spelling(values, kind, candidates)
        if word:
            words.remove(word)
            return True
        if not is_contradicted and any(Decimal(roman) in values for roman in romans):
            return True
        return self._take_half(quantity, side)

    def _take_half(self, quantity: Quantity, side: int) -> bool:
        """Whether 2.5 is “two and a half” on the other side, be it that the two is a figure or a
        word; both are taken out there.
        """
        words, figures = self._words[1 - side], self._left[1 - side]
        half = next((each for each in words if each.value == HALF), None)
        whole = whole_before_half(quantity)
        if not half or whole is None:
            return False
        word = next((each for each in words if each.value == whole), None)
        figure = next((each for each in figures if whole in each.values), None)
        if word:
            words.remove(word)
        elif figure:
            figures.remove(figure)
        else:
            return False
        words.remove(half)
        return True

    # What is no difference though it is left over

    def _forgive_months(self) -> None:
        """“May” alone may be a verb: months without a day or year count only where both sides have
        some left.
        """
        has_months = [any(each.kind == "month" for each in side) for side in self._left]
        for side in (0, 1):
            if not has_months[1 - side]:
                self._left[side][:] = [
                    each for each in self._left[side] if each.kind != "month" or each.dated
                ]

    def _forgive_unknown_spellings(self, side: int) -> None:
        """Small figures of a side that the other one may spell in a way that is not known here."""
        if self._left[1 - side] or not self._left[side]:
            return
        language = self._texts[1 - side].language
        if language in NUMBER_WORD_LANGUAGES and self._is_said_otherwise(side):
            return
        most = _most_in_unknown_spelling(language)
        self._left[side][:] = [
            each for each in self._left[side] if not _is_bare_number_up_to(each, most)
        ]

    def _is_said_otherwise(self, side: int) -> bool:
        """Whether the other side spells a number that the figures of this one may be."""
        kinds = {self._kind(each, side) for each in self._left[side]} - {""}
        return any(not word.weak or word.kind in kinds for word in self._words[1 - side])

    def _kind(self, quantity: Quantity, side: int) -> str:
        """What a figure counts; empty where that is not known."""
        return self._texts[side].kind_behind(quantity.end)


def _without_groups(figures: Sequence[Quantity], groups: Sequence[str]) -> list[Quantity] | None:
    """The `figures` without one for each of the `groups` of digits; None where one has none."""
    rest = list(figures)
    for group in groups:
        partner = next((each for each in rest if has_digits(each, group)), None)
        if partner is None:
            return None
        rest.remove(partner)
    return rest


def _most_in_unknown_spelling(language: str) -> int:
    """Up to which number a `language` may say it in a way that is not known here."""
    if language not in NUMBER_WORD_LANGUAGES:
        return _MAY_BE_SPELLED
    return 2 if language == "ar" else 0  # Arabic says “one” and “two” with the form of the noun


def _is_bare_number_up_to(quantity: Quantity, most: int) -> bool:
    if quantity.kind != "number" or quantity.measure.unit:
        return False
    return all(is_whole_up_to(value, most) for value in quantity.values)
