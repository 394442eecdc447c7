"""What web pages show: the text, pictures and headings that their stylesheet does not hide."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from prepress.checks.parity.screen_content import content_of_documents
from prepress.screen.parts import XHTML

if TYPE_CHECKING:
    from prepress.checks.parity.edition_content import EditionContent


def shown_by_pages(data: bytes, beside: Mapping[str, bytes]) -> EditionContent:
    """What the first page `data`, and the pages `beside` it, show in a browser that follows their
    stylesheet.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    pages = [("", data), *((name, each) for name, each in beside.items() if _is_page(name))]
    trees = [(name, etree.fromstring(page, parser)) for name, page in pages]
    sheets = [each.decode() for name, each in beside.items() if name.endswith(".css")]
    inside = [style.text or "" for style in trees[0][1].iter(f"{{{XHTML}}}style")]
    return content_of_documents(
        ((name, _body(tree)) for name, tree in trees),
        "\n".join([*sheets, *inside]),
        lambda source, name: source.startswith("data:") or _name(source, name) in beside,
    )


def _is_page(name: str) -> bool:
    return name.endswith(".html")


def _body(tree: etree._Element) -> etree._Element:
    body = tree.find(f"{{{XHTML}}}body")
    return tree if body is None else body


def _name(source: str, page: str) -> str:
    """The name of the file at an address in a `page`, seen from where the first page lies."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(source)))
