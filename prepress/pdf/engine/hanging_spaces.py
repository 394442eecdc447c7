"""Hanging spaces: a line that only the space behind its last word makes too long is not broken, and
one that a no-break space makes too long is broken at its last space.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from math import inf
from typing import Any

_MARK = "_makebook_lets_spaces_hang"
#: Where spaces at the end of a line hang (CSS Text 3, 4.1.3) and where lines are broken at all.
_HANGING = frozenset({"normal", "pre-line"})
_FIXED = "__spaces"
_NO_BREAK_SPACE = "\u00a0"


def let_spaces_hang(inline: Any) -> None:
    """Have the engine's module `inline` (`weasyprint.layout.inline`) measure the text before an
    element, such as code, without the space at its end.

    The engine sees that the text with its space does not fit and then sets one word a line, since
    the text's first line, which is whole, has no earlier end. Pango takes a no-break space, too,
    for one that hangs.
    """
    if not hasattr(inline, _MARK):
        setattr(inline, _MARK, inline.split_first_line)
        inline.split_first_line = _without_hanging_space(inline.split_first_line)


def keep_added_spaces(inline: Any) -> None:
    """Have the engine's module `inline` stretch no space where it brings a line to its edge, in
    what a stylesheet says `--spaces: fixed` of, such as the mark of an address.
    """
    if not hasattr(inline.count_expandable_spaces, _MARK):
        inline.count_expandable_spaces = _counting_written(inline.count_expandable_spaces)


def _counting_written(count: Callable[[Any], int]) -> Callable[[Any], int]:
    @wraps(count)
    def count_expandable_spaces(box: Any) -> int:
        fixed = any(token.type == "ident" and token.value == "fixed" for token in box.style[_FIXED])
        return 0 if fixed else count(box)

    setattr(count_expandable_spaces, _MARK, True)
    return count_expandable_spaces


def _without_hanging_space(split: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(split)
    def split_first_line(
        text: str, style: Any, context: Any, max_width: float | None, *others: Any, **options: Any
    ) -> Any:
        def lines(words: str, width: float | None) -> Any:
            return split(words, style, context, width, *others, **options)

        broken = lines(text, max_width)
        layout, _, resume_index, *_ = broken
        if not max_width or resume_index is None or not _is_one_word_of(layout.text, text):
            return broken
        words = text.rstrip(f" {_NO_BREAK_SPACE}")
        if style["white_space"] not in _HANGING or lines(words, max_width)[2]:
            return broken
        if _NO_BREAK_SPACE in text[len(words) :]:
            return lines(text, lines(words, inf)[3] - 1)
        return lines(text, inf)

    return split_first_line


def _is_one_word_of(line: str, text: str) -> bool:
    """Whether the `line` holds but one word of a `text` that ends with a space."""
    return text.endswith((" ", _NO_BREAK_SPACE)) and " " in text.strip() and " " not in line.strip()
