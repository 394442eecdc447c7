"""Known lines: what fits on a line is not worked out twice for the same words in the same width.

The engine does it again for each word of each cell of a table, and for each page that it lays out
once more.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

#: Under which name a document that is being laid out has its lines.
LINES = "_makebook_lines"


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

    @wraps(split)
    def split_first_line(text: str, style: Any, context: Any, *given: Any, **options: Any) -> Any:
        known = vars(context).setdefault(LINES, {})
        key = (text, id(style), *given, *options.items())
        if key not in known:
            line = split(text, style, context, *given, **options)
            known[key] = style, another(line[0]), line[1:]  # so that its identity stays its own
            return line
        _, layout, others = known[key]
        return another(layout), *others

    return split_first_line
