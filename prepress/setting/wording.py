"""Wording: the interface's words in the text, such as the title of a callout that the author left untitled."""

from __future__ import annotations

from prepress.language import Words
from prepress.setting.draft import Draft


def fill_words(draft: Draft, words: Words) -> None:
    """Fill each `data-word` with its word, and name each task's box for screen readers."""
    for element in draft.elements():
        key = element.attrib.pop("data-word", None)
        if key is not None:
            element.text = words[key]
            if words.foreign:
                element.set("lang", words.lang)
        if element.tag == "span" and "task" in element.get("class", "").split():
            done = "task-done" in element.get("class", "").split()
            element.set("aria-label", words["done" if done else "open"])
