"""Links: one element for each link, with one active area for each line of it, and a name that says
where it leads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydyf

if TYPE_CHECKING:
    from prepress.pdf.tagging.tree import Annotation, Node, TagTree


def gather_link_lines(tree: TagTree) -> None:
    """Move the areas of whatever stands inside a link up to the link, or into the area that they
    overlap there.

    WeasyPrint makes an area for each box inside a link, and leaves those of pictures and emphasis
    outside of it (ISO 14289-1, 7.18.5).
    """
    for node, ancestors in tree.walk():
        link = next((ancestor for ancestor in reversed(ancestors) if ancestor.role == "Link"), None)
        if link is None:
            if node.annotations:
                node.role = "Link"
            continue
        for area in node.annotations:
            node.kids.remove(area)
            outer = next((other for other in link.annotations if _touch(other, area)), None)
            if outer is None:
                link.kids.append(area)
            else:
                outer.object["Rect"] = pydyf.Array(_union(outer, area))
        if node.role == "Link":
            node.role = "Span"


def name_links(tree: TagTree) -> None:
    """Describe each link by its words, or those of the picture it holds (ISO 14289-1, 7.18.1).

    WeasyPrint writes the bare address there, which screen readers would spell.
    """
    for node, _ in tree.walk():
        if node.role == "Link" and node.html is not None:
            name = _name(node)
            for area in node.annotations:
                if name:
                    area.object["Contents"] = pydyf.String(name)


def _touch(one: Annotation, other: Annotation) -> bool:
    left, bottom, right, top = one.rectangle
    x1, y1, x2, y2 = other.rectangle
    return one.page == other.page and x1 <= right and left <= x2 and y1 <= top and bottom <= y2


def _union(one: Annotation, other: Annotation) -> tuple[float, float, float, float]:
    (left, bottom, right, top), (x1, y1, x2, y2) = one.rectangle, other.rectangle
    return min(left, x1), min(bottom, y1), max(right, x2), max(top, y2)


def _name(node: Node) -> str:
    element = node.html
    given = element.get("aria-label") or element.get("title")
    if given:
        return str(given)
    words = " ".join("".join(element.itertext()).split())
    return words or " ".join(image.get("alt", "") for image in element.iter("img")).strip()
