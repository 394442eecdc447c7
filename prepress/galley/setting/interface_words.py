"""Wording: the interface's words in the text, such as the title of a callout that the author left
untitled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from prepress.text.xhtml import HEADINGS

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft
    from prepress.layouts.words import Words


def fill_words(draft: Draft, words: Words) -> None:
    """Fill each `data-word` with its word, and name what screen readers would not understand."""
    for element in draft.elements():
        key = element.attrib.pop("data-word", None)
        if key is not None and _is_titled(element):
            _remove(element)
        elif key in words.catalogue:
            said = (
                etree.SubElement(element, "span", {"lang": words.lang, "dir": words.dir})
                if words.foreign
                else element
            )
            said.text = words[key]
        classes = element.get("class", "").split()
        if "task-box" in classes or "task-choice" in classes:
            element.set("aria-label", words["box"])
        elif "task" in classes:
            element.set("aria-label", words["done" if "task-done" in classes else "open"])
        elif "note-back" in classes:
            element.set("aria-label", words["back_to_text"])


def _is_titled(title: etree._Element) -> bool:
    """Whether a heading of the author's follows, so that the callout needs no title of ours."""
    after = title.getnext()
    return after is not None and after.tag in HEADINGS


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None, "a title stands in its callout"
    parent.remove(element)
