"""Bracketed spans: Pandoc's `[words]{.class #id lang=es}`."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from prepress.galley.markup.attributes import ONE

#: What may stand in brackets.
INNER = r"(?:[^\[\]]|\[[^\[\]]*\])*"
_SPAN = rf"(?<!!)\[(?=[^\]])({INNER})\](?=\{{[ ]*{ONE}(?:[ ]+{ONE})*[ ]*\}})"
#: The element that Pandoc makes of a span of this class.
_ELEMENTS = {"mark": "mark", "ul": "u", "underline": "u", "kbd": "kbd"}


class BracketedSpan(InlineProcessor):
    """The words as a span; the list behind them is read by the extension for attributes."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(_SPAN, md)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override] # noqa: N802
        """The span, and where it stood."""
        span = ET.Element("span")
        span.text = m[1]
        return span, m.start(0), m.end(0)


class SpanKinds(Treeprocessor):
    """Gives a span of a class that says what it is the element for that."""

    def run(self, root: ET.Element) -> None:
        """Called when the attributes are read."""
        for span in root.iter("span"):
            classes = (span.get("class") or "").split()
            kind = next((name for name in classes if name in _ELEMENTS), None)
            if kind is not None:
                span.tag = _ELEMENTS[kind]
                rest = [name for name in classes if name != kind]
                span.attrib.pop("class")
                if rest:
                    span.set("class", " ".join(rest))
