"""Lists made valid: all that they hold stands in their items, and every term has what explains
it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prepress.galley.setting.valid_html.nodes import (
    add_nodes,
    is_element,
    is_space,
    nodes_of,
    put_nodes,
)

if TYPE_CHECKING:
    from lxml import etree

    from prepress.galley.setting.valid_html.nodes import Node


@dataclass(frozen=True)
class Mended:
    """What was mended: its `words` for a finding, empty where nothing was; and the nodes that now
    stand `before` the element and `after` it.
    """

    words: str = ""
    before: list[Node] = field(default_factory=list)
    after: list[Node] = field(default_factory=list)


NOTHING = Mended()
_OUTSIDE = "What stood in <{tag}> outside of its items was put into the item before it."
#: Terms (t), each run with what explains them (d).
_GROUPS = re.compile("(?:t+d+)*")


def mend_list(element: etree._Element) -> Mended:
    """Put what stands between items of a list into the item before it, where browsers show it,
    and what stands above them all before the list, since it must not take a number.
    """
    nodes = nodes_of(element)
    if all(is_space(node) or is_element(node, "li") for node in nodes):
        return NOTHING
    before, items = _in_items(nodes, ("li",))
    return _with_items(element, before, items, [])


def _in_items(nodes: list[Node], tags: tuple[str, ...]) -> tuple[list[Node], list[Node]]:
    """What stands before the first item, and the items with all that stands behind each."""
    before: list[Node] = []
    items: list[Node] = []
    for node in nodes:
        if is_element(node, *tags):
            items.append(node)
        elif not items:
            before.append(node)
        elif not is_space(node):
            item = items[-1]
            assert not isinstance(item, str), "an item is an element"
            add_nodes(item, [" ", node])
    return before, items


def _with_items(
    element: etree._Element, before: list[Node], items: list[Node], after: list[Node]
) -> Mended:
    tag = element.tag
    words = _OUTSIDE.format(tag=tag)
    if items:
        put_nodes(element, items)
        return Mended(words, before, after)
    element.tag = "div"
    put_nodes(element, [*before, *after])
    return Mended(f"<{tag}> has no items, and is set as text.")


def mend_definitions(element: etree._Element) -> Mended:
    """The same for a list of terms; explanations without a term go before it, and terms without an
    explanation behind it.
    """
    nodes = nodes_of(element)
    if _is_grouped(nodes):
        return NOTHING
    parts = [node for node in nodes if not is_space(node)]
    if parts and all(is_element(node, "div") and _holds_group(node) for node in parts):
        return NOTHING
    before, items = _in_items(_without_boxes(nodes), ("dt", "dd"))
    while items and is_element(items[0], "dd"):
        before.append(_as_text(items.pop(0)))
    after: list[Node] = []
    while items and is_element(items[-1], "dt"):
        after.insert(0, _as_text(items.pop()))
    return _with_items(element, before, items, after)


def _is_grouped(nodes: list[Node]) -> bool:
    kinds = {"dt": "t", "dd": "d"}
    told = "".join(
        "?" if isinstance(node, str) else kinds.get(node.tag, "?")
        for node in nodes
        if not is_space(node)
    )
    return _GROUPS.fullmatch(told) is not None


def _holds_group(node: Node) -> bool:
    return not isinstance(node, str) and len(node) > 0 and _is_grouped(nodes_of(node))


def _without_boxes(nodes: list[Node]) -> list[Node]:
    """`nodes` with what the boxes among them hold in their places."""
    out: list[Node] = []
    for node in nodes:
        if isinstance(node, str) or node.tag != "div":
            out.append(node)
            continue
        inner = nodes_of(node)
        first = next((each for each in inner if not isinstance(each, str)), None)
        if first is not None and "id" in node.attrib and "id" not in first.attrib:
            first.set("id", node.get("id", ""))
        out += inner
    return out


def _as_text(node: Node) -> Node:
    assert not isinstance(node, str), "an item is an element"
    node.tag = "div"
    return node
