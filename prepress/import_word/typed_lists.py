"""Typed lists: paragraphs that begin with a bullet or with numbers that count on, made lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from prepress.text.xhtml import plain_text

#: Signs that nobody begins a sentence with; hyphens and dashes may.
_BULLET = re.compile(r"[•◦▪■●‣·∙](?:\s+|$)")
_NUMBER = re.compile(r"(?P<number>\d{1,3})(?P<sign>[.)])\s+(?=\S)")


def make_typed_lists(tree: etree._Element) -> None:
    """Make lists of what was typed as such; numbers must begin at 1 and count on, a paragraph for
    each.
    """
    for parent in [tree, *tree.iter("td", "th", "blockquote")]:
        for items in list(_bulleted(parent)):
            _make_list(parent, items, "ul", _BULLET)
        for items in list(_numbered(parent)):
            _make_list(parent, items, "ol", _NUMBER)


def _bulleted(parent: etree._Element) -> Iterator[list[etree._Element]]:
    together: list[etree._Element] = []
    for child in [*parent, None]:
        if child is not None and child.tag == "p" and _BULLET.match(plain_text(child)):
            together.append(child)
        elif together:
            yield together
            together = []


def _numbered(parent: etree._Element) -> Iterator[list[etree._Element]]:
    together: list[etree._Element] = []
    sign = ""
    for child in [*parent, None]:
        found = None
        if child is not None and child.tag == "p":
            found = _NUMBER.match(plain_text(child))
        goes_on = bool(
            found and int(found["number"]) == len(together) + 1 and sign in ("", found["sign"])
        )
        if not goes_on:
            if len(together) > 1:
                yield together
            together, sign = [], ""
            goes_on = bool(found and found["number"] == "1")
        if goes_on and found and child is not None:
            together.append(child)
            sign = found["sign"]


def _make_list(
    parent: etree._Element, items: list[etree._Element], tag: str, sign: re.Pattern[str]
) -> None:
    made = etree.Element(tag)
    parent.insert(parent.index(items[0]), made)
    for item in items:
        item.tag = "li"
        item.attrib.clear()
        made.append(item)
        _take_sign(item, sign)


def _take_sign(item: etree._Element, sign: re.Pattern[str]) -> None:
    """Take the sign off the first words of the item, in whatever emphasis they stand."""
    left = len(sign.match(plain_text(item))[0].rstrip())  # type: ignore[index]
    for element in item.iter():
        if element.text and left:
            text = element.text.lstrip()
            element.text, left = text[left:].lstrip(), max(0, left - len(text))
        if not left:
            return
