"""Outline: a chapter's Markdown divided into sections, each from one heading to the next, and into
notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from prepress.checks.translations.plain_text import Alt, alts_in, as_plain_text, as_words
from prepress.errors import Place
from prepress.galley.source_map.source_map import SourceMap, Spot

if TYPE_CHECKING:
    from prepress.manuscript.manuscript import Chapter


@dataclass(frozen=True)
class Passage:
    """A section or a note: its raw Markdown `text` begins on line `first` of the file.

    `level` is its heading's, from 1; 0 where it has none: the text before the first heading, and a
    note, whose label `title` is. A section's text begins with its heading's own line. `pictures`
    are the lines, from 0, on which it has one; `calls` are the labels of the notes that it calls,
    each as often as it does; `callouts` is how many it has.
    """

    title: str
    level: int
    place: Place
    first: int
    text: str
    pictures: tuple[int, ...] = ()
    callouts: int = 0
    calls: tuple[str, ...] = ()

    @cached_property
    def plain_text(self) -> str:
        """What it says without marks, addresses and attributes; each line stands on the line that
        it has in `text`.
        """
        return as_plain_text(self.text)

    @cached_property
    def alts(self) -> tuple[Alt, ...]:
        """What its pictures show, in their order; an empty text for those that are ornaments."""
        lines = frozenset(self.pictures)
        alts = alts_in(self.text) if lines else ()
        return tuple(alt for alt in alts if self.text.count("\n", 0, alt.offset) in lines)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words that a translator must follow: the heading in one piece, and also the addresses
        of links.
        """
        if not self.level:
            return as_words(self.text)
        return f"{'#' * self.level} {self.title}", *as_words(self.text.partition("\n")[2])

    def place_at(self, offset: int) -> Place:
        """Where the character at `offset` of `text` or, line for line the same, of `plain_text`
        stands.
        """
        return self.place_of_line(self.plain_text.count("\n", 0, offset))

    def place_of_line(self, line: int) -> Place:
        """Where its line number `line`, from 0, stands."""
        return Place(self.place.file, self.first + line)


@dataclass(frozen=True)
class Outline:
    """The sections of one chapter in their order, the text before the first heading first, and its
    notes by label.
    """

    chapter: Chapter
    sections: tuple[Passage, ...]
    notes: dict[str, Passage]

    @property
    def file(self) -> str:
        """The chapter's file."""
        return self.chapter.file


@lru_cache(maxsize=64)
def outline_of(chapter: Chapter) -> Outline:
    """The sections and notes of `chapter`, with the headings that its galley has; read once for all
    clinics.
    """
    return _Reader(chapter).outline()


class _Reader:
    """Divides a chapter's lines; what belongs to a note is taken out of the section around it."""

    def __init__(self, chapter: Chapter) -> None:
        self._chapter = chapter
        self._map = SourceMap(chapter)
        self._lines = self._map.text_without_comments.split("\n")
        headings = [each for each in self._map.headings if not each.in_note]
        self._heads = [(0, 0, "")] + [
            (self._number(each.spot), each.level, each.words) for each in headings
        ]
        self._notes = list(self._notes_with_ends())

    def outline(self) -> Outline:
        return Outline(self._chapter, self._sections(), self._written_notes())

    def _number(self, spot: Spot) -> int:
        """The number of a line, from 0."""
        return spot.line - self._chapter.first_line

    def _notes_with_ends(self) -> Iterator[tuple[str, int, int]]:
        """The label of each note, its first line and the one behind its last."""
        notes = self._map.definitions
        heads = {number for number, level, _ in self._heads if level}
        starts = {self._number(note.spot) for note in notes} | heads
        for note in notes:
            start = self._number(note.spot)
            end = start + 1
            for number in range(start + 1, len(self._lines)):
                line = self._lines[number]
                belongs = number == end or line.startswith(("  ", "\t"))
                if number in starts or (line.strip() and not belongs):
                    break
                end = number + 1 if line.strip() else end
            yield note.label, start, end

    def _sections(self) -> tuple[Passage, ...]:
        lines = list(self._lines)
        for _, start, end in self._notes:
            lines[start:end] = [""] * (end - start)
        ends = [start for start, _, _ in self._heads[1:]] + [len(lines)]
        sections = []
        for (start, level, title), end in zip(self._heads, ends, strict=True):
            words = " ".join(as_plain_text(title).split())
            sections.append(self._passage(words, level, start, lines[start:end]))
        return tuple(sections)

    def _written_notes(self) -> dict[str, Passage]:
        notes: dict[str, Passage] = {}
        for label, start, end in self._notes:
            lines = self._lines[start:end]
            lines[0] = lines[0].partition("]:")[2].lstrip(" \t")
            notes.setdefault(label, self._passage(label, 0, start, lines))
        return notes

    def _passage(self, title: str, level: int, start: int, lines: Sequence[str]) -> Passage:
        number = self._chapter.first_line + start
        own = {self._number_in(start, line) for line in range(len(lines)) if lines[line]}
        return Passage(
            title,
            level,
            Place(self._chapter.file, number),
            number,
            "\n".join(lines),
            tuple(each.spot.line - number for each in self._map.pictures if each.spot.line in own),
            sum(spot.line in own for spot in self._map.callouts),
            tuple(each.label for each in self._map.calls if each.spot.line in own),
        )

    def _number_in(self, start: int, line: int) -> int:
        """The number in the file of a `line`, from 0, of what begins at `start`."""
        return self._chapter.first_line + start + line
