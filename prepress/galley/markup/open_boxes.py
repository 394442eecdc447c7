"""Open boxes: how pymdownx finds the items of lists around a box that is open, without a look at
the whole text for each of its blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET


def look_at_open_boxes(processor: Any) -> None:
    """Let pymdownx's `processor` of blocks look only at what is open."""
    read = processor.parse_blocks

    def parse_blocks(blocks: list[str], parent: ET.Element) -> None:
        read(blocks, _Edge(processor, parent))

    processor.parse_blocks = parse_blocks


class _Edge:
    """What is open from `top` down to the innermost box, where pymdownx walks through all of it."""

    def __init__(self, processor: Any, top: ET.Element) -> None:
        self._processor = processor
        self._top = top

    def iter(self) -> Iterator[_Holder | ET.Element]:
        """Each element that holds another one that is open; all that there are where the innermost
        box is not the last thing of the text so far.
        """
        box: ET.Element = self._processor.stack[-1].el
        holders: list[_Holder] = []
        at = self._top
        while at is not box and len(at):
            holders.append(_Holder(at, at[-1]))
            at = at[-1]
        return iter(holders) if at is box else self._top.iter()


class _Holder:
    """An element that stands for itself, and of whose children only the last one counts."""

    def __init__(self, element: ET.Element, last: ET.Element) -> None:
        self.tag = element.tag
        self._element, self._last = element, last

    def __iter__(self) -> Iterator[ET.Element]:
        return iter((self._last,))

    def __hash__(self) -> int:
        return hash(self._element)

    def __eq__(self, other: object) -> bool:
        return other is self._element or other is self
