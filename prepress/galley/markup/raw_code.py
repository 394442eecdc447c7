"""Raw code: Pandoc's `` `<b>`{=html} ``, code for one format of output, and code in a line that
says its language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from prepress.galley.markup.html_blocks import EMPTY_LINE

#: The formats that an edition is made from.
_HTML = frozenset({"epub", "epub2", "epub3", "html", "html4", "html5"})
INLINE = re.compile(
    r"(?<![`\\])(?P<run>`+)(?!`)(?P<code>(?:(?!(?P=run))[^\n]|\n(?!\n))+?)(?P=run)"
    r"\{=(?P<format>[\w+-]+)\}"
)
_BLOCK = re.compile(r"\{\s*=(?P<format>[\w+-]+)\s*\}$")
_LANGUAGE = re.compile(r"#!(?P<name>[a-z][\w+#.-]*) (?=\S)")


def is_html(name: str) -> bool:
    """Whether code for the format `name` is HTML."""
    return name.lower() in _HTML


def format_of(info: str) -> str:
    """The format for which a fence's code is meant to be raw, by the words behind its mark; empty
    where it is plain code.
    """
    found = _BLOCK.match(info.strip())
    return found["format"] if found else ""


def raw_block(name: str, code: Sequence[str]) -> list[str]:
    """The lines of code that is raw in the format `name`: those of HTML, and of others none."""
    if not is_html(name):
        return []
    return ["", "<div>", *(line if line.strip() else EMPTY_LINE for line in code), "</div>", ""]


class RawCode(InlineProcessor):
    """Puts HTML aside as it is, and leaves out what is for other formats."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(INLINE.pattern, md)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override] # noqa: N802
        """The mark for the HTML, and where it stood."""
        html = m["code"].strip() if is_html(m["format"]) else ""
        return self.md.htmlStash.store(html) if html else "", m.start(0), m.end(0)


class InlineCodeTreeprocessor(Treeprocessor):
    """Takes the name of its language out of code: pymdown's `#!python`."""

    def run(self, root: ET.Element) -> None:
        """Called when code stands in the tree."""
        for code in root.iter("code"):
            language = _LANGUAGE.match(code.text or "") if not len(code) else None
            if language and code.text:
                code.text = AtomicString(code.text[language.end() :])
                code.set("class", language["name"])
