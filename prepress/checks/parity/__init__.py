"""Parity: what the galley says and an edition does not show, so that nothing disappears on the
way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from textwrap import shorten

from lxml import etree

from prepress.findings import Finding
from prepress.galley.galley import Galley, SetChapter
from prepress.galley.page_breaks import letters
from prepress.galley.source_places import SourcePlaces
from prepress.text.xhtml import HEADINGS, parse_xhtml

#: Elements that make up a piece of text of their own.
_BLOCKS = frozenset(
    {
        *HEADINGS, "address", "aside", "blockquote", "caption", "dd", "div", "dl", "dt",
        "figcaption", "figure", "li",
        "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
        "tr", "ul",
    }
)  # fmt: skip
#: A piece is missing where so much of it is; less comes from a page that ends inside it.
_MISSING_SHARE = 0.5


@dataclass(frozen=True)
class EditionContent:
    """What an edition shows: its text, the descriptions of its pictures, and its headings, None
    where it marks none.
    """

    text: str
    pictures: Counter[str] | None = None
    headings: Counter[str] | None = None

    @cached_property
    def stream(self) -> str:
        """All its letters in a row."""
        return letters(self.text)

    @cached_property
    def words(self) -> Counter[str]:
        """How often it has each word."""
        return Counter(_words(self.text))


@dataclass(frozen=True)
class _Piece:
    """A piece of a chapter's text."""

    chapter: SetChapter
    text: str
    element: etree._Element
    words: Counter[str] = field(default_factory=Counter)


def parity_findings(galley: Galley, shown: EditionContent, edition: str) -> tuple[Finding, ...]:
    """One finding for each piece of text, picture and heading that the `edition` does not show."""
    places = SourcePlaces(galley)
    lost = [(piece, "words") for piece in _lost_pieces(galley, shown)]
    if shown.pictures is not None:
        lost += [(piece, "picture") for piece in _absent(_pictures(galley), shown.pictures)]
    if shown.headings is not None:
        lost += [(piece, "heading") for piece in _absent(_headings(galley), shown.headings)]
    return tuple(
        Finding(
            "X-001",
            places.of_element(piece.chapter, piece.element),
            f"The {edition} edition does not show the {what} “{_short(piece.text)}”.",
            "See whether a stylesheet or layout hides it.",
        )
        for piece, what in lost
    )


def _lost_pieces(galley: Galley, shown: EditionContent) -> Iterator[_Piece]:
    pieces = [piece for chapter in galley.chapters for piece in _pieces(chapter)]
    often = Counter(letters(piece.text) for piece in pieces)
    lacking = Counter(word for piece in pieces for word in piece.words.elements())
    lacking.subtract(shown.words)
    for piece in pieces:
        run = letters(piece.text)
        if not run or shown.stream.count(run) >= often[run]:
            continue
        absent = sum(
            min(count, lacking[word]) for word, count in piece.words.items() if lacking[word] > 0
        )
        if absent > _MISSING_SHARE * piece.words.total():
            yield piece


def _pieces(chapter: SetChapter) -> Iterator[_Piece]:
    for markup in (chapter.markup, chapter.notes):
        for element in parse_xhtml(markup).iter(*_BLOCKS):
            text = " ".join("".join(_own_text(element)).split())
            if letters(text):
                yield _Piece(chapter, text, element, Counter(_words(text)))


def _own_text(element: etree._Element) -> Iterator[str]:
    """The text of an element without the pieces inside it, which stand apart from what is around
    them.
    """
    yield element.text or ""
    for child in element:
        yield " " if child.tag in _BLOCKS else "".join(child.itertext())
        yield child.tail or ""


def _absent(wanted: Sequence[_Piece], shown: Counter[str]) -> Iterator[_Piece]:
    left = Counter({letters(piece.text): 0 for piece in wanted})
    for text, count in shown.items():
        left[letters(text)] += count
    for piece in wanted:
        left[letters(piece.text)] -= 1
        if left[letters(piece.text)] < 0:
            yield piece


def _pictures(galley: Galley) -> list[_Piece]:
    """The pictures that say something, by what they say."""
    images = (
        (chapter, image)
        for chapter in galley.chapters
        for image in parse_xhtml(chapter.markup).iter("img")
    )
    return [_Piece(chapter, alt, image) for chapter, image in images if (alt := image.get("alt"))]


def _headings(galley: Galley) -> list[_Piece]:
    headings = (
        (chapter, each)
        for chapter in galley.chapters
        for each in parse_xhtml(chapter.markup).iter(*HEADINGS)
    )
    return [
        _Piece(chapter, text, each)
        for chapter, each in headings
        if letters(text := "".join(each.itertext()))
    ]


def _words(text: str) -> Iterator[str]:
    """The words of a text; hyphens are left out, since a line's end may have brought them."""
    joined = re.sub(r"[\x02\u00ad\u2010\u2011\ufffe-]\s*", "", text)
    return (word for part in re.findall(r"\w+", joined) if (word := letters(part)))


def _short(text: str) -> str:
    return shorten(text, 60, placeholder=" …")
