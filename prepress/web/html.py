"""HTML: a document as browsers get it, which XML's parsers read too."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from lxml import etree

from prepress.screen.parts import EPUB_TYPE, XHTML, XML_LANG, keep_end_tags

if TYPE_CHECKING:
    from prepress.screen.parts import Document

#: Where the layout has the stylesheet that stands inside the page.
_PLACE = "<style></style>"


def html_of(document: Document, stylesheet: str) -> bytes:
    """The document in UTF-8, with the `stylesheet` inside it, unless that is empty.

    What only EPUB knows is left out. A stylesheet stands between signs by which XML's parsers read
    it as it is, too.
    """
    tree = document.tree
    for element in tree.iter("*"):
        for name in (EPUB_TYPE, XML_LANG):
            element.attrib.pop(name, None)
    for image in tree.iter(f"{{{XHTML}}}img"):
        if not image.get("alt"):
            image.attrib.pop("role", None)  # HTML says by the empty text that it is an ornament
    etree.cleanup_namespaces(tree)
    keep_end_tags(tree)
    written = etree.tostring(tree, encoding="unicode")
    if stylesheet:
        held = f"<style>/*<![CDATA[*/\n{stylesheet}/*]]>*/</style>"
        written = written.replace(_PLACE, held, 1)
    return f"<!DOCTYPE html>\n{written}\n".encode()


def data_address(media_type: str, data: bytes) -> str:
    """The `data` as an address that needs no file (RFC 2397)."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"
