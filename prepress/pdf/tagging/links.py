"""Links: one element for each link, with one active area for each line of it, and a name that says where it leads."""

from __future__ import annotations

import pydyf

from prepress.pdf.tagging.tree import Annotation, Node, TagTree

_SLACK_PT = 0.5


def gather_link_lines(tree: TagTree) -> None:
    """Move the areas of whatever stands inside a link up to the link, and drop those it covers already.

    WeasyPrint makes an area for each box inside a link, and leaves those of pictures and emphasis outside of it
    (ISO 14289-1, 7.18.5).
    """
    for node, ancestors in tree.walk():
        link = next((ancestor for ancestor in reversed(ancestors) if ancestor.role == "Link"), None)
        if link is None:
            if node.annotations:
                node.role = "Link"
            continue
        for area in node.annotations:
            node.kids.remove(area)
            if not any(_covers(outer, area) for outer in link.annotations):
                link.kids.append(area)
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


def _covers(outer: Annotation, inner: Annotation) -> bool:
    if outer.page != inner.page:
        return False
    left, bottom, right, top = outer.rectangle
    x1, y1, x2, y2 = inner.rectangle
    across = left - _SLACK_PT <= x1 and x2 <= right + _SLACK_PT
    return across and bottom - _SLACK_PT <= y1 and y2 <= top + _SLACK_PT


def _name(node: Node) -> str:
    element = node.html
    given = element.get("aria-label") or element.get("title")
    if given:
        return str(given)
    words = " ".join("".join(element.itertext()).split())
    return words or " ".join(image.get("alt", "") for image in element.iter("img")).strip()
