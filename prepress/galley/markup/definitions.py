"""Definitions of links: `[label]: address "title"`, which stand in no edition (CommonMark 0.31.2,
4.7).
"""

from __future__ import annotations

import re
import string
from xml.etree import ElementTree as ET

from markdown.blockprocessors import BlockProcessor

_LABEL = r"(?:\\.|[^\[\]\\])"
_TITLE = r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\)"
_DEFINITION = re.compile(
    rf"[ ]{{0,3}}\[(?!\^)(?=\s*[^\s\[\]])(?P<label>{_LABEL}{{1,999}})\]:[ \t]*(?:\n[ \t]*)?"
    r"(?:<(?P<enclosed>(?:\\.|[^<>\n\\])*)>|(?P<bare>[^\s<]\S*))(?=\s|$)"
    rf"(?:[ \t]*(?:[ \t]|\n)[ \t]*(?P<title>{_TITLE})(?=[ \t]*(?:\n|$)))?[ \t]*(?:\n|$)",
    re.DOTALL,
)
_ESCAPE = re.compile(rf"\\([{re.escape(string.punctuation)}])")


def folded_label(label: str) -> str:
    """The label in the one form in which all that are the same are alike."""
    return " ".join(label.lower().split())


class DefinitionProcessor(BlockProcessor):
    """Takes the definitions at the head of a paragraph; of several for one label the first
    counts.
    """

    def __init__(self, parser: object) -> None:
        super().__init__(parser)  # type: ignore[arg-type]
        self._defined: set[str] = set()

    def test(self, parent: ET.Element, block: str) -> bool:
        """Whether `block` begins with a definition."""
        return bool(_DEFINITION.match(block.lstrip("\n")))

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Note the definitions; what stands below is read as another block."""
        block = blocks.pop(0).lstrip("\n")
        end = 0
        while found := _DEFINITION.match(block, end):
            self._define(found)
            end = found.end()
        if block[end:].strip():
            blocks.insert(0, block[end:])

    def _define(self, found: re.Match[str]) -> None:
        label = folded_label(found["label"])
        if label in self._defined:
            return
        self._defined.add(label)
        written = found["enclosed"] if found["enclosed"] is not None else found["bare"]
        title = _ESCAPE.sub(r"\1", found["title"][1:-1]) if found["title"] else None
        address = _ESCAPE.sub(r"\1", written)
        self.parser.md.references[label] = (address, " ".join(title.split("\n")) if title else "")
