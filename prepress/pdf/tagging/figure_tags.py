"""Figures: pictures with their description and their true place on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydyf

if TYPE_CHECKING:
    from prepress.pdf.tagging.tree import TagTree

_PT_PER_PX = 0.75


def describe_figures(tree: TagTree) -> None:
    """Give a drawing in the text the name that `aria-label` says; WeasyPrint knows only its
    `title`.
    """
    for node, _ in tree.walk():
        label = node.source.attribute("aria-label") if node.source else None
        if node.role == "Figure" and "Alt" not in node.entries and label:
            node.entries["Alt"] = pydyf.String(label)


def place_figures(tree: TagTree) -> None:
    """Put the bounding box into the page's own space (ISO 32000-1, 14.8.5.4.3): pt, from the foot
    of the page.

    WeasyPrint writes CSS pixels from its head.
    """
    for node, _ in tree.walk():
        if node.role != "Figure" or "BBox" not in node.attributes:
            continue
        height = tree.document.pages[node.page].height
        left, top, right, bottom = node.attributes["BBox"]
        corners = (left, height - bottom, right, height - top)
        node.attributes["BBox"] = pydyf.Array([round(corner * _PT_PER_PX, 3) for corner in corners])
        node.attributes["Placement"] = "/Block"
