"""Continuing: a document that is laid out as what follows the pages of another, and may name places
that stand in others.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from prepress.pdf.engine.replacement import replaced
from prepress.pdf.engine.starting_places import AwaitStart, Joint, StartingPlace

#: The values of the counters of pages at a place, by their names.
Counters = Mapping[str, Sequence[int]]

_NO_ANCHOR = "No anchor"


@dataclass
class Continuation:
    """What is known of the document that was laid out last: what it was laid out `behind`, where it
    ends, the counters at its `anchors`, those anchors of others that it `asked` for, and whether
    its `opening` begins a page whatever stands before.

    Where it shows numbers of its own pages, and was laid out before these were known, it is
    `unsettled`.
    """

    behind: Joint = field(default_factory=Joint)
    end: Joint = field(default_factory=Joint)
    anchors: dict[str, dict[str, tuple[int, ...]]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    is_apart: bool = False
    unsettled: bool = False


@contextmanager
def continuing(
    start: Joint | AwaitStart | None, elsewhere: Mapping[str, Counters], opening: str
) -> Iterator[Continuation]:
    """In the block, a document is laid out as what follows `start`, None for the first of all.

    Its first element that makes a page is the one whose id is `opening`. The counters at anchors
    that stand in other documents are those of `elsewhere`. Where one has to wait for `start`, that
    is done as late as can be: when all but the margins is laid out, if the opening tells the side
    on which it begins.
    """
    known = Continuation()
    with ExitStack() as stack:
        for each in _changes(StartingPlace(start), elsewhere, opening, known):
            stack.enter_context(each)
        yield known


def _changes(
    place: StartingPlace, elsewhere: Mapping[str, Counters], opening: str, known: Continuation
) -> Iterator[AbstractContextManager[Any]]:
    """What is changed in the engine."""
    document: Any = import_module("weasyprint.document")
    layout: Any = import_module("weasyprint.layout")
    page: Any = import_module("weasyprint.layout.page")
    collector: Any = import_module("weasyprint.css.targets").TargetCollector
    context = layout.LayoutContext
    begin = _beginning(layout.initialize_page_maker, place, opening, known)
    look_up = _looking_elsewhere(collector.lookup_target, elsewhere, known, place)
    yield replaced(layout, "initialize_page_maker", begin)
    yield replaced(page, "remake_page", _beginning_blank(page.remake_page))
    yield replaced(document, "layout_document", _leaving_out(document.layout_document, place))
    yield replaced(layout, "make_margin_boxes", _noting(layout.make_margin_boxes, place, known))
    yield replaced(page, "PageType", _counting_on(page.PageType, place))
    recall = _recalling(context.get_string_set_for, place)
    yield replaced(context, "get_string_set_for", recall)
    yield replaced(collector, "lookup_target", look_up)


@contextmanager
def links_to(elsewhere: Set[str]) -> Iterator[None]:
    """In the block, links to anchors `elsewhere` are written as links to those of the document."""
    pdf: Any = import_module("weasyprint.pdf")
    resolve = pdf.resolve_links

    def resolve_all(pages: Sequence[Any]) -> Iterator[tuple[list[Any], list[Any]]]:
        for page, (links, anchors) in zip(pages, resolve(pages), strict=True):
            kept = {id(link) for link in links}
            yield (
                [
                    link
                    for link in page.links
                    if id(link) in kept or (link[0] == "internal" and link[1] in elsewhere)
                ],
                anchors,
            )

    def is_news(record: logging.LogRecord) -> bool:
        arguments = record.args if isinstance(record.args, tuple) else ()
        return not (str(record.msg).startswith(_NO_ANCHOR) and set(arguments) & elsewhere)

    logger = logging.getLogger("weasyprint")
    logger.addFilter(is_news)
    try:
        with replaced(pdf, "resolve_links", resolve_all):
            yield
    finally:
        logger.removeFilter(is_news)


def _beginning(
    initialize: Callable[..., None], place: StartingPlace, opening: str, known: Continuation
) -> Callable[..., None]:
    """The first page is on the side, and has the counters, that the `place` says."""

    def begin(context: Any, root_box: Any) -> None:
        initialize(context, root_box)
        known.anchors.clear()
        box = _box_of(root_box, opening)
        side = box.style["break_before"] if box else "auto"
        known.is_apart = side in ("page", "always", "left", "right", "recto", "verso")
        start = place.first(_begins_right(side, root_box.style["direction"]))
        if start is None:
            return
        resume_at, next_page, _, state, remake = context.page_maker[0]
        depth, counters, scopes, groups = state
        counters = {**counters, **{name: [*values] for name, values in start.counters.items()}}
        scopes = [{*scopes[0], *start.counters}]
        next_page = {**next_page, "break": side if known.is_apart else "any"}
        state = (depth, counters, scopes, groups)
        context.page_maker[0] = (resume_at, next_page, start.right, state, remake)

    return begin


def _begins_right(side: str, direction: str) -> bool | None:
    """Whether what breaks to this `side` begins on a right page; None where it takes any."""
    if side in ("recto", "verso"):
        return (side == "recto") == (direction == "ltr")
    return {"right": True, "left": False}.get(side)


def _leaving_out(lay_out: Callable[..., Iterator[Any]], place: StartingPlace) -> Callable[..., Any]:
    """The blank page is left out that was begun with in case it should be needed."""

    def lay_out_without(*given: Any) -> Iterator[Any]:
        pages = lay_out(*given)
        first = next(pages)  # whose margins are laid out by then
        if not place.has_blank_too_many:
            yield first
        yield from pages

    return lay_out_without


def _beginning_blank(remake: Callable[..., Any]) -> Callable[..., Any]:
    """A first page that is left blank is not the last: the text goes on with its first box, which
    the engine says as it says the end.
    """

    def remake_page(index: int, context: Any, root_box: Any, html: Any) -> tuple[Any, Any]:
        page, resume_at = remake(index, context, root_box, html)
        if index == 0 and resume_at is None and page.page_type.blank:
            resume_at = {0: None}
            _, *others = context.page_maker[1]
            context.page_maker[1] = (resume_at, *others)
        return page, resume_at

    return remake_page


def _box_of(root: Any, opening: str) -> Any:
    """The box of the element `opening`, which stands in the body or in something there."""
    waiting = [root]
    while waiting:
        box = waiting.pop(0)
        element = box.element
        if element is not None and element.get("id") == opening and "::" not in box.element_tag:
            return box
        if box.element_tag in ("html", "body"):
            waiting += getattr(box, "children", ())
    return None


def _noting(make: Callable[..., Any], place: StartingPlace, known: Continuation) -> Any:
    """What stands in the margins comes last, when all pages are as they stay."""

    def make_and_note(context: Any, page: Any, state: Any) -> Any:
        if context.current_page == 1:
            known.unsettled |= place.is_late and _shows_numbers(context.target_collector)
            place.settle(context.page_maker)
            _note(context, place, known)
        return make(context, page, state)

    return make_and_note


def _shows_numbers(collector: Any) -> bool:
    """Whether the text says on which of its own pages it stands; margins do not count."""
    return any(
        "page" in lookup.missing_counters
        and (lookup.page_maker_index is not None or token != "content")
        for (_, token), lookup in dict.items(collector.counter_lookup_items)
    )


def _note(context: Any, place: StartingPlace, known: Continuation) -> None:
    _, _, right, state, _ = context.page_maker[-1]
    strings = {
        name: values[max(values)][-1]
        for name, values in context.string_set.items()
        if any(values.values())
    }
    known.behind = place.known
    known.end = Joint(
        place.before.pages + len(context.page_maker) - 1,
        bool(right),
        {name: tuple(values) for name, values in state[1].items() if name != "pages"},
        {**place.before.strings, **strings},
    )
    for name, item in context.target_collector.target_lookup_items.items():
        if item.state == "up-to-date" and item.page_maker_index is not None:
            counters = context.page_maker[item.page_maker_index + 1][3][1]
            known.anchors[name] = {
                counter: tuple(values) for counter, values in counters.items() if counter != "pages"
            }


def _counting_on(page_type: Callable[..., Any], place: StartingPlace) -> Callable[..., Any]:
    """The first page of a document is not the first of all, where others are before it."""

    def count_on(side: str, blank: bool, name: str, index: int, groups: Any) -> Any:
        return page_type(side, blank, name, index + place.before.pages, groups)

    return count_on


def _recalling(find: Callable[..., Any], place: StartingPlace) -> Callable[..., Any]:
    """Where a document sets no string, it is what was set last before it."""

    def find_or_recall(self: Any, page: Any, name: str, keyword: str = "first") -> Any:
        found = find(self, page, name, keyword)
        is_set_here = self.current_page in self.string_set[name]
        strings = place.before.strings
        if found or is_set_here or name not in strings or keyword == "all-once":
            return found
        return (strings[name],)

    return find_or_recall


def _looking_elsewhere(
    look_up: Callable[..., Any],
    elsewhere: Mapping[str, Counters],
    known: Continuation,
    place: StartingPlace,
) -> Callable[..., Any]:
    """An anchor that is not in the document may be in another, and is noted as asked for."""
    targets: Any = import_module("weasyprint.css.targets")

    def look_up_anywhere(
        self: Any, anchor_token: Any, source_box: Any, css_token: str, parse_again: Any
    ) -> Any:
        name = _name(anchor_token, source_box)
        if name is None or name in self.target_lookup_items:
            known.unsettled |= name is not None and place.is_late
            return look_up(self, anchor_token, source_box, css_token, parse_again)
        known.asked.add(name)
        found = targets.TargetLookupItem("up-to-date")
        counters = {key: [*values] for key, values in elsewhere.get(name, {"page": [0]}).items()}
        found.target_box = SimpleNamespace(cached_counter_values=counters)
        return found

    def _name(token: Any, box: Any) -> str | None:
        if token[0] == "attr()":
            value = box.element.get(token[1][0]) or ""
            return value[1:] if value.startswith("#") else None
        name: str | None = targets.anchor_name_from_token(token)
        return name

    return look_up_anywhere
