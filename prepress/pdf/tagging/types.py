"""Types: the standard structure type for each HTML element, and the language of what is in another
one.
"""

from __future__ import annotations

from types import MappingProxyType

import pydyf

from prepress.pdf.tagging.tree import Node, TagTree

#: The structure types (ISO 32000-1, 14.8.4) of the elements that WeasyPrint leaves without a
#: meaning.
_TYPES = MappingProxyType(
    {
        "address": "P",
        "aside": "Sect",
        "code": "Code",
        "details": "Div",
        "figure": "Div",
        "footer": "Div",
        "header": "Div",
        "hgroup": "Div",
        "kbd": "Code",
        "nav": "Sect",
        "pre": "P",
        "q": "Quote",
        "samp": "Code",
        "summary": "P",
        **dict.fromkeys(
            (
                "abbr",
                "b",
                "bdi",
                "bdo",
                "cite",
                "del",
                "dfn",
                "em",
                "i",
                "ins",
                "mark",
                "s",
                "small",
            ),
            "Span",
        ),
        **dict.fromkeys(("strong", "sub", "sup", "time", "u", "var"), "Span"),
    }
)
_HOLDS_TEXT = frozenset(
    {"Caption", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Lbl", "Link", "Note", "P", "TD", "TH"}
)
_HEADINGS = frozenset({"H1", "H2", "H3", "H4", "H5", "H6"})
_GROUPS = frozenset({"Art", "Div", "NonStruct", "Part", "Sect"})


def name_types(tree: TagTree) -> None:
    """Name the type of elements that WeasyPrint calls NonStruct, and make a paragraph of text that
    is in none.

    Without types a screen reader tells neither an aside nor emphasis from the text around it.
    """
    for node, ancestors in tree.walk():
        if node.role == "NonStruct" and node.tag in _TYPES and is_outermost(node, ancestors):
            node.role = _TYPES[node.tag]
        if (
            node.role in _GROUPS
            and _is_paragraph(node)
            and not any(above.role in _HOLDS_TEXT for above in ancestors)
        ):
            node.role = "P"


def unnest_headings(tree: TagTree) -> None:
    """Put what stands in an anonymous box of a heading, as where its numeral floats, right into the
    heading.

    WeasyPrint tags that box as the element too, and a heading holds no headings (ISO 32000-1,
    14.8.4.3.2).
    """
    for node, ancestors in reversed(list(tree.walk())):
        if node.role in _HEADINGS and not is_outermost(node, ancestors):
            ancestors[-1].replace(node, *node.kids)


def mark_languages(tree: TagTree) -> None:
    """Mark the language of what is in another one than the text around it (ISO 14289-1, 7.2)."""
    for node, ancestors in tree.walk():
        language = node.source.attribute("lang") if node.source else None
        if language and "::" not in node.tag and is_outermost(node, ancestors):
            node.entries["Lang"] = pydyf.String(language)


def is_outermost(node: Node, ancestors: tuple[Node, ...]) -> bool:
    """Whether the node is the element itself, not one of the anonymous boxes inside it."""
    return node.html is not None and not any(ancestor.html is node.html for ancestor in ancestors)


def _is_paragraph(node: Node) -> bool:
    """Whether the box holds lines of text directly; one that holds nothing but a picture is left to
    the picture.
    """
    if node.source is None or not node.source.holds_lines:
        return False
    return [kid.role if isinstance(kid, Node) else "" for kid in node.kids] != ["Figure"]
