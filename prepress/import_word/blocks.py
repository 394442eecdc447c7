"""Blocks of a Word document: paragraphs, headings, lists, quotes and figures as Markdown, one
below the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml import etree

from prepress.import_word.escaping import escape_lines
from prepress.import_word.inline import BREAK, MarkdownWriter, is_number_mark
from prepress.import_word.remarks import excerpt
from prepress.import_word.simplification import NUMBER_MARK
from prepress.import_word.tables import is_box, table
from prepress.import_word.word_conversion import PREFIX
from prepress.text.xhtml import HEADINGS, has_class, plain_text, take_out

_BLOCKS = ("p", "ul", "ol", "table", "blockquote", *HEADINGS)
#: Two lists of which the second begins anew would be one list.
_DIVIDER = "<!-- -->"
_LONGEST_BOX_TITLE = 80


def blocks(elements: Iterable[etree._Element], writer: MarkdownWriter) -> str:
    """`elements` as Markdown, with an empty line between any two blocks."""
    found: list[str] = []
    waiting = list(elements)
    while waiting:
        element = waiting.pop(0)
        picture = _only_picture(element) if element.tag == "p" else None
        if picture is not None and waiting and has_class(waiting[0], "p", "caption"):
            found.append(_figure(picture, waiting.pop(0), writer))
        else:
            found += _block(element, writer)
    return "\n\n".join(block for block in found if block.strip())


def _block(element: etree._Element, writer: MarkdownWriter) -> list[str]:
    if element.tag in HEADINGS:
        return _heading(element, writer)
    if element.tag in ("ul", "ol"):
        return _lists(element, writer)
    if element.tag == "table":
        return _box(element, writer) if is_box(element) else [table(element, writer)]
    if element.tag == "blockquote":
        lines = blocks(element, writer).split("\n")
        return ["\n".join(f"> {line}".rstrip() for line in lines)]
    return _paragraph(element, writer)


def _paragraph(element: etree._Element, writer: MarkdownWriter) -> list[str]:
    """A paragraph, behind the pictures that hang on it in Word; each of them is a figure."""
    words = plain_text(element)
    if words:
        writer.near = words
    figures = _take_figures(element, writer)
    return [*figures, _lines(writer.inline_of(element))]


def _take_figures(element: etree._Element, writer: MarkdownWriter) -> list[str]:
    """The pictures in `element`, which are taken out of it, as Markdown."""
    images = list(element.iter("img"))
    figures = [writer.picture(image) for image in images]
    for image in images:
        take_out(image)
    return figures


def _figure(image: etree._Element, caption: etree._Element, writer: MarkdownWriter) -> str:
    words = writer.inline_of(caption).replace(BREAK, " ").strip()
    near = plain_text(caption) or writer.near
    figure = writer.pictures.markdown_of(image.get("src", ""), image.get("alt"), near, words)
    return figure or escape_lines(words)


def _heading(element: etree._Element, writer: MarkdownWriter) -> list[str]:
    writer.near = plain_text(element)
    figures = _take_figures(element, writer)
    target = _take_target(element, writer)
    words = writer.inline_of(element).replace(BREAK, " ").strip()
    words = re.sub(r"#+$", lambda marks: "\\" + "\\".join(marks[0]), words)
    marks = "#" * int(element.tag[1])
    behind = f" {{#{target}}}" if target else ""
    return [f"{marks} {words}{behind}", *figures]


def _take_target(element: etree._Element, writer: MarkdownWriter) -> str | None:
    """The id of a heading that a link leads to; its bookmarks are taken out."""
    bookmarks = [link for link in element.iter("a") if link.get("id")]
    names = [link.get("id", "").removeprefix(PREFIX) for link in bookmarks]
    for link in element.findall(".//a[@id]"):
        if link.get("href") is None:
            take_out(link)
    return next((writer.targets[name] for name in names if name in writer.targets), None)


def _lists(element: etree._Element, writer: MarkdownWriter) -> list[str]:
    """A list; where the numbers begin anew in the midst of it, several."""
    parts: list[list[tuple[int, etree._Element]]] = [[]]
    for position, item in enumerate(element.findall("li"), 1):
        part = parts[-1]
        expected = part[-1][0] + 1 if part else position
        number = _number(item) or expected
        if part and element.tag == "ol" and number != expected:
            parts.append([])
        parts[-1].append((number, item))
    found: list[str] = []
    for part in parts:
        if found:
            found.append(_DIVIDER)
        items = []
        for number, item in part:
            marker = f"{number}." if element.tag == "ol" else "-"
            items.append(_item(item, marker, writer))
        found.append("\n".join(items))
    return found


def _number(item: etree._Element) -> int | None:
    for link in item.findall("a"):
        if is_number_mark(link):
            return int(link.get("id", "").removeprefix(f"{PREFIX}{NUMBER_MARK}"))
    return None


def _item(item: etree._Element, marker: str, writer: MarkdownWriter) -> str:
    """An item with what is nested in it, four columns further in."""
    first, nested = _words_and_blocks(item)
    writer.near = plain_text(item) or writer.near
    words = _lines(writer.inline_of_nodes(first)) or ""
    words = re.sub(r"^([☐☑]) ?", lambda box: "[x] " if box[1] == "☑" else "[ ] ", words)
    lines = [f"{marker} {words}".rstrip()]
    for element in nested:
        if element.tag not in ("ul", "ol"):
            lines.append("")
        parts = [_indent(part) for part in _block(element, writer)]
        lines.append("\n".join(filter(None, parts)))
    return "\n".join(lines).replace(BREAK, BREAK + "    ")


def _words_and_blocks(
    item: etree._Element,
) -> tuple[list[str | etree._Element], list[etree._Element]]:
    """The words of an item, then its blocks."""
    first: list[str | etree._Element] = [item.text or ""]
    nested: list[etree._Element] = []
    for child in item:
        if child.tag in _BLOCKS or nested:
            nested.append(child)
        else:
            first.append(child)
    return first, nested


def _box(element: etree._Element, writer: MarkdownWriter) -> list[str]:
    """A table of one cell, which authors use as a box: a panel where its first line is bold or a
    heading.
    """
    cell = next(element.iter("td", "th"))
    content = list(cell)
    title = _box_title(content)
    if title:
        inner = blocks(content[1:], writer)
        if inner.strip():
            return [f"::: panel {_escape_title(title)}", inner, ":::"]
    writer.remarks.check(
        f"A box around “{excerpt(plain_text(cell))}” became plain text; "
        "to have a box again, put “::: note” before and “:::” behind it."
    )
    return [blocks(content, writer)]


def _escape_title(title: str) -> str:
    """The words behind the kind of a callout, which are no attributes."""
    return " ".join(title.split()).replace("{", "(").replace("}", ")")


def _box_title(content: Sequence[etree._Element]) -> str:
    if not content:
        return ""
    first, words = content[0], plain_text(content[0])
    if not 0 < len(words) <= _LONGEST_BOX_TITLE:
        return ""
    if first.find(".//img") is not None or first.find(".//sup") is not None:
        return ""
    bold = " ".join(map(plain_text, first.findall("strong")))
    is_title = first.tag in HEADINGS or (first.tag == "p" and words == bold)
    return words if is_title else ""


def _only_picture(element: etree._Element) -> etree._Element | None:
    """The picture that is all that a paragraph holds."""
    images = list(element.iter("img"))
    return images[0] if len(images) == 1 and not plain_text(element) else None


def _lines(markdown: str) -> str:
    lines = markdown.strip(" ").removesuffix(BREAK).removeprefix(BREAK)
    return escape_lines(re.sub(r" *\\\n *", lambda _: BREAK, lines).strip(" "))


def _indent(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.split("\n"))
