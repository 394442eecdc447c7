"""Shared styles: pages of which the stylesheets say the same have one style, and so have their
margins, and what stands beside or around an element, such as the bullet of a list item; what its
values come to is worked out once.

The engine shares the styles of elements, but gives each page one of its own, and up to eighteen
more for its margins and notes, and each element one for the bullet that it might have.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

_MARK = "_makebook_shares"


def share_styles(styles: Any) -> None:
    """Have the engine's module `styles` (`weasyprint.css`) look for a page like this one first."""
    if not hasattr(styles.StyleFor.set_computed_styles, _MARK):
        styles.StyleFor.set_computed_styles = _sharing(styles.StyleFor.set_computed_styles)
        setattr(styles.StyleFor.set_computed_styles, _MARK, True)


def _sharing(compute: Callable[..., None]) -> Callable[..., None]:
    @wraps(compute)
    def set_computed_styles(
        self: Any, element: Any, parent: Any, root: Any = None, pseudo_type: Any = None, **rest: Any
    ) -> None:
        styles = self._computed_styles
        above = styles.get((parent, None))
        declared = self._cascaded_styles.get((element, pseudo_type), {})
        # Elements have their styles before there is a page; what is laid out may change those.
        has_pages = all(self.initial_page_sizes.values())
        is_shared = has_pages or (pseudo_type and getattr(element, "tag", "") == "li")
        if above is None or "anchor" in declared or not is_shared:
            compute(self, element, parent, root, pseudo_type, **rest)
            return
        key = (has_pages, pseudo_type, id(above), frozenset(map(_identity, declared.items())))
        known = vars(self).setdefault(_MARK, {})
        if key in known:
            styles[element, pseudo_type] = known[key]
            return
        compute(self, element, parent, root, pseudo_type, **rest)
        # It holds the style above and the values, so that no other can have their identities.
        known[key] = styles[element, pseudo_type]

    return set_computed_styles


def _identity(declared: tuple[str, tuple[Any, Any]]) -> tuple[str, int, str]:
    name, (value, weight) = declared
    return name, id(value), repr(weight)
