"""Form syntax: what an author writes where readers shall write: blanks of underscores and boxes to
tick.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

_AFTER = r"(?=$|[\s.,;:!?)\]/%°|])"
#: Three underscores and more that stand apart from words, or four right behind a sign such as a
#: colon, behind which three may end words that are set in bold italics.
BLANK = rf"(?<![^\s\x02\x03])(_{{3,}}){_AFTER}|(?<=[(:$€£#])(_{{4,}}){_AFTER}"
#: An empty box, with words behind it: `[ ] yes`. At the head of an item it is a task's.
BOX = r"(?<![^\s(])\[[ ]\](?=[ \u00a0]+[^\s(\[])"


class Blank(InlineProcessor):
    """Underscores as a span of the class `blank`, in which they still stand."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(BLANK, md)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override] # noqa: N802
        """The span, and where it stood."""
        span = ET.Element("span", {"class": "blank"})
        span.text = AtomicString(m[1] or m[2])
        return span, m.start(0), m.end(0)


class Box(InlineProcessor):
    """A box to tick in a line of text, as the check box of a task."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(BOX, md)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override] # noqa: N802
        """The box, and where it stood."""
        span = ET.Element("span", {"class": "task task-box", "role": "img"})
        span.text = AtomicString("☐")
        return span, m.start(0), m.end(0)
