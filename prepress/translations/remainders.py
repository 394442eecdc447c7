"""Remainders: what is left over of the figures and number words of two texts, each beside its counterpart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

#: What may stand between figures that are one to the reader: a range, a date.
_TOGETHER = re.compile(r"[^\n.?!;]{0,4}|\.|,? ?(?:de|del|tháng|năm|of) ?")


@dataclass(frozen=True)
class Span:
    """A piece of a text, from `start` up to `end`."""

    start: int
    end: int


@dataclass(frozen=True)
class Remainder:
    """What one text says and the other does not: its `figures`, and its number `words`."""

    text: str
    figures: tuple[Span, ...]
    words: tuple[Span, ...]

    def whole_figures(self) -> list[Span]:
        """The figures; those that stand side by side are one."""
        joined: list[Span] = []
        for span in sorted(self.figures, key=lambda each: each.start):
            last = joined[-1] if joined else None
            if last and span.start >= last.end and _TOGETHER.fullmatch(self.text, last.end, span.start):
                joined[-1] = Span(last.start, span.end)
            else:
                joined.append(span)
        return joined

    def nearest(self, spans: Sequence[Span], span: Span, other: Remainder) -> Span | None:
        """The one of `spans` that stands where `span` stands in the text `other`, as a share of its length."""
        there = span.start / max(1, len(other.text))
        return min(spans, key=lambda each: abs(each.start / max(1, len(self.text)) - there), default=None)


def counterparts(mine: Remainder, other: Remainder) -> list[tuple[Span | None, Span | None]]:
    """Each figure beside the one, or the number word, that stands for it on the other side, in the order of `mine`.

    A number word that nothing stands for is none: languages say too much in numbers that others say without.
    """
    figures, others = mine.whole_figures(), other.whole_figures()
    words, other_words = list(mine.words), list(other.words)
    pairs: list[tuple[Span | None, Span | None]] = []
    if len(figures) == len(others):
        pairs += zip(figures, others, strict=True)
        figures, others = [], []
    for span in figures:
        rest = others or other_words
        partner = other.nearest(rest, span, mine)
        pairs.append((span, partner))
        if partner:
            rest.remove(partner)
    for span in others:
        word = mine.nearest(words, span, other)
        pairs.append((word, span))
        if word:
            words.remove(word)
    if len(words) <= len(other_words):
        for span in words:
            partner = other.nearest(other_words, span, mine)
            assert partner, "there are as many at least"
            other_words.remove(partner)
            pairs.append((span, partner))
    else:
        for span in other_words:
            word = mine.nearest(words, span, other)
            assert word, "there are more"
            words.remove(word)
            pairs.append((word, span))
    return sorted(pairs, key=lambda pair: pair[0].start if pair[0] else len(mine.text))
