"""Parts: what an edition on a screen is made of, each a file of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from prepress.text.xhtml import VOID

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
SVG = "http://www.w3.org/2000/svg"
MATHML = "http://www.w3.org/1998/Math/MathML"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EPUB_TYPE = f"{{{OPS}}}type"

_VOID = frozenset(f"{{{XHTML}}}{tag}" for tag in VOID)


@dataclass(frozen=True)
class Part:
    """A file of an EPUB: `name` is its path there, `properties` are those that the manifest
    declares.
    """

    name: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """An XHTML document; `tree` is its root element."""

    name: str
    tree: etree._Element
    is_nav: bool = False

    @cached_property
    def data(self) -> bytes:
        """The document in UTF-8; empty elements keep their end tag, since some readers parse EPUB
        as HTML.
        """
        keep_end_tags(self.tree)
        written: bytes = etree.tostring(
            self.tree, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>"
        )
        return written + b"\n"

    @property
    def properties(self) -> tuple[str, ...]:
        """What the manifest must declare of it (EPUB 3.3, appendix C.2)."""
        held = (
            ("mathml", next(self.tree.iter(f"{{{MATHML}}}math"), None) is not None),
            ("nav", self.is_nav),
            ("svg", next(self.tree.iter(f"{{{SVG}}}svg"), None) is not None),
        )
        return tuple(name for name, holds in held if holds)


def keep_end_tags(tree: etree._Element) -> None:
    """Have empty elements of XHTML in `tree` written with their end tag, which HTML asks for."""
    for element in tree.iter(f"{{{XHTML}}}*"):
        if element.tag not in _VOID and len(element) == 0 and not element.text:
            element.text = ""
