"""Placement: what reaches out of its page, pictures that cover something, and pictures that stand
beside another section than their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import shorten
from typing import Any

from prepress.pdf.engine.boxes import Box, BoxKind, PageBox
from prepress.pdf.page_places import quote_element
from prepress.text.xhtml import is_callout_title

#: Headings of sections; lower ones, and titles of callouts, stand inside what a picture belongs to.
_SECTION_HEADINGS = frozenset({"h1", "h2", "h3"})
#: In px; as much as rounding and slanted letters may add.
_TOLERANCE = 2.0

#: In characters: how much of a text is said.
_LONGEST = 60

#: Left, top, right and bottom in px.
_Edges = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Fault:
    """What is wrong with a `box` of an `element`, and what to do."""

    box: Box
    element: Any
    what: str
    hint: str


def misplaced(pages: Sequence[PageBox], boxes: Sequence[Box]) -> Iterator[Fault]:
    """What a reader of the `pages`, on which all `boxes` are, would not see, or see in a wrong
    place.
    """
    for number, on_page in groupby(boxes, key=lambda box: box.page):
        shown = [each for each in on_page if each.is_picture or each.kind is BoxKind.TEXT]
        yield from _outside(pages[number - 1], shown)
        yield from _covered(shown)
    yield from _strayed(pages, boxes)


def _outside(page: PageBox, shown: Sequence[Box]) -> Iterator[Fault]:
    """Pictures and words that reach over an edge of the finished page."""
    wide, high = page.size
    for box in shown:
        edges = box.edges
        if edges is None or not (box.is_picture or box.text.strip()):
            continue
        left, top, right, bottom = edges
        if max(-left, -top, right - wide, bottom - high) > _TOLERANCE:
            yield Fault(
                box,
                box.element,
                f"{_name(box)} reach{'es' * box.is_picture} out of the page.",
                "Make it smaller, or say with &shy; where a long word may break.",
            )


def _covered(shown: Sequence[Box]) -> Iterator[Fault]:
    """Pictures that stand over words or other pictures."""
    pictures = [each for each in shown if each.is_picture]
    if not pictures:
        return
    words = [each for each in shown if each.kind is BoxKind.TEXT and each.text.strip()]
    bodies = [(each, body) for each in (*pictures, *words) if (body := _body(each))]
    for at, (picture, area) in enumerate(bodies):
        if not picture.is_picture:
            return
        other = next((each for each, body in bodies[at + 1 :] if _meet(area, body)), None)
        if other:
            yield Fault(
                picture,
                picture.element,
                f"{_name(picture)} covers {_name(other)}.",
                "Put it a paragraph further up or down, or make it smaller.",
            )


def _body(box: Box) -> _Edges | None:
    """The edges of what is seen: of letters, the middle of their line."""
    edges = box.edges
    if edges is None or box.is_picture:
        return edges
    left, top, right, bottom = edges
    height = bottom - top
    return left, top + 0.3 * height, right, bottom - 0.3 * height


def _meet(one: _Edges, other: _Edges) -> bool:
    """Whether the two areas have more in common than an edge."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > _TOLERANCE and down > _TOLERANCE


def _strayed(pages: Sequence[PageBox], boxes: Sequence[Box]) -> Iterator[Fault]:
    """Pictures beside the text that reach down to the heading behind their section, or below."""
    floats = [(box, _float_around(box)) for box in boxes if box.is_picture]
    beside = [(box, around) for box, around in floats if around]
    if not beside:
        return
    headings = dict(_headings_behind(pages[0].root, {box.element for box, _ in beside}))
    tops = _tops(boxes)
    for box, around in beside:
        heading, edges = headings.get(box.element), around.edges
        if edges and heading in tops and tops[heading] < (box.page, edges[3] - _TOLERANCE):
            yield Fault(
                box,
                box.element,
                f"{_name(box)} stands beside “{quote_element(heading)}”, which is not its section.",
                "Put it nearer to the beginning of its section, or write {.column} behind it.",
            )


def _tops(boxes: Sequence[Box]) -> dict[Any, tuple[int, float]]:
    """The page of each heading of a section, and where it begins there."""
    tops: dict[Any, tuple[int, float]] = {}
    for box in boxes:
        if box.kind is BoxKind.LINE and box.tag in _SECTION_HEADINGS and (edges := box.edges):
            tops.setdefault(box.element, (box.page, edges[1]))
    return tops


def _float_around(box: Box) -> Box | None:
    """What floats of the box and those around it: a figure has its legend below its picture."""
    around: Box | None = box
    while around and not around.is_floated:
        around = around.around
    return around


def _headings_behind(root: Any, pictures: set[Any]) -> Iterator[tuple[Any, Any]]:
    """Each of the `pictures` with the heading of a section that follows it."""
    waiting: list[Any] = []
    for element in root.iter():
        if element in pictures:
            waiting.append(element)
        elif element.tag in _SECTION_HEADINGS and not is_callout_title(element):
            yield from ((picture, element) for picture in waiting)
            waiting = []


def _name(box: Box) -> str:
    if box.is_picture:
        description = quote_element(box.element) or box.element.get("alt") or ""
        return f"the picture “{shorten(description, _LONGEST, placeholder=' …')}”"
    words = box.text.strip()
    return f"the words “{words if len(words) <= _LONGEST else words[:_LONGEST] + ' …'}”"
