"""Tracing: the galley's own parser, run over a text with marks, so that its elements say where they
come from.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from prepress.galley.source_map.position_marks import ANY_MARK, AT, MARK

_TRACED = frozenset({"a", "img", "span", "sup"})
#: Patterns of the parser that make no picture and no call of a note.
_SETTING_WORDS = (
    *("short_reference", "autolink", "number", "automail", "linebreak", "html", "entity"),
    *("not_strong", "em_strong", "em_strong2", "delimiter"),
)


class TracingExtension(Extension):
    """Moves each mark to the element before which, or in which, it stands."""

    def __init__(self, *, without_words: bool) -> None:
        super().__init__()
        self._without_words = without_words

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called when the parser is built, behind every other extension."""
        for processor in md.inlinePatterns:
            if isinstance(processor, InlineProcessor):
                processor.handleMatch = _with_mark(processor.handleMatch)  # type: ignore[method-assign]
        # What is inline is read at 20; what comes behind it may look at single characters.
        md.treeprocessors.register(_LiftMarks(md), "lift_marks", 19.5)
        if self._without_words:
            md.treeprocessors.register(_LeaveWords(md), "leave_words", 20.5)
            for pattern in _SETTING_WORDS:
                md.inlinePatterns.deregister(pattern, strict=False)
            md.treeprocessors.deregister("smarty", strict=False)


def _with_mark(handle: Callable[..., Any]) -> Callable[..., Any]:
    """The same as `handle`, where links, pictures and calls of notes keep the mark before them."""

    def handle_with_mark(match: re.Match[str], data: str) -> Any:
        made = handle(match, data)
        element, start = made[0], made[1]
        if isinstance(element, ET.Element) and element.tag in _TRACED and start:
            before = data[start - 1]
            if MARK.match(before):
                element.set(AT, before)
        return made

    return handle_with_mark


class _LeaveWords(Treeprocessor):
    """Leaves words as they are that hold no picture and no call of a note: that saves most of the
    time.
    """

    def run(self, root: ET.Element) -> None:
        """Called before what is inline is read."""
        for element in root.iter():
            if element.text and "![" not in element.text and "[^" not in element.text:
                element.text = AtomicString(element.text)


class _LiftMarks(Treeprocessor):
    """Takes the marks out of the words, before anybody looks at these, and gives them to the
    elements.
    """

    def run(self, root: ET.Element) -> None:
        """Called when what is inline has been read."""
        for element in root.iter():
            for name, value in list(element.attrib.items()):
                if name != AT and MARK.search(value):
                    element.set(name, _lift(element, value))
            if element.text and MARK.search(element.text):
                element.text = _lift(element, element.text)
            for child in element:
                if child.tail and MARK.search(child.tail):
                    child.tail = _lift(element, child.tail)


def _lift(element: ET.Element, text: str) -> str:
    """`text` without marks, of which `element` has the first unless it has one already."""
    found = ANY_MARK.search(text)
    if found and AT not in element.attrib:
        element.set(AT, MARK.findall(found[0])[0])
    plain = ANY_MARK.sub(lambda each: each[0] if "=" in each[0] else "", text)
    return AtomicString(plain) if isinstance(text, AtomicString) else plain
