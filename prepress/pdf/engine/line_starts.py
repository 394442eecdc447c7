"""Line starts: a long word is broken only where it begins a line; elsewhere it goes to the next."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

_MARK = "_makebook_knows_line_starts"
#: In px; as much as rounding may add.
_TOLERANCE = 0.01


def know_line_starts(inline: Any) -> None:
    """Have the engine's module `inline` (`weasyprint.layout.inline`) see that code amid emphasised
    words begins no line.

    The engine takes all that stands in the first element of a line for its start, so that it breaks
    a word there (CSS Text 3, `overflow-wrap`) before it has tried the next line.
    """
    if not hasattr(inline, _MARK):
        starts: list[float] = []
        setattr(inline, _MARK, starts)
        inline.split_inline_box = _noting_starts(inline.split_inline_box, starts)
        inline.split_text_box = _looking_at_starts(inline.split_text_box, starts)


def _noting_starts(split: Callable[..., Any], starts: list[float]) -> Callable[..., Any]:
    @wraps(split)
    def split_inline_box(
        context: Any, box: Any, position_x: float, *others: Any, **options: Any
    ) -> Any:
        if type(box).__name__ != "LineBox":
            return split(context, box, position_x, *others, **options)
        starts.append(position_x)
        try:
            return split(context, box, position_x, *others, **options)
        finally:
            starts.pop()

    return split_inline_box


def _looking_at_starts(split: Callable[..., Any], starts: list[float]) -> Callable[..., Any]:
    @wraps(split)
    def split_text_box(
        context: Any, box: Any, available_width: float, skip: Any, is_line_start: bool = True
    ) -> Any:
        if starts and box.position_x > starts[-1] + _TOLERANCE:
            is_line_start = False
        return split(context, box, available_width, skip, is_line_start=is_line_start)

    return split_text_box
