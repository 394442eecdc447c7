"""XHTML fragments: the galley's markup as a tree, and back as text that XML and HTML parsers read alike."""

from __future__ import annotations

from lxml import etree

VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "link", "meta", "source", "track", "wbr"})


def parsed(markup: str) -> etree._Element:
    """The tree of a fragment, below a `div` of its own."""
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
    return etree.fromstring(f"<div>{markup}</div>", parser)


def serialised(tree: etree._Element) -> str:
    """What `tree` holds, without spaces around it."""
    for element in tree.iter():
        if element.tag not in VOID and len(element) == 0 and element.text is None:
            element.text = ""  # an empty `<td/>` would stay open in HTML
    inner = [etree.tostring(child, encoding="unicode") for child in tree]
    return "".join([_escape(tree.text or ""), *inner]).strip()


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
