"""Verbatim spans: code, addresses in angle brackets and tags in a line, whichever begins first;
nothing in them is read as anything else (CommonMark 0.31.2, 6.1, 6.4 and 6.6).
"""

from __future__ import annotations

import re
import string
from xml.etree import ElementTree as ET

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString, code_escape

from prepress.galley.markup.unclosed_tags import is_unclosed

#: A name of HTML; also one of a namespace of XML, as Word's tags have it that stand in pasted text.
_NAME = r"[A-Za-z][A-Za-z0-9-]*(?::[A-Za-z][A-Za-z0-9-]*)?"
_VALUE = r"(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\")"
_ATTRIBUTES = rf"(?:\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*{_VALUE})?)*"
#: The sign by which the source map knows an address or the end of an element again.
_SIGN = "[\U000f0000-\U0010fffd]?"
_MARK = rf"(?: data-at={_SIGN})?"
_ADDRESS = r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*"
_MAIL = rf"(?:[\w.!#$%&'*+/=?^`{{|}}~-]|\\[+._-])+@[^\W_][\w-]*(?:\.[^\W_][\w-]*)*{_SIGN}"
_SPANS = (
    # The address of a link is no tag: `[words](</my uri>)`.
    r"(?P<passed>\\[^\n]|(?<=\]\()<(?:\\.|[^<>\n\\])*>(?=[)\s]))|(?P<run>`+)"
    rf"|<(?:(?P<address>{_ADDRESS})|(?P<mail>{_MAIL}))>"
    rf"|(?P<tag><(?:{_NAME}{_ATTRIBUTES}\s*/?|/{_NAME}{_MARK}\s*"
    r"|!--(?:(?!<!--|-->).)*--|\?(?:(?!<\?|\?>).)*\?|!\[CDATA\[(?:(?!<!\[CDATA\[|\]\]>).)*\]\])>)"
)
_NUMBER = re.compile(r"(?:sms|tel):(?P<number>[^?;]+)", re.IGNORECASE)
#: What a line in a list is indented by belongs to the list.
_LINE_END = re.compile(r"\n[ ]*")
_ESCAPE = re.compile(rf"\\([{re.escape(string.punctuation)}])")


class VerbatimSpanExtension(Extension):
    """Stands in the place of four patterns of Python-Markdown, which it reads one after the
    other.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called when the parser is built."""
        for name in ("autolink", "automail", "html"):
            md.inlinePatterns.deregister(name)
        md.inlinePatterns.register(_VerbatimSpans(md), "backtick", 190)


class _VerbatimSpans(InlineProcessor):
    def __init__(self, md: Markdown) -> None:
        super().__init__(_SPANS, md)

    def handleMatch(  # type: ignore[override] # noqa: N802 - Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | str | None, int, int]:
        """What stands in the text for the span, and where it stood; an escape is left for later."""
        start, end = m.span()
        if m["run"]:
            return _code(data, start, end)
        if m["mail"]:
            address = _ESCAPE.sub(r"\1", m["mail"])
            return _link(address, f"mailto:{address}"), start, end
        if m["address"] and f"</{m['address']}>" not in data:
            number = _NUMBER.match(m["address"])
            return _link(number["number"] if number else m["address"], m["address"]), start, end
        if is_unclosed(data, start):
            return None, start, end
        if m["tag"] or m["address"]:
            return self.md.htmlStash.store(m[0]), start, end
        return None, start, end


def _code(data: str, start: int, end: int) -> tuple[ET.Element | None, int, int]:
    """The code between two runs of as many signs, of which the first stands from `start` to
    `end`.
    """
    run = "`" * (end - start)
    closing = data.find(run, end)
    while closing >= 0:
        behind = closing + len(run)
        while data.startswith("`", behind):
            behind += 1
        if behind - closing == len(run):
            element = ET.Element("code")
            element.text = AtomicString(code_escape(_shown_code(data[end:closing])))
            return element, start, behind
        closing = data.find(run, behind)
    return None, start, end


def _shown_code(written: str) -> str:
    """Code without the one space on either side that lets it begin or end with a backtick."""
    code = _LINE_END.sub(" ", written)
    if code.strip() and code.startswith(" ") and code.endswith(" "):
        return code[1:-1]
    return code


def _link(shown: str, address: str) -> ET.Element:
    link = ET.Element("a", {"href": address})
    link.text = AtomicString(shown)
    return link
