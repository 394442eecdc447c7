"""Reading order: what stands on a page is written into the PDF in the order of the text, so that
copying, reflowing and reading aloud follow it too where a reader does not heed the tags.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any

_MARK = "_makebook_follows_the_text"
#: Behind all that stands in the text.
_LAST = 1 << 60
#: What a stream knows of its own state, and so leaves out; a moved piece must say all of it again.
_STATE = (
    *("_current_color", "_current_color_stroke", "_current_alpha", "_current_alpha_stroke"),
    *("_current_font", "_current_font_size", "_old_font", "_old_font_size"),
)
_HYPHEN, _SOFT_HYPHEN = "\u2010", "\u00ad"
#: In px, so that things side by side do not overlap.
_TOLERANCE = 2.0
#: How much of the height of a line of text, above and below, has hardly any ink.
_INKLESS = 0.25

_Edges = tuple[float, float, float, float]


def follow_the_text() -> None:
    """Have the engine write each page in the order of its text.

    CSS paints all boxes first, then what floats, then the lines, then what is placed by itself
    (CSS 2.2, appendix E), and the engine writes in that order: bullets and the figures of a margin
    would be copied apart from their text. Grounds and borders are painted as ever, words and
    pictures behind them in the order of the text; where that would hide or show anything else, the
    page stays as it was.
    """
    from weasyprint import document, draw

    if not hasattr(draw, _MARK):
        pages: list[_PageOrder] = []
        setattr(draw, _MARK, pages)
        draw.draw_stacking_context = _in_pieces(draw.draw_stacking_context, pages)
        document.draw_page = _in_order(document.draw_page, pages)


def _in_order(draw_page: Callable[..., Any], pages: list[_PageOrder]) -> Callable[..., Any]:
    @wraps(draw_page)
    def draw_page_in_order(page: Any, stream: Any) -> None:
        order = _PageOrder(page, stream)
        pages.append(order)
        try:
            with order.taken_apart():
                draw_page(page, stream)
        finally:
            pages.pop()

    return draw_page_in_order


def _in_pieces(draw: Callable[..., Any], pages: list[_PageOrder]) -> Callable[..., Any]:
    @wraps(draw)
    def draw_stacking_context(stream: Any, context: Any) -> None:
        order = pages[-1] if pages else None
        if order is None or stream is not order.stream or order.is_whole:
            draw(stream, context)
        else:
            with order.context(context):
                draw(stream, context)

    return draw_stacking_context


class _PieceMark(bytes):
    """Stands among the operations of a page where those of a piece were."""


@dataclass(frozen=True, eq=False)
class _DrawnPiece:
    """Words, a picture or a whole box with its own way of painting, as the `operations` that draw
    it at a `place`; `rank` is where it stands in the text. One that `drops` is the first letter of
    the `text` behind it.
    """

    rank: tuple[int, int]
    place: _PieceMark
    operations: list[Any]
    edges: _Edges | None
    covers: bool
    text: str
    drops: bool


class _PageOrder:
    """The pieces of a page while it is drawn on `stream`."""

    def __init__(self, page: Any, stream: Any) -> None:
        self.stream = stream
        self.is_whole = False
        self._page = page
        self._ranks = {leaf: rank for rank, leaf in enumerate(_leaves(page))}
        self._pieces: list[_DrawnPiece] = []
        self._is_hazardous = False

    @contextmanager
    def taken_apart(self) -> Iterator[None]:
        """In the block the page is drawn; behind it, its pieces are in their order."""
        marked = self.stream.marked
        self.stream.marked = self._marking(marked)
        begin = len(self.stream.stream)
        try:
            yield
        finally:
            del self.stream.marked
        self.stream.stream[begin:] = list(self._ordered(self.stream.stream[begin:]))

    @contextmanager
    def context(self, context: Any) -> Iterator[None]:
        """In the block a stacking context is drawn: in one piece where its contents have a state
        of their own, such as transparency.
        """
        box = context.box
        if context.z_index < 0:
            with self._in_one():
                yield
        elif context.z_index > 0 or _has_own_state(context):
            ranks = [self._ranks[leaf] for leaf in _leaves(box) if leaf in self._ranks]
            first = _LAST if context.z_index > 0 else min(ranks, default=_LAST)
            with self._piece(first, _edges_of(box), covers=True), self._in_one():
                yield
        else:
            if _is_placed(box) and _has_ground(box):
                edges = _edges_of(box)
                self._is_hazardous |= any(_overlap(edges, each.edges) for each in self._pieces)
            yield

    @contextmanager
    def _in_one(self) -> Iterator[None]:
        self.is_whole = True
        try:
            yield
        finally:
            self.is_whole = False

    def _marking(
        self, marked: Callable[[Any, str], AbstractContextManager[None]]
    ) -> Callable[[Any, str], AbstractContextManager[None]]:
        @contextmanager
        def mark(box: Any, tag: str) -> Iterator[None]:
            if self.is_whole or box not in self._ranks:
                with marked(box, tag):
                    yield
                return
            is_text = hasattr(box, "text")
            edges = _ink_of(box) if is_text else _edges_of(box)
            with (
                self._piece(self._ranks[box], edges, covers=not is_text, box=box),
                marked(box, tag),
            ):
                yield

        return mark

    @contextmanager
    def _piece(
        self, rank: int, edges: _Edges | None, *, covers: bool, box: Any = None
    ) -> Iterator[None]:
        """In the block, what is drawn becomes a piece; of a `box`, where it is one."""
        stream = self.stream
        operations, stream.stream = stream.stream, []
        state = {name: getattr(stream, name) for name in _STATE}
        for name in _STATE:
            setattr(stream, name, None)
        try:
            yield
        finally:
            drawn, stream.stream = stream.stream, operations
            for name, value in state.items():
                setattr(stream, name, value)
        if drawn:
            place = _PieceMark()
            order, text = (rank, len(self._pieces)), getattr(box, "text", "")
            piece = _DrawnPiece(order, place, drawn, edges, covers, text, _drops(box))
            self._pieces.append(piece)
            stream.stream.append(place)

    def _ordered(self, operations: list[Any]) -> Iterator[Any]:
        """All `operations` of the page, the pieces at the end, or where they were."""
        pieces = sorted(self._pieces, key=lambda each: each.rank)
        if self._is_hazardous or self._changes_what_is_seen(pieces):
            drawn = {id(each.place): each.operations for each in pieces}
            for operation in operations:
                yield from drawn.get(id(operation), (operation,))
            return
        yield from _without_empty_states(operations)
        yield from _with_whole_words(pieces)

    def _changes_what_is_seen(self, pieces: list[_DrawnPiece]) -> bool:
        """Whether a piece that covers others would come to lie below or above another one."""
        drawn = [piece.rank[1] for piece in pieces]
        if drawn == sorted(drawn):
            return False
        for at, piece in enumerate(pieces):
            if piece.covers:
                for behind, other in enumerate(pieces):
                    was_above = piece.rank[1] > other.rank[1]
                    if was_above != (at > behind) and _overlap(piece.edges, other.edges):
                        return True
        return False


def _with_whole_words(pieces: Sequence[_DrawnPiece]) -> Iterator[Any]:
    """What draws the `pieces`. By their places readers take a letter that drops into its text, and
    the rest of its word, for two words; so the rest stands for both (ISO 32000-1, 14.9.4).
    """
    letter = ""
    for piece in pieces:
        said = None
        if piece.drops:
            letter, said = piece.text, ""
        elif letter:
            letter, said = "", (letter + piece.text).replace(_HYPHEN, _SOFT_HYPHEN)
        yield from piece.operations if said is None else _saying(said, piece.operations)


def _saying(text: str, operations: Sequence[Any]) -> Iterator[Any]:
    """The `operations`, which are copied as `text`."""
    said = b"\xfe\xff" + text.encode("utf-16-be")
    yield from (b"/Span", b"<</ActualText <%s>>>" % said.hex().encode(), b"BDC")
    yield from (*operations, b"EMC")


def _drops(box: Any) -> bool:
    """Whether it is the first letter of a chapter, which drops into its text."""
    element = getattr(box, "element", None)
    return element is not None and element.get("class") == "initial"


def _without_empty_states(operations: list[Any]) -> list[Any]:
    """The `operations` without the places of pieces, and without states in which nothing is
    drawn.
    """
    kept: list[Any] = []
    for operation in operations:
        if isinstance(operation, _PieceMark):
            continue
        if operation == b"Q" and kept and kept[-1] == b"q":
            kept.pop()
        else:
            kept.append(operation)
    return kept


def _leaves(box: Any) -> Iterator[Any]:
    """The boxes of words and pictures at and below `box`, in the order of the text."""
    waiting = [box]
    while waiting:
        each = waiting.pop()
        each = getattr(each, "_box", getattr(each, "box", each))
        if hasattr(each, "text") or hasattr(each, "replacement"):
            yield each
        waiting.extend(reversed(getattr(each, "children", ())))


def _has_own_state(context: Any) -> bool:
    """Whether what a context holds is drawn in another place or transparency, or cut off."""
    box = context.box
    style = box.style
    is_root = box.is_for_root_element and context.page.style["overflow"] != "visible"
    is_cut = style["overflow"] != "visible" and box is not context.page
    is_clipped = box.is_absolutely_positioned() and style["clip"]
    return bool(
        is_root or is_cut or is_clipped or style["opacity"] < 1 or box.transformation_matrix
    )


def _is_placed(box: Any) -> bool:
    return box.style["position"] in ("absolute", "fixed", "relative")


def _has_ground(box: Any) -> bool:
    """Whether a box has a ground or border that hides what is below it."""
    ground = getattr(box, "background", None)
    sides = ("top", "right", "bottom", "left")
    has_border = any(getattr(box, f"border_{side}_width", 0) for side in sides)
    return has_border or bool(ground and ground.layers)


def _edges_of(box: Any) -> _Edges | None:
    """Left, top, right and bottom of the border box, None where it was never laid out."""
    try:
        left, top = float(box.border_box_x()), float(box.border_box_y())
        return left, top, left + box.border_width(), top + box.border_height()
    except (AttributeError, TypeError, ValueError):
        return None


def _ink_of(text: Any) -> _Edges:
    """The same for where the letters of a box of text stand."""
    left, top, height = text.position_x, text.position_y, text.height
    inkless = height * _INKLESS
    return left, top + inkless, left + text.width, top + height - inkless


def _overlap(one: _Edges | None, other: _Edges | None) -> bool:
    """Whether both share some ground; what was never laid out may do so."""
    if one is None or other is None:
        return True
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width > _TOLERANCE and height > _TOLERANCE
