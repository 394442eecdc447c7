"""Written signs: where in its source the author wrote the signs that a page shows, and whether they
were escaped.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING

from prepress.errors import Place
from prepress.text.fences import outside_fences

if TYPE_CHECKING:
    from prepress.manuscript.manuscript import Chapter

#: Addresses, calls of notes, attributes and tags: their words stand on no page, or only where they
#: are raw.
_MARKS = re.compile(r"(?<=\]\()[^()\s]*|\[\^[^\]\n]{1,100}\]|\{[^{}\"“\n]*\}|<[^<>\n]*>")
_WORD = re.compile(r"[^\W_]+")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&#?\w{1,32};")
_INLINE_CODE = re.compile(
    r"(?<!`)(?P<mark>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=mark)(?!`)", re.DOTALL
)
#: How many words on each side tell one place from another.
_AROUND = 8
#: How many places beside the last one are looked at, so that a text of nothing but raw markup is
#: soon done with.
_NEARBY = 200


class WordIndex:
    """The words of a text, in small letters, and where they begin."""

    def __init__(self, text: str) -> None:
        plain = _MARKS.sub(lambda found: " " * len(found[0]), text)
        found = list(_WORD.finditer(plain))
        self._starts = [word.start() for word in found]
        self._words = [word[0].casefold() for word in found]

    def around(self, at: int) -> tuple[Sequence[str], Sequence[str]]:
        """The words before the place `at`, the nearest first, and those behind it."""
        index = bisect_left(self._starts, at)
        before = self._words[max(0, index - _AROUND) : index]
        return before[::-1], self._words[index : index + _AROUND]


class WrittenSigns:
    """The source of one chapter. Markdown keeps no positions, so signs are found by the words
    around them.
    """

    def __init__(self, chapter: Chapter) -> None:
        self._file = chapter.file
        self._first = chapter.first_line
        self._text, self._escaped = _resolve(chapter.text)
        self._words = WordIndex(self._text)
        self._line_ends = [found.start() for found in re.finditer("\n", self._text)]
        self._by_neighbours: dict[str, dict[tuple[str, str], list[int]]] = {}
        self._taken: set[int] = set()
        self._last: dict[str, int] = {}

    def place(
        self, signs: str, ahead: str, before: Sequence[str], behind: Sequence[str]
    ) -> Place | None:
        """Where `signs` stand between these words; None where that is nowhere, or where the author
        escaped them.

        Of places between the same words it is rather one with `ahead` right behind it, the next
        one, and no code.
        """
        best, found = (0, False, False, False), None
        for at in self._candidates(signs, before, behind):
            written_before, written_behind = self._words.around(at)
            alike = _alike(before, written_before) + _alike(behind, written_behind)
            same = self._text.startswith(ahead, at + len(signs))
            rank = (alike, same, at not in self._taken, not self._is_code(at))
            if rank > best:
                best, found = rank, at
            if rank == (len(before) + len(behind), True, True, True):
                break
        if found is None:
            return None
        self._taken.add(found)
        self._last[signs] = found
        if not self._escaped.isdisjoint(range(found, found + len(signs))):
            return None
        return Place(self._file, self._first + bisect_right(self._line_ends, found))

    def _candidates(
        self, signs: str, before: Sequence[str], behind: Sequence[str]
    ) -> Iterator[int]:
        """The places of `signs` beside at least one of the nearest words, from the last place found
        on, then before.
        """
        if signs not in self._by_neighbours:
            self._by_neighbours[signs] = self._index_of(signs)
        index = self._by_neighbours[signs]
        left, right = before[0] if before else "", behind[0] if behind else ""
        places = index.get((left, right)) or sorted(
            {*index.get((left, ""), ()), *index.get(("", right), ())}
        )
        middle = bisect_left(places, self._last.get(signs, 0))
        yield from places[middle : middle + _NEARBY]
        yield from places[max(0, middle - _NEARBY) : middle]

    def _index_of(self, signs: str) -> dict[tuple[str, str], list[int]]:
        index: dict[tuple[str, str], list[int]] = defaultdict(list)
        for found in re.finditer(f"(?={re.escape(signs)})", self._text):
            before, behind = self._words.around(found.start())
            left, right = before[0] if before else "", behind[0] if behind else ""
            for neighbours in dict.fromkeys([(left, right), (left, ""), ("", right)]):
                index[neighbours].append(found.start())
        return index

    def _is_code(self, at: int) -> bool:
        index = bisect_right(self._code, (at, len(self._text))) - 1
        return index >= 0 and at < self._code[index][1]

    @cached_property
    def _code(self) -> Sequence[tuple[int, int]]:
        """Where code begins and ends."""
        spans = [found.span() for found in _INLINE_CODE.finditer(self._text)]
        at = 0
        for line, outside in outside_fences(self._text.split("\n")):
            if not outside:
                spans.append((at, at + len(line)))
            at += len(line) + 1
        return sorted(spans)


def _alike(some: Sequence[str], others: Sequence[str]) -> int:
    """How many words at the beginning are the same."""
    count = 0
    for one, other in zip(some, others, strict=False):
        if one != other:
            break
        count += 1
    return count


def _resolve(source: str) -> tuple[str, frozenset[int]]:
    """`source` with its escapes and references resolved, line by line as it is, and where the
    resolved signs stand.
    """
    pieces: list[str] = []
    escaped: set[int] = set()
    length = end = 0
    for found in _ESCAPED.finditer(source):
        sign = found[1] or unescape(found[0])
        if sign == found[0] or "\n" in sign:
            continue
        pieces += [source[end : found.start()], sign]
        length += found.start() - end
        escaped.update(range(length, length + len(sign)))
        length += len(sign)
        end = found.end()
    return "".join([*pieces, source[end:]]), frozenset(escaped)
