"""Tree writer: the tag tree as PDF objects, with the two maps that lead from content and active
areas back to it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pydyf

from prepress.pdf.tagging.tree import Annotation, MarkedContent, Node, TagTree

_LAYOUT = {"Type": "/Layout"}


def write_tree(tree: TagTree) -> None:
    """Write `tree` into its PDF (ISO 32000-1, 14.7): elements, parent tree, ids; all other content
    is an artifact.
    """
    writer = _TreeWriter(tree)
    top = writer.element(tree.root, writer.root.reference)
    writer.root["K"] = pydyf.Array([top.reference])
    writer.maps()
    writer.streams()
    writer.page_annotations()


class _TreeWriter:
    def __init__(self, tree: TagTree) -> None:
        self._tree = tree
        self._pdf = tree.pdf
        self._pages = tree.pdf.page_references
        self.root: Any = self._object(self._pdf.catalog["StructTreeRoot"])
        self._parents: dict[MarkedContent, bytes] = {}
        self._areas: list[tuple[Annotation, bytes]] = []
        self._ids: dict[bytes, bytes] = {}

    def _object(self, reference: bytes) -> Any:
        return self._pdf.objects[int(reference.split()[0])]

    def element(self, node: Node, parent: bytes) -> pydyf.Dictionary:
        """The structure element of `node` and those below it."""
        element = node.object
        if element is None:
            element = pydyf.Dictionary()
            self._pdf.add_object(element)
        element.update(
            {"Type": "/StructElem", "S": f"/{node.role}", "P": parent, "Pg": self._pages[node.page]}
        )
        if node.attributes:
            element["A"] = pydyf.Dictionary(node.attributes)
        element.update(node.entries)
        if "ID" in node.entries:
            self._ids[node.entries["ID"].data] = element.reference
        kids: list[Any] = []
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(self.element(kid, element.reference).reference)
            elif isinstance(kid, MarkedContent):
                self._parents[kid] = element.reference
                kids.append(kid.mcid if kid.page == node.page else self._run(kid))
            else:
                self._areas.append((kid, element.reference))
                kids.append(self._area(kid))
        element["K"] = pydyf.Array(kids)
        return element

    def _run(self, content: MarkedContent) -> pydyf.Dictionary:
        page = self._pages[content.page]
        return pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": content.mcid})

    def _area(self, area: Annotation) -> pydyf.Dictionary:
        page = self._pages[area.page]
        return pydyf.Dictionary({"Type": "/OBJR", "Pg": page, "Obj": area.object.reference})

    def maps(self) -> None:
        """The parent tree (14.7.4.4), first the pages, then the active areas; and the ids
        (14.7.2).
        """
        by_page: defaultdict[int, dict[int, bytes]] = defaultdict(dict)
        for content, reference in self._parents.items():
            by_page[content.page][content.mcid] = reference
        numbers: list[Any] = []
        pages = len(self._pages)
        for page in range(pages):
            found = by_page[page]
            last = max(found, default=-1)
            numbers += [page, pydyf.Array([found.get(mcid, b"null") for mcid in range(last + 1)])]
        for key, (area, reference) in enumerate(self._areas, pages):
            area.object["StructParent"] = key
            numbers += [key, reference]
        self._object(self.root["ParentTree"])["Nums"] = pydyf.Array(numbers)
        self.root["ParentTreeNextKey"] = pages + len(self._areas)
        if self._ids:
            names = [part for pair in sorted(self._ids.items()) for part in (pair[0], pair[1])]
            tree = pydyf.Dictionary({"Names": pydyf.Array(names)})
            self._pdf.add_object(tree)
            self.root["IDTree"] = tree.reference

    def streams(self) -> None:
        """Mark as artifacts all runs that no element owns."""
        for page, reference in enumerate(self._pages):
            stream = self._object(self._object(reference)["Contents"]).stream
            for index, part in enumerate(stream):
                if not isinstance(part, dict) or "MCID" not in part:
                    continue
                content = MarkedContent(page, part["MCID"])
                if content not in self._parents:
                    properties = self._tree.artifacts.get(content, _LAYOUT)
                    stream[index - 1], stream[index] = "/Artifact", pydyf.Dictionary(properties)

    def page_annotations(self) -> None:
        """Take links that no element owns off their pages (ISO 14289-1, 7.18.1); print all that
        stay.
        """
        owned = {area.object.reference for area, _ in self._areas}
        for reference in self._pages:
            page = self._object(reference)
            areas = [area for area in page.pop("Annots", ()) if self._may_stay(area, owned)]
            if areas:
                page["Annots"] = pydyf.Array(areas)
                for area in areas:
                    self._object(area)["F"] = 4

    def _may_stay(self, reference: bytes, owned: set[bytes]) -> bool:
        return reference in owned or self._object(reference).get("Subtype") != "/Link"
