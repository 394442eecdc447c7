"""CommonMark: its rules in the places where Python-Markdown's own would lose words of the
author's.
"""

from __future__ import annotations

import re
import string
from typing import Any
from xml.etree import ElementTree as ET

from markdown import Extension, Markdown
from markdown.blockprocessors import HashHeaderProcessor, OListProcessor, ReferenceProcessor
from markdown.inlinepatterns import (
    AUTOMAIL_RE,
    ESCAPE_RE,
    IMAGE_REFERENCE_RE,
    REFERENCE_RE,
    AutolinkInlineProcessor,
    EscapeInlineProcessor,
    ImageReferenceInlineProcessor,
    InlineProcessor,
    ReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)
from markdown.util import AMP_SUBSTITUTE, INLINE_PLACEHOLDER_RE

_SECOND_BRACKET = re.compile(r"\[([^\]]*)\]")
_ADDRESS = r"(?:<[^\n<>]*>|[^\s<]\S*)(?=\s|$)"
_LABEL = r"(?:\\.|[^\[\]\\])"
_DEFINITION = re.compile(
    rf"^[ ]{{0,3}}\[(?={_LABEL}*?[^\s\[\]])({_LABEL}*)\]:[ ]*(?:\n[ ]*)?"
    rf"({_ADDRESS})"
    r"[ ]*(?:\n[ ]*)?(([\"'])(.*)\4[ ]*|\((.*)\)[ ]*)?$",
    re.MULTILINE,
)
#: Behind a heading's words signs that close it stand apart from them: `# C#` is about C# (4.2).
_HEADING = re.compile(
    r"(?:^|\n)[ ]{0,3}(?P<level>#{1,6})(?=[ \n]|$)(?P<header>[^\n]*?)(?:[ \t]+#+)?[ \t]*(?:\n|$)"
)
#: Addresses that begin with a scheme which readers can open; a tag such as `<o:p>` is none of them.
_AUTOLINK = r"<((?:[A-Za-z][A-Za-z0-9+.-]*://|mailto:)[^\s<>]*)>"
_NUMBER = r"<((?:sms|tel):([^\s<>?;]+)[^\s<>]*)>"
_NUMBERED = re.compile(r"^[ ]{0,3}\d{1,9}\.[ ]+(.*)")
#: The patterns of Python-Markdown that begin with words in brackets.
_IN_BRACKETS = (
    "reference",
    "link",
    "image_link",
    "image_reference",
    "short_reference",
    "short_image_ref",
)


class CommonMarkExtension(Extension):
    """Brings the rules in; they stand where Python-Markdown's own of the same name stood."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called when the parser is built, behind the extension for lists."""
        md.ESCAPED_CHARS.extend(set(string.punctuation) - set(md.ESCAPED_CHARS))
        patterns = md.inlinePatterns
        patterns.register(_Escape(ESCAPE_RE, md), "escape", 180)
        patterns.register(_Reference(REFERENCE_RE, md), "reference", 170)
        patterns.register(_ShortReference(REFERENCE_RE, md), "short_reference", 130)
        patterns.register(_ImageReference(IMAGE_REFERENCE_RE, md), "image_reference", 140)
        patterns.register(AutolinkInlineProcessor(_AUTOLINK, md), "autolink", 120)
        patterns.register(_Number(_NUMBER, md), "number", 115)
        patterns.register(_MailAddress(AUTOMAIL_RE, md), "automail", 110)
        for name in _IN_BRACKETS:
            _leave_unclosed(patterns[name])
        md.parser.blockprocessors.register(_Definition(md.parser), "reference", 15)
        headings = md.parser.blockprocessors["hashheader"]
        assert isinstance(headings, HashHeaderProcessor), "registered by Python-Markdown"
        headings.RE = _HEADING  # type: ignore[misc] # a class's, which others share
        # A number of ten digits is one that somebody may want to call (CommonMark 0.31.2, 5.2).
        numbered = md.parser.blockprocessors["olist"]
        assert isinstance(numbered, OListProcessor), "registered by Python-Markdown"
        numbered.RE = _NUMBERED


def _leave_unclosed(processor: Any) -> None:
    """Let `processor` not look for the end of a bracket where no bracket is closed any more: with
    thousands of open ones, that would take time by their square.
    """
    read = processor.getText

    def words_in_brackets(data: str, index: int) -> tuple[str, int, bool]:
        if data.find("]", index) < 0:
            return "", len(data), False
        words: tuple[str, int, bool] = read(data, index)
        return words

    processor.getText = words_in_brackets


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


class _Definition(ReferenceProcessor):
    """`[label]: address` begins a paragraph of its own; below a line of text it is text (CommonMark
    0.31.2, 4.7).
    """

    RE = _DEFINITION

    def run(self, parent: ET.Element, blocks: list[str]) -> bool:
        """Take the definitions at the head of the first block, if there are any."""
        return bool(self.RE.match(blocks[0].lstrip("\n")) and super().run(parent, blocks))


class _Reference(ReferenceInlineProcessor):
    """`[words][label]` without a space: `[one] [two]` are two links (CommonMark 0.31.2, 6.3)."""

    RE_LINK = _SECOND_BRACKET

    def evalId(self, data: str, index: int, text: str) -> tuple[str | None, int, bool]:  # noqa: N802
        """The label, and where it ends."""
        label, end, found = super().evalId(data, index, text)
        return _as_written(label, self.md) if label else label, end, found


class _ShortReference(ShortReferenceInlineProcessor):
    """`[label]` alone."""

    def evalId(self, data: str, index: int, text: str) -> tuple[str | None, int, bool]:  # noqa: N802
        """The label, and where it ends."""
        label, end, found = super().evalId(data, index, text)
        return _as_written(label, self.md) if label else label, end, found


def _as_written(label: str, md: Markdown) -> str:
    """The label as its definition has it: code in it is read by now, and stands there with its
    signs.
    """
    nodes = md.treeprocessors["inline"].stashed_nodes  # type: ignore[attr-defined]

    def written(mark: re.Match[str]) -> str:
        node = nodes.get(mark[1])
        is_code = isinstance(node, ET.Element) and node.tag == "code"
        return f"`{node.text}`".lower() if is_code else mark[0]

    return INLINE_PLACEHOLDER_RE.sub(written, label)


class _ImageReference(ImageReferenceInlineProcessor):
    """The same for pictures."""

    RE_LINK = _SECOND_BRACKET


class _MailAddress(InlineProcessor):
    """`<name@example.org>` in plain letters: disguised, as Python-Markdown has it, an escape in it
    breaks it.
    """

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override] # noqa: N802
        """The link that the address becomes, and where it stood."""
        address = self.unescape(m[1]).removeprefix("mailto:")
        link = ET.Element("a", {"href": f"mailto:{address}"})
        link.text = address
        return link, m.start(0), m.end(0)


class _Number(InlineProcessor):
    """`<tel:+15550100>` and `<sms:741741>`: readers see the number, as they see an address of
    mail.
    """

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override] # noqa: N802
        """The link that the number becomes, and where it stood."""
        link = ET.Element("a", {"href": self.unescape(m[1])})
        link.text = self.unescape(m[2])
        return link, m.start(0), m.end(0)
