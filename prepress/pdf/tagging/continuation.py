"""Continuation: an element that goes on over the page is still one element."""

from __future__ import annotations

from prepress.pdf.tagging.tree import Node, TagTree
from prepress.pdf.tagging.types import is_outermost

_Path = tuple[Node, ...]


def join_split_elements(tree: TagTree) -> None:
    """Join the parts of an element that stand on several pages, or a link's that stand on several
    lines.

    WeasyPrint makes an element of each part, so that a paragraph, a list or a table begins again on
    every page.
    """
    first: dict[tuple[int, str, str], tuple[Node, _Path]] = {}
    todo: list[tuple[Node, _Path]] = [(tree.root, ())]
    while todo:
        node, path = todo.pop()
        here = node, path
        if path and is_outermost(node, path) and "::" not in node.tag:
            here = first.setdefault((id(node.html), node.tag, node.role), here)
            if here[0] is not node and _goes_on(here[0], node):
                path[-1].replace(node)
                here[0].kids += node.kids
            else:
                here = node, path
        # The kids of a joined part are walked where they stand now, so that they are joined in
        # their turn.
        todo += [(kid, (*here[1], here[0])) for kid in reversed(node.nodes)]


def _goes_on(begun: Node, node: Node) -> bool:
    """Whether `node` continues `begun`: on a page after it, or as a link on any line after it.
    Each field is one of its own.
    """
    return node.role == "Link" or (node.page != begun.page and node.role != "Form")
