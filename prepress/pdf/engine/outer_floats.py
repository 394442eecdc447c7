"""Outer floats: what stands in the outer margin of facing pages, left on a left page and right on a
right one.

WeasyPrint 70 knows no `float: outside`. A stylesheet says `--float-side: outside` of a float on the
left; on right pages it is mirrored. Amid words it knows no `inline-start` and `inline-end` either,
and fails on them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from math import inf
from typing import Any

_MARK = "_makebook_sides"
_TOP = "_makebook_top"
_PROPERTY = "__float_side"
#: Each side by the direction of the text: from left to right, and from right to left.
_SIDES = {"inline-start": ("left", "right"), "inline-end": ("right", "left")}
_MIRRORED = (("margin_left", "margin_right"), ("padding_left", "padding_right"))


def float_outside() -> None:
    """Have the engine place such floats by the side of their page, whole, and none of them below
    its foot.
    """
    page: Any = import_module("weasyprint.layout.page")
    if hasattr(page, _MARK):
        return
    setattr(page, _MARK, True)
    page.page_height = _noting_page(page.page_height)
    for name in ("block", "inline"):
        module: Any = import_module(f"weasyprint.layout.{name}")
        module.float_layout = _on_its_side(module.float_layout)
    inline: Any = import_module("weasyprint.layout.inline")
    inline.float_layout = _on_a_plain_side(inline.float_layout)


def _on_a_plain_side(lay_out: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(lay_out)
    def float_layout(context: Any, box: Any, *others: Any, **options: Any) -> Any:
        placed, rest = lay_out(context, box, *others, **options)
        sides = _SIDES.get(placed.style["float"])
        if sides:
            placed.style = placed.style.copy()
            placed.style["float"] = sides[placed.style["direction"] == "rtl"]
        return placed, rest

    return float_layout


def _noting_page(set_height: Callable[..., None]) -> Callable[..., None]:
    @wraps(set_height)
    def page_height(box: Any, context: Any, *others: Any) -> None:
        set_height(box, context, *others)
        setattr(context, _MARK, box.page_type.side)
        setattr(context, _TOP, box.content_box_y())

    return page_height


def _on_its_side(lay_out: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(lay_out)
    def float_layout(context: Any, box: Any, *others: Any, **options: Any) -> Any:
        said = box.style[_PROPERTY]
        if not any(token.type == "ident" and token.value == "outside" for token in said):
            return lay_out(context, box, *others, **options)
        if getattr(context, _MARK, "left") == "right":
            box = _mirrored(box)
        before = list(context.excluded_shapes)
        around, absolute, fixed, _, *rest = others  # the fourth is what is taken off the page
        placed = lay_out(context, box, around, absolute, fixed, -inf, *rest, **options)
        _lift(placed[0], before, context)
        return placed

    return float_layout


def _mirrored(box: Any) -> Any:
    box = box.copy()
    box.style = style = box.style.copy()
    style["float"] = "right"
    for left, right in _MIRRORED:
        style[left], style[right] = style[right], style[left]
    return box


def _lift(placed: Any, before: list[Any], context: Any) -> None:
    """Move what was `placed` up from below the foot of the page, as far as there is room below
    others.
    """
    bottom = placed.position_y + placed.margin_height()
    others = [shape.position_y + shape.margin_height() for shape in before]
    room = placed.position_y - max([getattr(context, _TOP, 0.0), *others])
    excess = min(bottom - context.page_bottom, room)
    if excess > 0:
        placed.translate(dy=-excess)
