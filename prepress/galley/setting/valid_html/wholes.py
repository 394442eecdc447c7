"""Wholes made valid: tables, figures, boxes that open, groups of headings, and ruby, each with its
parts in their order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from lxml import etree

from prepress.galley.setting.valid_html.lists import (
    NOTHING,
    Mended,
    mend_definitions,
    mend_list,
)
from prepress.galley.setting.valid_html.nodes import (
    add_nodes,
    is_element,
    is_space,
    nodes_of,
    put_nodes,
    without_space,
)
from prepress.text.xhtml import HEADINGS

if TYPE_CHECKING:
    from prepress.galley.setting.valid_html.nodes import Node

_PARTS_OF_TABLES = ("caption", "colgroup", "thead", "tbody", "tr", "tfoot")
_IN_ORDER = re.compile("a?c*h?(?:b*|r+)f?")
_LETTERS = dict(zip(_PARTS_OF_TABLES, "achbrf", strict=True))
_ONCE = ("thead", "tfoot")
_MOVED = "The parts of <{tag}> were put in order."
#: Words (w), and above them readings (t), perhaps in parentheses (p).
_READINGS = re.compile("(?:w*(?:t+|p(?:tp)+))+")


def mend_details(element: etree._Element) -> Mended:
    """Put the summary first; a box without one cannot be opened, and so is none."""
    nodes = without_space(nodes_of(element))
    if nodes and is_element(nodes[0], "summary"):
        return NOTHING
    summary = next((node for node in nodes if is_element(node, "summary")), None)
    if summary is None:
        element.tag = "div"
        return Mended("<details> has no <summary>, and is set as an open box.")
    put_nodes(element, [summary, *(node for node in nodes if node is not summary)])
    return Mended(_MOVED.format(tag="details"))


def mend_heading_group(element: etree._Element) -> Mended:
    """A group holds one heading, and paragraphs; another is a mere box."""
    nodes = [node for node in nodes_of(element) if not is_space(node)]
    headings = [node for node in nodes if is_element(node, *HEADINGS)]
    if len(headings) == 1 and all(is_element(node, "p", *HEADINGS) for node in nodes):
        return NOTHING
    element.tag = "div"
    return Mended("<hgroup> holds something else than one heading and paragraphs.")


def mend_figure(element: etree._Element) -> Mended:
    """A figure has one caption, at its beginning or its end."""
    nodes = without_space(nodes_of(element))
    captions = [node for node in nodes if is_element(node, "figcaption")]
    if not captions or (len(captions) == 1 and captions[0] in (nodes[0], nodes[-1])):
        return NOTHING
    for other in captions[1:]:
        assert not isinstance(other, str), "a caption is an element"
        other.tag = "div"
    if captions[0] is not nodes[0]:
        put_nodes(element, [*(node for node in nodes if node is not captions[0]), captions[0]])
    return Mended(_MOVED.format(tag="figure"))


def mend_ruby(element: etree._Element) -> Mended:
    """Words without a reading behind them stand behind the ruby; readings alone are words."""
    nodes = [node for node in nodes_of(element) if not is_space(node)]
    told = "".join({"rt": "t", "rp": "p"}.get(_tag(node), "w") for node in nodes)
    found = _READINGS.match(told)
    end = found.end() if found else 0
    rest: list[Node] = [part for node in nodes[end:] for part in _as_words(node)]
    if end and not rest:
        return NOTHING
    if end:
        put_nodes(element, nodes[:end])
        return Mended("Words of <ruby> without <rt> were put behind it.", after=rest)
    element.tag = "span"
    put_nodes(element, rest)
    return Mended("<ruby> has no <rt> behind its words, and is set as words.")


def _tag(node: Node) -> str:
    return "" if isinstance(node, str) else str(node.tag)


def _as_words(node: Node) -> list[Node]:
    if not is_element(node, "rt", "rp"):
        return [node]
    assert not isinstance(node, str), "a reading is an element"
    node.tag = "span"
    return [" ", node, " "]


def mend_table(element: etree._Element) -> Mended:
    """Put the parts of a table in order; a second head or foot is a body, as browsers show it."""
    nodes = [node for node in nodes_of(element) if not is_space(node)]
    if _IN_ORDER.fullmatch("".join(_LETTERS.get(_tag(node), "?") for node in nodes)):
        return NOTHING
    before = [node for node in nodes if not is_element(node, *_PARTS_OF_TABLES)]
    parts: dict[str, list[etree._Element]] = {tag: [] for tag in _PARTS_OF_TABLES}
    for node in nodes:
        if not isinstance(node, str) and node.tag in parts:
            _sort_in(node, parts)
    put_nodes(element, [node for tag in _PARTS_OF_TABLES for node in parts[tag]])
    return Mended(_MOVED.format(tag="table"), before)


def _sort_in(part: etree._Element, parts: Mapping[str, list[etree._Element]]) -> None:
    """Put a part of a table among those of its kind, or in what is there of it already."""
    if part.tag == "caption" and parts["caption"]:
        add_nodes(parts["caption"][0], [" ", *nodes_of(part)])
    elif part.tag in ("caption", "colgroup") or (part.tag in _ONCE and not parts[str(part.tag)]):
        parts[str(part.tag)].append(part)
    else:
        parts["tbody"].append(_in_body(part))


def _in_body(part: etree._Element) -> etree._Element:
    if part.tag != "tr":
        part.tag = "tbody"
        return part
    body = etree.Element("tbody")
    body.append(part)
    return body


def mend_rows(element: etree._Element) -> Mended:
    """Cells stand in rows."""
    return _wrap_all(element, ("tr",), lambda node: _in("tr", node))


def mend_row(element: etree._Element) -> Mended:
    """All that a row holds stands in cells."""
    return _wrap_all(element, ("td", "th"), lambda node: _in("td", node))


def _wrap_all(
    element: etree._Element, tags: tuple[str, ...], wrap: Callable[[Node], Node]
) -> Mended:
    nodes = [node for node in nodes_of(element) if not is_space(node)]
    if all(is_element(node, *tags) for node in nodes):
        return NOTHING
    put_nodes(element, [node if is_element(node, *tags) else wrap(node) for node in nodes])
    return Mended(_MOVED.format(tag=element.tag))


def _in(tag: str, node: Node) -> Node:
    element = etree.Element(tag)
    add_nodes(element, [node])
    return element


def mend_parenthesis(element: etree._Element) -> Mended:
    """What stands around a reading holds no elements."""
    if len(element):
        put_nodes(element, ["".join(element.itertext())])
    return NOTHING


def mend_override(element: etree._Element) -> Mended:
    """An element that turns no text around is none."""
    if "dir" in element.attrib:
        return NOTHING
    element.tag = "span"
    return Mended("<bdo> has no attribute dir, and turns nothing around.")


def mend_time(element: etree._Element) -> Mended:
    """A time that is not said for machines holds no elements."""
    if len(element) and "datetime" not in element.attrib:
        element.tag = "span"
    return NOTHING


#: How each is mended.
MENDERS: Mapping[str, Callable[[etree._Element], Mended]] = MappingProxyType(
    {
        "bdo": mend_override,
        "details": mend_details,
        "dl": mend_definitions,
        "figure": mend_figure,
        "hgroup": mend_heading_group,
        "ol": mend_list,
        "rp": mend_parenthesis,
        "ruby": mend_ruby,
        "table": mend_table,
        "tbody": mend_rows,
        "tfoot": mend_rows,
        "thead": mend_rows,
        "time": mend_time,
        "tr": mend_row,
        "ul": mend_list,
    }
)
