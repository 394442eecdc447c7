"""The tag tree: a PDF's structure as plain nodes, which repairs may change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pydyf

if TYPE_CHECKING:
    from prepress.pdf.engine.tag_sources import Source


@dataclass(frozen=True)
class MarkedContent:
    """A run of marked content: its page, from 0, and its number there."""

    page: int
    mcid: int


@dataclass(frozen=True, eq=False)
class Annotation:
    """A link's active area on a page."""

    page: int
    object: pydyf.Dictionary

    @property
    def rectangle(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top in pt."""
        x1, y1, x2, y2 = self.object["Rect"]
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


@dataclass(eq=False)
class Node:
    """A structure element of the type `role` (ISO 32000-1, 14.8.4), and the PDF object that it was
    read from.
    """

    role: str
    page: int
    source: Source | None = None
    kids: list[Node | MarkedContent | Annotation] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)
    entries: dict[str, Any] = field(default_factory=dict)
    object: pydyf.Dictionary | None = None

    @property
    def nodes(self) -> list[Node]:
        """The kids that are structure elements."""
        return [kid for kid in self.kids if isinstance(kid, Node)]

    @property
    def annotations(self) -> list[Annotation]:
        """The kids that are active areas."""
        return [kid for kid in self.kids if isinstance(kid, Annotation)]

    @property
    def tag(self) -> str:
        """The HTML tag that the element came from; empty for none."""
        return self.source.tag if self.source else ""

    @property
    def html(self) -> Any:
        """The HTML element that the element came from, None for none."""
        return self.source.element if self.source else None

    def descendants(self) -> Iterator[Node]:
        """The node itself and all below it, in reading order."""
        yield self
        for kid in self.nodes:
            yield from kid.descendants()

    def contents(self) -> Iterator[MarkedContent]:
        """All marked content at and below the node."""
        for node in self.descendants():
            yield from (kid for kid in node.kids if isinstance(kid, MarkedContent))

    def replace(self, kid: Node, *others: Node | MarkedContent | Annotation) -> None:
        """Put `others`, or nothing, in the place of `kid`."""
        index = next(index for index, other in enumerate(self.kids) if other is kid)
        self.kids[index : index + 1] = others


@dataclass(eq=False)
class TagTree:
    """The structure tree of one PDF. What is left out of it when it is written becomes an
    artifact. `field_font` gives the font in which fields are filled in, where the PDF has fields.
    """

    document: Any
    pdf: pydyf.PDF
    root: Node
    furniture: list[tuple[Source, list[MarkedContent]]]
    artifacts: dict[MarkedContent, dict[str, Any]] = field(default_factory=dict)
    field_font: Callable[[], bytes] | None = None

    def walk(self) -> Iterator[tuple[Node, tuple[Node, ...]]]:
        """Each node with its ancestors, the nearest last, in reading order; safe against changes
        while walking.
        """
        todo: list[tuple[Node, tuple[Node, ...]]] = [(self.root, ())]
        while todo:
            node, ancestors = todo.pop()
            yield node, ancestors
            todo += [(kid, (*ancestors, node)) for kid in reversed(node.nodes)]

    def drop(self, node: Node, parent: Node, properties: Mapping[str, Any]) -> None:
        """Take `node` out of the tree; what it shows becomes an artifact with `properties`."""
        parent.replace(node)
        for content in node.contents():
            self.artifacts[content] = dict(properties)
