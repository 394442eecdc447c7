"""Drawn elements: how many an SVG draws, where a few that are used again and again are many."""

from __future__ import annotations

import re

from lxml import etree

#: What takes longer to draw than any picture in a text is worth.
MOST_ELEMENTS = 100_000
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_FILLED_WITH = re.compile(r"url\(\s*[\"']?#([^\"')\s]+)")


def drawn_elements(root: etree._Element) -> int:
    """How many elements `root` draws, each as often as it is used; what uses itself is drawn
    once.
    """
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    known: dict[etree._Element, int] = {}
    underway: set[etree._Element] = set()
    waiting = [root]
    while waiting:
        element = waiting[-1]
        if element in known:
            waiting.pop()
            continue
        parts = _parts(element, named)
        new = [each for each in parts if each not in known and each not in underway]
        underway.add(element)
        if new:
            waiting += new
            continue
        # As many as are too many are enough to know.
        drawn = 1 + sum(known.get(each, 0) for each in parts)
        known[waiting.pop()] = min(drawn, MOST_ELEMENTS + 1)
    return known[root]


def _parts(
    element: etree._Element, named: dict[str | None, etree._Element]
) -> list[etree._Element]:
    """What is drawn with `element`: all in it, what it uses, and what it is filled or cut with."""
    if not isinstance(element.tag, str):
        return []
    used = [element.get(key, "")[1:] for key in _HREFS] if element.tag.endswith("}use") else []
    for value in element.attrib.values():
        used += _FILLED_WITH.findall(value)
    return [*element, *(named[each] for each in used if each in named)]
