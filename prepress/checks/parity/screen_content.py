"""What documents on a screen show: their text, pictures and headings that no stylesheet hides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import cssselect2  # type: ignore[import-untyped]
from lxml import etree

from prepress.checks.parity.edition_content import EditionContent
from prepress.screen.parts import MATHML, XHTML
from prepress.screen.stylesheet import declarations, read_stylesheet, style_rules
from prepress.text.xhtml import HEADINGS, take_out

_HIDING = {("display", "none"), ("visibility", "hidden"), ("visibility", "collapse")}
_HEADINGS = tuple(f"{{{XHTML}}}{tag}" for tag in HEADINGS)


def content_of_documents(
    documents: Iterable[tuple[str, etree._Element]],
    stylesheet: str,
    is_there: Callable[[str, str], bool],
) -> EditionContent:
    """What `documents`, each a name and its tree, show in a reader that follows the `stylesheet`.

    `is_there` answers whether there is a picture at an address in the document of a name.
    """
    texts: list[str] = []
    pictures: Counter[str] = Counter()
    headings: Counter[str] = Counter()
    matcher = _matcher(stylesheet)
    for name, root in documents:
        _take_out_hidden(root, matcher)
        pictures.update(_formulas(root))
        texts.append("".join(root.itertext()))
        images = root.iter(f"{{{XHTML}}}img")
        pictures.update(
            each.get("alt", "") for each in images if is_there(each.get("src", ""), name)
        )
        headings.update("".join(heading.itertext()) for heading in root.iter(*_HEADINGS))
    return EditionContent("\n".join(texts), pictures, headings)


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
