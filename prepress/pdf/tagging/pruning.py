"""Pruning: empty elements, and groups that mean nothing, go."""

from __future__ import annotations

from prepress.pdf.tagging.tree import Node, TagTree

_MAY_BE_EMPTY = frozenset({"LBody", "Lbl", "TD", "TH"})


def prune(tree: TagTree) -> None:
    """Take out elements that hold nothing, and put the kids of meaningless groups in their place.

    PDF/UA-1 (ISO 14289-1, 7.1) wants the tree to mirror the text, not the boxes of its layout.
    """
    for node, ancestors in reversed(list(tree.walk())):
        if not ancestors:
            continue
        if not node.kids and node.role not in _MAY_BE_EMPTY:
            ancestors[-1].replace(node)
        elif node.role == "NonStruct" and all(isinstance(kid, Node) for kid in node.kids):
            ancestors[-1].replace(node, *node.kids)
