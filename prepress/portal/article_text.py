"""Article text: an article in words alone, for records and messages that take nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from prepress.screen.parts import MATHML

#: Elements that stand on lines of their own.
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "figcaption"}
    | {"figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol"}
    | {"p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul"}
)
_HEADINGS = {"h1": "=", "h2": "-"}
#: Stands for a break of a line, which is not one of the source's.
_BREAK = "\u2028"
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_DIGITS = frozenset("0123456789+-−")
_FORMULA = f"{{{MATHML}}}math"


def text_of(article: etree._Element) -> str:
    """The words of the article, a line for each paragraph and an empty one between two of them.

    Headings are underlined, items have their sign or number, rows of a table name the head of each
    cell, and a picture is what it shows, in brackets.
    """
    return "\n\n".join(_blocks(article)) + "\n"


def _blocks(element: etree._Element) -> Iterator[str]:
    """The paragraphs of what `element` holds."""
    if element.tag in ("ul", "ol"):
        yield "\n".join(_items(element))
    elif element.tag == "table":
        yield from _rows(element)
    elif element.tag == "pre":
        yield "".join(element.itertext()).strip("\n")
    elif element.tag in _HEADINGS:
        words = _folded(_inline(element))
        yield f"{words}\n{_HEADINGS[element.tag] * len(words)}"
    else:
        yield from _mixed(element)


def _mixed(element: etree._Element) -> Iterator[str]:
    """The paragraphs of an element that may hold words and other blocks beside each other."""
    words = element.text or ""
    for child in element:
        if _is_block(child):
            yield from _whole(words)
            yield from _blocks(child)
            words = child.tail or ""
        else:
            words += _said(child) + (child.tail or "")
    yield from _whole(words)


def _whole(words: str) -> Iterator[str]:
    if folded := _folded(words):
        yield folded


def _is_block(element: etree._Element) -> bool:
    return element.tag in _BLOCKS or (element.tag != _FORMULA and any(map(_is_block, element)))


def _items(items: etree._Element) -> Iterator[str]:
    """The lines of a list, those of lists inside it set in."""
    number = int(items.get("start") or 1)
    for item in items.iterchildren("li"):
        sign = f"{number}. " if items.tag == "ol" else "- "
        number += 1
        lines = [line for block in _mixed(item) for line in block.split("\n")]
        yield sign + ("\n" + " " * len(sign)).join(lines)


def _rows(table: etree._Element) -> Iterator[str]:
    """A paragraph for each row; where the first is one of heads, each cell below it is named."""
    rows = [[_folded(_inline(cell)) for cell in row] for row in table.iter("tr")]
    heads = list(table.iterfind("thead/tr/th"))
    caption = table.find("caption")
    if caption is not None:
        yield _folded(_inline(caption))
    if not heads or len(rows) < 2:
        yield from (" | ".join(row) for row in rows)
        return
    named = rows[0]
    for row in rows[1:]:
        pairs = zip(named + [""] * len(row), row, strict=False)
        yield "\n".join(f"{head}: {cell}" if head else cell for head, cell in pairs if cell)


def _inline(element: etree._Element) -> str:
    """The words in `element`, whatever it holds, on one line."""
    words = element.text or ""
    for child in element:
        words += (f" {_inline(child)} " if _is_block(child) else _said(child)) + (child.tail or "")
    return words


def _said(element: etree._Element) -> str:
    """What an element inside a line says."""
    if element.tag == "img":
        return f"[{element.get('alt', '')}]"
    if element.tag == _FORMULA:
        return str(element.get("alttext", ""))
    if element.tag == "br":
        return _BREAK
    words = _inline(element)
    if element.tag in ("sub", "sup"):
        return _shifted(element, words)
    address = element.get("href", "")
    is_said = address.partition(":")[2].strip("/") in words or address.startswith("#")
    return words if is_said else f"{words} ({address})"


def _shifted(element: etree._Element, words: str) -> str:
    """Raised or lowered words, so that 10³ mg is never 103 mg; the number of a note in brackets."""
    if element.find("a") is not None:
        return f"[{words}]"
    if element.tag == "sup":
        return words.translate(_RAISED) if set(words) <= _DIGITS else f"^({words})"
    return words.translate(_LOWERED) if set(words) <= _DIGITS else f"_({words})"


def _folded(words: str) -> str:
    """The words with one space between two; breaks of lines stay."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in words.split(_BREAK))))
