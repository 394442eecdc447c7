"""Fitting: a text set a little smaller and closer, step by step, until it keeps within its
pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

from prepress.pdf.engine.boxes import PageBox, page_boxes
from prepress.pdf.engine.counted_pages import only_counting_beyond

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.editions.pdf_edition import PdfEdition

_STEP_PT = 0.25
_FEWEST_STEPS = 4
_TIGHTEST = 0.9
_TEXT_SIZE = re.compile(
    r"--text-size:\s*(?:var\(\s*(?P<token>--[\w-]+)\s*,\s*)?(?P<size>[0-9.]+)pt"
)


@dataclass(frozen=True)
class Fit:
    """How a text is set: its `size` in pt, None for the layout's own, the `tightness` of leading
    and spacing, how many pages are left `blank` behind it, how much of each of them the `binding`
    takes, in mm, whether it says at its head too where to turn in a crisis, and whether pictures
    that would leave a page of a book half empty are set smaller.
    """

    size: float | None = None
    tightness: float = 1.0
    blank: int = 0
    binding: float = 0.0
    has_crisis_first: bool = True
    has_smaller_pictures: bool = False

    def is_set_like(self, other: Fit) -> bool:
        """Whether the text itself is set in the same way, whatever its pages came to."""
        own = self.size, self.tightness, self.has_crisis_first
        return own == (other.size, other.tightness, other.has_crisis_first)


def fits_for(
    edition: PdfEdition, stylesheet: str, *, has_crisis_first: bool = False
) -> tuple[Fit, ...]:
    """The ways to set the text, from as it was designed to the smallest that the edition allows; at
    last without the crisis line at its head, where it `has_crisis_first`.
    """
    if edition.pages is None:
        return (Fit(edition.size),)
    designed, smallest = sizes_of(edition, stylesheet)
    steps = max(_FEWEST_STEPS, ceil((designed - smallest) / _STEP_PT))
    sizes = [round(designed - (designed - smallest) * step / steps, 3) for step in range(steps + 1)]
    fits = [
        Fit(size, round(1 - (1 - _TIGHTEST) * step / steps, 4)) for step, size in enumerate(sizes)
    ]
    last = [replace(fits[-1], has_crisis_first=False)] if has_crisis_first else []
    return (*fits, *last)


def from_known(known: Fit | None, fits: Sequence[Fit]) -> Sequence[Fit]:
    """Those of `fits` that are left where one is `known` to be the first that fits."""
    return fits[_place_of(known, fits) or 0 :]


def _place_of(known: Fit | None, fits: Sequence[Fit]) -> int | None:
    """The first place among `fits` where the text is set as in the `known` one; None where it is
    nowhere so.
    """
    alike = (place for place, fit in enumerate(fits) if known and fit.is_set_like(known))
    return next(alike, None)


def sizes_of(edition: PdfEdition, stylesheet: str) -> tuple[float, float]:
    """The size in pt in which a text is designed, and the smallest to which it may shrink."""
    designed = edition.size or _designed_size(stylesheet)
    return designed, min(edition.min_size, designed)


def _designed_size(stylesheet: str) -> float:
    """The size in pt that the last rule for it sets, which may be that of another token."""
    size, token = "12", None
    for found in _TEXT_SIZE.finditer(stylesheet):
        size, token = found["size"], found["token"]
    if token:
        size = ([*re.findall(rf"{token}:\s*([0-9.]+)pt", stylesheet)] or [size])[-1]
    return float(size)


def usual_size(stylesheet: str) -> float:
    """The size in pt of other editions, where this one takes that of a token of its own."""
    sizes = [found["size"] for found in _TEXT_SIZE.finditer(stylesheet) if not found["token"]]
    return float(sizes[-1]) if sizes else 12.0


def fit_pages(
    fits: Sequence[Fit],
    pages: int | None,
    lay_out: Callable[[Fit], Document],
    likely: Fit | None = None,
) -> tuple[Document, Fit]:
    """The text as `lay_out` sets it in the first of `fits` that fills at most `pages`, else in the
    last one. It is looked for from the `likely` one on.
    """
    if pages is None or len(fits) == 1:
        return lay_out(fits[0]), fits[0]
    tried: dict[int, Document] = {}

    def is_within(place: int) -> bool:
        smaller = tried.get(place + 1)
        if smaller and _is_full(smaller, pages, _growth(fits[place + 1], fits[place])):
            return False
        with only_counting_beyond(pages):
            tried[place] = lay_out(fits[place])
        return len(tried[place].pages) <= pages

    begin = _place_of(likely, fits)
    if begin is not None:
        chosen = first_within(is_within, 0, len(fits), begin)
    elif is_within(0):
        chosen = 0
    else:
        chosen = first_within(is_within, 1, len(fits), _guess(tried[0], pages, fits))
    return tried.get(chosen) or lay_out(fits[chosen]), fits[chosen]


def first_within(is_within: Callable[[int], bool], low: int, places: int, guess: int) -> int:
    """The first place from `low` on that `is_within`, or the last; looked for around the `guess`,
    then half-way.
    """
    high = places - 1
    middle, has_guessed = min(max(guess, low), high - 1), False
    while low < high:
        if is_within(middle):
            high = middle
            beside = middle - 1
        else:
            low = beside = middle + 1
        middle = (low + high) // 2 if has_guessed else max(beside, low)
        has_guessed = True
    return low


def _growth(fit: Fit, larger: Fit) -> float:
    """How much longer lines of text become from one fit to a `larger` one, 0 where that is not
    known.
    """
    return larger.size / fit.size - 1 if fit.size and larger.size else 0.0


def _is_full(document: Document, pages: int, growth: float) -> bool:
    """Whether the last of so many `pages` has no room for even half the `growth` of what stands on
    it: no page of a larger text begins later, and at most half of what fills one is no text.
    """
    if len(document.pages) < pages:
        return False
    last = page_boxes(document)[-1]
    room = last.room_below_run
    return room < (last.height - room) * growth / 2


def _guess(document: Document, pages: int, fits: Sequence[Fit]) -> int:
    """Where in `fits` the text of `document`, which is set in the first of them, may fill the
    `pages`: smaller letters need shorter and lower lines.
    """
    filled = len(document.pages) - 1 + fullness(page_boxes(document)[-1])
    first = fits[0]
    for place, fit in enumerate(fits):
        smaller = fit.size / first.size if fit.size and first.size else 1.0
        if filled * smaller**2 * fit.tightness <= pages:
            return place
    return len(fits) - 1


def fullness(page: PageBox) -> float:
    """How much of a page is filled, from its head to what stands lowest on it."""
    return 1 - page.room_below(page.boxes()) / page.height
