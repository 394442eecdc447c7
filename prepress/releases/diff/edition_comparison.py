"""Edition comparison: two PDFs of one edition, page by page, by their words and by their look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.releases.diff.alignment import PagePair, align_pages, page_keys
from prepress.releases.diff.page_changes import DifferenceKind, PageChange, Phrase
from prepress.releases.diff.page_comparison import Question, look_at, look_at_both
from prepress.releases.diff.page_reading import ReadPage, flow, read_pages
from prepress.releases.diff.page_words import PageWord, readable
from prepress.releases.diff.word_changes import Match, Rewording, Wording, compare_words
from prepress.text.comparison import differences

if TYPE_CHECKING:
    from prepress.readers.pdf import OpenPdf


def compare(old: OpenPdf, new: OpenPdf) -> tuple[PageChange, ...]:
    """The pages of `new` that differ from those of `old`, in their order, and the old ones that are
    gone.

    Only one pair of pages is held as pictures at a time. Raises SourceError where a page is
    damaged.
    """
    olds, news = read_pages(old), read_pages(new)
    pairs = align_pages(page_keys(old, olds), page_keys(new, news))
    wording = compare_words(flow(olds), flow(news))
    hyphenated = frozenset(
        word.text for page in (*olds, *news) for word in page.body if "-" in word.text
    )
    comparison = _PdfComparison(old, new, olds, news, wording, hyphenated)
    return tuple(change for pair in pairs if (change := comparison.change(pair)))


@dataclass(frozen=True)
class _PdfComparison:
    """All that is known of the two PDFs before they are looked at."""

    old: OpenPdf
    new: OpenPdf
    olds: Sequence[ReadPage]
    news: Sequence[ReadPage]
    wording: Wording
    hyphenated: frozenset[str]

    def change(self, pair: PagePair) -> PageChange | None:
        """What changed between two pages; None for nothing."""
        was, now = pair
        if was is not None and now is not None:
            return self._change_of_page(was, now)
        if was is not None:
            picture = look_at(self.old, was)
            return PageChange(was, None, (DifferenceKind.REMOVED,), was=picture)
        if now is not None:
            picture = look_at(self.new, now)
            return PageChange(None, now, (DifferenceKind.ADDED,), now=picture)
        return None

    def _change_of_page(self, was: int, now: int) -> PageChange | None:
        """The number in a foot counts only where it is all."""
        old, new = self.olds[was - 1], self.news[now - 1]
        feet = _foot_rewordings(old.foot, new.foot)
        reworded = [each for each in self.wording.rewordings if _is_on(each, was, now)]
        bands = [foot.band for foot in (*old.feet, *new.feet)] if feet else []
        question = Question(old, new, self._matches_on(was, now), [*reworded, *feet], bands)
        seen = look_at_both(self.old, self.new, question)
        named = [*reworded, *(each for each in feet if not _is_number(each))]
        kinds = _with_words(seen.kinds) if named else seen.kinds
        if kinds:
            phrases = tuple(map(self._phrase, named))
            return PageChange(was, now, kinds, phrases, *seen.page_pictures())
        return PageChange(was, now, (DifferenceKind.FOLIO,)) if feet else None

    def _matches_on(self, was: int, now: int) -> list[Match]:
        """The words that are on the old page or on the new one and were kept; their other place may
        be elsewhere.
        """
        return [
            match for match in self.wording.kept if match[0].page == was or match[1].page == now
        ]

    def _phrase(self, rewording: Rewording) -> Phrase:
        parts = (rewording.before, rewording.removed, rewording.added, rewording.behind)
        return Phrase(
            *(" ".join(readable(word, self.hyphenated) for word in words) for words in parts)
        )


def _with_words(kinds: Sequence[DifferenceKind]) -> tuple[DifferenceKind, ...]:
    """`kinds` of a page of which words changed: that other words made room for them goes without
    saying.
    """
    return DifferenceKind.WORDS, *(kind for kind in kinds if kind is not DifferenceKind.MOVED)


def _is_on(rewording: Rewording, was: int, now: int) -> bool:
    removed, added = rewording.removed[:1], rewording.added[:1]
    return any(word.page == was for word in removed) or any(word.page == now for word in added)


def _is_number(rewording: Rewording) -> bool:
    return all(word.key.isdecimal() for word in (*rewording.removed, *rewording.added))


def _foot_rewordings(old: Sequence[PageWord], new: Sequence[PageWord]) -> list[Rewording]:
    """What changed in the running foot, beside what is masked there."""
    return [
        Rewording(
            tuple(old[each.start : each.end]),
            tuple(new[each.begin : each.stop]),
            tuple(new[max(0, each.begin - 1) : each.begin]),
        )
        for each in differences([word.key for word in old], [word.key for word in new])
    ]
