"""Many pages: what the engine does for a page takes no longer, and what it keeps of one no more
room, the more pages there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from importlib import import_module
from typing import Any

_MARK = "_makebook_scales"
#: What only laying out needs; a drawing on a page holds the context in which it was laid out.
_OF_LAYOUT = ("style_for", "target_collector", "page_maker", "tables", "running_elements")


def scale_with_pages() -> None:
    """Have the engine keep to what each page needs."""
    import pydyf

    document = import_module("weasyprint.document")
    if hasattr(document, _MARK):
        return
    setattr(document, _MARK, True)
    styles, page = import_module("weasyprint.css"), import_module("weasyprint.layout.page")
    targets = import_module("weasyprint.css.targets").TargetCollector
    pydyf.PDF.page_references = property(_page_references)
    styles.StyleFor.set_computed_styles = _sharing(styles.StyleFor.set_computed_styles)
    page.set_page_type_computed_styles = _forgetting(page.set_page_type_computed_styles)
    targets.__init__ = _looking_up(targets.__init__)
    targets.cache_target_page_counters = _cache_page_counters
    document.layout_document = _releasing(document.layout_document)


def _page_references(pdf: Any) -> list[bytes]:
    """The references to all pages so far, which the engine asks for at each mark on a page, and
    would make anew.
    """
    known: list[bytes] = vars(pdf).setdefault(_MARK, [])
    new = pdf.pages["Kids"][3 * len(known) :: 3]
    known += [f"{number} 0 R".encode("ascii") for number in new]
    return known


def _sharing(compute: Callable[..., None]) -> Callable[..., None]:
    """Equal pseudo-elements of elements with one style share theirs too: the engine's own
    stylesheet gives six to each element, nearly all of which are never shown.
    """

    def compute_once(
        self: Any, element: Any, parent: Any, root: Any = None, pseudo_type: Any = None, **rest: Any
    ) -> None:
        own = self._computed_styles.get((element, None))
        if not pseudo_type or pseudo_type.startswith("@") or own["position"][0] == "note()":
            compute(self, element, parent, root, pseudo_type, **rest)
            return
        cascaded = self._cascaded_styles[element, pseudo_type]
        values = tuple((name, id(value), weight) for name, (value, weight) in cascaded.items())
        key = (id(own), pseudo_type, values)
        known = vars(self).setdefault(_MARK, {})
        if key not in known:
            compute(self, element, parent, root, pseudo_type, **rest)
            known[key] = self._computed_styles[element, pseudo_type], cascaded
        self._computed_styles[element, pseudo_type] = known[key][0]

    return compute_once


def _forgetting(compute: Callable[..., None]) -> Callable[..., None]:
    """What the stylesheets say of a page is not looked through again for all that follow."""

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
            for anchor in item.missing_target_counters if key[1] == "content" else ():
                self.by_anchor.setdefault(anchor, []).append(item)
        return self[key]

    def items(self) -> Any:
        """Those that are wanted once all pages are laid out."""
        return self._others.items()


def _looking_up(begin: Callable[..., None]) -> Callable[..., None]:
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

    def lay_out_and_release(html: Any, root_box: Any, context: Any, **options: Any) -> Iterator[Any]:
        yield from lay_out(html, root_box, context, **options)
        for name in _OF_LAYOUT:
            delattr(context, name)

    return lay_out_and_release
