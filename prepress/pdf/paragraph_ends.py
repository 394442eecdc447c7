"""Paragraph ends: no last line of a paragraph is so short that the indent below it is longer, and
none of a caption is one short word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from prepress.text.xhtml import parse_xhtml, plain_text, serialise_xhtml

if TYPE_CHECKING:
    from prepress.pdf.paper import PaperChapter

#: An indent is as wide as three or four letters.
_FEWEST_LETTERS = 6
#: A word and what stands before it; captions have no indent below them.
_FEWEST_OF_CAPTIONS = 12
#: Captions that are no longer stand in one line.
_ONE_LINE = 30
_NO_BREAK = "\u00a0"


def with_long_ends(chapters: Sequence[PaperChapter]) -> Sequence[PaperChapter]:
    """`chapters` in which the last words of a paragraph stand in one line until they are as long as
    an indent, and those of a caption until they are more than a word.
    """
    return [replace(chapter, markup=_bound(chapter.markup)) for chapter in chapters]


def _bound(markup: str) -> str:
    root = parse_xhtml(markup)
    for paragraph in root.findall("p"):
        _bind(paragraph, _FEWEST_LETTERS)
    for caption in root.iter("figcaption", "caption"):
        if len(plain_text(caption)) > _ONE_LINE:
            _bind(caption, _FEWEST_OF_CAPTIONS)
    return serialise_xhtml(root)


def _bind(paragraph: etree._Element, fewest: int) -> None:
    """Bind the last words, up to more than the `fewest` letters, where they are plain text behind
    all else.
    """
    last = paragraph[-1] if len(paragraph) else None
    text = (paragraph.text if last is None else last.tail) or ""
    end = len(text.rstrip())
    at = end
    while (at := max(text.rfind(" ", 0, at), text.rfind("\n", 0, at))) > 0:
        if end - at > fewest:
            break
        text = f"{text[:at]}{_NO_BREAK}{text[at + 1 :]}"
    if last is None:
        paragraph.text = text
    else:
        last.tail = text
