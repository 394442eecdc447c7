"""Known lines: what fits on a line is not worked out twice for the same words in the same width,
also where several documents have them, such as a handout that is made for many clinics.

The engine does it again for each word of each cell of a table, and for each page that it lays out
once more.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from operator import itemgetter
from typing import Any

from prepress.pdf.engine.text_layouts import READ_TO_SET

#: Under which name a document that is being laid out has its lines, and the fonts have those of all
#: documents.
LINES = "_makebook_lines"
_ALIKE = "_makebook_broken_alike"
#: All that the engine reads of a style to break a text into lines, beside what it reads to set it.
_READ = (
    *("white_space", "word_spacing", "letter_spacing", "tab_size", "overflow_wrap", "word_break"),
    *("hyphens", "hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone"),
)
_read = itemgetter(*READ_TO_SET, *_READ)
#: As many as a handout of two pages has in all its editions, each in several sizes.
_MOST_KEPT = 4_000


def know_lines(line_break: Any) -> None:
    """Have all modules of the engine's layout that took `split_first_line` from its module
    `line_break` (`weasyprint.text.line_break`) ask for what is known first.
    """
    split = line_break.split_first_line
    knowing = _knowing(split, line_break.Layout)
    for name, module in list(sys.modules.items()):
        takes_it = vars(module).get("split_first_line") is split
        if name.startswith("weasyprint.layout.") and takes_it:
            module.split_first_line = knowing  # type: ignore[attr-defined]


def _knowing(split: Callable[..., Any], layouts: Any) -> Callable[..., Any]:
    def another(layout: Any) -> Any:
        """A line is spread and drawn by itself."""
        copy = layouts.__new__(layouts)
        vars(copy).update(vars(layout))
        return copy

    def split_anew(text: str, style: Any, context: Any, *given: Any, **options: Any) -> Any:
        """The line as another document has it, else worked out."""
        alike = _broken_alike(style)
        if alike is None:
            return split(text, style, context, *given, **options)
        shared = vars(style.font_config).setdefault(LINES, {})
        key = (text, alike, *given, *options.items())
        if key not in shared:
            line = split(text, style, context, *given, **options)
            if len(shared) >= _MOST_KEPT:
                shared.clear()
            shared[key] = another(line[0]), line[1:]
            return line
        layout, others = shared[key]
        return another(layout), *others

    @wraps(split)
    def split_first_line(text: str, style: Any, context: Any, *given: Any, **options: Any) -> Any:
        known = vars(context).setdefault(LINES, {})
        key = (text, id(style), *given, *options.items())
        if key not in known:
            line = split_anew(text, style, context, *given, **options)
            known[key] = style, another(line[0]), line[1:]  # so that its identity stays its own
            return line
        _, layout, others = known[key]
        return another(layout), *others

    return split_first_line


def _broken_alike(style: Any) -> str | None:
    """What all styles have in common in which a text is broken as in this one; None where that
    depends on more than is read.
    """
    own = vars(style)
    if _ALIKE not in own:
        zone = style["hyphenate_limit_zone"]
        is_plain = hasattr(zone, "unit") and hasattr(style["tab_size"], "__int__")
        own[_ALIKE] = sys.intern(repr(_read(style))) if is_plain else None
    alike: str | None = own[_ALIKE]
    return alike


def forget_lines(fonts: Any) -> None:
    """Forget the lines of all documents with these `fonts`, of which there are others now."""
    if hasattr(fonts, LINES):
        delattr(fonts, LINES)
