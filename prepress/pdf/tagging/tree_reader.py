"""Tree reader: the tag tree that WeasyPrint has built, read from the PDF's objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pydyf

from prepress.pdf.tagging.tree import Annotation, MarkedContent, Node, TagTree

if TYPE_CHECKING:
    from prepress.pdf.engine.tag_sources import Source


def read_tree(document: Any, pdf: pydyf.PDF, sources: Mapping[int, Source]) -> TagTree:
    """The tree of the `document` that is written as `pdf`, with the source of each element by the
    element's identity.
    """
    reader = _TreeReader(pdf, sources)
    root = reader.node(reader.object(reader.object(pdf.catalog["StructTreeRoot"])["K"][0]))
    furniture: list[tuple[Source, list[MarkedContent]]] = []
    for element in list(pdf.objects):
        source = sources.get(id(element))
        # An empty element was read as a part of the one around it.
        if source and source.in_margin and element:
            furniture.append((source, list(reader.node(element).contents())))
    return TagTree(document, pdf, root, furniture)


class _TreeReader:
    """Follows references from the structure tree's root."""

    def __init__(self, pdf: pydyf.PDF, sources: Mapping[int, Source]) -> None:
        self._pdf = pdf
        self._sources = sources
        self._pages = {
            bytes(reference): number for number, reference in enumerate(pdf.page_references)
        }

    def object(self, reference: bytes) -> Any:
        """The object that `reference` names."""
        return self._pdf.objects[int(reference.split()[0])]

    def node(self, element: Any) -> Node:
        """The element and all below it. Runs of text that came from no box of their own belong to
        their parent.
        """
        source = self._sources.get(id(element))
        page = self._pages[bytes(element["Pg"])] if "Pg" in element else 0
        entries = {key: element[key] for key in ("Alt", "ID") if key in element}
        node = Node(
            element["S"][1:], page, source, [], dict(element.get("A", {})), entries, element
        )
        for kid in element["K"]:
            if isinstance(kid, int):
                node.kids.append(MarkedContent(page, kid))
                continue
            target = self.object(kid)
            if target["Type"] == "/OBJR":
                node.kids.append(
                    Annotation(self._pages[bytes(target["Pg"])], self.object(target["Obj"]))
                )
            elif id(target) not in self._sources and all(
                isinstance(mcid, int) for mcid in target["K"]
            ):
                node.kids += [MarkedContent(page, mcid) for mcid in target["K"]]
            else:
                node.kids.append(self.node(target))
        element.clear()
        return node
