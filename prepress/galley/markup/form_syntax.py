"""Form syntax: what an author writes where readers shall write: blanks of underscores, boxes to
tick, and choices of which one can be made.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from prepress.galley.markup.bracketed_spans import INNER

_AFTER = r"(?=$|[\s.,;:!?)\]/%°|])"
#: Three underscores and more that stand apart from words, or four right behind a sign such as a
#: colon, behind which three may end words that are set in bold italics; or those that begin a span
#: with a list of attributes: `[____ Name]{.field}`.
BLANK = (
    rf"(?<![^\s\x02\x03])(_{{3,}}){_AFTER}|(?<=[(:$€£#])(_{{4,}}){_AFTER}"
    rf"|(?<=\[)(_{{3,}})(?=[ \]])(?={INNER}\]\{{)"
)
#: An empty box, with words behind it: `[ ] yes`. At the head of an item it is a task's. In a cell
#: it stands alone.
BOX = r"(?<![^\s(])\[[ ]\](?=[ \u00a0]+[^\s(\[])|^\[[ ]\]$"
#: The same for one of several, of which one can be chosen: `( ) yes ( ) no`.
CHOICE = r"(?<![^\s])\([ ]\)(?=[ \u00a0]+[^\s(\[])|^\([ ]\)$"


class Blank(InlineProcessor):
    """Underscores as a span of the class `blank`, in which they still stand."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(BLANK, md)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override] # noqa: N802
        """The span, and where it stood."""
        span = ET.Element("span", {"class": "blank"})
        span.text = AtomicString(m[1] or m[2] or m[3])
        return span, m.start(0), m.end(0)


class TickBox(InlineProcessor):
    """A `sign` to tick in a line of text, with a class that says what it is; as the check box of a
    task.
    """

    def __init__(self, pattern: str, sign: str, name: str, md: Markdown) -> None:
        super().__init__(pattern, md)
        self._sign, self._class = sign, f"task {name}"

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override] # noqa: N802
        """The box, and where it stood."""
        span = ET.Element("span", {"class": self._class, "role": "img"})
        span.text = AtomicString(self._sign)
        return span, m.start(0), m.end(0)
