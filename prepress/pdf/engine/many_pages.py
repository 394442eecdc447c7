"""Many pages: what the engine does for a page takes no longer, and what it keeps of one no more
room, the more pages there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import wraps
from importlib import import_module
from typing import Any
from urllib.parse import unquote

from prepress.pdf.engine.known_lines import LINES

_MARK = "_makebook_scales"
#: What only laying out needs; a drawing on a page holds the context in which it was laid out.
_OF_LAYOUT = (
    *("style_for", "target_collector", "page_maker", "tables", "running_elements"),
    LINES,
)


def scale_with_pages() -> None:
    """Have the engine keep to what each page needs."""
    import pydyf

    document: Any = import_module("weasyprint.document")
    if hasattr(document, _MARK):
        return
    setattr(document, _MARK, True)
    styles: Any = import_module("weasyprint.css")
    page: Any = import_module("weasyprint.layout.page")
    targets = import_module("weasyprint.css.targets").TargetCollector
    pydyf.PDF.page_references = property(_page_references)
    styles.StyleFor.set_computed_styles = _leaving_out(styles.StyleFor.set_computed_styles)
    page.set_page_type_computed_styles = _forgetting(page.set_page_type_computed_styles)
    targets.__init__ = _looking_up(targets.__init__)
    targets.cache_target_page_counters = _cache_page_counters
    document.layout_document = _releasing(document.layout_document)


def _page_references(pdf: Any) -> list[bytes]:
    """The references to all pages so far, which the engine asks for at each mark on a page, and
    would make anew (docs/upstream/ has this as a patch for its makers).
    """
    known: list[bytes] = vars(pdf).setdefault(_MARK, [])
    new = pdf.pages["Kids"][3 * len(known) :: 3]
    known += [f"{number} 0 R".encode("ascii") for number in new]
    return known


def _leaving_out(compute: Callable[..., None]) -> Callable[..., None]:
    """The engine's own stylesheet gives six pseudo-elements to each element; those that the element
    cannot show have no style.
    """

    @wraps(compute)
    def compute_shown(
        self: Any, element: Any, parent: Any, root: Any = None, pseudo_type: Any = None, **rest: Any
    ) -> None:
        if parent is not element or _can_show(self._computed_styles[element, None], pseudo_type):
            compute(self, element, parent, root, pseudo_type, **rest)

    return compute_shown


def _can_show(style: Any, pseudo_type: str) -> bool:
    """Whether an element with this `style` can have a pseudo-element."""
    if pseudo_type == "marker":
        return "list-item" in style["display"]
    if pseudo_type.startswith("footnote-"):
        return bool(style["float"] == "footnote")
    if pseudo_type.startswith("note-"):
        return bool(style["position"][0] == "note()")
    return True


def _forgetting(compute: Callable[..., None]) -> Callable[..., None]:
    """What the stylesheets say of a page is not looked through again for all that follow."""

    @wraps(compute)
    def compute_and_forget(page_type: Any, html: Any, style_for: Any) -> None:
        compute(page_type, html, style_for)
        style_for._cascaded_styles.clear()

    return compute_and_forget


class _Lookups(dict[Any, Any]):
    """The texts with numbers of pages, by their box and property. Those in running heads and
    bookmarks are all of its `items`; those in contents are found `by_anchor`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.by_anchor: dict[str, list[Any]] = {}
        self._others: dict[Any, Any] = {}

    def setdefault(self, key: Any, item: Any = None) -> Any:
        """Add `item`, where there is none of its `key`."""
        if key not in self:
            self[key] = item
            if key[1] != "content":
                self._others[key] = item
                return item
            _name_anchors(key[0], item.missing_target_counters)
            for anchor in item.missing_target_counters:
                self.by_anchor.setdefault(anchor, []).append(item)
        return self[key]

    def items(self) -> Any:
        """Those that are wanted once all pages are laid out."""
        return self._others.items()


def _name_anchors(box: Any, missing: dict[str | None, list[str]]) -> None:
    """Say whose the `missing` counters of a box are where a stylesheet names the anchor by an
    attribute: the engine forgets it, and a number may stay as it was before pages changed.
    """
    counters = missing.pop(None, [])
    for kind, value in box.style["content"] if counters else ():
        if kind.startswith("target-counter") and value[0][0] == "attr()":
            address = box.element.get(value[0][1][0]) or ""
            missing[unquote(address.removeprefix("#"))] = counters


def _looking_up(begin: Callable[..., None]) -> Callable[..., None]:
    @wraps(begin)
    def begin_with_lookups(self: Any) -> None:
        begin(self)
        self.counter_lookup_items = _Lookups()

    return begin_with_lookups


def _cache_page_counters(
    self: Any, anchor_name: str, page_counter_values: Any, page_maker_index: int, page_maker: Any
) -> None:
    """Note the page of an anchor as the engine does, and look only at the texts that name it."""
    item = self.target_lookup_items.get(anchor_name)
    if self.collecting or not item or item.state != "up-to-date":
        return
    item.page_maker_index = page_maker_index
    if item.cached_page_counter_values == page_counter_values:
        return
    item.cached_page_counter_values = deepcopy(page_counter_values)
    for lookup in self.counter_lookup_items.by_anchor.get(anchor_name, ()):
        if lookup.page_maker_index is None or lookup.page_maker_index >= len(page_maker):
            lookup.pending = True
        elif any(
            page_counter_values.get(name) is not None
            for name in lookup.missing_target_counters[anchor_name]
        ):
            page_maker[lookup.page_maker_index][-1]["content_changed"] = True
            lookup.parse_again(lookup.cached_page_counter_values)


def _releasing(lay_out: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """The text before it was laid out, and all styles that no page shows, go when it is done."""

    @wraps(lay_out)
    def lay_out_and_release(html: Any, root_box: Any, context: Any) -> Iterator[Any]:
        yield from lay_out(html, root_box, context)
        for name in _OF_LAYOUT:
            vars(context).pop(name, None)

    return lay_out_and_release
