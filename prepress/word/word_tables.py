"""Word tables: rows and cells with header rows that Word repeats, and merged cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lxml import etree

from prepress.word.word_names import w

if TYPE_CHECKING:
    from prepress.word.word_looks import WordLooks

#: How wide the text is, in twentieths of a point: 6.5 inches.
TEXT_WIDTH = 9360
#: A cell of the galley with the blocks that it holds.
Cell = tuple[Any, list[etree._Element]]
#: The same, or None where one from above goes on, and how many columns and rows it takes.
GridCell = tuple[Cell | None, int, int]


def table_rows(element: Any) -> list[list[Any]]:
    """The cells of a table, row by row, without those of tables inside it."""
    rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
    return [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]


def word_table(rows: Sequence[Sequence[Cell]], looks: WordLooks) -> etree._Element:
    """The table of these `rows` (ISO/IEC 29500-1, 17.4)."""
    grid = _grid(rows)
    columns = max(1, *(sum(span for _, span, _ in row) for row in grid))
    width = TEXT_WIDTH // columns
    properties = w(
        "tblPr",
        w("tblStyle", val="TableGrid"),
        w("bidiVisual") if looks.is_rtl else None,
        w("tblW", w=5000, type="pct"),
        w("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1,
          noVBand=1),
    )  # fmt: skip
    columns_of_grid = w("tblGrid", *(w("gridCol", w=width) for _ in range(columns)))
    return w("tbl", properties, columns_of_grid, *(_row(row, width, columns) for row in grid))


def _grid(rows: Sequence[Sequence[Cell]]) -> list[list[GridCell]]:
    held: dict[int, tuple[int, int]] = {}
    grid: list[list[GridCell]] = []
    for row in rows:
        found: list[GridCell] = []
        at = _skip_held(found, held, 0)
        for cell in row:
            wide, high = _number(cell[0], "colspan"), _number(cell[0], "rowspan")
            found.append((cell, wide, high))
            if high > 1:
                held[at] = (high - 1, wide)
            at = _skip_held(found, held, at + wide)
        grid.append(found)
    return grid


def _skip_held(found: list[GridCell], held: dict[int, tuple[int, int]], at: int) -> int:
    """The column behind the cells from above that go on at the column `at`."""
    while held.get(at, (0, 0))[0]:
        rows, wide = held[at]
        held[at] = (rows - 1, wide)
        found.append((None, wide, 0))
        at += wide
    return at


def _number(cell: Any, name: str) -> int:
    value = cell.get(name, "1")
    return int(value) if re.fullmatch("[1-9][0-9]{0,3}", value) else 1


def _row(row: Sequence[GridCell], width: int, columns: int) -> etree._Element:
    is_head = any(cell and _is_in_head(cell[0]) for cell, _, _ in row)
    properties = w("trPr", w("cantSplit"), w("tblHeader") if is_head else None)
    cells = [_cell(*each, width) for each in row]
    lacking = columns - sum(span for _, span, _ in row)
    cells += [_cell(None, 1, 1, width) for _ in range(lacking)]
    return w("tr", properties, *cells)


def _is_in_head(cell: Any) -> bool:
    return next(cell.iterancestors("thead"), None) is not None


def _cell(cell: Cell | None, wide: int, high: int, width: int) -> etree._Element:
    merge = w("vMerge") if high == 0 else w("vMerge", val="restart") if high > 1 else None
    properties = w(
        "tcPr",
        w("tcW", w=width * wide, type="dxa"),
        w("gridSpan", val=wide) if wide > 1 else None,
        merge,
    )
    return w("tc", properties, *(cell[1] if cell else [w("p")]))
