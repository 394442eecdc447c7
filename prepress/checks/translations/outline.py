"""Outline: a chapter's Markdown divided into sections, each from one heading to the next, and into
notes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from prepress.checks.translations.plain_text import Alt, alts_in, as_said, as_words
from prepress.errors import Place
from prepress.manuscript.manuscript import Chapter
from prepress.text.fences import Fence

_ATX = re.compile(r"[ ]{0,3}(?:>[ ]{0,3})*(?P<mark>#{1,6})[ \t]+(?P<words>\S.*?)[ \t]*#*[ \t]*$")
_HTML = re.compile(r"[ ]{0,3}<h(?P<level>[1-6])\b[^>]*>(?P<words>.*?)(?:</h|$)", re.IGNORECASE)
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t]*$")
#: What a line above an underline must not be, or the underline is a rule across the page.
_NO_TEXT = re.compile(r"\s*(?:$|[-*+][ \t]|\d{1,9}[.)][ \t]|[|>#:]|\[\^[^\]]+\]:)")
_NOTE = re.compile(r"[ ]{0,3}\[\^(?P<label>[^\]\s]+)\]:[ \t]*")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Passage:
    """A section or a note: its raw Markdown `text` begins on line `first` of the file.

    `level` is its heading's, from 1; 0 where it has none: the text before the first heading, and a
    note, whose label `title` is. A section's text begins with its heading's own line.
    """

    title: str
    level: int
    place: Place
    first: int
    text: str

    @cached_property
    def said(self) -> str:
        """What it says without marks, addresses and attributes; each line stands on the line that
        it has in `text`.
        """
        return as_said(self.text)

    @cached_property
    def alts(self) -> tuple[Alt, ...]:
        """What its pictures show, in their order; an empty text for those that are ornaments."""
        return alts_in(self.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words that a translator must follow: the heading in one piece, and also the addresses
        of links.
        """
        if not self.level:
            return as_words(self.text)
        return f"{'#' * self.level} {self.title}", *as_words(self.text.partition("\n")[2])

    def place_at(self, offset: int) -> Place:
        """Where the character at `offset` of `text` or, line for line the same, of `said`
        stands.
        """
        return self.place_of_line(self.said.count("\n", 0, offset))

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


def outline_of(chapter: Chapter) -> Outline:
    """Read the headings and notes of `chapter`; code fences and comments hold none."""
    return _Reader(chapter).outline()


class _Reader:
    """Goes through a chapter line by line; what belongs to a note is taken out of the section
    around it.
    """

    def __init__(self, chapter: Chapter) -> None:
        text = _COMMENT.sub(_blank, chapter.text) if "<!--" in chapter.text else chapter.text
        self._chapter = chapter
        self._lines = text.split("\n")
        self._heads: list[tuple[int, int, str]] = [(0, 0, "")]
        self._notes: list[tuple[str, int, int]] = []

    def outline(self) -> Outline:
        fence = Fence()
        note_open = False
        for number, line in enumerate(self._lines):
            before = fence.before(line)
            fence = fence.after(line) if fence.mark or "``" in line or "~~" in line else fence
            if before.mark or fence.mark:
                continue
            found = _NOTE.match(line) if "[^" in line else None
            if found:
                self._notes.append((found["label"], number, number + 1))
                note_open = True
            elif self._heading(number, line):
                note_open = False
            elif note_open and line.strip():
                note_open = self._goes_on(number, line)
        return Outline(self._chapter, self._sections(), self._written_notes())

    def _heading(self, number: int, line: str) -> bool:
        """Note the heading that begins on this line, if one does."""
        if "#" in line and (found := _ATX.match(line)):
            self._heads.append((number, len(found["mark"]), found["words"]))
        elif "<" in line and (found := _HTML.match(line)):
            self._heads.append((number, int(found["level"]), found["words"]))
        elif (
            line[:4].strip()[:1] in ("=", "-")
            and _UNDERLINE.match(line)
            and number
            and self._text_above(number)
        ):
            self._heads.append(
                (number - 1, 1 if "=" in line else 2, self._lines[number - 1].strip())
            )
        else:
            return False
        return True

    def _text_above(self, number: int) -> bool:
        above = self._lines[number - 1]
        return not _NO_TEXT.match(above) and (number < 2 or not self._lines[number - 2].strip())

    def _goes_on(self, number: int, line: str) -> bool:
        """Whether a line below a note still belongs to it: it follows at once, or is indented."""
        label, start, end = self._notes[-1]
        belongs = number == end or line.startswith(("  ", "\t"))
        if belongs:
            self._notes[-1] = (label, start, number + 1)
        return belongs

    def _sections(self) -> tuple[Passage, ...]:
        lines = list(self._lines)
        for _, start, end in self._notes:
            lines[start:end] = [""] * (end - start)
        ends = [start for start, _, _ in self._heads[1:]] + [len(lines)]
        sections = []
        for (start, level, title), end in zip(self._heads, ends, strict=True):
            said = " ".join(as_said(title).split())
            sections.append(self._passage(said, level, start, lines[start:end]))
        return tuple(sections)

    def _written_notes(self) -> dict[str, Passage]:
        notes: dict[str, Passage] = {}
        for label, start, end in self._notes:
            lines = self._lines[start:end]
            lines[0] = _NOTE.sub("", lines[0], count=1)
            notes.setdefault(label, self._passage(label, 0, start, lines))
        return notes

    def _passage(self, title: str, level: int, start: int, lines: Sequence[str]) -> Passage:
        number = self._chapter.first_line + start
        return Passage(title, level, Place(self._chapter.file, number), number, "\n".join(lines))


def _blank(comment: re.Match[str]) -> str:
    return "\n" * comment[0].count("\n")
