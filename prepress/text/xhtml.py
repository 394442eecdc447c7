"""XHTML fragments: the galley's markup as a tree, and back as text that XML and HTML parsers read
alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: The class of the words at the head of a callout, a heading where its author wrote them.
CALLOUT_TITLE = "callout-title"
#: Elements that hold nothing and have no end tag (HTML, 13.1.2).
VOID = frozenset(
    {"area", "br", "col", "embed", "hr", "img", "link", "meta", "source", "track", "wbr"}
)


def parse_xhtml(markup: str) -> etree._Element:
    """The tree of a fragment, below a `div` of its own."""
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
    return etree.fromstring(f"<div>{markup}</div>", parser)


def serialise_xhtml(tree: etree._Element) -> str:
    """What `tree` holds, without spaces around it."""
    for element in tree.iter():
        if element.tag not in VOID and len(element) == 0 and element.text is None:
            element.text = ""  # an empty `<td/>` would stay open in HTML
    inner = [etree.tostring(child, encoding="unicode") for child in tree]
    return "".join([_escape(tree.text or ""), *inner]).strip()


def has_class(element: Any, tag: str, name: str) -> bool:
    """Whether this is the element `tag` with the class `name`; of lxml or of the standard library,
    as below.
    """
    if element is None or element.tag != tag:
        return False
    return name in (element.get("class") or "").split()


def add_class(element: Any, name: str) -> None:
    """Give the element a class more."""
    element.set("class", f"{element.get('class', '')} {name}".strip())


def is_callout_title(element: Any) -> bool:
    """Whether this is the title of a callout, be it a heading or a paragraph."""
    return CALLOUT_TITLE in (element.get("class") or "").split()


def plain_text(element: Any) -> str:
    """The words of `element` without the numbers of its notes, white space folded."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Any) -> Iterator[str]:
    if isinstance(element.tag, str) and not has_class(element, "a", "note-call"):
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def add_text(element: etree._Element, text: str) -> None:
    """Put `text` behind all that `element` holds."""
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def take_out(element: etree._Element) -> None:
    """Remove `element`, which is not the root, but keep the text behind it."""
    parent, before = element.getparent(), element.getprevious()
    assert parent is not None, "only the root has none"
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Leave what `element` holds, which is not the root, in its place."""
    parent = element.getparent()
    assert parent is not None, "only the root has none"
    at = parent.index(element)
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.text or "")
    else:
        parent.text = (parent.text or "") + (element.text or "")
    children = list(element)
    for child in reversed(children):
        parent.insert(at, child)
    if children:
        children[-1].tail = (children[-1].tail or "") + (element.tail or "")
        element.tail = None
    take_out(element)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
