"""Text layouts: what a piece of text is set with, such as its font and language, is worked out once
for all texts that are set alike.

The engine works it out, in a new context of Pango, for each piece of each line as often as it
measures or draws it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from operator import itemgetter
from typing import Any

#: Under which name a style has what the texts of all styles like it are set with.
SET_ALIKE = "_makebook_layout"
_COPY = "PangoLayout *pango_layout_copy(PangoLayout *src);"
#: All that the engine reads of a style to begin a text.
READ_TO_SET = (
    *("direction", "font_language_override", "lang", "text_decoration_line"),
    *("font_family", "font_size", "font_stretch", "font_style", "font_weight"),
    *("font_feature_settings", "font_kerning", "font_variation_settings"),
    *(
        f"font_variant_{kind}"
        for kind in ("alternates", "caps", "east_asian", "ligatures", "numeric", "position")
    ),
)


def know_layouts(line_break: Any) -> None:
    """Have the engine's module `line_break` (`weasyprint.text.line_break`) begin each text with a
    copy of one that it began before.
    """
    layouts = line_break.Layout
    if not hasattr(layouts.setup, SET_ALIKE):
        line_break.ffi.cdef(_COPY)
        layouts.setup = _copying(layouts.setup, line_break)
        setattr(layouts.setup, SET_ALIKE, True)


def _copying(begin: Callable[[Any, Any], None], line_break: Any) -> Callable[[Any, Any], None]:
    ffi, pango, release = line_break.ffi, line_break.pango, line_break.gobject.g_object_unref
    read = itemgetter(*READ_TO_SET)

    def first_of(style: Any) -> dict[str, Any]:
        """What the first text of such a style is set with."""
        known: dict[str, Any] = vars(style.font_config).setdefault(SET_ALIKE, {})
        key = repr(read(style))
        if key not in known:
            first = line_break.Layout.__new__(line_break.Layout)
            begin(first, style)
            del first.style  # which would keep those around it
            known[key] = vars(first)
        found: dict[str, Any] = known[key]
        return found

    @wraps(begin)
    def setup(self: Any, style: Any) -> None:
        own = vars(style)
        if SET_ALIKE not in own:
            own[SET_ALIKE] = first_of(style)
        first = own[SET_ALIKE]
        vars(self).update(first)
        self.style = style
        self.layout = ffi.gc(pango.pango_layout_copy(first["layout"]), release)

    return setup
