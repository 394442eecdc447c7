"""Line grid: what is no line of text, such as a figure, takes whole lines, so that the lines below
it stand beside those of the page that it faces.

WeasyPrint 70 knows no `block-step-size`. A stylesheet says `--block-step: lines` of what ends on
the lines of the text around it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

_MARK = "_makebook_keeps_lines"
_PROPERTY = "__block_step"
#: In px; what rounding may make of a whole line.
_TOLERANCE = 0.01


def keep_line_grid() -> None:
    """Have the engine end such blocks on the grid that begins where the page's text does."""
    block: Any = import_module("weasyprint.layout.block")
    page: Any = import_module("weasyprint.layout.page")
    if not hasattr(block, _MARK):
        setattr(block, _MARK, True)
        block.block_level_layout = _stepping(block.block_level_layout)
        page.page_height = _noting_top(page.page_height)


def _noting_top(set_height: Callable[..., None]) -> Callable[..., None]:
    @wraps(set_height)
    def page_height(box: Any, context: Any, *others: Any) -> None:
        set_height(box, context, *others)
        if type(box).__name__ == "PageBox":
            setattr(context, _MARK, box.content_box_y())

    return page_height


def _stepping(lay_out: Callable[..., Any]) -> Callable[..., Any]:
    strut = import_module("weasyprint.text.line_break").strut

    @wraps(lay_out)
    def block_level_layout(
        context: Any,
        box: Any,
        bottom_space: Any,
        skip_stack: Any,
        containing_block: Any,
        *rest: Any,
        **options: Any,
    ) -> Any:
        laid = lay_out(context, box, bottom_space, skip_stack, containing_block, *rest, **options)
        done, resume_at = laid[0], laid[1]
        if done is None or resume_at is not None or not _asks_for_it(done):
            return laid
        line = strut(containing_block.style)[0]
        top = getattr(context, _MARK, None)
        if not line or top is None:
            return laid
        bottom = done.border_box_y() + done.border_height()
        missing = (top - bottom) % line
        if _TOLERANCE < missing < line - _TOLERANCE and not context.overflows_page(
            bottom_space, bottom + missing
        ):
            done.padding_bottom += missing
            if done.element_tag in _IN_THE_MIDDLE:
                done.padding_top += missing / 2
                done.padding_bottom -= missing / 2
                for child in done.children:
                    child.translate(dy=missing / 2)
        return laid

    return block_level_layout


#: What stands in the middle of its lines.
_IN_THE_MIDDLE = frozenset({"figure", "pre", "aside"})


def _asks_for_it(box: Any) -> bool:
    """Whether the stylesheet says so of the box itself, and not of what is around it."""
    said = box.style[_PROPERTY]
    if not any(token.type == "ident" and token.value == "lines" for token in said):
        return False
    around = getattr(box.style, "parent_style", None)
    return around is None or not any(
        token.type == "ident" and token.value == "lines" for token in around[_PROPERTY]
    )
