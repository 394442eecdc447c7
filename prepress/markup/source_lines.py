"""Source lines: where in a chapter's file the thing stands that a finding is about."""

from __future__ import annotations

from prepress.errors import Place
from prepress.manuscript import Chapter
from prepress.markup.fences import outside_fences


class SourceLines:
    """The lines of one chapter. Markdown keeps no positions, so things are found again by the text that made them."""

    def __init__(self, chapter: Chapter) -> None:
        self._file = chapter.file
        self._first = chapter.first_line
        self._lines = [line if outside else "" for line, outside in outside_fences(chapter.text.split("\n"))]

    def find(self, needle: str, nth: int = 0) -> Place:
        """The place of the `nth` occurrence (from 0) of `needle`, else of the last one; else the file alone."""
        place = Place(self._file)
        for number, line in enumerate(self._lines, self._first):
            count = line.count(needle) if needle else 0
            if count:
                place = Place(self._file, number)
            if count > nth:
                return place
            nth -= count
        return place
