"""Continuation: an element that goes on over the page is still one element."""

from __future__ import annotations

from prepress.pdf.tagging.tree import Node, TagTree
from prepress.pdf.tagging.types import is_outermost


def join_split_elements(tree: TagTree) -> None:
    """Join the parts of an element that stand on several pages, or a link's that stand on several lines.

    WeasyPrint makes an element of each part, so that a paragraph, a list or a table begins again on every page.
    """
    first: dict[tuple[int, str, str], Node] = {}
    joined: set[int] = set()
    for node, ancestors in tree.walk():
        # What stands inside an anonymous box goes with the box, as long as that box is joined too.
        if not is_outermost(node, ancestors) or "::" in node.tag:
            continue
        key = id(node.html), node.tag, node.role
        begun = first.setdefault(key, node)
        if begun is node or (begun.page == node.page and node.role != "Link" and id(begun) not in joined):
            continue
        begun.kids += node.kids
        node.kids = []
        joined.add(id(begun))
        ancestors[-1].replace(node)
