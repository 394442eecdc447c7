"""Tables of a Word document: rows and columns as Markdown has them, with merged cells divided."""

from __future__ import annotations

from lxml import etree

from prepress.import_word.escaping import escape_cell
from prepress.import_word.inline import BREAK, MarkdownWriter
from prepress.import_word.remarks import excerpt
from prepress.text.xhtml import plain_text


def is_box(element: etree._Element) -> bool:
    """Whether the table has but one cell."""
    return len(list(element.iter("td", "th"))) == 1


def table(element: etree._Element, writer: MarkdownWriter) -> str:
    """The table as Markdown; nothing where it holds nothing."""
    if not plain_text(element) and element.find(".//img") is None:
        return ""
    rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
    grid = _grid(rows, writer)
    columns = max(map(len, grid))
    grid = [row + [""] * (columns - len(row)) for row in grid]
    name = excerpt(" ".join(map(plain_text, rows[0])))
    if element.find("thead") is None:
        writer.remarks.check(
            f"The table that begins with “{name}” marks no heading row in Word; its first row "
            f"is one here."
        )
    if any(row.xpath("*[@colspan or @rowspan]") for row in rows):
        writer.remarks.lose(f"Merged cells were divided in the table that begins with “{name}”.")
    lines = [f"| {' | '.join(row)} |" for row in grid]
    return "\n".join([lines[0], f"|{' --- |' * columns}", *lines[1:]])


def _grid(rows: list[etree._Element], writer: MarkdownWriter) -> list[list[str]]:
    """The cells row by row; a merged one leaves the others that it takes empty."""
    grid: list[list[str]] = []
    held: dict[int, int] = {}
    for row in rows:
        cells: list[str] = []
        for cell in row.findall("td") + row.findall("th"):
            _skip_held(cells, held)
            width, height = int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))
            for column in range(len(cells), len(cells) + width):
                held[column] = height - 1
            cells += [_cell(cell, writer), *[""] * (width - 1)]
        _skip_held(cells, held)
        grid.append(cells)
    return grid


def _skip_held(cells: list[str], held: dict[int, int]) -> None:
    """Leave empty what cells above take of the row `cells`; `held` counts, for each column, how
    many rows they still take.
    """
    while held.get(len(cells), 0):
        held[len(cells)] -= 1
        cells.append("")


def _cell(cell: etree._Element, writer: MarkdownWriter) -> str:
    """What a cell holds, in one line."""
    writer.near = plain_text(cell) or writer.near
    lines = [line for block in cell for line in _lines(block, writer)]
    return escape_cell("<br>".join(filter(None, lines)))


def _lines(block: etree._Element, writer: MarkdownWriter) -> list[str]:
    if block.tag in ("ul", "ol"):
        lines: list[str] = []
        for number, item in enumerate(block.findall("li"), 1):
            lines += _item(item, block.tag, number, writer)
        return lines
    if block.tag == "table":
        writer.remarks.lose(
            f"A table within a table became lines of text: “{excerpt(plain_text(block))}”."
        )
        return [_cell(cell, writer) for cell in block.iter("td", "th")]
    if block.tag == "blockquote":
        return [line for each in block for line in _lines(each, writer)]
    return [writer.inline_of(block).replace(BREAK, "<br>").strip()]


def _item(item: etree._Element, kind: str, number: int, writer: MarkdownWriter) -> list[str]:
    """An item of a list in a cell, where Markdown has none: its mark in plain text."""
    nested = [child for child in item if child.tag in ("ul", "ol")]
    for child in nested:
        item.remove(child)
    mark = "•" if kind == "ul" else f"{number}\\."
    words = f"{mark} {writer.inline_of(item).replace(BREAK, '<br>').strip()}"
    return [words, *(line for child in nested for line in _lines(child, writer))]
