"""Chapter openings: the first letter of a chapter apart from its word, for layouts that let it drop
into the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from prepress.text.xhtml import HEADINGS, parse_xhtml, serialise_xhtml

if TYPE_CHECKING:
    from prepress.pdf.paper import PaperChapter

_SIGN = ".initial"
#: What may stand between the title of a chapter and its first paragraph.
_BETWEEN = ("epigraph",)
#: A capital with what opens a quotation before it, and two letters more: no number, and no word
#: such as “I”, which would stand apart.
_INITIAL = re.compile(
    r"\s*(?P<initial>[“„«‹‘\"']?\s?[^\W\d_])(?P<rest>(?:[^\W\d_]{2}|[’'][^\W\d_])\S*)"
)


def with_openings(chapters: Sequence[PaperChapter], stylesheet: str) -> Sequence[PaperChapter]:
    """`chapters` with their first letters as spans of the class `initial`, where the `stylesheet`
    sets these.
    """
    if _SIGN not in stylesheet:
        return chapters
    return [_with_opening(chapter) for chapter in chapters]


def _with_opening(chapter: PaperChapter) -> PaperChapter:
    root = parse_xhtml(chapter.markup)
    first = _first_paragraph(root)
    found = _INITIAL.match(first.text or "") if first is not None else None
    if first is None or found is None or not found["initial"][-1].isupper():
        return chapter
    initial = etree.Element("span", {"class": "initial"})
    initial.text = found["initial"].strip()
    rest = etree.Element("span")  # so that it is drawn by itself
    rest.text = found["rest"]
    rest.tail = (first.text or "")[found.end() :]
    first.text = None
    first[:0] = [initial, rest]
    return replace(chapter, markup=serialise_xhtml(root))


def _first_paragraph(root: etree._Element) -> etree._Element | None:
    """The paragraph that stands right behind the title; None where something else does."""
    elements = [each for each in root if isinstance(each.tag, str)]
    if not elements or elements[0].tag not in HEADINGS[:2]:
        return None
    for element in elements[1:]:
        if element.tag == "p":
            return element
        if not set(_BETWEEN) & set(element.get("class", "").split()):
            return None
    return None
