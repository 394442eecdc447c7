"""Nodes: what an element holds as a list of its texts and elements, and such a list put back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from lxml import etree

from prepress.text.xhtml import add_text

#: A piece of text, or an element without the text behind it.
Node: TypeAlias = str | etree._Element


def nodes_of(element: etree._Element) -> list[Node]:
    """The texts and elements that `element` holds."""
    nodes: list[Node] = [element.text] if element.text else []
    for child in element:
        nodes.append(child)
        if child.tail:
            nodes.append(child.tail)
    return nodes


def put_nodes(element: etree._Element, nodes: Iterable[Node]) -> None:
    """Make `nodes` all that `element` holds."""
    held = list(nodes)
    for child in list(element):
        child.tail = None
        element.remove(child)
    element.text = None
    add_nodes(element, held)


def add_nodes(element: etree._Element, nodes: Iterable[Node]) -> None:
    """Put `nodes` behind what `element` holds."""
    for node in nodes:
        if isinstance(node, str):
            add_text(element, node)
        else:
            node.tail = None
            element.append(node)


def is_space(node: Node) -> bool:
    """Whether a node is white space between elements."""
    return isinstance(node, str) and not node.strip()


def is_element(node: Node, *tags: str) -> bool:
    """Whether a node is an element with one of `tags`."""
    return not isinstance(node, str) and node.tag in tags


def without_space(nodes: Sequence[Node]) -> list[Node]:
    """`nodes` without white space at their ends."""
    kept = list(nodes)
    while kept and is_space(kept[0]):
        del kept[0]
    while kept and is_space(kept[-1]):
        del kept[-1]
    return kept
