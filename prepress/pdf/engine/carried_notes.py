"""Carried notes: notes for which a page has no room stand on the next one, also where one of the
two is laid out again and the other is not.

The engine lays a page out again where a number on it was not yet known. It then forgets which notes
the page before has left for it, and they are on no page at all. It also tries whether a line finds
room where notes go to the next page; where the box of the line then goes there itself, they do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from typing import Any

_MARK = "_makebook_carries_notes"
_AGAIN = ("content_changed", "pages_wanted")
#: So many pages may still be laid out again when the next one is there.
_HELD = 2

#: Sees the text, a page and the one that follows it, and says whether it has changed the text.
LookBack = Callable[[Any, Any, Any], bool]


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
    return make_pages(context, root_box, html, pages, lambda *seen: False)


def make_pages(
    context: Any, root_box: Any, html: Any, pages: list[Any], look_back: LookBack
) -> Iterator[Any]:
    """The pages, each laid out where that is needed, as the engine does it; `pages` are those of
    the round before.

    Where `look_back` changes the text when it sees a page and the next, both are laid out again,
    and it may then change the text for the page before them too.
    """
    context.rendered_notes = []
    loop = _PageLoop(context, root_box, html, pages, vars(context).setdefault(_MARK, {}))
    index, is_last = 0, False
    held: list[tuple[Any, _Waiting]] = []
    while not is_last:
        before = _Waiting.of(context)
        made, is_last = loop.page(index)
        if held and look_back(root_box, held[-1][0], made):
            index, is_last = index - 1, False
            held.pop()[1].restore(context)
            context.page_maker[index][-1]["content_changed"] = True
            continue
        held.append((made, before))
        if len(held) > _HELD:
            yield held.pop(0)[0]
        index += 1
    yield from (page for page, _ in held)
    # What was behind them in the round before is gone.
    context.page_maker = context.page_maker[: index + 1]
    context.broken_out_of_flow.clear()
    context.reported_footnotes.clear()


@dataclass(frozen=True)
class _Waiting:
    """What waits for a place when a page begins: notes, and the rest of boxes beside the text."""

    notes: tuple[Any, ...]
    broken: Mapping[Any, Any]

    @classmethod
    def of(cls, context: Any) -> _Waiting:
        return cls(tuple(context.footnotes), dict(context.broken_out_of_flow))

    def restore(self, context: Any) -> None:
        context.footnotes = list(self.notes)
        context.broken_out_of_flow = dict(self.broken)


@dataclass(frozen=True)
class _PageLoop:
    """A round of laying out; `carried` are the notes that each page leaves for the next."""

    context: Any
    root_box: Any
    html: Any
    before: list[Any]
    carried: dict[int, list[Any]]

    def page(self, index: int) -> tuple[Any, bool]:
        """The page at `index`, and whether it is the last."""
        context, carried = self.context, self.carried
        state = context.page_maker[index][-1]
        if self.before and not any(state[each] for each in _AGAIN):
            resume_at = context.page_maker[index + 1][0]
            return self.before[index], resume_at is None and not carried.get(index)
        page: Any = import_module("weasyprint.layout.page")
        state.update(dict.fromkeys(_AGAIN, False), anchors=[], content_lookups=[])
        context.reported_footnotes = list(carried.get(index - 1, ()))
        made, resume_at = page.remake_page(index, context, self.root_box, self.html)
        is_last = resume_at is None and not context.reported_footnotes
        if carried.get(index, []) != context.reported_footnotes and not is_last:
            context.page_maker[index + 1][-1]["content_changed"] = True
        carried[index] = list(context.reported_footnotes)
        return made, is_last
