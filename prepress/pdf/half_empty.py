"""Half-empty pages: a picture that did not fit on the rest of a page is set smaller where it can
still be read; a table, a box or code that was kept whole may go on overleaf, and so may the list of
web addresses without what stands before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, Any

from prepress.galley.page_breaks import ANCHOR
from prepress.pdf.engine.boxes import Box, BoxKind, PageBox, page_boxes
from prepress.pdf.engine.looking_back import Changes, looking_back
from prepress.pdf.holes import may_move
from prepress.pdf.white_space import is_forced
from prepress.text.xhtml import has_class

if TYPE_CHECKING:
    from weasyprint import Document

#: Which part of a page may be empty before anything is done: a little, more, and as much as T-008
#: allows, which is all that is asked of books, and for the sake of boxes.
_LITTLE, _MUCH, _HALF = 0.15, 0.25, 0.4
#: How small a picture may become for each of them, as a share of its height.
_SMALLEST_SHARES = ((_HALF, 0.33), (_MUCH, 0.4), (_LITTLE, 0.7))
#: How small it may become at all, in px, which are 25 mm.
_SMALLEST = 94.0
#: What cannot be parted from a picture in its paragraph, in px.
_FEW_LINES = 72.0
_LINE = 20.0
#: So much less, in px, that it surely fits.
_SLACK = 3.0
#: What is kept whole where it can be; a box stays so where it would leave less of a page empty than
#: T-008 allows.
_DIVISIBLE, _BOX = frozenset({"table", "tbody", "pre"}), "aside"
#: Their author gave these pictures the whole width, so that their height is as it is.
_SIZED = frozenset({"wide", "full"})
_SIGNS = ("<img", "<table", "<pre", "<aside")


@contextmanager
def fuller_pages(html: str, *, is_book: bool, pictures: bool) -> Iterator[None]:
    """In the block, the document `html` is laid out so that fewer pages are half empty; `pictures`
    that could stand elsewhere are set smaller for that only where it is said.
    """
    if not any(sign in html for sign in _SIGNS):
        yield
        return
    with looking_back(_HalfEmptyPages(is_book, pictures).changes):
        yield


def leaves_room_for_pictures(document: Document) -> bool:
    """Whether a page of a book is half empty for the sake of a picture that could be smaller."""
    half_empty = _HalfEmptyPages(is_book=True, pictures=True)
    return any(
        height is not None
        for page, after in pairwise(page_boxes(document))
        for height in half_empty.changes(page, after).values()
    )


@dataclass(frozen=True)
class _Gap:
    """The empty foot of a page: the `room` below what stands there, which keeps others away by its
    `margin`, for what stands below the `top` of the next page, and which `share` of the page that
    is.
    """

    room: float
    margin: float
    top: float
    share: float

    @property
    def divisible(self) -> Set[str]:
        """What may be divided to fill it."""
        if self.share <= _MUCH:
            return frozenset()
        return _DIVISIBLE | {_BOX} if self.share > _HALF else _DIVISIBLE

    @property
    def smallest_share(self) -> float:
        """How small a picture may become to fill it."""
        return next((smallest for share, smallest in _SMALLEST_SHARES if self.share > share), 1.0)


@dataclass(frozen=True)
class _HalfEmptyPages:
    """What is done about half-empty pages in a book or a shorter text."""

    is_book: bool
    pictures: bool

    def changes(self, page: PageBox, after: PageBox) -> Changes:
        """What may become of what begins the page `after` one that is half empty."""
        if page.is_full_to(1 - (_HALF if self.is_book else _LITTLE)):
            return {}
        boxes, overleaf = tuple(page.boxes()), tuple(after.boxes())
        room = page.room_below(boxes)
        if not room or is_forced(boxes, overleaf):
            return {}
        here = {box.element for box in boxes}
        begun = [box for box in overleaf if box.element not in here]
        foot, margin = _foot(boxes, overleaf)
        free = min(room, page.top + page.height - foot)
        gap = _Gap(free, margin, after.top, room / page.height)
        return dict((*self._change(begun, gap), *_addresses_beyond(begun, gap)))

    def _change(self, boxes: Sequence[Box], gap: _Gap) -> Iterator[tuple[Any, float | None]]:
        """What may become of the first of the `boxes` that goes beyond the `gap`."""
        above = 0.0  # the head of a page swallows the margins of what stands there
        for box in boxes:
            whole = _whole(box)
            edges = whole.edges
            if not edges:
                continue
            if edges[1] - gap.top < 1.0:
                above = max(above, whole.margins[0])
            needed = edges[3] - gap.top + max(above, gap.margin) + self._grid
            begins_below = edges[1] - gap.top > gap.room
            if needed <= gap.room or begins_below or not self._can_change(box, gap.divisible):
                continue
            yield from _how(box, boxes, gap, needed - gap.room)
            return

    @property
    def _grid(self) -> float:
        """How far a box may go down for the grid on which the lines of books stand, in px."""
        return _LINE if self.is_book else 0.0

    def _can_change(self, box: Box, divisible: Set[str]) -> bool:
        """Whether it is a picture to which its author gave no size, or what was kept whole."""
        if "::" in box.tag or not box.element.get(ANCHOR):
            return False
        if box.is_picture:
            return (self.pictures or not _may_move(box)) and not _is_sized(box)
        return box.tag in divisible


def _would_leave_row_alone(box: Box, boxes: Sequence[Box], gap: _Gap) -> bool:
    """Whether a table that has room overleaf would have but one row above or below the end of the
    page.
    """
    elements = {*box.element.iterfind(".//tbody/tr")} if box.tag == "table" else set()
    rows = [each for each in boxes if each.tag == "tr" and each.element in elements]
    staying = sum(_ends_in(gap, row) for row in rows)
    return 0 < len(elements) == len(rows) and min(staying, len(rows) - staying) < 2


def _row_at(boxes: Sequence[Box], gap: _Gap) -> Iterator[tuple[Any, None]]:
    """The first row of a table that goes beyond the `gap`, if there is one."""
    rows = (box for box in boxes if box.tag == "tr")
    beyond = next((row for row in rows if not _ends_in(gap, row)), None)
    if beyond:
        yield beyond.element, None


def _ends_in(gap: _Gap, box: Box) -> bool:
    """Whether the `box`, which stands overleaf, would end in the `gap`."""
    return box.edges is not None and box.edges[3] - gap.top <= gap.room


def _addresses_beyond(boxes: Sequence[Box], gap: _Gap) -> Iterator[tuple[Any, None]]:
    """The list of web addresses that goes beyond the `gap`, if there is one: it takes along what
    stands before it, so that it is not alone on a page.
    """
    for box in boxes:
        is_list = gap.share > _MUCH and has_class(box.element, "section", "addresses")
        if is_list and not _ends_in(gap, box):
            yield box.element, None


def _foot(boxes: Sequence[Box], overleaf: Sequence[Box]) -> tuple[float, float]:
    """Down to where the `boxes` reach that end on a page, with their padding and border, and the
    margin below them, in px.
    """
    behind = {box.element for box in overleaf}
    ended = [box for box in boxes if box.kind is BoxKind.BLOCK and box.element not in behind]
    ends = [(box.edges[3], box.margins[1]) for box in ended if box.edges]
    foot = max((end for end, _ in ends), default=0.0)
    return foot, max((end + margin for end, margin in ends), default=0.0) - foot


def _whole(box: Box) -> Box:
    """The figure around a picture, with its caption, or the paragraph that a few lines below it
    end; else the box itself.
    """
    if not box.is_picture:
        return box
    whole, around = box, box.around
    while around:
        is_ending = around.tag in ("p", "li") and _below(around, box) < _FEW_LINES
        whole = around if around.tag == "figure" or is_ending else whole
        around = around.around
    return whole


def _below(around: Box, box: Box) -> float:
    """How much of what is `around` a box stands below it, in px."""
    return around.edges[3] - box.edges[3] if around.edges and box.edges else inf


def _may_move(box: Box) -> bool:
    """Whether a picture's figure could stand elsewhere instead."""
    figure, around = None, box.around
    while around and around.tag != "section":
        figure = around.element if around.tag == "figure" else figure
        around = around.around
    return around is not None and figure is not None and may_move(figure, around.element)


def _how(
    box: Box, boxes: Sequence[Box], gap: _Gap, over: float
) -> Iterator[tuple[Any, float | None]]:
    """What may become of a box that is `over` the room in the `gap`: a picture is set smaller by
    that if it can still be read; of a table that goes on overleaf, the row that comes first there
    too.
    """
    if box.is_picture:
        _, top, _, bottom = box.edges or (0.0, 0.0, 0.0, 0.0)
        height = bottom - top - over - _SLACK
        if height >= max(_SMALLEST, gap.smallest_share * (bottom - top)):
            yield box.element, height
    elif gap.share > _HALF:
        yield box.element, None
        yield from _row_at(boxes, gap)
    elif not _would_leave_row_alone(box, boxes, gap):
        yield box.element, None


def _is_sized(box: Box) -> bool:
    """Whether its author, or a stylesheet, gave a picture its size."""
    if box.has_height or "width:" in box.element.get("style", ""):
        return True
    return any(
        _SIZED & {*each.get("class", "").split()} for each in box.elements if each.tag == "figure"
    )
