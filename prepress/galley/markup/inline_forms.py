"""Inline forms: what other tools have in a line of text beyond CommonMark."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from prepress.galley.markup.bare_addresses import BareAddress, BareMailAddress
from prepress.galley.markup.bracketed_spans import BracketedSpan, SpanKinds
from prepress.galley.markup.form_syntax import BOX, CHOICE, Blank, TickBox
from prepress.galley.markup.key_names import keys_of
from prepress.galley.markup.raw_code import InlineCodeTreeprocessor, RawCode
from prepress.galley.markup.shortcodes import Shortcode
from prepress.galley.markup.wiki_links import WikiLink

#: Words without a space, as Pandoc has them: `x^2^`; a face such as `^_^` is none.
_SUPERSCRIPT = r"\^(?=[^\s^]*[^\W_])([^\s^]{1,60})\^(?!\^)"
#: Words between signs that stand close to them and apart from others: no `a == b`, no `C++`.
_MARKED = r"(?<![\w=])==(?=[^\s=])((?:[^=]|=(?!=))+)(?<=[^\s=])==(?![\w=])"
_INSERTED = r"(?<![\w+])\+\+(?=[^\s+])((?:[^+]|\+(?!\+))+)(?<=[^\s+])\+\+(?![\w+])"

#: An escaped space; behind the letter of a drive, the sign is a path's.
_SPACE = r"(?<!\\)\\ "


class InlineFormExtension(Extension):
    """Brings all of them in, each at the place among the patterns where nothing else takes it."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called when the parser is built, behind the extensions for links and attributes."""
        patterns = md.inlinePatterns
        patterns.register(RawCode(md), "raw_code", 195)
        patterns.register(WikiLink(md), "wiki_link", 185)
        patterns.register(Blank(md), "blank", 184)
        patterns.register(TickBox(BOX, "☐", "task-box", md), "box", 183)
        patterns.register(TickBox(CHOICE, "○", "task-choice", md), "choice", 182.5)
        patterns.register(_NoBreakSpace(_SPACE, md), "no_break_space", 182)
        patterns.register(BracketedSpan(md), "bracketed_span", 135)
        patterns.register(BareAddress(md), "bare_address", 86)
        patterns.register(BareMailAddress(md), "bare_mail", 85)
        patterns.register(Shortcode(md), "shortcode", 75)
        patterns.register(_Words(_SUPERSCRIPT, "sup", md), "superscript", 66)
        patterns.register(_Words(_MARKED, "mark", md), "marked", 65)
        patterns.register(_Inserted(_INSERTED, md), "inserted", 64)
        md.treeprocessors.register(SpanKinds(md), "span_kinds", 7)
        md.treeprocessors.register(InlineCodeTreeprocessor(md), "inline_code", 6.5)


class _Words(InlineProcessor):
    """Words between two signs, which become an element with the name `tag`."""

    def __init__(self, pattern: str, tag: str, md: Markdown) -> None:
        super().__init__(pattern, md)
        self._tag = tag

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override] # noqa: N802
        """The element, and where its words stood."""
        element = ET.Element(self._tag)
        element.text = m[1]
        return element, m.start(0), m.end(0)


class _NoBreakSpace(InlineProcessor):
    """An escaped space, which Pandoc sets without a break."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override] # noqa: N802
        """The space, and where it stood."""
        is_path = data[: m.start(0)].endswith(":")
        return "\\ " if is_path else "\u00a0", m.start(0), m.end(0)


class _Inserted(InlineProcessor):
    """`++ctrl+s++`, the keys of mkdocs, and `++words++`, words that were added."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override] # noqa: N802
        """The keys, or the words as added."""
        names = keys_of(m[1])
        if not names:
            element = ET.Element("ins")
            element.text = m[1]
            return element, m.start(0), m.end(0)
        element = ET.Element("span", {"class": "keys"})
        for number, name in enumerate(names):
            key = ET.SubElement(element, "kbd")
            key.text = AtomicString(name)
            key.tail = AtomicString("+") if number < len(names) - 1 else None
        return element, m.start(0), m.end(0)
