"""Splitting: the document of a book cut where its chapters begin, each part with the head and the
running lines of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

_CHAPTER = re.compile(
    r'(?:^|(?<=>))<section class="chapter\b[^>]*? id="(?P<id>[^"]*)"', re.MULTILINE
)
_BODY = re.compile(r"<body\b[^>]*>\n?")
_END = "</body>"
#: What makes pages; all else that stands before the first of these is shown again on each page.
_MAKES_PAGES = frozenset({"header", "nav", "section", "main", "article", "footer"})
_RUNNING = frozenset({"running-head", "running-foot", "draft-mark", "book-head"})
_VOID = frozenset({"br", "col", "hr", "img", "input", "source", "track", "wbr"})


@dataclass(frozen=True)
class DivisionText:
    """A part of a document: its `own` text, and the id of the chapter that is its `opening`; empty
    for what stands before all chapters. What is `before` and `after` it is the same for all parts.
    """

    opening: str
    before: str = field(repr=False)
    own: str
    after: str

    @property
    def html(self) -> str:
        """The document of this part alone."""
        return self.before + self.own + self.after


def divide(html: str, chapters: Sequence[str]) -> tuple[DivisionText, ...]:
    """The document `html` cut before each of the `chapters`, which are ids.

    Nothing where that cannot be done, since a layout of somebody's own puts something around them.
    """
    body, end = _BODY.search(html), html.rfind(_END)
    if body is None or end < 0:
        return ()
    found = list(_CHAPTER.finditer(html, body.end(), end))
    if not found or [each["id"] for each in found] != list(chapters):
        return ()
    front = _Front.read(html[body.end() : found[0].start()])
    if front is None:
        return ()
    before, after = html[: body.end()] + front.running, html[end:]
    places = [each.start() for each in found] + [end]
    texts = [
        DivisionText(chapter, before, html[begin:until], after)
        for chapter, begin, until in zip(chapters, places, places[1:], strict=False)
    ]
    if front.pages.strip():
        texts.insert(0, DivisionText("", before, front.pages, after))
    return tuple(texts)


@dataclass(frozen=True)
class _Front:
    """What stands before the first chapter: what is `running` on each page, and `pages` of its
    own.
    """

    running: str
    pages: str

    @classmethod
    def read(cls, html: str) -> _Front | None:
        """Told apart; None where something stays open, or nobody knows whether it runs."""
        reader = _Elements()
        reader.feed(html)
        reader.close()
        if reader.depth or reader.text_outside:
            return None
        makes_pages = [tag in _MAKES_PAGES for tag, _, _ in reader.elements]
        first = makes_pages.index(True) if True in makes_pages else len(makes_pages)
        running = reader.elements[:first]
        if not all(makes_pages[first:]) or not all(names & _RUNNING for _, names, _ in running):
            return None
        cut = reader.elements[first][2] if first < len(makes_pages) else len(html)
        return cls(html[:cut], html[cut:])


class _Elements(HTMLParser):
    """The elements that stand in no other: their tags, classes and places."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.depth = 0
        self.text_outside = False
        self.elements: list[tuple[str, frozenset[str], int]] = []
        self._lines: list[int] = []

    def feed(self, data: str) -> None:
        """Read the whole text at once."""
        self._lines = [0, *(found.end() for found in re.finditer("\n", data))]
        super().feed(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that stands in no other."""
        if not self.depth:
            line, column = self.getpos()
            names = frozenset((dict(attrs).get("class") or "").split())
            self.elements.append((tag, names, self._lines[line - 1] + column))
        self.depth += tag not in _VOID

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element of a drawing that is empty."""

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self.depth -= tag not in _VOID

    def handle_data(self, data: str) -> None:
        """Text that stands in no element belongs to no page that we know."""
        self.text_outside |= not self.depth and bool(data.strip())
