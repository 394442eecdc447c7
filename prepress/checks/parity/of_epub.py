"""What an EPUB shows: the text, pictures and headings of its documents that its stylesheet does not
hide.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import cssselect2  # type: ignore[import-untyped]
from lxml import etree

from prepress.checks.parity.edition_content import EditionContent
from prepress.epub.parts import MATHML, XHTML
from prepress.epub.stylesheet import declarations, read_stylesheet, style_rules
from prepress.readers.epub import OpenEpub, open_epub
from prepress.text.xhtml import HEADINGS, take_out

_HIDING = {("display", "none"), ("visibility", "hidden"), ("visibility", "collapse")}
_HEADINGS = tuple(f"{{{XHTML}}}{tag}" for tag in HEADINGS)


def shown_by_epub(data: bytes) -> EditionContent:
    """What the EPUB `data` shows in a reader that follows its stylesheet."""
    texts: list[str] = []
    pictures: Counter[str] = Counter()
    headings: Counter[str] = Counter()
    with open_epub(data) as epub:
        matcher = _matcher(_stylesheets(epub))
        for name in epub.names:
            if name.endswith(".xhtml"):
                root = epub.tree(name)
                _take_out_hidden(root, matcher)
                pictures.update(_formulas(root))
                texts.append("".join(root.itertext()))
                pictures.update(_descriptions(root, name, epub.names))
                headings.update("".join(heading.itertext()) for heading in root.iter(*_HEADINGS))
    return EditionContent("\n".join(texts), pictures, headings)


def _stylesheets(epub: OpenEpub) -> str:
    return "\n".join(epub.data(name).decode() for name in epub.names if name.endswith(".css"))


def _descriptions(root: etree._Element, document: str, names: Sequence[str]) -> Iterator[str]:
    """The descriptions of those pictures of a document whose files are there."""
    for image in root.iter(f"{{{XHTML}}}img"):
        if posixpath.join(posixpath.dirname(document), image.get("src", "")) in names:
            yield image.get("alt", "")


def _formulas(root: etree._Element) -> list[str]:
    """The alternative texts of the formulas, which are taken out of the text."""
    formulas = list(root.iter(f"{{{MATHML}}}math"))
    for formula in formulas:
        take_out(formula)
    return [formula.get("alttext", "") for formula in formulas]


def _matcher(css: str) -> cssselect2.Matcher:
    """The selectors of all rules that hide what they match."""
    matcher = cssselect2.Matcher()
    for rule in style_rules(read_stylesheet(css).rules):
        values = {(each.lower_name, _value(each)) for each in declarations(rule)}
        if values & _HIDING:
            for selector in _selectors(rule):
                if selector.pseudo_element is None:
                    matcher.add_selector(selector, True)
    return matcher


def _selectors(rule: Any) -> list[Any]:
    try:
        return list(cssselect2.compile_selector_list(rule.prelude))
    except cssselect2.SelectorError:
        return []  # one that this parser does not know, such as a browser's own pseudo-class


def _value(declaration: Any) -> str:
    return str(
        next((token.lower_value for token in declaration.value if token.type == "ident"), "")
    )


def _take_out_hidden(root: etree._Element, matcher: cssselect2.Matcher) -> None:
    wrapped = cssselect2.ElementWrapper.from_xml_root(root)
    hidden = [each.etree_element for each in wrapped.iter_subtree() if matcher.match(each)]
    for element in hidden:
        if element is not root:
            take_out(element)
