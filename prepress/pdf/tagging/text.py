"""Text: what is extracted from the page is what the author wrote."""

from __future__ import annotations

import pydyf

from prepress.pdf.tagging.tree import TagTree

_HYPHEN, _SOFT_HYPHEN = b" <2010>", b" <00ad>"


def remap_hyphens(tree: TagTree) -> None:
    """Let hyphens that the layout added be extracted as soft hyphens (ISO 14289-1, 7.2), so that words stay whole.

    WeasyPrint shows them with U+2010. A text in which the author typed that character is left alone.
    """
    if any("\u2010" in text for node in tree.root.nodes if node.html is not None for text in node.html.itertext()):
        return
    for stream in tree.pdf.objects:
        if isinstance(stream, pydyf.Stream) and b"endcodespacerange" in stream.stream:
            stream.stream = [_remapped(line) for line in stream.stream]


def _remapped(line: bytes) -> bytes:
    return line.removesuffix(_HYPHEN) + _SOFT_HYPHEN if line.endswith(_HYPHEN) else line
