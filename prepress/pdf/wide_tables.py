"""Tables: those that are too wide for their column are set closer, then smaller, then with hyphens,
then on a page of their own that is turned, then as one block for each row, until they fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lxml import etree

from prepress.galley.page_breaks import ANCHOR
from prepress.pdf.engine.boxes import Box, BoxKind, boxes_on, page_boxes
from prepress.pdf.engine.engine_remarks import collected_remarks
from prepress.pdf.line_breaks import breaks_in
from prepress.pdf.paper import PaperChapter
from prepress.pdf.stacked_tables import can_be_stacked, stack, stacked_lines
from prepress.text.xhtml import add_class, parse_xhtml, serialise_xhtml

if TYPE_CHECKING:
    from weasyprint import Document

_TURNED, _STACKED = "turned", "stacked"
_LINES_OF_A_PAGE = 40
#: What is tried one after the other: classes of the table, and which of its cells may be cut where
#: no hyphen can stand.
_WAYS = (
    ("close", ""),
    ("close small", ""),
    ("close small divided", ""),
    ("close smaller divided", ""),
    (f"{_TURNED} close", ""),
    (f"{_TURNED} close small divided", ""),
    (_STACKED, ""),
    (f"{_STACKED} close divided", ""),
    ("close smaller divided", "with long words"),
    (f"{_STACKED} close divided", "with long words"),
    ("close smaller divided finely", "with long words"),
    ("close smaller divided finely", "without numbers"),
    ("close smaller divided finely", "all"),
)
#: A word of so many letters hardly fits beside others; it is cut before those beside it are.
_LONG_WORD = re.compile(r"[^\s/\u200b-]{18,}")
_NUMBER = re.compile(r"\d")
_TOLERANCE = 1.0  # px

#: The classes of a table and which of its cells may be cut.
Way = tuple[str, str]
LayOut = Callable[[Sequence[PaperChapter]], "Document"]


def with_fitting_tables(
    chapters: Sequence[PaperChapter], lay_out: LayOut, *, turns: bool = False
) -> tuple[Document, Sequence[PaperChapter]]:
    """The anchored `chapters` laid out, so that no table is wider than its column if that can be,
    and they themselves with their tables as they are set.

    A table that is too wide is tried alone, in each of the ways in which it can be set, before all
    is laid out again. Pages may be turned for it where the edition `turns` them.
    """
    document = lay_out(chapters)
    wide = _too_wide(document)
    ways: dict[str, Way] = {}
    for way in _WAYS:
        if not wide:
            break
        if _TURNED in way[0] and not turns:
            continue
        ways.update(dict.fromkeys(wide, way))
        if way != _WAYS[-1]:
            with collected_remarks():
                tried = lay_out([_alone(chapter, wide, way) for chapter in chapters])
            wide = _too_wide(tried) | (frozenset() if way[1] else _broken(tried))
    if not ways:
        return document, chapters
    fitting = [_with_ways(chapter, ways) for chapter in chapters]
    return lay_out(fitting), fitting


def tables_on(document: Document) -> Iterator[Box]:
    """The boxes of all tables; a table has one on each of its pages."""
    return (box for box in boxes_on(page_boxes(document)) if box.kind is BoxKind.TABLE)


def is_too_wide(table: Box) -> bool:
    """Whether `table` is wider than the column that it stands in."""
    column = table.around
    while column and column.is_table_wrapper:
        column = column.around
    edges = table.edges
    if not edges or not column or column.width is None:
        return False
    return edges[2] - edges[0] - column.width > _TOLERANCE


def _too_wide(document: Document) -> frozenset[str]:
    """The anchors of the tables that are too wide."""
    return _anchors(table.element for table in tables_on(document) if is_too_wide(table))


def _broken(document: Document) -> frozenset[str]:
    """The anchors of the tables that have a broken word: the engine takes it for as narrow as its
    syllables.
    """
    breaks = breaks_in(tuple(boxes_on(page_boxes(document))), "")
    return _anchors(element for each in breaks for element in each.line.elements)


def _anchors(elements: Iterable[Any]) -> frozenset[str]:
    """Those of the tables among the `elements`."""
    tables = (element for element in elements if element is not None and element.tag == "table")
    return frozenset(anchor for table in tables if (anchor := table.get(ANCHOR)))


def _alone(chapter: PaperChapter, wanted: Collection[str], way: Way) -> PaperChapter:
    """The chapter with nothing but the tables `wanted`, set that `way`, inside what they stand
    in.
    """

    def alone(markup: str) -> str:
        if not any(anchor in markup for anchor in wanted):
            return ""
        root = parse_xhtml(markup)
        tables = [table for table in root.iter("table") if table.get(ANCHOR) in wanted]
        kept = {each for table in tables for each in (*table.iterancestors(), *table.iter())}
        _prune(root, kept)
        for table in tables:
            _set(table, way)
        return serialise_xhtml(root)

    return replace(chapter, markup=alone(chapter.markup), notes=alone(chapter.notes), addresses=())


def _prune(element: etree._Element, kept: Collection[etree._Element]) -> None:
    for child in list(element):
        if child in kept:
            _prune(child, kept)
        else:
            element.remove(child)


def _with_ways(chapter: PaperChapter, ways: Mapping[str, Way]) -> PaperChapter:
    """The chapter with each table set in its way."""

    def set_tables(markup: str) -> str:
        if not any(anchor in markup for anchor in ways):
            return markup
        root = parse_xhtml(markup)
        for table in root.iter("table"):
            if way := ways.get(table.get(ANCHOR, "")):
                _set(table, way)
        return serialise_xhtml(root)

    return replace(chapter, markup=set_tables(chapter.markup), notes=set_tables(chapter.notes))


def _set(table: etree._Element, way: Way) -> None:
    classes, cut = way
    if not _can_be_set(table, classes):
        return
    if _STACKED in classes:
        stack(table)
    add_class(table, classes)
    for cell in table.iter("td", "th"):
        if _may_be_cut("".join(cell.itertext()), cut):
            add_class(cell, "cut")


def _can_be_set(table: etree._Element, classes: str) -> bool:
    """Whether the table may have these `classes`; a page is turned only for one that stands in
    nothing else, and that would fill more than a page in blocks.
    """
    if _TURNED in classes:
        parent = table.getparent()
        alone = parent is not None and parent.getparent() is None
        return alone and (not can_be_stacked(table) or stacked_lines(table) > _LINES_OF_A_PAGE)
    return _STACKED not in classes or can_be_stacked(table)


def _may_be_cut(text: str, cut: str) -> bool:
    """Whether a cell with this `text` is among those that may be cut; a dose is the last to be."""
    if cut == "with long words":
        return bool(_LONG_WORD.search(text))
    return cut == "all" or (cut == "without numbers" and not _NUMBER.search(text))
