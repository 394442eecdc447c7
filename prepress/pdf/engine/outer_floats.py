"""Outer floats: what stands in the outer margin of facing pages, left on a left page and right on a
right one.

WeasyPrint 70 knows no `float: outside`. A stylesheet says `--float-side: outside` of a float on the
left; on right pages it is mirrored.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

_MARK = "_makebook_sides"
_PROPERTY = "__float_side"
_MIRRORED = (("margin_left", "margin_right"), ("padding_left", "padding_right"))


def float_outside() -> None:
    """Have the engine place such floats by the side of their page."""
    page: Any = import_module("weasyprint.layout.page")
    if hasattr(page, _MARK):
        return
    setattr(page, _MARK, True)
    page.page_width = _noting_side(page.page_width)
    for name in ("block", "inline"):
        module: Any = import_module(f"weasyprint.layout.{name}")
        module.float_layout = _on_its_side(module.float_layout)


def _noting_side(set_width: Callable[..., None]) -> Callable[..., None]:
    @wraps(set_width)
    def page_width(box: Any, context: Any, *others: Any) -> None:
        set_width(box, context, *others)
        if type(box).__name__ == "PageBox":
            setattr(context, _MARK, box.page_type.side)

    return page_width


def _on_its_side(lay_out: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(lay_out)
    def float_layout(context: Any, box: Any, *others: Any, **options: Any) -> Any:
        said = box.style[_PROPERTY]
        outside = any(token.type == "ident" and token.value == "outside" for token in said)
        if outside and getattr(context, _MARK, "left") == "right":
            box = box.copy()
            box.style = style = box.style.copy()
            style["float"] = "right"
            for left, right in _MIRRORED:
                style[left], style[right] = style[right], style[left]
        return lay_out(context, box, *others, **options)

    return float_layout
