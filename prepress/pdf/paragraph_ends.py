"""Paragraph ends: no last line of a paragraph is so short that the indent below it is longer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from prepress.text.xhtml import parse_xhtml, serialise_xhtml

if TYPE_CHECKING:
    from prepress.pdf.paper import PaperChapter

#: An indent is as wide as three or four letters.
_FEWEST_LETTERS = 6
_NO_BREAK = "\u00a0"


def with_long_ends(chapters: Sequence[PaperChapter]) -> Sequence[PaperChapter]:
    """`chapters` in which the last words of a paragraph stand in one line until they are as long as
    an indent.
    """
    return [replace(chapter, markup=_bound(chapter.markup)) for chapter in chapters]


def _bound(markup: str) -> str:
    root = parse_xhtml(markup)
    for paragraph in root.findall("p"):
        _bind(paragraph)
    return serialise_xhtml(root)


def _bind(paragraph: etree._Element) -> None:
    """Bind the last words, where they are plain text behind all else."""
    last = paragraph[-1] if len(paragraph) else None
    text = (paragraph.text if last is None else last.tail) or ""
    end = len(text.rstrip())
    at = end
    while (at := max(text.rfind(" ", 0, at), text.rfind("\n", 0, at))) > 0:
        if end - at > _FEWEST_LETTERS:
            break
        text = f"{text[:at]}{_NO_BREAK}{text[at + 1 :]}"
    if last is None:
        paragraph.text = text
    else:
        last.tail = text
