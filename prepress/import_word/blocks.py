"""Blocks: paragraphs, headings, lists, quotes and figures as Markdown, one block below the
other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml import etree

from prepress.import_word.conversion import PREFIX
from prepress.import_word.escaping import escaped_lines
from prepress.import_word.inline import BREAK, Pen, is_number_mark
from prepress.import_word.remarks import excerpt
from prepress.import_word.simplification import NUMBER_MARK
from prepress.import_word.tables import is_box, table
from prepress.text.xhtml import HEADINGS, has_class, plain_text, take_out

_BLOCKS = ("p", "ul", "ol", "table", "blockquote", *HEADINGS)
#: Two lists of which the second begins anew would be one list.
_DIVIDER = "<!-- -->"
_LONGEST_BOX_TITLE = 80


def blocks(elements: Iterable[etree._Element], pen: Pen) -> str:
    """`elements` as Markdown, with an empty line between any two blocks."""
    written: list[str] = []
    waiting = list(elements)
    while waiting:
        element = waiting.pop(0)
        caption = waiting[0] if waiting and has_class(waiting[0], "p", "caption") else None
        if element.tag == "p" and caption is not None and _only_picture(element) is not None:
            waiting.pop(0)
            written += _figure(_only_picture(element), caption, pen)
        else:
            written += _block(element, pen)
    return "\n\n".join(block for block in written if block.strip())


def _block(element: etree._Element, pen: Pen) -> list[str]:
    if element.tag in HEADINGS:
        return _heading(element, pen)
    if element.tag in ("ul", "ol"):
        return _lists(element, pen)
    if element.tag == "table":
        return _box(element, pen) if is_box(element) else [table(element, pen)]
    if element.tag == "blockquote":
        return ["\n".join(f"> {line}".rstrip() for line in blocks(element, pen).split("\n"))]
    return _paragraph(element, pen)


def _paragraph(element: etree._Element, pen: Pen) -> list[str]:
    """A paragraph, behind the pictures that hang on it in Word; each of them is a figure."""
    words = plain_text(element)
    if words:
        pen.near = words
    pictures = list(element.iter("img"))
    figures = [
        pen.album.shown(image.get("src", ""), image.get("alt"), pen.near) for image in pictures
    ]
    for image in pictures:
        take_out(image)
    return [*figures, _lines(pen.inline(element))]


def _figure(image: etree._Element | None, caption: etree._Element, pen: Pen) -> list[str]:
    assert image is not None, "asked for before"
    words = pen.inline(caption).replace(BREAK, " ").strip()
    shown = pen.album.shown(
        image.get("src", ""), image.get("alt"), plain_text(caption) or pen.near, words
    )
    return [shown or escaped_lines(words)]


def _heading(element: etree._Element, pen: Pen) -> list[str]:
    pen.near = plain_text(element)
    pictures = list(element.iter("img"))
    names = [
        link.get("id", "").removeprefix(PREFIX) for link in element.iter("a") if link.get("id")
    ]
    target = next((pen.targets[name] for name in names if name in pen.targets), None)
    for link in element.findall(".//a[@id]"):
        if link.get("href") is None:
            take_out(link)
    figures = [
        pen.album.shown(image.get("src", ""), image.get("alt"), pen.near) for image in pictures
    ]
    for image in pictures:
        take_out(image)
    words = pen.inline(element).replace(BREAK, " ").strip()
    words = re.sub(r"#+$", lambda marks: "\\" + "\\".join(marks[0]), words)
    return [f"{'#' * int(element.tag[1])} {words}{f' {{#{target}}}' if target else ''}", *figures]


def _lists(element: etree._Element, pen: Pen) -> list[str]:
    """A list; where the numbers begin anew in the midst of it, several."""
    parts: list[list[tuple[int, etree._Element]]] = [[]]
    for position, item in enumerate(element.findall("li"), 1):
        number = _number(item) or (parts[-1][-1][0] + 1 if parts[-1] else position)
        if parts[-1] and element.tag == "ol" and number != parts[-1][-1][0] + 1:
            parts.append([])
        parts[-1].append((number, item))
    written: list[str] = []
    for part in parts:
        written += [_DIVIDER] if written else []
        written.append(
            "\n".join(
                _item(item, f"{number}." if element.tag == "ol" else "-", pen)
                for number, item in part
            )
        )
    return written


def _number(item: etree._Element) -> int | None:
    for link in item.findall("a"):
        if is_number_mark(link):
            return int(link.get("id", "").removeprefix(f"{PREFIX}{NUMBER_MARK}"))
    return None


def _item(item: etree._Element, marker: str, pen: Pen) -> str:
    """An item with what is nested in it, four columns further in."""
    first, nested = _divided(item)
    pen.near = plain_text(item) or pen.near
    words = _lines(pen.written(first)) or ""
    words = re.sub(r"^([☐☑]) ?", lambda box: "[x] " if box[1] == "☑" else "[ ] ", words)
    lines = [f"{marker} {words}".rstrip()]
    for element in nested:
        lines += [
            "\n".join(
                block for block in [_indented(part) for part in _block(element, pen)] if block
            )
        ]
        if element.tag not in ("ul", "ol"):
            lines.insert(-1, "")
    return "\n".join(lines).replace(BREAK, BREAK + "    ")


def _divided(item: etree._Element) -> tuple[list[str | etree._Element], list[etree._Element]]:
    """The words of an item, then its blocks."""
    first: list[str | etree._Element] = [item.text or ""]
    nested: list[etree._Element] = []
    for child in item:
        if child.tag in _BLOCKS or nested:
            nested.append(child)
        else:
            first.append(child)
    return first, nested


def _box(element: etree._Element, pen: Pen) -> list[str]:
    """A table of one cell, which authors use as a box: a panel where its first line is bold or a
    heading.
    """
    cell = next(element.iter("td", "th"))
    content = list(cell)
    title = _box_title(content)
    if title:
        inner = blocks(content[1:], pen)
        if inner.strip():
            return [f"::: panel {escaped_title(title)}", inner, ":::"]
    pen.remarks.check(
        f"A box around “{excerpt(plain_text(cell))}” became plain text; "
        "to have a box again, put “::: note” before and “:::” behind it."
    )
    return [blocks(content, pen)]


def escaped_title(title: str) -> str:
    """The words behind the kind of a callout, which are no attributes."""
    return " ".join(title.split()).replace("{", "(").replace("}", ")")


def _box_title(content: Sequence[etree._Element]) -> str:
    if not content:
        return ""
    first, words = content[0], plain_text(content[0])
    bold = first.tag == "p" and words == " ".join(
        plain_text(each) for each in first.findall("strong")
    )
    short = (
        0 < len(words) <= _LONGEST_BOX_TITLE
        and first.find(".//img") is None
        and first.find(".//sup") is None
    )
    return words if short and (bold or first.tag in HEADINGS) else ""


def _only_picture(element: etree._Element) -> etree._Element | None:
    """The picture that is all that a paragraph holds."""
    images = list(element.iter("img"))
    return images[0] if len(images) == 1 and not plain_text(element) else None


def _lines(markdown: str) -> str:
    lines = markdown.strip(" ").removesuffix(BREAK).removeprefix(BREAK)
    return escaped_lines(re.sub(r" *\\\n *", lambda _: BREAK, lines).strip(" "))


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.split("\n"))
