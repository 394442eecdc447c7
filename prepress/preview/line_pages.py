"""Line pages: the page on which a line of the sources stands, found by the words that both
share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.galley.page_breaks import letters
from prepress.galley.source_places import MARKS

if TYPE_CHECKING:
    from prepress.findings import Finding

_ON_PAGE = re.compile(r"\b[Pp]age (\d+)\b")
#: So many words in a row hardly stand twice in a text, and no note's number or break of a page
#: parts many such rows.
_WORDS_IN_A_ROW = 5
#: So many rows of a line say where it begins; one further on may stand on the next page.
_ROWS_TRIED = 3
#: Fewer letters than this say nothing about where a line stands.
_TELLING = 8


@dataclass(frozen=True)
class PageTexts:
    """What stands on each page of an edition, however it is set."""

    pages: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[str]) -> PageTexts:
        """The `texts` of the pages, as they were read from the finished file."""
        return cls(tuple(letters(text) for text in texts))

    def page_of(self, line: int, lines: Sequence[str]) -> int | None:
        """The page (from 1) on which the `line` (from 1) of a source file stands; None where
        nothing tells.

        Where its words stand on no page, as those of a line that was just broken, the nearest line
        that stands on one page alone says it; where they stand on several, as a heading's do that
        the contents name, the nearest such line on one of them.
        """
        if len(self.pages) < 2:
            return len(self.pages) or None
        own = self._holding(lines[line - 1]) if line <= len(lines) else frozenset()
        if len(own) == 1:
            return min(own)
        guess = own
        for held in self._around(line, lines):
            if len(held) == 1 and (not own or held <= own):
                return min(held)
            guess = guess or held
        return min(guess, default=None)

    def place_of(self, line: str) -> tuple[int, float] | None:
        """The page (from 1) on which words of `line` stand, and how far down its letters, up to 1;
        None where they stand on none, or more than once.
        """
        words = MARKS.sub(" ", line).split()
        for first in range(max(1, len(words) - _WORDS_IN_A_ROW + 1))[:_ROWS_TRIED]:
            row = letters("".join(words[first : first + _WORDS_IN_A_ROW]))
            if len(row) < _TELLING:
                continue
            held = [number for number, page in enumerate(self.pages, 1) if row in page]
            if len(held) == 1 and self.pages[held[0] - 1].count(row) == 1:
                page = self.pages[held[0] - 1]
                return held[0], round(page.index(row) / len(page), 4)
        return None

    def _around(self, line: int, lines: Sequence[str]) -> Iterator[frozenset[int]]:
        """The pages that hold the other lines: of one before, its end, of one behind, its
        beginning; nearest first.
        """
        for number in sorted(
            range(1, len(lines) + 1), key=lambda other: (abs(other - line), other)
        ):
            if number != line:
                yield self._holding(lines[number - 1], from_the_end=number < line)

    def _holding(self, line: str, *, from_the_end: bool = False) -> frozenset[int]:
        """The page that holds the first telling words of `line`, or the last; more where none are
        on one page alone.
        """
        words = MARKS.sub(" ", line).split()
        firsts = range(max(1, len(words) - _WORDS_IN_A_ROW + 1))
        fewest: frozenset[int] = frozenset()
        for first in reversed(firsts) if from_the_end else firsts:
            row = letters("".join(words[first : first + _WORDS_IN_A_ROW]))
            if len(row) >= _TELLING:
                held = frozenset(number for number, page in enumerate(self.pages, 1) if row in page)
                if len(held) == 1:
                    return held
                fewest = min(fewest, held, key=len) if fewest and held else fewest or held
        return fewest


def named_page(finding: Finding) -> int | None:
    """The page that a finding about a PDF names in its words."""
    named = _ON_PAGE.search(finding.what)
    return int(named[1]) if named else None
