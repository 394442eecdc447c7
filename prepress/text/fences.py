"""Fences: which lines of a Markdown text are code, or raw HTML to the letter, and must be left
alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_OPENING = re.compile(
    r"(?P<before>[ >]*(?:(?:[-*+]|\d{1,9}[.)]) +)*)(?P<mark>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)"
)
_QUOTED = re.compile(r" {0,3}(?:> ?)+")
#: What a block indented by four columns may belong to: an item of a list, a definition, a note.
_HOLDER = re.compile(r"[ >]*(?:[-*+](?: |$)|\d{1,9}[.)](?: |$)|:[ ]|\[\^[^\]]+\]:)")
_CODE = 4

#: Raw HTML that goes on over empty lines until its own end (CommonMark 0.31.2, 4.6, kinds 1 to 5).
LETTER_BEGINS = re.compile(
    r"<(?:(?P<tag>script|pre|style|textarea)(?=[\s>]|$)|(?P<comment>!--)|(?P<instruction>\?)"
    r"|(?P<data>!\[CDATA\[)|(?P<declaration>![A-Za-z]))",
    re.IGNORECASE,
)
LETTER_ENDS = {
    "tag": re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE),
    "comment": re.compile("-->"),
    "instruction": re.compile(r"\?>"),
    "data": re.compile(r"\]\]>"),
    "declaration": re.compile(">"),
}


@dataclass(frozen=True)
class Fence:
    """Whether a line stands in a code fence; fed line by line.

    `mark` is the open fence's, empty outside; `column` is where it stands, `quotes` how many quotes
    it stands in, and `content` the column of the list item that it opened. `holder` and `blank` are
    about the lines before: whether a list or the like is open, and whether the last line was empty.
    """

    mark: str = ""
    column: int = 0
    quotes: int = 0
    content: int = 0
    holder: bool = False
    blank: bool = True

    def before(self, line: str) -> Fence:
        """The state in which `line` is read: a fence ends with the quote or list item that it
        stands in.
        """
        if not self.mark:
            return self
        text = line.expandtabs(_CODE)
        left_quote = self.quotes and _quotes(text) < self.quotes
        left_item = self.content and text.strip() and _indent(text) < self.content
        return Fence(holder=self.holder, blank=False) if left_quote or left_item else self

    def after(self, line: str) -> Fence:
        """The state after `line` (CommonMark 0.31.2, 4.5)."""
        fence, text = self.before(line), line.expandtabs(_CODE)
        if fence.mark:
            return Fence(holder=fence.holder, blank=False) if fence.is_closed_by(text) else fence
        opening = _OPENING.match(text)
        if opening and fence.may_open(opening["before"]):
            before = opening["before"]
            listed = bool(before.strip(" >"))
            return Fence(
                mark=opening["mark"],
                column=0 if listed else _indent(before.rpartition(">")[2]),
                quotes=before.count(">"),
                content=len(before) if listed and ">" not in before else 0,
                holder=fence.holder or listed,
            )
        return Fence(holder=fence._holds(text), blank=not text.strip())

    def is_closed_by(self, text: str) -> bool:
        """Whether a line of spaces and marks alone ends the open fence."""
        inner = _QUOTED.sub("", text, 1) if self.quotes else text
        closing = inner.strip()
        if len(closing) < len(self.mark) or set(closing) != {self.mark[0]}:
            return False
        return _indent(inner) < max(self.column, self.content) + _CODE

    def may_open(self, before: str) -> bool:
        """Whether a fence may follow on `before`; four columns and more are code, where nothing
        holds them.
        """
        return self.holder or _indent(before.rpartition(">")[2]) < _CODE

    def _holds(self, text: str) -> bool:
        if _HOLDER.match(text):
            return True
        is_new_block = text.strip() and self.blank and _indent(text) == 0
        return self.holder and not is_new_block


def opening_of(line: str) -> re.Match[str] | None:
    """What stands `before` the mark of the fence that `line` would open, the `mark`, and its `info`
    string.
    """
    return _OPENING.match(line)


def outside_fences(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is text: neither in a code fence nor its first or last line."""
    fence = Fence()
    for line in lines:
        before, fence = fence.before(line), fence.after(line)
        yield line, not before.mark and not fence.mark


def outside_verbatim(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """The same, where comments, `<pre>` and the like over several lines are not text either."""
    end: re.Pattern[str] | None = None
    for line, outside in outside_fences(lines):
        if end is None and outside:
            end = end_of_html(line)
            yield line, end is None
            continue
        yield line, outside and end is None
        if end and end.search(line):
            end = None


def end_of_html(line: str) -> re.Pattern[str] | None:
    """What ends the HTML that begins on `line` and goes on, to the letter, behind it; None where
    none does.
    """
    text = line.lstrip(" >")
    if not text.startswith("<") or _indent(line) >= _CODE:
        return None
    found = LETTER_BEGINS.search(text)
    while found:
        end = LETTER_ENDS[str(found.lastgroup)]
        closed = end.search(text, found.end())
        if not closed:
            return end
        found = LETTER_BEGINS.search(text, closed.end())
    return None


def _quotes(text: str) -> int:
    quoted = _QUOTED.match(text)
    return quoted[0].count(">") if quoted else 0


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
