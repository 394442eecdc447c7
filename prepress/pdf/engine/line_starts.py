"""Line starts: a long word is broken only where it begins a line; elsewhere it goes to the next, if
a line can end before it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from math import inf
from typing import Any

_MARK = "_makebook_knows_line_starts"
#: In px; as much as rounding may add.
_TOLERANCE = 0.01
#: In px; what is seen of a line that is too long. A space at its end may hang.
_LEAST = 1.0


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
        context: Any, box: Any, position_x: float, max_x: float, *others: Any, **options: Any
    ) -> Any:
        def split_line(start: float) -> Any:
            starts.append(start)
            try:
                return split(context, box, position_x, max_x, *others, **options)
            finally:
                starts.pop()

        if type(box).__name__ != "LineBox":
            return split(context, box, position_x, max_x, *others, **options)
        lists = [each for each in others if isinstance(each, list)]
        lengths = [len(each) for each in lists]
        line = split_line(position_x)
        if not _is_too_long(line[0], max_x):
            return line
        # No line could end before the word: as in code, between whose signs stand no spaces.
        for each, length in zip(lists, lengths, strict=True):
            del each[length:]
        return split_line(inf)

    return split_inline_box


def _is_too_long(line: Any, max_x: float) -> bool:
    """Whether a word of the `line` that may be broken anywhere reaches over its end."""
    if line.position_x + line.width <= max_x + _LEAST:
        return False
    texts = [box for box in line.descendants() if type(box).__name__ == "TextBox" and box.text]
    if not texts:
        return False
    style = texts[-1].style
    hanging = style["font_size"] if texts[-1].text.endswith(" ") else 0.0
    breaks = style["overflow_wrap"] != "normal" and style["white_space"] not in ("nowrap", "pre")
    return breaks and line.position_x + line.width - hanging > max_x + _LEAST


def _looking_at_starts(split: Callable[..., Any], starts: list[float]) -> Callable[..., Any]:
    @wraps(split)
    def split_text_box(
        context: Any, box: Any, available_width: float, skip: Any, is_line_start: bool = True
    ) -> Any:
        if starts and box.position_x > starts[-1] + _TOLERANCE:
            is_line_start = False
        return split(context, box, available_width, skip, is_line_start=is_line_start)

    return split_text_box
