"""Page ends: no word is divided between two pages, where a layout asks for that.

WeasyPrint 70 knows no `hyphenate-limit-last`. A stylesheet says `--page-ends: whole` of the text
whose words are not divided there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

_MARK = "_makebook_keeps_page_ends"
_PROPERTY = "__page_ends"


def keep_words_on_pages(block: Any, inline: Any) -> None:
    """Have the engine's modules `block` and `inline` (`weasyprint.layout`) set the last line of a
    page again without hyphens, where one stands at its end.
    """
    if hasattr(block, _MARK):
        return
    whole: list[bool] = []
    setattr(block, _MARK, whole)
    inline.split_first_line = _without_hyphens(inline.split_first_line, whole)
    block.iter_line_boxes = _lines_with_whole_ends(inline, whole)
    block._break_line = _breaking_at_whole_words(block._break_line)


def _without_hyphens(split: Callable[..., Any], whole: list[bool]) -> Callable[..., Any]:
    @wraps(split)
    def split_first_line(text: str, style: Any, *others: Any, **options: Any) -> Any:
        if whole and style["hyphens"] != "none":
            style = style.copy()
            style["hyphens"] = "none"
        return split(text, style, *others, **options)

    return split_first_line


def _lines_with_whole_ends(inline: Any, whole: list[bool]) -> Callable[..., Any]:
    iterate = inline.iter_line_boxes

    @wraps(iterate)
    def iter_line_boxes(
        context: Any, box: Any, top: float, bottom_space: float, begin: Any, *rest: Any
    ) -> Iterator[tuple[Any, Any]]:
        lines = iterate(context, box, top, bottom_space, begin, *rest)
        if not _asks_for_it(box):
            yield from lines
            return
        placed = _placed(context, rest)
        for line, resume_at in lines:
            if resume_at is not None and _is_last_and_divided(context, bottom_space, line):
                if _placed(context, rest)[-1] != placed[-1]:  # a float stands in it
                    yield line, resume_at
                    continue
                _take_out(rest, placed)
                whole.append(True)
                try:
                    again, behind = next(iterate(context, box, top, bottom_space, begin, *rest))
                finally:
                    whole.pop()
                yield again, behind
                if behind is not None:
                    below, others = again.position_y + again.height, _without_first(rest)
                    yield from iterate(context, box, below, bottom_space, behind, *others)
                return
            yield line, resume_at
            top, begin, rest = line.position_y + line.height, resume_at, _without_first(rest)
            placed = _placed(context, rest)

    return iter_line_boxes


def _is_last_and_divided(context: Any, bottom_space: float, line: Any) -> bool:
    """Whether no other line has room below this one, which ends with a hyphen."""
    bottom = line.position_y + line.height
    return (
        _ends_with_hyphen(line)
        and bool(context.overflows_page(bottom_space, bottom + line.height))
        and not context.overflows_page(bottom_space, bottom)
    )


def _placed(context: Any, rest: tuple[Any, ...]) -> list[int]:
    """How much stands in the lists that lines add to, and at the end how many floats there are."""
    return [
        *(len(each) for each in rest if isinstance(each, list)),
        len(context.excluded_shapes),
    ]


def _take_out(rest: tuple[Any, ...], placed: list[int]) -> None:
    """Take out what a line has added to the lists since they were as long as was `placed`."""
    for each, length in zip(
        (each for each in rest if isinstance(each, list)), placed, strict=False
    ):
        del each[length:]


def _without_first(rest: tuple[Any, ...]) -> tuple[Any, ...]:
    """The engine's arguments for lines below the first, whose letter and line have no style of
    their own.
    """
    return (*rest[:-2], None, None)


def _breaking_at_whole_words(break_line: Callable[..., Any]) -> Callable[..., Any]:
    """Where lines go overleaf so that no last one stands there alone, a line that ends with a
    hyphen goes with them, if enough lines stay.
    """

    @wraps(break_line)
    def break_at_whole_word(
        context: Any, box: Any, line: Any, new_children: Any, needed: int, *rest: Any
    ) -> Any:
        if needed and _asks_for_it(box):
            last = len(new_children) - needed - 1
            if last >= box.style["orphans"] and _ends_with_hyphen(new_children[last]):
                needed += 1
        return break_line(context, box, line, new_children, needed, *rest)

    return break_at_whole_word


def _asks_for_it(box: Any) -> bool:
    return any(token.type == "ident" and token.value == "whole" for token in box.style[_PROPERTY])


def _ends_with_hyphen(line: Any) -> bool:
    """Whether the engine has put a hyphen at the end of the `line`."""
    box = line
    while getattr(box, "children", ()):
        box = box.children[-1]
        box = getattr(box, "_box", box)
    text = getattr(box, "text", "")
    return bool(text) and text.endswith(box.style["hyphenate_character"])
