"""Code spans: where in a Markdown text its code stands, in fences, in lines and indented, so that
what reads the text sign by sign can pass it over.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from prepress.text.fences import Fence, end_of_html

_IN_LINE = re.compile(
    r"(?<![`\\])(?P<mark>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=mark)(?!`)", re.DOTALL
)
_INDENTED = re.compile(r"(?: {4}| {0,3}\t)[ \t]*\S")


@dataclass(frozen=True)
class CodeSpans:
    """Where code begins, in rising order, and where each piece of it ends."""

    begins: tuple[int, ...]
    ends: tuple[int, ...]

    def has(self, at: int) -> bool:
        """Whether the character at the offset `at` is code."""
        index = bisect_right(self.begins, at) - 1
        return index >= 0 and at < self.ends[index]

    def begin_of(self, at: int) -> int:
        """Where the code begins that the character at the offset `at` belongs to; 0 without any."""
        return self.begins[bisect_right(self.begins, at) - 1] if self.has(at) else 0

    def end_of(self, at: int) -> int:
        """Where the code ends that the character at the offset `at` belongs to."""
        return self.ends[bisect_right(self.begins, at) - 1]


def code_spans(text: str) -> CodeSpans:
    """Where the code of `text` stands, and what HTML is read to the letter."""
    begins: list[int] = []
    ends: list[int] = []

    def add(begin: int, end: int) -> None:
        if ends and begin <= ends[-1]:
            ends[-1] = max(end, ends[-1])
        else:
            begins.append(begin)
            ends.append(end)

    done = 0
    for begin, end in [*_verbatim_lines(text), (len(text), len(text))]:
        for found in _IN_LINE.finditer(text, done, begin):
            add(*found.span())
        add(begin, end)
        done = end
    return CodeSpans(tuple(begins), tuple(ends))


def _verbatim_lines(text: str) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends that is no text: of a fence, indented code, or of HTML to
    the letter.
    """
    fence, html_end, is_code, at = Fence(), None, False, 0
    for line in text.split("\n"):
        before, fence = fence.before(line), fence.after(line)
        end = at + len(line) + 1
        if before.mark or fence.mark:
            is_code = True
        elif html_end:
            is_code = True
            html_end = None if html_end.search(line) else html_end
        else:
            may_begin = is_code or before.blank
            is_code = bool(_INDENTED.match(line)) and may_begin and not before.holder
            html_end = end_of_html(line)
            is_code = is_code or html_end is not None
        if is_code and line.strip():
            yield at, end
        at = end
