"""Word places: where on its page each word stands, and which words do not stand where they
stood.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prepress.readers.pdf import OpenPdf, boxes_of, letters_of

if TYPE_CHECKING:
    from prepress.readers.pdf_page import Box
    from prepress.releases.diff.page_words import PageWord
    from prepress.releases.diff.word_changes import Match

#: How far, in points, a word may stand aside and still be at its place: letters are drawn at whole
#: dots, so that even a hair's breadth can be seen.
_ASIDE = 0.02


@dataclass(frozen=True)
class Moves:
    """Where words stood on the old page and stand on the new one that are not at the same place.

    `across_lines` is whether any of them is on another line or page, so that pictures may have
    moved along.
    """

    old: tuple[Box, ...] = ()
    new: tuple[Box, ...] = ()
    across_lines: bool = False


@dataclass(frozen=True)
class Places:
    """The text of one open page."""

    number: int
    text: Any
    letters: str

    @classmethod
    @contextmanager
    def on(cls, paper: OpenPdf, number: int) -> Iterator[Places]:
        """The places of the words on a page. Raises SourceError where it is damaged."""
        with paper.text(number) as text:
            yield cls(number, text, letters_of(text))

    def of(self, words: Iterable[PageWord]) -> list[Box]:
        """The boxes of those `words` that are on this page, in points: one for each line that a
        word stands on.
        """
        here = (word for word in words if word.page == self.number)
        return [
            box for word in here for box in boxes_of(self.text, self.letters, word.start, word.end)
        ]

    def moves(self, other: Places, kept: Sequence[Match]) -> Moves:
        """Which of the words `kept` stand elsewhere on the `other` page, or on neither of the two
        any more.
        """
        old: list[Box] = []
        new: list[Box] = []
        across_lines = False
        for was, now in kept:
            before, after = self.of([was]), other.of([now])
            if before and after and _is_there(before, after):
                continue
            old += before
            new += after
            across_lines = (
                across_lines or not before or not after or abs(before[0][1] - after[0][1]) > _ASIDE
            )
        return Moves(tuple(old), tuple(new), across_lines)


def _is_there(before: Sequence[Box], after: Sequence[Box]) -> bool:
    return len(before) == len(after) and all(
        abs(was - now) <= _ASIDE
        for boxes in zip(before, after, strict=True)
        for was, now in zip(*boxes, strict=True)
    )
