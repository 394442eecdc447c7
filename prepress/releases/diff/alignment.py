"""Alignment: which new page is the successor of which old one, so that an inserted page leaves the
later ones alone.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from prepress.readers.pdf import OpenPdf
from prepress.releases.diff.page_reading import ReadPage

#: An old page and a new one, counted from 1; None where a page was added or removed.
Pair = tuple[int | None, int | None]

#: Two pages with less than this share of their words in common are not the same page, edited.
_LIKE = 0.3
#: How far a page may have moved among pages of which none stayed as it was.
_FARTHEST = 20
#: Dots per inch at which a page without text is known again.
_COARSE_DPI = 30


def align(old: Sequence[str], new: Sequence[str]) -> tuple[Pair, ...]:
    """Pair the pages that say `old` with those that say `new`, in the order of the new ones.

    Pages that say the same belong together; between them those that have most words in common; what
    is left over at one place on both sides was replaced.
    """
    pairs: list[Pair] = []
    for kind, start, end, begin, stop in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            pairs += zip(range(start + 1, end + 1), range(begin + 1, stop + 1), strict=True)
        else:
            alike = _alike(old[start:end], new[begin:stop])
            pairs += _with_the_rest(
                [(start + i, begin + j) for i, j in alike], start, end, begin, stop
            )
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
    best: dict[tuple[int, int], float] = {}
    reach = _FARTHEST + abs(len(olds) - len(news))
    scores: dict[tuple[int, int], float] = {}
    for i in range(1, len(olds) + 1):
        for j in range(1, len(news) + 1):
            near = abs(i - j) <= reach
            score = scores[i, j] = _likeness(olds[i - 1], news[j - 1]) if near else 0.0
            pair = best.get((i - 1, j - 1), 0.0) + score if score >= _LIKE else 0.0
            best[i, j] = max(pair, best.get((i - 1, j), 0.0), best.get((i, j - 1), 0.0))
    return _traced(best, scores, len(olds), len(news))


def _traced(
    best: dict[tuple[int, int], float], scores: dict[tuple[int, int], float], i: int, j: int
) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    while i and j:
        score = scores[i, j]
        if score >= _LIKE and best[i, j] == best.get((i - 1, j - 1), 0.0) + score:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif best[i, j] == best.get((i - 1, j), 0.0):
            i -= 1
        else:
            j -= 1
    return pairs[::-1]


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    """Twice the words in common by all words: 0 for none, 1 for the same words in any order."""
    return 2 * (old & new).total() / max(1, old.total() + new.total())


def _with_the_rest(
    alike: list[tuple[int, int]], start: int, end: int, begin: int, stop: int
) -> list[Pair]:
    """All pages of one place: the pairs `alike`, and between them those that replace each other,
    are gone or new.
    """
    pairs: list[Pair] = []
    for i, j in [*alike, (end, stop)]:
        both = min(i - start, j - begin)
        pairs += [(start + step + 1, begin + step + 1) for step in range(both)]
        pairs += [(number + 1, None) for number in range(start + both, i)]
        pairs += [(None, number + 1) for number in range(begin + both, j)]
        if i < end and j < stop:
            pairs.append((i + 1, j + 1))
        start, begin = i + 1, j + 1
    return pairs
