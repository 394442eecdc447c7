"""Kept styles: what the stylesheets come to for an element is not worked out again in documents
that follow and have the same stylesheets but for the colours of a brand, such as a handout that is
made for many clinics.

The first document with these stylesheets only makes them known, so that one that is made alone
takes no longer for it; from the second on, values are kept.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from importlib import import_module
from typing import Any

from prepress.pdf.engine.replacement import replaced

_MARK = "_makebook_kept"
#: What is not kept since colours may be in it, or more than values is behind it.
_NEVER = frozenset(
    {
        *("anchor", "link", "background_image", "bookmark_label", "border_image_source"),
        *("box_shadow", "content", "list_style_image", "mask_border_source", "page", "string_set"),
    }
)
#: On where a link leads, no other value depends.
_ADDRESSES = frozenset({"anchor", "link"})
#: The tokens of a brand, which are colours and nothing else.
_COLOURS = frozenset(f"__{name}{tint}" for name in ("primary", "accent") for tint in ("", "_tint"))
#: Where a value also follows from the size of a page, or from which others were asked for before.
_APART = re.compile(r"first-l|\d(?:[sld]?v(?:w|h|i|b|min|max))\b", re.IGNORECASE)
_MOST_ROOTS, _MOST_STYLES = 24, 1_500


@dataclass(eq=False)
class _Kept:
    """The values of styles whose `declared` values, and those of all around them, are the same, the
    `specified` ones of some of them, and the styles inside.

    The values that were declared are held, so that no others have their identities.
    """

    declared: Mapping[str, Any]
    values: dict[str, Any] = field(default_factory=dict)
    specified: dict[str, Any] = field(default_factory=dict)
    inside: dict[Any, _Kept] = field(default_factory=dict)


@dataclass(eq=False)
class _Root:
    """What is kept for documents of which the outermost element has the same style: how many there
    have been, and how many styles are kept.
    """

    kept: _Kept
    documents: int = 0
    styles: int = 0


@dataclass(eq=False)
class KeptStyles:
    """The styles of documents with the same fonts, by what their outermost element has; those that
    were used last come last.
    """

    _roots: dict[Any, _Root] = field(default_factory=dict)

    @contextmanager
    def reuse_styles(self, html: str) -> Iterator[None]:
        """In the block, the document `html` is laid out."""
        if _APART.search(html):
            yield
            return
        styles: Any = import_module("weasyprint.css")
        heard = _Heard()
        logger = logging.getLogger("weasyprint")
        attach = _Attaching(self._roots, heard).attach
        compute = _keeping(styles.StyleFor.set_computed_styles, attach)
        logger.addFilter(heard)
        try:
            with replaced(styles.StyleFor, "set_computed_styles", compute):
                yield
        finally:
            logger.removeFilter(heard)


class _Heard(logging.Filter):
    """Counts what the engine remarks."""

    def __init__(self) -> None:
        super().__init__()
        self.remarks = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Let all pass."""
        self.remarks += 1
        return True


def _keeping(compute: Callable[..., None], attach: Callable[[Any, Any], None]) -> Any:
    @wraps(compute)
    def set_computed_styles(
        self: Any, element: Any, parent: Any, root: Any = None, pseudo_type: Any = None, **rest: Any
    ) -> None:
        compute(self, element, parent, root, pseudo_type, **rest)
        style = self._computed_styles.get((element, pseudo_type))
        if style is not None and _MARK not in vars(style):
            attach(style, pseudo_type)

    return set_computed_styles


@dataclass(eq=False)
class _Attaching:
    """Gives the styles of one document what is kept of them."""

    roots: dict[Any, _Root]
    heard: _Heard
    root: _Root | None = None

    def attach(self, style: Any, pseudo_type: str | None) -> None:
        """Give `style` its kept values, or keep those that it will have."""
        if style.parent_style is None:
            self._begin(style)
            return
        around = vars(style.parent_style).get(_MARK)
        if around is None or self.root is None:
            return
        key = (pseudo_type, _identity(style.cascaded))
        kept = around.inside.get(key)
        if kept is None and self.root.documents == 2 and self.root.styles < _MOST_STYLES:
            kept = around.inside[key] = _Kept(style.cascaded)
            self.root.styles += 1
        if kept is not None:
            self._hand_over(style, kept)

    def _begin(self, style: Any) -> None:
        """Begin the document whose outermost element has this `style`."""
        key = _identity_but_colours(style.cascaded)
        root = self.roots.pop(key, None) or _Root(_Kept(style.cascaded))
        self.roots[key] = root  # last of all
        if len(self.roots) > _MOST_ROOTS:
            del self.roots[next(iter(self.roots))]
        root.documents += 1
        if root.documents > 1:
            self.root = root
            self._hand_over(style, root.kept)

    def _hand_over(self, style: Any, kept: _Kept) -> None:
        setattr(style, _MARK, kept)
        if self.root and self.root.documents == 2:
            style.__class__ = _noting_style()
            style.heard = self.heard
        else:
            style.update(kept.values)
            style.specified.update(kept.specified)


@lru_cache(maxsize=1)
def _noting_style() -> type:
    """The engine's style that keeps the values it works out, unless there was something to remark:
    that is for every document to hear.
    """
    styles: Any = import_module("weasyprint.css")
    properties: Any = import_module("weasyprint.css.properties")
    kept_names = {
        name for name in properties.INITIAL_VALUES if name not in _NEVER and "color" not in name
    }

    class NotingStyle(styles.ComputedStyle):  # type: ignore[misc] # WeasyPrint has no types
        heard: _Heard

        def __missing__(self, key: str) -> Any:
            remarks = self.heard.remarks
            value = super().__missing__(key)
            if key in kept_names and key in self and remarks == self.heard.remarks:
                kept = vars(self)[_MARK]
                kept.values[key] = value
                if key in self.specified:
                    kept.specified[key] = self.specified[key]
            return value

    return NotingStyle


def _identity(declared: Mapping[str, Any]) -> frozenset[Any]:
    """What is `declared`, by the identities of the values; those of attributes are always new, and
    only a language is known by what it says.
    """
    return frozenset(
        (name, value if name == "lang" else id(value), repr(weight))
        for name, (value, weight) in declared.items()
        if name not in _ADDRESSES
    )


def _identity_but_colours(declared: Mapping[str, Any]) -> frozenset[Any]:
    """The identity of what is `declared`, in which one colour of a brand is like another."""
    colours = {
        name: value for name, value in declared.items() if name in _COLOURS and _is_colour(value[0])
    }
    others = {name: value for name, value in declared.items() if name not in colours}
    return _identity(others) | frozenset(colours)


def _is_colour(value: Any) -> bool:
    tokens = getattr(value, "tokens", value)
    return isinstance(tokens, (list, tuple)) and [each.type for each in tokens] == ["hash"]
