"""Source places: where the author wrote what stands in a galley or on a page: an element by its
number, words that belong to none by themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from prepress.errors import Place
from prepress.text.xhtml import has_class

if TYPE_CHECKING:
    from prepress.galley.galley import Galley, SetChapter

_ANCHOR = re.compile(r"(?P<chapter>.*)\.(?P<part>[tn])(?P<number>\d+)")
_WORD = re.compile(r"[^\W_]+")
#: So many words in a row are hardly ever written twice.
_UNIQUE = 8
#: Marks whose words do not stand on the page; those in braces with quotes hold a picture's
#: description.
MARKS = re.compile(r'(?<=\])\([^()\n]*\)|\[\^[^\]\n]*\]|\{[^{}"\n]*\}|<[^<>\n]*>|&\w+;')


@dataclass(frozen=True, eq=False)
class SourcePlaces:
    """The words of a galley's chapters with their lines."""

    galley: Galley

    @cached_property
    def _words(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """The words of each chapter with their lines, by file."""
        return {
            chapter.file: tuple(
                (word, number)
                for number, text in enumerate(chapter.text.split("\n"), chapter.first_line)
                for word in _words_of(MARKS.sub(" ", text))
            )
            for chapter in self.galley.manuscript.chapters
        }

    def of_element(self, chapter: SetChapter, element: Any) -> Place:
        """Where an element of the tree of `chapter.markup` or of `chapter.notes` is written."""
        numbers, is_note = self._numbers_in(element.getroottree().getroot())
        if element not in numbers:  # words that stand in no element of their own
            return Place(chapter.file)
        return self._place(chapter, numbers[element], is_note=is_note)

    @cached_property
    def _numbers_in(self) -> Callable[[Any], tuple[dict[Any, int], bool]]:
        """The elements of the tree that was asked for last with their numbers, and whether it is
        one of notes.
        """
        return lru_cache(maxsize=2)(_numbers_in)

    @cached_property
    def _by_id(self) -> dict[str, SetChapter]:
        return {chapter.id: chapter for chapter in self.galley.chapters}

    def of_anchor(self, anchor: str | None) -> Place | None:
        """Where the element is written that `number_elements` gave this `anchor`; None where it is
        in no chapter's text.
        """
        found = _ANCHOR.fullmatch(anchor or "")
        chapter = self._by_id.get(found["chapter"]) if found else None
        if chapter is None or found is None:
            return None
        return self._place(chapter, int(found["number"]), is_note=found["part"] != "t")

    def of_heading(self, chapter: SetChapter, number: int) -> Place:
        """Where the heading of this number, from 0, in the chapter's text is written."""
        source = self.galley.sources.get(chapter.id)
        headings = [each for each in source.map.headings if not each.in_note] if source else []
        return Place(chapter.file, headings[number].spot.line if number < len(headings) else None)

    def find(self, text: str, own: Sequence[str], after: int = 0) -> Place:
        """Where the words with which `text` opens are written, in the files `own` where they are
        known.

        Rather on the line `after` or below, for what stands behind something that was found there.
        """
        words = _words_of(text)
        # The layout may have put words before the author's own, such as “Good to know:”.
        for skipped in range(min(5, len(words))):
            for opening in dict.fromkeys(
                (tuple(words[skipped : skipped + 8]), tuple(words[skipped : skipped + 4]))
            ):
                for file in own or self._words:
                    if (skipped == 0 or len(opening) > 2) and (
                        line := self._line(opening, file, after)
                    ):
                        return Place(file, line)
        return Place(own[0] if own else self.galley.manuscript.metadata_file)

    def find_once(self, text: str, files: Sequence[str]) -> Place | None:
        """Where the words with which `text` opens are written, if they begin a line in `files` and
        stand nowhere else there; None else, and where they are few.

        Nothing has to be read again for that, as it has for an anchor.
        """
        opening = _words_of(text)[:_UNIQUE]
        if len(opening) < _UNIQUE:
            return None
        wanted = re.compile(r"[\W_]+".join(opening), re.IGNORECASE)
        found = [
            (chapter, each.start())
            for chapter in self.galley.manuscript.chapters
            if chapter.file in files
            for each in wanted.finditer(chapter.text)
        ]
        if len(found) != 1:
            return None
        chapter, at = found[0]
        *above, before = chapter.text[:at].split("\n")
        if _WORD.search(before):
            return None
        return Place(chapter.file, chapter.first_line + len(above))

    def _place(self, chapter: SetChapter, number: int, *, is_note: bool) -> Place:
        source = self.galley.sources.get(chapter.id)
        if source is None:
            return Place(chapter.file)
        origins = source.note_origins if is_note else source.origins
        return source.map.place_of(origins[number])

    @cached_property
    def _spots(self) -> dict[str, dict[str, list[int]]]:
        """Where each word stands among the `_words` of each file."""
        found: dict[str, dict[str, list[int]]] = {}
        for file, words in self._words.items():
            spots = found.setdefault(file, {})
            for at, (word, _) in enumerate(words):
                spots.setdefault(word, []).append(at)
        return found

    def _line(self, opening: tuple[str, ...], file: str, after: int) -> int | None:
        words = self._words.get(file, ())
        spots = self._rarest(opening, file)
        first = bisect_left(words, after, key=lambda each: each[1]) if after else 0
        below = spots[bisect_left(spots, first) :]
        return _line_of(opening, words, below, first) or _line_of(opening, words, spots, 0)

    def _rarest(self, opening: tuple[str, ...], file: str) -> list[int]:
        """Where `opening` may stand: where its rarest word does, with those before it."""
        spots = self._spots.get(file, {})
        at = min(range(len(opening)), key=lambda number: len(spots.get(opening[number], ())))
        return [spot - at for spot in spots.get(opening[at], ()) if spot >= at]


def _line_of(
    opening: tuple[str, ...], words: Sequence[tuple[str, int]], spots: Sequence[int], first: int
) -> int | None:
    """The line on which `opening` stands at one of `spots` among the `words` from the `first`;
    rather alone on it, or at its beginning, than somewhere inside.
    """
    best, found = -1, None
    for at in spots:
        end = at + len(opening)
        if tuple(each for each, _ in words[at:end]) != opening:
            continue
        line = words[at][1]
        begins = at == first or words[at - 1][1] != line
        ends = end == len(words) or words[end][1] != line
        if begins + (begins and ends) > best:
            best, found = begins + (begins and ends), line
            if best == 2:
                break
    return found


def _numbers_in(root: Any) -> tuple[dict[Any, int], bool]:
    numbers = {element: number for number, element in enumerate(root.iterdescendants("*"))}
    is_list = len(root) == 1 and root[0].tag == "ol"  # a list of sources leads back too
    return numbers, is_list and any(has_class(each, "a", "note-back") for each in numbers)


def _words_of(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text.replace("\xad", ""))]
