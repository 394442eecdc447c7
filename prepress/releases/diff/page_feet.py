"""Page feet: the running feet of a PDF, and what in them is no change: the revision, and the date
of the text beside it.

Every edit, even of one letter on page 1, gives a publication another revision and often another
date, and both stand in the foot of every page. Were they compared, every page would have to be
printed again at every edit. So the places that they take on the old page and on the new one are
both left out, of the words and of the picture. All else in the foot counts: where “Page 1 of 3”
becomes “Page 1 of 4”, the page on paper is wrong, and it is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prepress.readers.pdf import boxes_of

if TYPE_CHECKING:
    from prepress.readers.pdf_page import Box
    from prepress.releases.diff.page_words import PageWord

#: In Crockford's letters.
_REVISION = r"[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{4}(?!\w)"
#: The revision behind a dot, and before it what has a number in it: the date, and not the revision
#: of the page beside it.
_FOOT = re.compile(
    rf"·\s*(?:(?P<date>(?!{_REVISION})[^·]{{0,90}}?\d[^·]{{0,90}}?)·\s*)?(?P<revision>{_REVISION})"
)
#: How far above the revision, in heights of its letters, a date may stand that the line's end has
#: parted from it.
_LINES_ABOVE = 2.6
#: How many words before and behind the revision may belong to the foot.
_NEAR = 30


@dataclass(frozen=True)
class Foot:
    """The foot of one page: its `masks`, from `bottom` to `top` in points, and the page's own
    number in it.

    `start` and `end` are where what is masked stands among the page's characters.
    """

    masks: tuple[Box, ...]
    bottom: float
    top: float
    start: int
    end: int
    folio: int | None

    @property
    def band(self) -> Box:
        """The foot from one edge of the paper to the other, in points."""
        return (-10_000, self.bottom, 10_000, self.top)

    @property
    def middle(self) -> float:
        """Where the revision stands across the page, in points."""
        return (self.masks[-1][0] + self.masks[-1][2]) / 2


def revision_in(pages: Sequence[str]) -> str | None:
    """The revision in the feet of `pages`: of all that looks like one, what stands on most of them;
    None for none.
    """
    found = Counter(
        revision
        for letters in pages
        for revision in {match["revision"] for match in _matches(letters)}
    )
    return found.most_common(1)[0][0] if found else None


def feet_of(text: Any, letters: str, revision: str | None) -> tuple[Foot, ...]:
    """The feet on one page; on the side of a sheet there is one for each page on it."""
    return tuple(
        _foot(text, letters, match) for match in _matches(letters) if match["revision"] == revision
    )


def in_foot(word: PageWord, text: Any, letters: str, feet: Sequence[Foot]) -> bool:
    """Whether `word` stands beside what is masked in one of `feet`."""
    for foot in feet:
        if foot.start - 20 * _NEAR < word.start < foot.end + 20 * _NEAR:
            _, bottom, _, top = boxes_of(text, letters, word.start, word.end)[0]
            if foot.bottom <= (bottom + top) / 2 <= foot.top:
                return True
    return False


def is_masked(word: PageWord, feet: Sequence[Foot]) -> bool:
    """Whether `word` is part of a date or revision that does not count."""
    return any(foot.start <= word.start < foot.end for foot in feet)


def _matches(letters: str) -> list[re.Match[str]]:
    return list(_FOOT.finditer(letters))


def _foot(text: Any, letters: str, match: re.Match[str]) -> Foot:
    (revision,) = boxes_of(text, letters, *match.span("revision"))[:1]
    start = match.start()
    if match["date"] and not _stands_beside(boxes_of(text, letters, *match.span("date")), revision):
        start = letters.rindex("·", start, match.start("revision"))
    height = revision[3] - revision[1]
    masks = tuple(
        (left - 1, bottom - height / 2, right + 1, top + height / 2)
        for left, bottom, right, top in boxes_of(text, letters, start, match.end())
    )
    folio = re.compile(r"\d+").search(letters, match.end(), match.end() + 60)
    bottom, top = min(mask[1] for mask in masks), max(mask[3] for mask in masks)
    return Foot(masks, bottom, top, start, match.end(), int(folio[0]) if folio else None)


def _stands_beside(date: tuple[Box, ...], revision: Box) -> bool:
    """Whether a date is in the revision's line or in the one above: else it is a number in the text
    of the page.
    """
    height = revision[3] - revision[1]
    return all(
        revision[1] - height <= box[1] <= revision[1] + _LINES_ABOVE * height for box in date
    )
