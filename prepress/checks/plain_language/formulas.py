"""Formulas: the accepted reading grades of each language, computed from counts of sentences, words
and syllables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt
from types import MappingProxyType

#: A word of so many syllables is hard (McLaughlin 1969; Bamberger and Vanecek 1984).
HARD = 3
_LONG_LETTERS = 6


@dataclass(frozen=True)
class Counts:
    """What the formulas are computed from; `hard` words have three syllables or more, `long` ones
    over six letters.
    """

    sentences: int
    words: int
    syllables: int
    hard: int
    long: int
    short: int

    @classmethod
    def of(cls, sentences: int, words: list[tuple[int, int]]) -> Counts:
        """Counts of words given by their syllables and letters."""
        return cls(
            sentences,
            len(words),
            sum(syllables for syllables, _ in words),
            sum(syllables >= HARD for syllables, _ in words),
            sum(letters > _LONG_LETTERS for _, letters in words),
            sum(syllables == 1 for syllables, _ in words),
        )


@dataclass(frozen=True)
class Formula:
    """A formula by its name; `grade` computes a school year from at least one word in at least one
    sentence.
    """

    name: str
    grade: Callable[[Counts], float]


def flesch_kincaid(counts: Counts) -> float:
    """The school year in the United States (Kincaid, Fishburne, Rogers, Chissom 1975, Research
    Branch Report 8-75).
    """
    return 0.39 * counts.words / counts.sentences + 11.8 * counts.syllables / counts.words - 15.59


def smog(counts: Counts) -> float:
    """The school year in the United States (McLaughlin 1969, Journal of Reading 12:639-646).

    It was made for thirty sentences; of fewer, it is an estimate.
    """
    return 3.1291 + 1.0430 * sqrt(30 * counts.hard / counts.sentences)


def wiener_sachtext(counts: Counts) -> float:
    """The school year in Austria, by the first of four formulas (Bamberger, Vanecek 1984,
    Lesen–Verstehen–Lernen).
    """
    hard, long, short = (
        100 * each / counts.words for each in (counts.hard, counts.long, counts.short)
    )
    return (
        0.1935 * hard
        + 0.1672 * counts.words / counts.sentences
        + 0.1297 * long
        - 0.0327 * short
        - 0.875
    )


def fernandez_huerta(counts: Counts) -> float:
    """The school year that the table of the lecturabilidad gives (Fernández Huerta 1959, Consigna
    214:29-32).

    His scale runs from 100 (easy) to 0; in its table, each step of ten from 90 down stands for
    these school years.
    """
    ease = 206.84 - 60 * counts.syllables / counts.words - 1.02 * counts.words / counts.sentences
    steps = ((90, 4), (80, 5), (70, 6), (60, 8), (50, 11), (30, 13))
    return next((float(grade) for least, grade in steps if ease >= least), 16.0)


#: By primary language tag; the first formula of a language is the one that `max-grade` is compared
#: with.
FORMULAS: Mapping[str, tuple[Formula, ...]] = MappingProxyType(
    {
        "en": (Formula("Flesch-Kincaid", flesch_kincaid), Formula("SMOG", smog)),
        "de": (Formula("Wiener Sachtextformel", wiener_sachtext),),
        "es": (Formula("Fernández-Huerta", fernandez_huerta),),
    }
)
