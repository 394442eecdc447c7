"""Stacked tables: a table that is too wide for every page, with one block of lines for each of its
rows.
"""

from __future__ import annotations

from copy import deepcopy
from itertools import zip_longest

from lxml import etree

from prepress.galley.page_breaks import ANCHOR

_SPANS = ("colspan", "rowspan")
_CELLS = ("td", "th")


def can_be_stacked(table: etree._Element) -> bool:
    """Whether the table has one row of heads, rows below it, and no cell over several."""
    heads, rows = _heads(table), _rows(table)
    spans = any(cell.get(name) for cell in table.iter(*_CELLS) for name in _SPANS)
    nested = next(table.iterdescendants("table"), None) is not None
    return bool(heads and rows) and not spans and not nested


def stacked_lines(table: etree._Element) -> int:
    """About how many lines the `table` fills once it is stacked."""
    return len(_heads(table)) * len(_rows(table))


def stack(table: etree._Element) -> None:
    """Make a group of rows of each row of the `table`, which can be stacked: the head of each
    column, and the row's own cell.

    It stays a table, so that it is read aloud as one.
    """
    heads, rows = _heads(table), _rows(table)
    for part in table.findall("*"):
        if part.tag != "caption":
            table.remove(part)
    for row in rows:
        group = etree.SubElement(table, "tbody")
        if anchor := row.get(ANCHOR):
            group.set(ANCHOR, anchor)
        for head, cell in zip_longest(heads, row.findall("*")):
            line = etree.SubElement(group, "tr")
            line.append(_head(head))
            line.append(_value(cell))


def _heads(table: etree._Element) -> list[etree._Element]:
    rows = table.findall("thead/tr")
    return rows[0].findall("*") if len(rows) == 1 else []


def _rows(table: etree._Element) -> list[etree._Element]:
    return [row for part in ("tbody/tr", "tr", "tfoot/tr") for row in table.findall(part)]


def _head(cell: etree._Element | None) -> etree._Element:
    """The head of a column, for each of its cells anew."""
    head = deepcopy(cell) if cell is not None else etree.Element("th")
    for each in head.iter("*"):
        each.attrib.pop(ANCHOR, None)
        each.attrib.pop("id", None)
    head.tag, head.tail = "th", None
    head.set("scope", "row")
    return head


def _value(cell: etree._Element | None) -> etree._Element:
    value = cell if cell is not None else etree.Element("td")
    value.tag, value.tail = "td", None
    value.attrib.pop("scope", None)
    return value
