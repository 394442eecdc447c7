"""Page reading: the words of each page of a PDF, its text apart from its running foot, and the
order to read them in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prepress.readers.pdf import OpenPdf, letters_of
from prepress.releases.diff.page_feet import Foot, feet_of, in_foot, is_masked, revision_in
from prepress.releases.diff.page_words import PageWord, words_of

if TYPE_CHECKING:
    from prepress.readers.pdf_page import Box

#: Where a page stands in the order that lacks a number in its foot: behind all that have one.
_UNNUMBERED = 1_000_000


@dataclass(frozen=True)
class ReadPage:
    """A page as it reads: its `body` in the order of the PDF, its `foot` without what does not
    count, and its `feet`.

    `order` is the place in the reading of each word of the body: on the side of a sheet stand
    several pages, and the first of them need not be read first.
    """

    number: int
    body: tuple[PageWord, ...]
    foot: tuple[PageWord, ...]
    feet: tuple[Foot, ...]
    order: tuple[int, ...]

    @property
    def masks(self) -> tuple[Box, ...]:
        """The places on the page that do not count, in points."""
        return tuple(mask for foot in self.feet for mask in foot.masks)


def read_pages(paper: OpenPdf) -> tuple[ReadPage, ...]:
    """All pages of `paper`. Raises SourceError where one is damaged."""
    pages = []
    for number in range(1, len(paper) + 1):
        with paper.text(number) as text:
            pages.append(letters_of(text))
    revision = revision_in(pages)
    return tuple(_read(paper, number, letters, revision) for number, letters in enumerate(pages, 1))


def flow(pages: Sequence[ReadPage]) -> tuple[PageWord, ...]:
    """The text of all `pages` as it is read: page by page, also where a sheet is printed to be
    folded.
    """
    if all(len(page.feet) < 2 for page in pages):
        return tuple(word for page in pages for word in page.body)
    placed = (
        (order, word) for page in pages for order, word in zip(page.order, page.body, strict=True)
    )
    return tuple(
        word for _, word in sorted(placed, key=lambda pair: (pair[0], pair[1].page, pair[1].start))
    )


def _read(paper: OpenPdf, number: int, letters: str, revision: str | None) -> ReadPage:
    words = words_of(letters, number)
    with paper.text(number) as text:
        feet = feet_of(text, letters, revision)
        counted = [word for word in words if not is_masked(word, feet)]
        beside = [in_foot(word, text, letters, feet) for word in counted]
        body = tuple(word for word, is_foot in zip(counted, beside, strict=True) if not is_foot)
        foot = tuple(word for word, is_foot in zip(counted, beside, strict=True) if is_foot)
        fold = text.page.get_width() / 2
        order = tuple(_order(word, text, feet, fold) for word in body)
    return ReadPage(number, body, foot, feet, order)


def _order(word: PageWord, text: Any, feet: tuple[Foot, ...], fold: float) -> int:
    """The number of the page that `word` stands on: it is in the nearest foot below it on its half
    of the side.
    """
    nearest = feet[0] if feet else None
    if len(feet) > 1:
        left, bottom, _, _ = text.get_charbox(word.start)
        half = [foot for foot in feet if (foot.middle > fold) == (left > fold)] or [*feet]
        nearest = max(
            [foot for foot in half if foot.bottom <= bottom] or half, key=lambda foot: foot.bottom
        )
    return _UNNUMBERED if nearest is None or nearest.folio is None else nearest.folio
