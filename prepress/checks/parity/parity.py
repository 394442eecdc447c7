"""Parity: what the galley says and an edition does not show, each piece with its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import shorten
from typing import TYPE_CHECKING

from lxml import etree

from prepress.checks.parity.edition_content import EditionContent, words_in
from prepress.findings import Finding
from prepress.galley.page_breaks import ANCHOR, letters
from prepress.galley.setting.contents_lists import is_unlisted
from prepress.galley.source_places import SourcePlaces
from prepress.text.xhtml import HEADINGS, parse_xhtml

if TYPE_CHECKING:
    from prepress.galley.galley import Galley, SetChapter

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
class _TextPiece:
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
            places.of_anchor(piece.element.get(ANCHOR))
            or places.of_element(piece.chapter, piece.element),
            f"The {edition} edition does not show the {what} “{_short(piece.text)}”.",
            "See whether a stylesheet or layout hides it.",
        )
        for piece, what in lost
    )


def _lost_pieces(galley: Galley, shown: EditionContent) -> Iterator[_TextPiece]:
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


def _pieces(chapter: SetChapter) -> Iterator[_TextPiece]:
    for markup in (chapter.markup, chapter.notes):
        for element in parse_xhtml(markup).iter(*_BLOCKS):
            text = " ".join("".join(_own_text(element)).split())
            if letters(text):
                yield _TextPiece(chapter, text, element, Counter(words_in(text)))


def _own_text(element: etree._Element) -> Iterator[str]:
    """The text of an element without the pieces inside it, which stand apart from what is around
    them.
    """
    yield element.text or ""
    for child in element:
        yield " " if child.tag in _BLOCKS else "".join(_inline_text(child))
        yield child.tail or ""


def _inline_text(element: etree._Element) -> Iterator[str]:
    """The text of an element without its formulas, which are compared by what they mean, and
    without the places of an index, which have numbers on paper and names on a screen.
    """
    if element.tag != "math" and "index-places" not in element.get("class", "").split():
        yield element.text or ""
        for child in element:
            yield from _inline_text(child)
            yield child.tail or ""


def _absent(wanted: Sequence[_TextPiece], shown: Counter[str]) -> Iterator[_TextPiece]:
    left = Counter({letters(piece.text): 0 for piece in wanted})
    for text, count in shown.items():
        left[letters(text)] += count
    for piece in wanted:
        left[letters(piece.text)] -= 1
        if left[letters(piece.text)] < 0:
            yield piece


def _pictures(galley: Galley) -> list[_TextPiece]:
    """The pictures that say something, by what they say."""
    images = (
        (chapter, image)
        for chapter in galley.chapters
        for image in parse_xhtml(chapter.markup).iter("img", "math")
    )
    return [
        _TextPiece(chapter, alt, image)
        for chapter, image in images
        if (alt := image.get("alttext" if image.tag == "math" else "alt"))
    ]


def _headings(galley: Galley) -> list[_TextPiece]:
    """The headings, without those that their author leaves out of every list, as PDFs have one."""
    headings = (
        (chapter, each)
        for chapter in galley.chapters
        for each in parse_xhtml(chapter.markup).iter(*HEADINGS)
        if not is_unlisted(each)
    )
    return [
        _TextPiece(chapter, text, each)
        for chapter, each in headings
        if letters(text := "".join(_inline_text(each)))
    ]


def _short(text: str) -> str:
    return shorten(text, 60, placeholder=" …")
