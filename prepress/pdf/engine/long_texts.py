"""Long texts: each line of a long paragraph is broken from the words that can stand on it, and not
from all that follow.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import wraps
from math import isfinite
from typing import Any

#: How many letters of a text the engine itself looks at first, for each letter height of the line's
#: width.
_ENGINES_RATIO = 4
#: The least that is looked at, in bytes. It is many times what a line holds, so that a line ends
#: where it would with the whole text in sight.
_LEAST_BYTES = 2048
_MARK = "_makebook_breaks"


def break_long_texts(inline: Any) -> None:
    """Have the engine's module `inline` (`weasyprint.layout.inline`) look no further than it needs.

    For each line of a paragraph it copies all the text behind it, and where a word is longer than
    the line sets all of it too: a paragraph of a megabyte would take a minute, such a word days.
    """
    if not hasattr(inline.split_text_box, _MARK):
        inline.split_text_box = _looking_near(inline.split_text_box)


def _looking_near(split: Callable[..., Any]) -> Callable[..., Any]:
    encoded: tuple[str, bytes] = ("", b"")

    @wraps(split)
    def split_near(
        context: Any, box: Any, available_width: float | None, skip: int, **options: Any
    ) -> Any:
        nonlocal encoded
        size = _bytes_to_look_at(box, available_width)
        if size is None:
            return split(context, box, available_width, skip, **options)
        if encoded[0] is not box.text:
            encoded = box.text, box.text.encode()
        part = copy(box)
        while skip + size < len(encoded[1]):
            part.text = encoded[1][skip : skip + size].decode(errors="ignore")
            line, end, breaks = split(context, part, available_width, 0, **options)
            if end is not None and 2 * end < size:
                return line, skip + end, breaks
            size *= 4
        return split(context, box, available_width, skip, **options)

    setattr(split_near, _MARK, split)
    return split_near


def _bytes_to_look_at(box: Any, available_width: float | None) -> int | None:
    """How much of the text decides where a line ends, None where all of it should be looked at."""
    if available_width is None or not isfinite(available_width) or not box.style["font_size"]:
        return None
    if box.style["white_space"] in ("nowrap", "pre") or len(box.text) < _LEAST_BYTES:
        return None
    letters = available_width / box.style["font_size"] * _ENGINES_RATIO
    return max(_LEAST_BYTES, 4 * int(letters))
