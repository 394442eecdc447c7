"""Text: what is extracted from the page is what the author wrote."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pydyf

if TYPE_CHECKING:
    from prepress.pdf.tagging.tree import TagTree

#: The class of the boxes that `prepress.pdf.glyphs` puts in the place of characters.
_CHARACTER_BOX = "missing-character"
#: Classes of lines that readers write on, and of boxes that they tick.
_TO_WRITE_ON = frozenset({"blank", "task-box", "writing-line"})
_HYPHEN, _SOFT_HYPHEN = b" <2010>", b" <00ad>"


def name_character_boxes(tree: TagTree) -> None:
    """Let a box that stands for a character that no font has be read as that character (ISO
    32000-1, 14.9.4).
    """
    for node, _ in tree.walk():
        if node.source and node.source.attribute("class") == _CHARACTER_BOX:
            character = node.source.attribute("title") or ""
            node.entries["ActualText"] = pydyf.String(character)


def name_blanks(tree: TagTree) -> None:
    """Let a line to write on be read as what it is for (ISO 32000-1, 14.9.3); a field says it by
    its own name.
    """
    for node, _ in tree.walk():
        classes = ((node.source and node.source.attribute("class")) or "").split()
        label = node.source.attribute("aria-label") if node.source else None
        if label and node.role != "Form" and not _TO_WRITE_ON.isdisjoint(classes):
            node.entries["Alt"] = pydyf.String(label)


def remap_hyphens(tree: TagTree) -> None:
    """Let hyphens that the layout added be extracted as soft hyphens (ISO 14289-1, 7.2), so that
    words stay whole.
    """
    remap_hyphens_of(
        tree.pdf,
        (
            text
            for node in tree.root.nodes
            if node.html is not None
            for text in node.html.itertext()
        ),
    )


def remap_hyphens_of(pdf: pydyf.PDF, texts: Iterable[str]) -> None:
    """The same for any PDF of WeasyPrint, which shows such hyphens with U+2010.

    Where the author typed that character in one of the `texts`, all are left alone.
    """
    if any("\u2010" in text for text in texts):
        return
    for stream in pdf.objects:
        if isinstance(stream, pydyf.Stream) and b"endcodespacerange" in stream.stream:
            stream.stream = [_remap_hyphen(line) for line in stream.stream]


def _remap_hyphen(line: bytes) -> bytes:
    return line.removesuffix(_HYPHEN) + _SOFT_HYPHEN if line.endswith(_HYPHEN) else line
