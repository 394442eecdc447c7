"""Source lines: where in a chapter's file the thing stands that a finding is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from html import unescape

from prepress.errors import Place
from prepress.manuscript.manuscript import Chapter
from prepress.text.fences import outside_fences

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_REFERENCE = re.compile(r"&#?\w{1,32};")
#: How an address of no characters is written.
_NO_ADDRESS = ("]()", "](<>)", ']("', "]: <>", 'href=""')


class SourceLines:
    """The lines of one chapter. Markdown keeps no positions, so things are found again by the text
    that made them.
    """

    def __init__(self, chapter: Chapter) -> None:
        self._file = chapter.file
        self._first = chapter.first_line
        self._lines = [
            line if outside else "" for line, outside in outside_fences(chapter.text.split("\n"))
        ]

    def find(self, needle: str, nth: int = 0) -> Place:
        """The place of the `nth` occurrence (from 0) of `needle`, else of the last one; else the
        file alone.

        Where it stands nowhere to the letter, it is looked for as an author may have written it: in
        capitals, with escapes and references, over two lines, or as a heading's words in brackets.
        """
        place = self._nth(needle, nth, self._lines)
        if place.line:
            return place
        heading = needle.partition("#")[2]
        first = re.split(r"\s|<br", needle.strip())[0]
        for wanted in (needle, f"[{heading}" if heading else "", first) if needle else _NO_ADDRESS:
            place = self._nth(_plain(wanted), nth, self._plain_lines)
            if place.line:
                break
        return place

    @cached_property
    def _plain_lines(self) -> Sequence[str]:
        return [_plain(line) for line in self._lines]

    def _nth(self, needle: str, nth: int, lines: Sequence[str]) -> Place:
        place = Place(self._file)
        for number, line in enumerate(lines, self._first):
            count = line.count(needle) if needle else 0
            if count:
                place = Place(self._file, number)
            if count > nth:
                return place
            nth -= count
        return place


def _plain(text: str) -> str:
    """`text` as it is read: references and escapes resolved, and in small letters."""
    # Longer references are none, and Python fails on numbers of thousands of digits.
    resolved = _REFERENCE.sub(lambda reference: unescape(reference[0]), text)
    return _ESCAPED.sub(r"\1", resolved).casefold()
