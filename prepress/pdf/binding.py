"""Binding: what a book's binding takes of the inner side of its pages, which is more the more pages
there are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.pdf.fitting import Fit

_Text = TypeVar("_Text")

_MM_PER_INCH = 25.4
#: Up to how many pages a gutter of so many inches does. These are the inside margins that Kindle
#: Direct Publishing asks for (“Set Trim Size, Bleed, and Margins”,
#: https://kdp.amazon.com/help/topic/GVBQ3CMEQW3W2VL6): 0.375 in to 150 pages, 0.5 to 300, 0.625 to
#: 500, 0.75 to 700 and 0.875 to 828, the most that it binds.
_GUTTERS = ((150, 0.375), (300, 0.5), (500, 0.625), (700, 0.75), (828, 0.875))
#: How often a book is laid out anew for its gutter; each time it has the next wider one at least.
_MOST_TIMES = len(_GUTTERS) - 1
_BOUND = re.compile(r"var\(\s*--binding\b")


def is_bound(stylesheet: str) -> bool:
    """Whether a layout of this `stylesheet` asks how much the binding takes."""
    return bool(_BOUND.search(stylesheet))


def gutter(pages: int) -> float:
    """How much the binding of a book of so many `pages` takes, in mm."""
    widest = _GUTTERS[-1][1]
    return round(_MM_PER_INCH * next((inch for most, inch in _GUTTERS if pages <= most), widest), 4)


def with_gutter(
    fit: Fit, text: _Text, lay_out: Callable[[Fit, _Text], tuple[Document, _Text]]
) -> tuple[Document, _Text, Fit]:
    """The `text` as `lay_out` sets it, with the gutter that its number of pages asks for.

    It begins with the narrowest, and is laid out again only where it has more pages than that does
    for. A gutter is never made narrower again, so that this comes to an end.
    """
    fit = replace(fit, binding=gutter(1))
    document, text = lay_out(fit, text)
    for _ in range(_MOST_TIMES):
        needed = gutter(len(document.pages))
        if needed <= fit.binding:
            break
        fit = replace(fit, binding=needed)
        document, text = lay_out(fit, text)
    return document, text, fit
