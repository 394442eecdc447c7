"""Copyfitting: a short text without a page budget set a little closer where its last page would
hold next to nothing, and larger where the sheets of a booklet have room for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil, sqrt
from typing import TYPE_CHECKING

from prepress.pdf.engine.boxes import PageBox, page_boxes
from prepress.pdf.fitting import Fit, fit_pages, fullness, sizes_of, usual_size
from prepress.pdf.white_space import is_forced

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.editions.pdf_edition import PdfEdition
    from prepress.pdf.paper import PaperChapter

#: Longer texts are not laid out again for the sake of one page.
_MOST_PAGES = 12
#: A booklet of so much markup is first tried on one sheet.
_MARKUP_OF_A_SHEET = 14_000
#: A last page that is less full than this is to be spared.
_LITTLE = 0.35
#: How much closer and, in pt, smaller a text may be set to spare a page: first more, then less.
_CLOSER = ((0.93, 0.5), (0.97, 0.25))
_STEP_PT = 0.25


@dataclass(frozen=True)
class Copyfitter:
    """Sets the text of an `edition` with a `stylesheet`, as `lay_out` does."""

    edition: PdfEdition
    stylesheet: str
    lay_out: Callable[[Fit], Document]

    def fitted(
        self, fits: Sequence[Fit], chapters: Sequence[PaperChapter], likely: Fit | None = None
    ) -> tuple[Document, Fit]:
        """The `chapters` in the first of `fits` that keeps within the pages of the edition, which
        is looked for from the `likely` one on, or in a better one.
        """
        may_grow = self._may_grow(chapters)
        if may_grow and (at_once := self._on_one_sheet(fits[0], chapters)):
            return at_once
        document, fit = fit_pages(fits, self.edition.pages, self.lay_out, likely)
        if self.edition.pages is not None or len(document.pages) > _MOST_PAGES:
            return document, fit
        pages = page_boxes(document)
        if self._ends_in_little(pages):
            return self._closer(document, fit)
        return self._larger(document, fit, pages) if may_grow else (document, fit)

    def _may_grow(self, chapters: Sequence[PaperChapter]) -> bool:
        """Whether a booklet's author leaves the size to us, and no table would become too wide."""
        if self.edition.pages_to_a_sheet == 1 or self.edition.size is not None:
            return False
        return self.edition.pages is None and not any("<table" in each.markup for each in chapters)

    def _on_one_sheet(
        self, fit: Fit, chapters: Sequence[PaperChapter]
    ) -> tuple[Document, Fit] | None:
        """A short booklet as large as other editions, where one sheet has room for that."""
        if sum(len(chapter.markup) for chapter in chapters) > _MARKUP_OF_A_SHEET:
            return None
        larger = replace(fit, size=usual_size(self.stylesheet))
        tried = self.lay_out(larger)
        pages = page_boxes(tried)
        fits = len(pages) <= self.edition.pages_to_a_sheet and fullness(pages[-1]) >= _LITTLE
        return (tried, larger) if fits else None

    def _sheets(self, document: Document) -> int:
        return ceil(len(document.pages) / self.edition.pages_to_a_sheet)

    def _ends_in_little(self, pages: tuple[PageBox, ...]) -> bool:
        """Whether a sheet is there for the sake of a few lines, which might stand before it."""
        begins_sheet = self.edition.pages_to_a_sheet == 1 or (
            len(pages) % self.edition.pages_to_a_sheet == 1
        )
        if len(pages) < 2 or not begins_sheet or fullness(pages[-1]) >= _LITTLE:
            return False
        return not is_forced(*(tuple(page.boxes()) for page in pages[-2:]))

    def _closer(self, document: Document, fit: Fit) -> tuple[Document, Fit]:
        """Set closer, and no closer than it takes, if that spares the last page."""
        designed, smallest = sizes_of(self.edition, self.stylesheet)
        best = document, fit
        for tightness, less in _CLOSER:
            size = designed if self.edition.size else designed - less
            closer = replace(fit, size=max(size, smallest), tightness=tightness)
            tried = self.lay_out(closer)
            if len(tried.pages) >= len(document.pages):
                break
            best = tried, closer
        return best

    def _larger(
        self, document: Document, fit: Fit, pages: tuple[PageBox, ...]
    ) -> tuple[Document, Fit]:
        """Set as large as the same sheets allow, but no larger than in other editions."""
        for size in self._larger_sizes(pages):
            larger = replace(fit, size=size)
            tried = self.lay_out(larger)
            if self._sheets(tried) == self._sheets(document) and (
                len(tried.pages) == len(pages) or fullness(page_boxes(tried)[-1]) >= _LITTLE
            ):
                return tried, larger
        return document, fit

    def _larger_sizes(self, pages: tuple[PageBox, ...]) -> Iterator[float]:
        """The largest that would do, as far as can be told from the fullest page, then a smaller
        one.
        """
        designed, _ = sizes_of(self.edition, self.stylesheet)
        largest = usual_size(self.stylesheet)
        if len(pages) % self.edition.pages_to_a_sheet == 0:
            estimated = designed / sqrt(max(fullness(page) for page in pages) or 1)
            largest = min(largest, designed + _down(estimated - designed))
        for size in (largest, largest - _STEP_PT):
            if size > designed:
                yield size


def _down(more: float) -> float:
    """Whole steps."""
    return more // _STEP_PT * _STEP_PT
