"""Tables: header cells that say what they are the header of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.pdf.tagging.tree import Node, TagTree

_SCOPES = {"col": "Column", "colgroup": "Column", "row": "Row", "rowgroup": "Row"}


def scope_headers(tree: TagTree) -> None:
    """Give each header cell its scope (ISO 14289-1, 7.5): the author's, else by where the cell
    stands.

    WeasyPrint lists headers by id for each cell instead, which goes wrong once a table is split or
    has spans.
    """
    for table, _ in tree.walk():
        if table.role != "Table":
            continue
        for row, in_head in _rows(table):
            cells = row.nodes
            all_headers = in_head or all(cell.role == "TH" for cell in cells)
            for column, cell in enumerate(cells):
                if cell.role == "TH":
                    _scope(cell, "Column" if all_headers or column else "Row")
                elif cell.role == "TD":
                    cell.attributes.pop("Headers", None)
                    if set(cell.attributes) == {"O"}:
                        cell.attributes.clear()


def _scope(cell: Node, placed: str) -> None:
    """Give the header `cell` the scope that is written in it, else that by its place."""
    written = (cell.source.attribute("scope") if cell.source else None) or ""
    cell.attributes["O"] = "/Table"
    cell.attributes["Scope"] = f"/{_SCOPES.get(written.lower(), placed)}"


def _rows(node: Node, in_head: bool = False) -> Iterator[tuple[Node, bool]]:
    """The table's own rows, and whether each stands in its head; tables inside cells have their
    own.
    """
    for kid in node.nodes:
        if kid.role == "TR":
            yield kid, in_head
        elif kid.role not in ("Caption", "Table"):
            yield from _rows(kid, in_head or kid.role == "THead")
