"""Tables: a caption and attributes below them, and signs of cells in code, as Pandoc, kramdown and
GitHub have them.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from markdown import Extension, Markdown
from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.extensions.def_list import DefListProcessor
from markdown.extensions.tables import TableExtension, TableProcessor

_CAPTION = re.compile(r"[ ]{0,3}(?:[Tt]able)?:[ ]+(?P<words>\S.*?)[ ]*$")
_DEFINITION = re.compile(r"[ ]{0,3}:[ ]{1,3}")
_ATTRIBUTES = re.compile(r"[ ]{0,3}\{:?(?P<list>[^{}]*)\}[ ]*$")
_CAPTION_ATTRIBUTES = re.compile(r"\s*\{(?P<list>[^{}]*)\}$")
_ESCAPED = re.compile(r"\\\|")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)")


class CaptionedTableExtension(Extension):
    """Replaces the reading of tables, and of definitions, for which a caption was taken."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called when the parser is built, behind the extension for definitions."""
        TableExtension(use_align_attribute=True).extendMarkdown(md)
        processors = md.parser.blockprocessors
        processors.register(_Tables(md.parser, {"use_align_attribute": True}), "table", 75)
        processors.register(_Captions(md.parser), "caption", 76)
        processors.register(_Definitions(md.parser), "deflist", 25)


class _Tables(TableProcessor):
    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Set the table, and what stands right below its last row."""
        rows = blocks[0].split("\n")
        below: list[str] = []
        while len(rows) > 2 and (_CAPTION.match(rows[-1]) or _ATTRIBUTES.match(rows[-1])):
            below.insert(0, rows.pop())
        blocks[0] = "\n".join(rows)
        super().run(parent, blocks)
        body = parent[-1].find("tbody")
        if len(rows) == 2 and body is not None:
            parent[-1].remove(body)  # Python-Markdown's own row, without a word in it
        for line in below:
            _say_below(parent[-1], line)

    def _split(self, row: str) -> list[str]:
        """The cells of a row; a pipe that is escaped in code is a pipe (GitHub's Markdown,
        4.10).
        """
        cells: list[str] = super()._split(row)  # type: ignore[misc]
        return [_CODE.sub(lambda code: _ESCAPED.sub("|", code[0]), cell) for cell in cells]


class _Captions(TableProcessor):
    """A line `: words` that stands alone below a table is its caption, as in Pandoc."""

    def __init__(self, parser: object) -> None:
        super().__init__(parser, {})  # type: ignore[arg-type]

    def test(self, parent: ET.Element, block: str) -> bool:
        """Whether `block` is the caption of the table above it."""
        above = self.lastChild(parent)
        return (
            above is not None
            and above.tag == "table"
            and bool(_CAPTION.fullmatch(block.strip("\n")))
        )

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Set the caption."""
        _say_below(parent[-1], blocks.pop(0).strip("\n"))


class _Definitions(DefListProcessor):
    """A definition without a term is text: a list of it would not be valid (HTML, 4.4.9)."""

    def run(self, parent: ET.Element, blocks: list[str]) -> bool | None:
        """Set the definition where it has a term."""
        found = self.RE.search(blocks[0])
        above = self.lastChild(parent)
        has_term = bool(found and blocks[0][: found.start()].strip())
        if not has_term and (above is None or above.tag not in ("p", "dl")):
            return False
        _divide_definitions(blocks)
        return super().run(parent, blocks)


def _divide_definitions(blocks: list[str]) -> None:
    """Make blocks of definitions that follow each other line by line, as Python-Markdown would,
    which takes each one off the head of all others.
    """
    lines = blocks[0].split("\n")
    first = next(at for at, line in enumerate(lines) if _DEFINITION.match(line))
    last = first
    while last + 1 < len(lines) and _DEFINITION.match(lines[last + 1]):
        last += 1
    if last > first:
        blocks[0] = "\n".join(lines[last:])
        for line in reversed(lines[first + 1 : last]):
            blocks.insert(0, line)
        blocks.insert(0, "\n".join(lines[: first + 1]))


def _say_below(table: ET.Element, line: str) -> None:
    attributes = _ATTRIBUTES.match(line)
    caption = _CAPTION.match(line)
    if caption and not attributes:
        words = caption["words"]
        attributes = _CAPTION_ATTRIBUTES.search(words)
        element = ET.Element("caption")
        element.text = words[: attributes.start()] if attributes else words
        table.insert(0, element)
    for key, value in get_attrs_and_remainder(attributes["list"])[0] if attributes else ():
        name = {".": "class"}.get(key, key)
        table.set(
            name,
            f"{table.get(name, '')} {value or ''}".strip() if name == "class" else value or key,
        )
