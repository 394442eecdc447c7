"""Language text: one of two texts to compare, with its figures, number words and Roman numerals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from prepress.checks.translations.number_words import (
    kind_behind,
    may_spell_numbers,
    spelled_numbers_in,
)
from prepress.checks.translations.quantities import quantities_in

if TYPE_CHECKING:
    from prepress.checks.translations.quantity import Quantity, SpelledNumber

_WORD = re.compile(r"\w+")
_ROMAN = re.compile(r"(?<!\w)(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})(?!\w)")
_RANK_BEFORE = re.compile(
    r"\b(?:bipolar|chapter|class|grade|level|part|phase|schedule|stage|step|type|volume)\s$"
)
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}


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

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its figures."""
        return tuple(quantities_in(self.text, self.lang, self.vocabulary))

    @cached_property
    def number_words(self) -> tuple[SpelledNumber, ...]:
        """Its number words; none where small letters stand at other offsets than the text's own."""
        if len(self.lower) != len(self.text):
            return ()
        return tuple(spelled_numbers_in(self.lower, self.language))

    def may_have_number_words(self) -> bool:
        """Whether number words above one may stand in it."""
        return may_spell_numbers(self.vocabulary, self.language)

    def kind_behind(self, end: int) -> str:
        """What the number that ends at `end` counts; empty where that is not known."""
        return kind_behind(self.lower, end, self.language)

    def roman_values(self) -> list[int]:
        """The values of its Roman numerals; “I” alone is a word in English, but for “Type I” and
        its like.
        """
        numerals = list(_ROMAN.finditer(self.text))
        if self.language == "en":
            numerals = [each for each in numerals if each[0] != "I" or self._is_rank(each.start())]
        return [_roman_value(each[0]) for each in numerals]

    def _is_rank(self, start: int) -> bool:
        return bool(_RANK_BEFORE.search(self.lower, max(0, start - 12), start))


def _roman_value(numeral: str) -> int:
    values = [_ROMAN_DIGITS[each] for each in numeral]
    return sum(
        -value if value < max(values[index:]) else value for index, value in enumerate(values)
    )
