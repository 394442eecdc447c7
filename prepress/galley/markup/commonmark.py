"""CommonMark: its rules in the places where Python-Markdown's own would lose words of the
author's.
"""

from __future__ import annotations

import re
import string
from xml.etree import ElementTree as ET

from markdown import Extension, Markdown
from markdown.blockprocessors import HashHeaderProcessor, OListProcessor
from markdown.inlinepatterns import ESCAPE_RE, EscapeInlineProcessor
from markdown.util import AMP_SUBSTITUTE

from prepress.galley.markup.definitions import DefinitionProcessor
from prepress.galley.markup.link_syntax import read_links

#: Behind a heading's words signs that close it stand apart from them: `# C#` is about C# (4.2).
_HEADING = re.compile(
    r"(?:^|\n)[ ]{0,3}(?P<level>#{1,6})(?=[ \n]|$)(?P<header>(?:[ \t]++[^ \t\n]++)*?)"
    r"(?:[ \t]++#++)?[ \t]*+(?:\n|$)"
)
_NUMBERED = re.compile(r"^[ ]{0,3}\d{1,9}\.[ ]+(.*)")


class CommonMarkExtension(Extension):
    """Brings the rules in; they stand where Python-Markdown's own of the same name stood."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called when the parser is built, behind the extension for lists."""
        md.ESCAPED_CHARS.extend(set(string.punctuation) - set(md.ESCAPED_CHARS))
        patterns = md.inlinePatterns
        patterns.register(_Escape(ESCAPE_RE, md), "escape", 180)
        read_links(md)
        # Before headings with a line below them, at 60, in which a definition may stand.
        md.parser.blockprocessors.register(DefinitionProcessor(md.parser), "reference", 73)
        headings = md.parser.blockprocessors["hashheader"]
        assert isinstance(headings, HashHeaderProcessor), "registered by Python-Markdown"
        headings.RE = _HEADING  # type: ignore[misc] # a class's, which others share
        # A number of ten digits is one that somebody may want to call (CommonMark 0.31.2, 5.2).
        numbered = md.parser.blockprocessors["olist"]
        assert isinstance(numbered, OListProcessor), "registered by Python-Markdown"
        numbered.RE = _NUMBERED


class _Escape(EscapeInlineProcessor):
    """A backslash before any punctuation or at a line's end (CommonMark 0.31.2, 2.4 and 6.7)."""

    def handleMatch(  # type: ignore[override] # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | str | None, int | None, int | None]:
        """What the two characters become, and where they stood."""
        if m[1] == "\n":
            return ET.Element("br"), m.start(0), m.end(0)
        if (
            m[1] == "&"
        ):  # the serialiser would let a bare one through as the beginning of a reference
            return f"{AMP_SUBSTITUTE}amp;", m.start(0), m.end(0)
        return super().handleMatch(m, data)
