"""Word names: the styles and marks that the Word edition and those who read it back agree on."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from prepress.import_word.wordml import PIC, WP, A, R, W

#: The prefixes under which Word writes its names.
NAMESPACES = {
    "w": W.strip("{}"),
    "r": R.strip("{}"),
    "wp": WP.strip("{}"),
    "a": A.strip("{}"),
    "pic": PIC.strip("{}"),
}
#: The namespace of what the edition notes of itself.
IDENTITY = "https://makebook.example/word-edition"
#: The character styles of what no author wrote, such as “Figure 1”, of formulas and of code.
MADE, FORMULA, CODE = "Made Text", "Formula", "Code"
#: The tag of a content control that readers fill in.
FIELD = "makebook-field"
_BLOCK = "_mb_"
_BLOCK_NAME = re.compile(rf"{_BLOCK}([0-9]{{1,9}})")


def w(tag: str, *children: etree._Element | None, **attributes: object) -> etree._Element:
    """The element `tag` of WordprocessingML with these children, but None, and attributes."""
    element = etree.Element(f"{W}{tag}", nsmap=NAMESPACES)
    for name, value in attributes.items():
        element.set(f"{W}{name}", str(value))
    element.extend(child for child in children if child is not None)
    return element


def text_run(text: str, properties: etree._Element | None = None) -> etree._Element:
    """A run of these words."""
    words = w("t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return w("r", properties, words)


def block_name(number: int) -> str:
    """The name of the bookmark around the block `number`; Word does not list it."""
    return f"{_BLOCK}{number}"


def block_numbers(paragraph: Any) -> list[int]:
    """The numbers of the blocks that begin in a paragraph."""
    names = (each.get(f"{W}name", "") for each in paragraph.iter(f"{W}bookmarkStart"))
    return [int(found[1]) for name in names if (found := _BLOCK_NAME.fullmatch(name))]


def style_id(name: str) -> str:
    """The id of the style of this name."""
    return "".join(word[:1].upper() + word[1:] for word in name.split())
