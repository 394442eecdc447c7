"""Content models: what may stand in which element, by EPUB 3.3's schema of XHTML.

The tables say of the elements that sanitising keeps what EPUBCheck 5.3's
`schema/30/mod/html5/*.rnc` and `schema/30/epub-xhtml-30.sch` say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prepress.text.xhtml import HEADINGS

if TYPE_CHECKING:
    from lxml import etree

#: What stands in a line of words (`common.elem.phrasing`).
PHRASING = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins",
        "kbd", "mark", "q", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time",
        "u", "var", "wbr",
    }
)  # fmt: skip
#: What stands between lines of words, and not in one (`common.elem.flow`).
BLOCKS = frozenset(
    {
        "address", "aside", "blockquote", "details", "div", "dl", "figure", "footer", "header",
        "hgroup", "hr", "ol", "p", "pre", "section", "table", "ul", *HEADINGS,
    }
)  # fmt: skip
#: What holds what its own parent may hold.
TRANSPARENT = frozenset({"a", "del", "ins"})
#: What holds a line of words, beside most of what stands in one.
LINES = frozenset({"p", "pre", "rt", "summary", *HEADINGS})
#: Parts that stand in nothing but these.
WHOLES = {
    "caption": ("table",),
    "col": ("colgroup",),
    "colgroup": ("table",),
    "dd": ("dl",),
    "dt": ("dl",),
    "figcaption": ("figure",),
    "li": ("ol", "ul"),
    "rp": ("ruby",),
    "rt": ("ruby",),
    "summary": ("details",),
    "tbody": ("table",),
    "td": ("tr",),
    "tfoot": ("table",),
    "th": ("tr",),
    "thead": ("table",),
    "tr": ("table", "tbody", "tfoot", "thead"),
}
#: What stands at no depth in these (the `descendant-…` patterns of the Schematron schema).
EXCLUDED = {
    "a": frozenset({"a", "details"}),
    "address": frozenset({"address", "footer", "header"}),
    "caption": frozenset({"table"}),
    "dfn": frozenset({"dfn"}),
    "footer": frozenset({"footer", "header"}),
    "header": frozenset({"footer", "header"}),
}
KNOWN = PHRASING | BLOCKS | WHOLES.keys()


def holds_words_alone(element: etree._Element, *, in_line: bool) -> bool:
    """Whether no block may stand in `element`, which itself stands in a line of words or not."""
    if element.tag in TRANSPARENT:
        return in_line
    return element.tag in LINES or element.tag in PHRASING


def holds_block(element: etree._Element) -> bool:
    """Whether a block stands in `element`, be it in a link."""
    return any(
        child.tag in BLOCKS or (child.tag in TRANSPARENT and holds_block(child))
        for child in element
    )
