"""Alignment: which new page is the successor of which old one, so that an inserted page leaves the
later ones alone.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from prepress.text.comparison import Stretch, align, share_in_common, stretches

if TYPE_CHECKING:
    from prepress.readers.pdf import OpenPdf
    from prepress.releases.diff.page_reading import ReadPage

#: An old page and a new one, counted from 1; None where a page was added or removed.
PagePair = tuple[int | None, int | None]

#: Two pages with less than this share of their words in common are not the same page, edited.
_LIKE = 0.3
#: How far a page may have moved among pages of which none stayed as it was.
_FARTHEST = 20
#: Dots per inch at which a page without text is known again.
_COARSE_DPI = 30


def align_pages(old: Sequence[str], new: Sequence[str]) -> tuple[PagePair, ...]:
    """Pair the pages that say `old` with those that say `new`, in the order of the new ones.

    Pages that say the same belong together; between them those that have most words in common; what
    is left over at one place on both sides was replaced.
    """
    pairs: list[PagePair] = []
    for place in stretches(old, new):
        if place.same:
            olds, news = range(place.start, place.end), range(place.begin, place.stop)
            pairs += [(was + 1, now + 1) for was, now in zip(olds, news, strict=True)]
        else:
            alike = _alike(old[place.start : place.end], new[place.begin : place.stop])
            pairs += _with_the_rest(alike, place)
    return tuple(pairs)


def page_keys(paper: OpenPdf, pages: Sequence[ReadPage]) -> tuple[str, ...]:
    """What each of `pages` is known by: its words, or where it has none, as in a scan, its look.

    Raises SourceError where a page is damaged.
    """
    return tuple(
        " ".join(word.key for word in page.body) or _look(paper, page.number) for page in pages
    )


def _look(paper: OpenPdf, number: int) -> str:
    with paper.proof(number) as proof:
        dpi = min(_COARSE_DPI, max(1, int(_COARSE_DPI * 1000 / max(1.0, *proof.size_pt))))
        return "\0" + hashlib.sha256(proof.picture(dpi).convert("L").tobytes()).hexdigest()


def _alike(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs by index that have most words in common when taken together, none of them crossing
    another.
    """
    olds, news = ([Counter(text.split()) for text in texts] for texts in (old, new))
    reach = _FARTHEST + abs(len(olds) - len(news))

    def likeness_of(i: int, j: int) -> float:
        alike = share_in_common(olds[i], news[j]) if abs(i - j) <= reach else 0.0
        return alike if alike >= _LIKE else 0.0

    pairs = align(len(olds), len(news), likeness_of)
    return [(i, j) for i, j in pairs if i is not None and j is not None]


def _with_the_rest(alike: Sequence[tuple[int, int]], place: Stretch) -> list[PagePair]:
    """All pages of one place: the pairs `alike`, and between them those that replace each other,
    are gone or new.
    """
    pairs: list[PagePair] = []
    old, new = 0, 0
    for i, j in [*alike, (place.end - place.start, place.stop - place.begin)]:
        pairs += _replacing_pages(range(old, i), range(new, j))
        pairs.append((i, j))
        old, new = i + 1, j + 1
    numbers = pairs[:-1]  # without the end, which is no page
    return [
        (
            None if i is None else place.start + i + 1,
            None if j is None else place.begin + j + 1,
        )
        for i, j in numbers
    ]


def _replacing_pages(old: range, new: range) -> list[PagePair]:
    """Pages of which none is like another: as many as are on both sides replace each other."""
    both = min(len(old), len(new))
    pairs: list[PagePair] = list(zip(old, new, strict=False))
    pairs += [(number, None) for number in old[both:]]
    pairs += [(None, number) for number in new[both:]]
    return pairs
