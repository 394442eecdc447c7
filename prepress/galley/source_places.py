"""Source places: where the author wrote what stands in a galley or on a page: an element by its
number, words that belong to none by themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from prepress.errors import Place
from prepress.text.xhtml import has_class

if TYPE_CHECKING:
    from prepress.galley.galley import Galley, SetChapter

_ANCHOR = re.compile(r"(?P<chapter>.*)\.(?P<part>[tn])(?P<number>\d+)")
_WORD = re.compile(r"[^\W_]+")
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
        elements = list(element.getroottree().getroot().iterdescendants("*"))
        if element not in elements:  # words that stand in no element of their own
            return Place(chapter.file)
        is_note = any(has_class(each, "a", "note-back") for each in elements)
        return self._place(chapter, elements.index(element), is_note=is_note)

    def of_anchor(self, anchor: str | None) -> Place | None:
        """Where the element is written that `number_elements` gave this `anchor`; None where it is
        in no chapter's text.
        """
        found = _ANCHOR.fullmatch(anchor or "")
        chapters = (each for each in self.galley.chapters if found and each.id == found["chapter"])
        chapter = next(chapters, None)
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

    def _place(self, chapter: SetChapter, number: int, *, is_note: bool) -> Place:
        source = self.galley.sources.get(chapter.id)
        if source is None:
            return Place(chapter.file)
        origins = source.note_origins if is_note else source.origins
        return source.map.place_of(origins[number])

    def _line(self, opening: tuple[str, ...], file: str, after: int) -> int | None:
        words = self._words.get(file, ())
        below = words[bisect_left(words, after, key=lambda each: each[1]) :] if after else words
        return _line_of(opening, below) or (_line_of(opening, words) if after else None)


def _line_of(opening: tuple[str, ...], words: Sequence[tuple[str, int]]) -> int | None:
    """The line on which `opening` stands; rather alone on it, or at its beginning, than somewhere
    inside.
    """
    best, found = -1, None
    for at, (word, line) in enumerate(words):
        if (
            word != opening[0]
            or tuple(each for each, _ in words[at : at + len(opening)]) != opening
        ):
            continue
        begins = at == 0 or words[at - 1][1] != line
        ends = at + len(opening) == len(words) or words[at + len(opening)][1] != line
        if begins + (begins and ends) > best:
            best, found = begins + (begins and ends), line
    return found


def _words_of(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text.replace("\xad", ""))]
