"""Page numbers: each page is known by the number that its layout counts for it, not only by its
place in the file.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

#: The attribute of the engine's page that holds its number as counted.
COUNTED = "makebook_counted"
_MARK = "_makebook_notes_numbers"


def note_page_numbers() -> None:
    """Have the engine note at each page what its counter of pages came to, which it forgets once
    heads and feet are set.
    """
    layout: Any = import_module("weasyprint.layout")
    if not hasattr(layout, _MARK):
        setattr(layout, _MARK, True)
        layout.make_margin_boxes = _noting(layout.make_margin_boxes)


def _noting(make: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(make)
    def make_margin_boxes(context: Any, page: Any, state: Any) -> Any:
        counted = state[1].get("page")
        if counted:
            setattr(page, COUNTED, counted[-1])
        return make(context, page, state)

    return make_margin_boxes
