"""Whole floats: a figure with text around it that may not be divided goes on the next page where it
does not fit on this one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from math import inf
from typing import Any

_MARK = "_makebook_keeps_floats_whole"
_AVOID = frozenset({"avoid", "avoid-page"})


def keep_floats_whole(block: Any) -> None:
    """Have the engine's module `block` (`weasyprint.layout.block`) heed `break-inside: avoid` of
    what floats.

    The engine fills the page with as much of it as fits. Given it whole, it puts it overleaf where
    it does not fit, as it does with pictures, which nothing divides.
    """
    if not hasattr(block, _MARK):
        setattr(block, _MARK, block.float_layout)
        block.float_layout = _whole(block.float_layout, block.remove_placeholders)


def _whole(lay_out: Callable[..., Any], forget: Callable[..., None]) -> Callable[..., Any]:
    @wraps(lay_out)
    def float_layout(context: Any, box: Any, *given: Any, skip_stack: Any) -> Any:
        around, absolute_boxes, fixed_boxes, bottom_space = given

        def lay_out_above(space: float) -> Any:
            others = (around, absolute_boxes, fixed_boxes, space)
            return lay_out(context, box, *others, skip_stack=skip_stack)

        if skip_stack or context.in_column or box.style["break_inside"] not in _AVOID:
            return lay_out_above(bottom_space)
        whole, rest = lay_out_above(-inf)
        bottom = whole.position_y + whole.margin_height() - whole.margin_bottom
        if not context.overflows_page(bottom_space, bottom):
            return whole, rest
        if bottom - whole.position_y + bottom_space <= context.current_footnote_area.page.height:
            # The engine looks at the height without borders and margins: it is told of them.
            whole.translate(0, bottom - whole.position_y - whole.height)
            return whole, rest
        forget(context, [whole], absolute_boxes, fixed_boxes)
        return lay_out_above(bottom_space)

    return float_layout
