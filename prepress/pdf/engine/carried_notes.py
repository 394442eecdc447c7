"""Carried notes: notes for which a page has no room stand on the next one, also where one of the
two is laid out again and the other is not.

The engine lays a page out again where a number on it was not yet known. It then forgets which notes
the page before has left for it, and they are on no page at all. It also tries whether a line finds
room where notes go to the next page; where the box of the line then goes there itself, they do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from importlib import import_module
from typing import Any

_MARK = "_makebook_carries_notes"
_AGAIN = ("content_changed", "pages_wanted")


def carry_notes() -> None:
    """Have the engine remember what each page leaves for the next."""
    layout: Any = import_module("weasyprint.layout")
    if not hasattr(layout, _MARK):
        setattr(layout, _MARK, layout.make_all_pages)
        layout.make_all_pages = _make_all_pages
        block: Any = import_module("weasyprint.layout.block")
        block.block_container_layout = _taking_back(block.block_container_layout)


def _taking_back(lay_out: Callable[..., Any]) -> Callable[..., Any]:
    """`lay_out` without moving notes to the next page for a box that goes there itself."""

    @wraps(lay_out)
    def block_container_layout(context: Any, *others: Any, **options: Any) -> Any:
        before = list(context.current_page_footnotes)
        result = lay_out(context, *others, **options)
        moved = [each for each in before if each in context.reported_footnotes]
        if moved and result[0] is None:
            own = [each for each in context.current_page_footnotes if each not in before]
            for note in moved:
                context.reported_footnotes.remove(note)
            context.current_page_footnotes = [*before, *own]
            context._update_footnote_area()
        return result

    return block_container_layout


def _make_all_pages(context: Any, root_box: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
    """The pages, each laid out where that is needed, as the engine does it; `pages` are those of
    the round before.
    """
    page: Any = import_module("weasyprint.layout.page")
    carried: dict[int, list[Any]] = vars(context).setdefault(_MARK, {})
    context.rendered_notes = []
    index, resume_at, is_last = 0, None, False
    while not is_last:
        state = context.page_maker[index][-1]
        if not pages or any(state[each] for each in _AGAIN):
            state.update(dict.fromkeys(_AGAIN, False), anchors=[], content_lookups=[])
            context.reported_footnotes = list(carried.get(index - 1, ()))
            made, resume_at = page.remake_page(index, context, root_box, html)
            is_last = resume_at is None and not context.reported_footnotes
            if carried.get(index, []) != context.reported_footnotes and not is_last:
                context.page_maker[index + 1][-1]["content_changed"] = True
            carried[index] = list(context.reported_footnotes)
            yield made
        else:
            resume_at = context.page_maker[index + 1][0]
            is_last = resume_at is None and not carried.get(index)
            yield pages[index]
        index += 1
    # What was behind them in the round before is gone.
    context.page_maker = context.page_maker[: index + 1]
    context.broken_out_of_flow.clear()
    context.reported_footnotes.clear()
