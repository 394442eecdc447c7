"""Counted pages: pages that come to more than there may be are only counted, since the text is set
in another way then; what stands in their margins and behind their boxes is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from prepress.pdf.engine.replacement import replaced


@contextmanager
def only_counting_beyond(most: int) -> Iterator[None]:
    """In the block, a document of more than `most` pages is laid out to be counted, not written."""
    layout: Any = import_module("weasyprint.layout")
    make, paint = layout.make_margin_boxes, layout.layout_backgrounds

    def make_margin_boxes(context: Any, page: Any, state: Any) -> Any:
        return () if _is_beyond(context, most) else make(context, page, state)

    def layout_backgrounds(page: Any, get_image: Any) -> None:
        if not _is_beyond(get_image.keywords["context"], most):
            paint(page, get_image)

    with (
        replaced(layout, "make_margin_boxes", make_margin_boxes),
        replaced(layout, "layout_backgrounds", layout_backgrounds),
    ):
        yield


def _is_beyond(context: Any, most: int) -> bool:
    return len(context.page_maker) - 1 > most
