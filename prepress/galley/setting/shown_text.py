"""Shown text: what a chapter's readers see of it, with its code and without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from prepress.galley.markup.formula_marks import is_formula
from prepress.galley.markup.reference_forms import REFERENCE

_CODE = frozenset({"code", "kbd", "pre", "samp"})
_CELLS = frozenset({"td", "th"})
#: Elements that stand in a line of text; every other one begins a block of its own.
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
    }
    | {
        "label",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
    }
    | {"var", "wbr"}
)
#: Attributes whose words readers see or hear.
_SAYING = ("alt", "title", "aria-label")
_SPEAKING_ATTRIBUTES = etree.XPath(
    " | ".join(f"//@{name}" for name in _SAYING), smart_strings=False
)
#: Stand in the text for a sign of code, between the cells of a table, and for the end of a line
#: that the author asked for; an empty line stands between blocks.
CODE, CELL, BREAK, _BLOCK = "\ufffc", "\x1f", "\x0b", "\n\n"


@dataclass(frozen=True)
class ShownText:
    """A chapter's text as readers see it: in `text` signs stand for its code, in `full`, as long,
    it is all there.
    """

    text: str
    full: str


def shown_text(tree: etree._Element) -> ShownText:
    """The text of `tree`, and what its attributes say where they stand."""
    text: list[str] = []
    full: list[str] = []
    depth = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if _is_shown_otherwise(element) or is_formula(element):
            depth += 1 if event == "start" else -1
        inside = (element.text if event == "start" else element.tail) or ""
        if element.tag == "br":
            inside = inside.removeprefix("\n")  # which Python-Markdown writes behind it
        around = [_gap(element.tag), *(_attribute_texts(element) if event == "start" else ())]
        text += [*around, re.sub(r"\S", CODE, inside) if depth else inside]
        full += [*around, inside]
    return ShownText("".join(text), "".join(full))


def pieces_of_text(tree: etree._Element) -> str:
    """All that may be shown, without code, in no order and each piece on a line of its own: for a
    quick look.
    """
    pieces = ["", *_SPEAKING_ATTRIBUTES(tree)]
    elements = [tree]
    while elements:
        element = elements.pop()
        if not _is_shown_otherwise(element) and not is_formula(element):
            pieces.append(element.text or "")
            elements.extend(element)
        pieces.append(element.tail or "")
    return "\n".join(pieces)


def _is_shown_otherwise(element: etree._Element) -> bool:
    """Whether this is code, or a reference, in whose place other words will stand."""
    return element.tag in _CODE or REFERENCE in element.attrib


def _gap(tag: str) -> str:
    if tag in _CELLS:
        return CELL
    if tag == "br":
        return BREAK
    return "" if tag in _INLINE else _BLOCK


def _attribute_texts(element: etree._Element) -> Iterator[str]:
    for name in _SAYING:
        if value := element.get(name):
            yield f"{_BLOCK}{value}{_BLOCK}"
