"""Beside floats: a heading goes overleaf with a figure behind it for which a page has no room, a
table begins below one that leaves it no room beside it, and bullets stand before their words.

WeasyPrint 70 leaves a heading at the foot of a page where nothing stands before it in the same box.
It divides a table for the room beside a float, and then puts it below, where it does not fit. It
places bullets and numbers as if nothing floated beside their items.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any

_MARK = "_makebook_stands_beside_floats"
_STRANDED, _LOWERED = "_makebook_stranded", "_makebook_lowered"
#: Each side by the direction of the text.
_START = {"ltr": ("left", "inline-start"), "rtl": ("right", "inline-start")}


def stand_beside_floats(block: Any) -> None:
    """Have the engine's module `block` (`weasyprint.layout.block`) set them so."""
    if not hasattr(block, _MARK):
        setattr(block, _MARK, True)
        block._out_of_flow_layout = _noting_stranded(block._out_of_flow_layout, block)
        block.block_container_layout = _mending(block.block_container_layout, block)
        block.avoid_collisions = _noting_lowered(block.avoid_collisions)
        block.block_box_layout = _dividing_below(block.block_box_layout, block)


def _noting_stranded(lay_out: Callable[..., Any], block: Any) -> Callable[..., Any]:
    """`lay_out`, with a note in the context of a box that ends with what must not end a page."""

    @wraps(lay_out)
    def out_of_flow_layout(context: Any, box: Any, *others: Any) -> Any:
        result = lay_out(context, box, *others)
        _, child, placed, page_is_empty, *_ = others
        stopped, _, left_over, _ = result
        if stopped and left_over is not None and not page_is_empty:
            last = block.find_last_class_a_break_point_child(placed)
            ends = block.block_level_page_break(last, child) if last is not None else "auto"
            if block.avoid_page_break(ends, context):
                setattr(context, _STRANDED, box)
        return result

    return out_of_flow_layout


def _mending(lay_out: Callable[..., Any], block: Any) -> Callable[..., Any]:
    """`lay_out` without a box that ends so, and with bullets beside what floats."""
    takes = signature(lay_out)

    @wraps(lay_out)
    def block_container_layout(context: Any, box: Any, *others: Any, **options: Any) -> Any:
        result = lay_out(context, box, *others, **options)
        laid_out = result[0]
        is_stranded = getattr(context, _STRANDED, None) is box
        if is_stranded:
            setattr(context, _STRANDED, None)
        if laid_out is None:
            return result
        if is_stranded:
            given = takes.bind(context, box, *others, **options).arguments
            absolute_boxes, fixed_boxes = given["absolute_boxes"], given["fixed_boxes"]
            left = [*laid_out.children, *box.children]
            block.remove_placeholders(context, left, absolute_boxes, fixed_boxes)
            page = box.page_values()[0]
            return None, None, {"break": "any", "page": page}, [], False, result[-1]
        # What is fixed to all pages is laid out last, where there is nothing beside which to be.
        has_floats = context._excluded_shapes_root_boxes and context.excluded_shapes
        if has_floats and laid_out.children:
            _move_marker(context.excluded_shapes, laid_out)
        return result

    return block_container_layout


def _noting_lowered(avoid: Callable[..., Any]) -> Callable[..., Any]:
    """`avoid_collisions`, with a note in the context of how far a box goes down for a float."""

    @wraps(avoid)
    def avoid_collisions(context: Any, box: Any, *others: Any, **options: Any) -> Any:
        place = avoid(context, box, *others, **options)
        setattr(context, _LOWERED, (box, place[1] - box.position_y))
        return place

    return avoid_collisions


def _dividing_below(lay_out: Callable[..., Any], block: Any) -> Callable[..., Any]:
    """`lay_out`, with a box that goes down divided for the room that there is below."""

    @wraps(lay_out)
    def block_box_layout(
        context: Any, box: Any, bottom_space: float, *others: Any, **options: Any
    ) -> Any:
        place = box.position_x, box.position_y
        result = lay_out(context, box, bottom_space, *others, **options)
        lowered, below = getattr(context, _LOWERED, (None, 0.0))
        if lowered is None or lowered is not result[0] or below <= 0:
            return result
        bottom = lowered.position_y + lowered.margin_height()
        if result[1] is None and not context.overflows_page(bottom_space, bottom):
            return result
        _, _, _, absolute_boxes, fixed_boxes, *_ = others
        block.remove_placeholders(context, [lowered], absolute_boxes, fixed_boxes)
        box.position_x, box.position_y = place
        return lay_out(context, box, bottom_space + below, *others, **options)

    return block_box_layout


def _move_marker(floats: list[Any], item: Any) -> None:
    """Move the bullet or number of an `item` as far as its first line is moved by what floats."""
    marker, *rest = item.children
    if not marker.is_outside_marker or item.establishes_formatting_context():
        return
    line = _first_line(rest)
    if line is None:
        return
    direction = item.style["direction"]
    at_start = [
        each
        for each in floats
        if each.style["float"] in _START[direction]
        and each.position_y < line.position_y + line.height
        and line.position_y < each.position_y + each.margin_height()
    ]
    left, right = item.content_box_x(), item.content_box_x() + item.width
    if direction == "rtl":
        marker.position_x += min([0, *(each.position_x - right for each in at_start)])
        return
    ends = [each.position_x + each.margin_width() - left for each in at_start]
    marker.position_x += max([0, *ends])


def _first_line(boxes: list[Any]) -> Any:
    """The first line in the first of the `boxes` that is in the flow; None where there is none."""
    for box in boxes:
        if type(box).__name__ == "LineBox":
            return box
        if box.is_in_normal_flow():
            return _first_line(list(getattr(box, "children", ())))
    return None
