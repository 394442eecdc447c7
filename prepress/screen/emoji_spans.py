"""Emoji in documents on a screen: each in an element of its own, which the stylesheet sets in
their font.

A reading system looks for each character in one font after another, so that a thumb and the tone
of its skin would come from two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from prepress.screen.parts import XHTML, Document
from prepress.text.emoji import EMOJI, has_emoji

_BODY = f"{{{XHTML}}}body"
_SPAN = f"{{{XHTML}}}span"


def mark_emoji(documents: Iterable[Document]) -> None:
    """Put each emoji in the text of `documents` into a `<span class="emoji">`."""
    for document in documents:
        for element in _elements_with_emoji(document.tree):
            if element.text and has_emoji(element.text):
                element.text = _split(element.text, element, 0)
            for child in list(element):
                if child.tail and has_emoji(child.tail):
                    child.tail = _split(child.tail, element, element.index(child) + 1)


def _elements_with_emoji(tree: etree._Element) -> Iterator[etree._Element]:
    """The elements of XHTML in the body of `tree` whose own text may hold some; not those in
    drawings and formulas.
    """
    body = tree.find(_BODY)
    if body is None or not has_emoji("".join(body.itertext())):
        return
    yield body
    yield from list(body.iterdescendants(f"{{{XHTML}}}*"))


def _split(text: str, parent: etree._Element, place: int) -> str:
    """What stands in `text` before its first emoji; each emoji goes into `parent` from `place` on,
    with the text behind it.
    """
    found = list(EMOJI.finditer(text))
    ends = [*(each.start() for each in found[1:]), len(text)]
    for offset, (each, end) in enumerate(zip(found, ends, strict=True)):
        span = etree.Element(_SPAN, {"class": "emoji"})
        span.text, span.tail = each[0], text[each.end() : end]
        parent.insert(place + offset, span)
    return text[: found[0].start()] if found else text
