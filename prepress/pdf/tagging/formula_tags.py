"""Formulas: drawings of formulas as what they are, each with its LaTeX as alternative text (ISO
14289-1, 7.7).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.pdf.tagging.tree import TagTree


def name_formulas(tree: TagTree) -> None:
    """Call the drawings of formulas so; one in a line of text is placed there (ISO 32000-1,
    14.8.5.4.2).
    """
    for node, ancestors in tree.walk():
        if node.role != "Figure" or node.source is None:
            continue
        if node.source.attribute("class") != "formula":
            continue
        node.role = "Formula"
        around = next((each.source for each in reversed(ancestors) if each.source), None)
        classes = ((around.attribute("class") if around else None) or "").split()
        node.attributes["Placement"] = "/Block" if "display" in classes else "/Inline"
