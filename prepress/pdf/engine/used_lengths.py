"""Used lengths: what a box takes of its style for its margins, padding, borders and size is worked
out once where the box around it does not matter.

The engine works out nineteen values for each box as often as it lays it out, and nearly all of them
are plain lengths or `auto`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from operator import itemgetter
from types import SimpleNamespace
from typing import Any

_MARK = "_makebook_knows_lengths"
_SIDES = ("top", "right", "bottom", "left")
#: All that the engine reads of a style here: what may be a share of the box around, and the rest.
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
_OTHERS = (*(f"border_{side}_width" for side in _SIDES), "border_collapse", "box_sizing")
_MOST_KEPT = 20_000


def know_lengths(percent: Any) -> None:
    """Have all modules of the engine's layout that took `resolve_percentages` from its module
    `percent` (`weasyprint.layout.percent`) ask for what is known first.
    """
    resolve = percent.resolve_percentages
    if hasattr(resolve, _MARK):
        return
    knowing = _knowing(resolve)
    setattr(knowing, _MARK, True)
    for name, module in list(sys.modules.items()):
        takes_it = vars(module).get("resolve_percentages") is resolve
        if name.startswith("weasyprint.layout.") and takes_it:
            module.resolve_percentages = knowing  # type: ignore[attr-defined]


def _knowing(resolve: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    known: dict[tuple[Any, ...], dict[str, Any] | None] = {}
    read_lengths, read_others = itemgetter(*_LENGTHS), itemgetter(*_OTHERS)

    @wraps(resolve)
    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = box.style
        lengths, others = read_lengths(style), read_others(style)
        key = (*lengths, *others)
        if key not in known:
            if len(known) >= _MOST_KEPT:
                known.clear()
            known[key] = _used(resolve, style) if _is_fixed(lengths, others) else None
        used = known[key]
        if used is None:
            resolve(box, containing_block)
        else:
            vars(box).update(used)

    return resolve_percentages


def _is_fixed(lengths: tuple[Any, ...], others: tuple[Any, ...]) -> bool:
    """Whether the box around does not matter, nor what the borders of a table came to."""
    fixed = all(each == "auto" or getattr(each, "unit", "%") == "px" for each in lengths)
    return fixed and "collapse" not in others


def _used(resolve: Callable[[Any, Any], None], style: Any) -> dict[str, Any]:
    """The values for a box of this `style` in any other."""
    box = SimpleNamespace(style=style)
    resolve(box, (0, 0))
    return {name: value for name, value in vars(box).items() if name != "style"}
