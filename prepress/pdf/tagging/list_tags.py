"""Lists: items with a label and a body, terms with what they mean, and the kind of numbering."""

from __future__ import annotations

from types import MappingProxyType

from prepress.pdf.tagging.tree import Annotation, MarkedContent, Node, TagTree

_NUMBERING = MappingProxyType(
    {
        "circle": "Circle",
        "decimal": "Decimal",
        "decimal-leading-zero": "Decimal",
        "disc": "Disc",
        "lower-alpha": "LowerAlpha",
        "lower-latin": "LowerAlpha",
        "lower-roman": "LowerRoman",
        "square": "Square",
        "upper-alpha": "UpperAlpha",
        "upper-latin": "UpperAlpha",
        "upper-roman": "UpperRoman",
    }
)


def build_list_items(tree: TagTree) -> None:
    """Give each list items alone, and each item one label at most and one body (ISO 32000-1,
    14.8.4.3.3).

    WeasyPrint leaves the body out of an item that holds blocks, puts nested lists beside their
    item, and makes items of terms.
    """
    for node, _ in tree.walk():
        if node.role == "L":
            items = _items(node)
            for item in items:
                _fill(item)
            node.kids = list(items)
            node.attributes = {"O": "/List", "ListNumbering": f"/{_numbering(node)}"}


def _items(parent: Node) -> list[Node]:
    """The items in and below `parent`'s groups; what is no item, such as a nested list, goes to the
    item before it.
    """
    items: list[Node] = []
    for kid in _kids_of_groups(parent):
        if isinstance(kid, Node) and kid.role == "LI":
            if kid.tag == "dd" and items and items[-1].tag in ("dt", "dd"):
                items[-1].kids += _body(kid)
            else:
                items.append(kid)
        elif items:
            items[-1].kids.append(kid)
        else:
            items.append(Node("LI", parent.page, None, [kid]))
    return items


def _kids_of_groups(node: Node) -> list[Node | MarkedContent | Annotation]:
    kids: list[Node | MarkedContent | Annotation] = []
    for kid in node.kids:
        if isinstance(kid, Node) and kid.role in ("Div", "NonStruct", "Sect"):
            kids += _kids_of_groups(kid)
        else:
            kids.append(kid)
    return kids


def _body(item: Node) -> list[Node | MarkedContent | Annotation]:
    kids: list[Node | MarkedContent | Annotation] = []
    for kid in item.kids:
        kids += kid.kids if isinstance(kid, Node) and kid.role == "LBody" else [kid]
    return kids


def _fill(item: Node) -> None:
    """One label, then one body with all the rest; a term is the label of its meanings."""
    labels = _labels(item)
    for label in labels:
        if len(label.kids) == 1 and isinstance(label.kids[0], Node) and label.kids[0].role == "Lbl":
            label.kids = label.kids[0].kids
    rest = [kid for kid in _body(item) if not any(kid is label for label in labels)]
    body = Node("LBody", item.page, None, rest)
    item.kids = [*labels[:1], *([body] if rest or not labels else [])]


def _labels(item: Node) -> list[Node]:
    """The labels of the item; a term, which WeasyPrint calls a body, becomes one."""
    term = next((kid for kid in item.nodes if kid.role == "LBody"), None)
    if item.tag != "dt" or term is None:
        return [kid for kid in item.nodes if kid.role == "Lbl"]
    term.role = "Lbl"
    return [term]


def _numbering(node: Node) -> str:
    labelled = any(kid.role == "Lbl" for item in node.nodes for kid in item.nodes)
    if not labelled or node.tag == "dl":
        return "None"
    style = node.source.list_style if node.source else None
    return _NUMBERING.get(style or "") or ("Decimal" if node.tag == "ol" else "Disc")
