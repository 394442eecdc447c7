"""White space: pages that are half empty, lines of one word amid a paragraph, and bullets that
stand alone.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import groupby, pairwise
from math import inf
from typing import Any

from prepress.pdf.engine.boxes import Box, BoxKind, PageBox, TextLine
from prepress.pdf.page_places import quote_element
from prepress.pdf.placement import Fault

_MOST_EMPTY = 0.4
#: A line with a longer word than this share of its paragraph is not seen as short.
_SHORT = 0.4
#: In px.
_TOLERANCE = 2.0
_CELLS = frozenset({"td", "th", "pre", "figure"})


def gaps(
    pages: Sequence[PageBox], boxes: Sequence[Box], lines: Sequence[TextLine]
) -> Iterator[Fault]:
    """White space that nobody meant, on the `pages` with all their `boxes` and `lines`."""
    yield from _empty_pages(pages, boxes, lines)
    yield from _lone_bullets(boxes, lines)
    yield from _lone_words(boxes, lines)


def _empty_pages(
    pages: Sequence[PageBox], boxes: Sequence[Box], lines: Sequence[TextLine]
) -> Iterator[Fault]:
    """Pages that end far above their foot though nothing asks for a new page."""
    if len(pages) < 2:
        return
    by_page = {number: list(each) for number, each in groupby(boxes, key=lambda box: box.page)}
    firsts = {line.page: line for line in reversed(lines)}
    for page in pages[:-1]:
        on_page, overleaf = by_page[page.number], by_page[page.number + 1]
        empty, first = page.room_below(on_page) / page.height, firsts.get(page.number + 1)
        if round(empty, 3) > _MOST_EMPTY and first and not is_forced(on_page, overleaf):
            yield Fault(
                firsts.get(page.number, first).box,
                first.block,
                f"{empty:.0%} of the page are empty, since “{quote_element(first.block)}” did not "
                f"fit on it.",
                "Make what is overleaf smaller, or move a paragraph in front of it.",
            )


def is_forced(on_page: Sequence[Box], overleaf: Sequence[Box]) -> bool:
    """Whether a stylesheet or the author asks for a new page between the two."""
    before, behind = {box.element for box in on_page}, {box.element for box in overleaf}
    begun = [box for box in overleaf if box.element not in before]
    ended = [box for box in on_page if box.element not in behind]
    return any(box.breaks_before for box in begun) or any(box.breaks_after for box in ended)


def _lone_bullets(boxes: Sequence[Box], lines: Sequence[TextLine]) -> Iterator[Fault]:
    """Bullets and numbers whose item begins further down."""
    markers = {box.element: box for box in boxes if box.tag.endswith("::marker") and box.edges}
    begins = _beginnings(markers, lines) if markers else {}
    for item, marker in markers.items():
        _, top, _, bottom = marker.edges or (0.0, 0.0, 0.0, 0.0)
        page, begin = begins.get(item, (marker.page, inf))
        if bottom - top > _TOLERANCE and page == marker.page and begin > bottom + _TOLERANCE:
            yield Fault(
                marker,
                item,
                f"the bullet or number of “{quote_element(item)}” stands alone.",
                "Let the item begin with text.",
            )


def _beginnings(items: Container[Any], lines: Sequence[TextLine]) -> dict[Any, tuple[int, float]]:
    """On which page each of the `items` begins, and where on it."""
    begins: dict[Any, tuple[int, float]] = {}
    for line in lines:
        for element in line.elements:
            if element in items and element not in begins:
                begins[element] = line.page, _top(line.box)
    return begins


def _top(line: Box) -> float:
    """Where the first word of the line begins, or the line itself where it has none."""
    waiting = [line]
    while waiting:
        box = waiting.pop()
        if box.is_picture:
            break
        if box.kind is BoxKind.TEXT and box.text.strip() and box.is_in_flow and box.edges:
            return box.edges[1]
        waiting.extend(reversed([each for each in box.children if "::" not in each.tag]))
    return line.edges[1] if line.edges else 0.0


def _lone_words(boxes: Sequence[Box], lines: Sequence[TextLine]) -> Iterator[Fault]:
    """Lines amid a paragraph that hold one word, though the next would fit beside it."""
    floats = [(box.page, box.edges) for box in boxes if box.is_floated]
    for line, after in pairwise(lines):
        if line.block is not after.block or " " in line.text or not line.text:
            continue
        if line.broken or any(element.tag in _CELLS for element in line.elements):
            continue
        if not _is_beside(line, floats) and _has_room(line.box, after.box):
            yield Fault(
                line.box,
                line.block,
                f"the line “{line.text}”, in the middle of a paragraph, has but one word.",
                "Change a word or two before it.",
            )


def _has_room(line: Box, after: Box) -> bool:
    """Whether the `line` is short, and could hold the first word of the one below too."""
    edges, room, word = line.edges, _room(line), _first_word(after)
    if edges is None or word is None:
        return False
    width = edges[2] - edges[0]
    return width < _SHORT * room and width + 1.5 * word < room


def _room(line: Box) -> float:
    """How wide the block is in which the line stands."""
    around = line.around
    return (around.width or 0.0) if around else 0.0


def _is_beside(line: TextLine, floats: Sequence[tuple[int, Any]]) -> bool:
    """Whether something that floats leaves less room for the line, or the one below."""
    edges = line.box.edges
    if edges is None:
        return True
    below = 2 * edges[3] - edges[1]
    return any(
        page == line.page and at and at[1] < below and at[3] > edges[1] for page, at in floats
    )


def _first_word(line: Box) -> float | None:
    """How wide the first word of a line is; None where it begins with a picture or the like."""
    width = 0.0
    waiting = [line]
    while waiting:
        box = waiting.pop()
        if box.is_picture:
            return None
        if box.kind is BoxKind.TEXT and box.text:
            head, space, _ = box.text.lstrip().partition(" ")
            width += (box.width or 0.0) * len(head) / len(box.text)
            if space:
                break
        waiting.extend(reversed(box.children))
    return width
