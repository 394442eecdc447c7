"""Remainders: what is left over of the figures and number words of two texts, each beside its
counterpart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

S = TypeVar("S", bound="Span")

#: Comparisons of number words for which there is time.
_MOST = 1_000_000
#: What may stand between figures that are one to the reader: a range, a date.
_TOGETHER = re.compile(r"[^\n.?!;]{0,4}|\.|,? ?(?:de|del|tháng|năm|of) ?")


@dataclass(frozen=True)
class Span:
    """A piece of a text, from `start` up to `end`."""

    start: int
    end: int


@dataclass(frozen=True)
class NumberWord(Span):
    """A number word: whether it is sure to be a number, and the `kind` of what it counts, empty
    where not known.
    """

    is_sure: bool = True
    kind: str = ""


@dataclass(frozen=True)
class Remainder:
    """What one text says and the other does not: its `figures`, and its number `words`."""

    text: str
    figures: tuple[Span, ...]
    words: tuple[NumberWord, ...]

    def whole_figures(self) -> list[Span]:
        """The figures; those that stand side by side are one."""
        whole: list[Span] = []
        for span in sorted(self.figures, key=lambda each: each.start):
            if whole and self._stand_together(whole[-1], span):
                whole[-1] = Span(whole[-1].start, span.end)
            else:
                whole.append(span)
        return whole

    def _stand_together(self, span: Span, behind: Span) -> bool:
        if behind.start < span.end:
            return False
        return _TOGETHER.fullmatch(self.text, span.end, behind.start) is not None

    def nearest(self, spans: Sequence[S], span: Span, other: Remainder) -> S | None:
        """The one of `spans` that stands where `span` stands in the text `other`, as a share of its
        length.
        """
        there = span.start / max(1, len(other.text))
        length = max(1, len(self.text))
        return min(spans, key=lambda each: abs(each.start / length - there), default=None)


def counterparts(mine: Remainder, other: Remainder) -> list[tuple[Span | None, Span | None]]:
    """Each figure beside the one, or the number word, that stands for it on the other side, in the
    order of `mine`.

    A number word that nothing stands for is none: languages say too much in numbers that others say
    without. One that may be no number, such as an article, stands only for a word that counts the
    same kind of thing.
    """
    figures, others = mine.whole_figures(), other.whole_figures()
    words, other_words = list(mine.words), list(other.words)
    pairs: list[tuple[Span | None, Span | None]] = []
    if len(figures) == len(others):
        pairs += zip(figures, others, strict=True)
        figures, others = [], []
    for span in figures:
        if others:
            partner: Span | None = other.nearest(others, span, mine)
            others = [each for each in others if each is not partner]
        else:
            partner = _take_nearest(other, other_words, span, mine)
        pairs.append((span, partner))
    pairs += [(_take_nearest(mine, words, span, other), span) for span in others]
    pairs += _pair_same_kind(mine, words, other, other_words)
    words = [each for each in words if each.is_sure]
    other_words = [each for each in other_words if each.is_sure]
    if len(words) <= len(other_words):
        pairs += [(word, _take_nearest(other, other_words, word, mine)) for word in words]
    else:
        pairs += [(_take_nearest(mine, words, word, other), word) for word in other_words]
    return sorted(pairs, key=lambda pair: pair[0].start if pair[0] else len(mine.text))


def _take_nearest(
    here: Remainder, words: list[NumberWord], span: Span, there: Remainder
) -> NumberWord | None:
    """The sure one of `words` that is nearest to a `span` of the other text, taken out of them."""
    word = here.nearest([each for each in words if each.is_sure], span, there)
    if word:
        words.remove(word)
    return word


def _pair_same_kind(
    mine: Remainder, words: list[NumberWord], other: Remainder, other_words: list[NumberWord]
) -> list[tuple[Span | None, Span | None]]:
    """The words that count the same kind of thing, taken out of both lists; the sure ones first."""
    pairs: list[tuple[Span | None, Span | None]] = []
    if len(words) * len(other_words) > _MOST:
        return pairs
    for word in sorted(words, key=lambda each: not each.is_sure):
        rivals = [each for each in other_words if word.kind and each.kind == word.kind]
        partner = other.nearest([each for each in rivals if each.is_sure] or rivals, word, mine)
        if partner:
            words.remove(word)
            other_words.remove(partner)
            pairs.append((word, partner))
    return pairs
