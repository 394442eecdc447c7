"""Tables on a phone: each stands in a box, which scrolls where the table is wider than the screen;
one that surely is wider can be a block for each row, with the head of its column before each cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree

from prepress.screen.parts import MATHML, XHTML

#: The attribute of a cell that says what its column is called.
HEAD = "data-head"

#: In ems of a table of many columns as the stylesheet sets it on a phone: how wide the screen is,
#: and how much of it a table may ask for that need not scroll there, whatever the typeface.
_PHONE, _SURE = 22.0, 15.0
#: In the same: a character, one of those that fill a square, and the white between two columns.
_CHARACTER, _SQUARE, _GAP = 0.53, 1.0, 0.6
#: Without spaces a line may end behind each character, which nobody wants to read.
_SQUARES_OF_A_LINE = 4
_FEWEST_COLUMNS = 3
#: A table of more rows may be longer than a screen.
_MOST_ROWS = 6
#: A cell of more lines is hard to read beside short ones.
_MOST_LINES = 12
_LARGEST_SPAN = 100
#: What stays on one line; a space that does not break belongs to it.
_PIECE = re.compile(r"[^ \t\r\n\u00ad\u200b-]+")
_ROLES = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tfoot": "rowgroup",
    "tr": "row",
    "td": "cell",
    "th": "rowheader",
}


@dataclass(frozen=True)
class _GridCell:
    """A cell that begins in a column, counted from 0, and fills as many as its span."""

    element: etree._Element
    column: int
    span: int

    @property
    def is_head(self) -> bool:
        return bool(self.element.tag == _named("th"))

    @cached_property
    def text(self) -> str:
        """Its words, and those that describe its pictures and formulas."""
        return " ".join(re.split("[ \t\r\n]+", "".join(_texts(self.element)).strip()))


_Row = tuple[_GridCell, ...]


def prepare_for_phones(table: etree._Element) -> None:
    """Put the `table` into a box that the keyboard can reach and scroll, and that into one which
    says how the stylesheet may set it on a phone: it `fits`, or it `stacks`.

    Many reading systems divide the text into pages, but never a box that scrolls: what stands
    below the foot of a page is not to be seen. So the box of a table that fits need not scroll.
    """
    scrolling = etree.Element(_named("div"), {"class": "table-box", "tabindex": "0"})
    kind = _kind(table)
    box = etree.Element(_named("div"), {"class": kind}) if kind else scrolling
    box.tail, table.tail = table.tail, None
    table.getparent().replace(table, box)
    if box is not scrolling:
        box.append(scrolling)
    scrolling.append(table)


def _kind(table: etree._Element) -> str:
    """How a `table` may be set on a phone: as it is, as a block for each of its rows, or neither,
    which nobody can say of a table that stands in another, or holds one.
    """
    heads, *rows = [_row(each) for each in table.iter(_named("tr"))] or [()]
    name = _named("table")
    if [*table.iterancestors(name), *table.iterdescendants(name)]:
        return ""
    words = _least_width([heads, *rows])
    if words <= _SURE:
        return "fits"
    lines = _least_width([heads, *rows], most_lines=_MOST_LINES)
    is_wide = lines > _PHONE or len(rows) > _MOST_ROWS
    if not is_wide or not _can_be_stacked(table, heads, rows):
        return ""
    _label(table, heads, rows)
    return "stacks"


def _named(tag: str) -> str:
    return f"{{{XHTML}}}{tag}"


def _row(row: etree._Element) -> _Row:
    """The cells of a row; one that fills several rows too, or no number of columns, spans none."""
    cells: list[_GridCell] = []
    column = 0
    for element in row.iter(_named("td"), _named("th")):
        span = _span(element, "colspan") if _span(element, "rowspan") == 1 else 0
        cells.append(_GridCell(element, column, span))
        column += span
    return tuple(cells)


def _span(element: etree._Element, name: str) -> int:
    span = element.get(name, "1").strip()
    return int(span) if span.isdecimal() and len(span) < 4 and int(span) <= _LARGEST_SPAN else 0


def _can_be_stacked(table: etree._Element, heads: _Row, rows: list[_Row]) -> bool:
    """Whether the first row alone says what the columns are called, and no cell fills several
    rows.
    """
    if "role" in table.attrib or not _names_columns(heads):
        return False
    has_cells_of_one_row = all(cell.span for row in (heads, *rows) for cell in row)
    return has_cells_of_one_row and any(rows) and not any(map(_is_head, rows))


def _names_columns(heads: _Row) -> bool:
    """Whether a first row of these `heads` says what enough columns are called."""
    if sum(cell.span for cell in heads) < _FEWEST_COLUMNS:
        return False
    said = [cell.is_head for cell in heads if cell.text]
    return all(said) and any(cell.is_head for cell in heads)


def _is_head(row: _Row) -> bool:
    return bool(row) and all(cell.is_head for cell in row)


def _least_width(rows: list[_Row], most_lines: int = 0) -> float:
    """About how wide a table of these `rows` is at least, so that no word is broken, and no cell
    has more than `most_lines`, unless that is 0.
    """
    columns: dict[int, float] = {}
    for cell in (cell for row in rows for cell in row if cell.span == 1):
        least = _width(cell.text) / most_lines if most_lines else 0
        width = max(_longest_piece(cell.text), least)
        columns[cell.column] = max(columns.get(cell.column, 0), width + _GAP)
    return sum(columns.values())


def _longest_piece(text: str) -> float:
    squares = min(sum(map(_is_square, text)), _SQUARES_OF_A_LINE) * _SQUARE
    spaced = "".join(" " if _is_square(character) else character for character in text)
    return max([squares, *map(_width, _PIECE.findall(spaced))])


def _width(text: str) -> float:
    shown = [each for each in text if not unicodedata.combining(each)]
    return sum(_SQUARE if _is_square(each) else _CHARACTER for each in shown)


def _is_square(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("F", "W")


def _label(table: etree._Element, heads: _Row, rows: list[_Row]) -> None:
    """Say of each cell what its column is called, and of each element what it is.

    What it is (ARIA's role) the element says of itself, but a screen reader no longer hears it
    where a stylesheet sets the table as blocks.
    """
    for element in table.iter(*map(_named, _ROLES)):
        element.set("role", _ROLES[etree.QName(element).localname])
    for head in heads:
        if head.is_head:
            head.element.set("role", "columnheader")
    names = [head.text for head in heads for _ in range(head.span)]
    for cell in (cell for row in rows for cell in row):
        cell.element.set(HEAD, _name(names, cell))


def _name(names: list[str], cell: _GridCell) -> str:
    """What the columns of a cell are called; one that fills a whole row needs no name."""
    own = names[cell.column : cell.column + cell.span]
    if cell.span == len(names) or not own:
        return ""
    return " – ".join(dict.fromkeys(each for each in (own[0], own[-1]) if each))


def _texts(element: Any) -> Iterator[str]:
    if element.tag in (_named("img"), f"{{{MATHML}}}math"):
        yield element.get("alt") or element.get("alttext") or ""
    elif isinstance(element.tag, str):
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""
