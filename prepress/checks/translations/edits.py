"""Edits: what has become of each section of a source since its translation was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.checks.translations.plain_text import word_key
from prepress.text.comparison import align, share_in_common, stretches

if TYPE_CHECKING:
    from prepress.checks.translations.outline import Passage

#: The old sections that belong together, by the first that was found of them, and what they have
#: become.
_Groups = dict[int, tuple[tuple[int, ...], tuple[int, ...]]]
#: With this share of their words in common, sections at the same place are two states of one.
_LIKE = 0.35
#: The same for sections at different places.
_LIKE_ELSEWHERE = 0.6
#: Two sections are the halves of one where they have so much more in common with it together than
#: the one alone.
_CLEARLY = 0.1
#: Comparisons of sections for which there is time.
_MOST = 1_000_000
#: The same where each is compared with each.
_MOST_ALIGNED = 250_000


@dataclass(frozen=True)
class SectionChange:
    """Sections `old`, by their indices, that have become the sections `new`; one of both may be
    empty.

    Two on one side are a section that was divided, or sections that were made one. `moved` is
    whether it stands at another place.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False


def edits_of(old: Sequence[Passage], new: Sequence[Passage]) -> list[SectionChange]:
    """What each section of `old` has become in `new`, in the order of `old`, what is new behind
    what it stands behind.

    Sections are known again by their words, so that one that is new, gone or retitled does not
    shift the others.
    """
    return _Aligning(old, new).become()


class _Aligning:
    """The sections of two states, with the pairs found so far."""

    def __init__(self, old: Sequence[Passage], new: Sequence[Passage]) -> None:
        self._old, self._new = old, new
        self._bags: dict[int, Counter[str]] = {}
        self._pairs: dict[int, int] = {}
        self._moved: set[int] = set()

    def become(self) -> list[SectionChange]:
        self._in_order()
        self._elsewhere()
        groups = self._groups()
        return sorted(groups, key=self._order(groups))

    def _in_order(self) -> None:
        old, new = [each.text for each in self._old], [each.text for each in self._new]
        for each in stretches(old, new, _MOST):
            olds, news = range(each.start, each.end), range(each.begin, each.stop)
            if each.same:
                self._pairs |= dict(zip(olds, news, strict=True))
            elif olds and news:
                near = self._near(each.start, each.begin)
                for i, j in align(len(olds), len(news), near, _MOST_ALIGNED):
                    if i is not None and j is not None:
                        self._pairs[olds[i]] = news[j]

    def _near(self, start: int, begin: int) -> Callable[[int, int], float]:
        def likeness(i: int, j: int) -> float:
            old, new = self._old[start + i], self._new[begin + j]
            if not old.level or not new.level:
                return float(old.level == new.level)
            alike = self._likeness((start + i,), (begin + j,))
            return alike if alike >= _LIKE else 0.0

        return likeness

    def _elsewhere(self) -> None:
        """Sections that were moved: no pair in order has room for them."""
        new = [index for index in range(len(self._new)) if index not in set(self._pairs.values())]
        for index in range(len(self._old)):
            if index in self._pairs or not new or len(self._old) * len(new) > _MOST:
                continue
            likeness, partner = max((self._likeness((index,), (each,)), -each) for each in new)
            if likeness >= _LIKE_ELSEWHERE:
                self._pairs[index] = -partner
                self._moved.add(index)
                new.remove(-partner)

    def _groups(self) -> list[SectionChange]:
        back = {new: old for old, new in self._pairs.items()}
        groups: _Groups = {old: ((old,), (new,)) for old, new in self._pairs.items()}
        rest = []
        for index in range(len(self._new)):
            if index not in back and not self._joins(
                groups, [back.get(index - 1), back.get(index + 1)], new=index
            ):
                rest.append(SectionChange((), (index,)))
        for index in range(len(self._old)):
            if index not in self._pairs and not self._joins(
                groups, [index - 1, index + 1], old=index
            ):
                rest.append(SectionChange((index,), ()))
        changed = [
            SectionChange(olds, news, old in self._moved) for old, (olds, news) in groups.items()
        ]
        return [*changed, *rest]

    def _joins(
        self,
        groups: _Groups,
        neighbours: Sequence[int | None],
        old: int | None = None,
        new: int | None = None,
    ) -> bool:
        """Whether the section is a part of what a neighbour has become, or was; it is put to it
        then.
        """
        for neighbour in neighbours:
            if neighbour is None or neighbour not in groups:
                continue
            olds, news = groups[neighbour]
            more_olds = olds if old is None else tuple(sorted({*olds, old}))
            more_news = news if new is None else tuple(sorted({*news, new}))
            if self._likeness(more_olds, more_news) >= self._likeness(olds, news) + _CLEARLY:
                groups[neighbour] = more_olds, more_news
                return True
        return False

    def _likeness(self, olds: Sequence[int], news: Sequence[int]) -> float:
        """Twice the words in common by all words."""
        mine = sum((self._bag(index, self._old[index]) for index in olds), Counter())
        other = sum((self._bag(~index, self._new[index]) for index in news), Counter())
        return share_in_common(mine, other)

    def _bag(self, key: int, passage: Passage) -> Counter[str]:
        if key not in self._bags:
            self._bags[key] = Counter(map(word_key, passage.words))
        return self._bags[key]

    def _order(
        self, groups: Sequence[SectionChange]
    ) -> Callable[[SectionChange], tuple[int, int, int]]:
        behind = {new: group.old[-1] for group in groups for new in group.new if group.old}

        def order(group: SectionChange) -> tuple[int, int, int]:
            if group.old:
                return group.old[0], 0, 0
            before = [new for new in range(group.new[0]) if new in behind]
            return behind[before[-1]] if before else -1, 1, group.new[0]

        return order


def predecessor(groups: Sequence[SectionChange], new: int) -> int | None:
    """The old section that stands before the section `new` now; None where only new ones do."""
    behind = {index: group.old[-1] for group in groups for index in group.new if group.old}
    return next((behind[index] for index in range(new - 1, -1, -1) if index in behind), None)


def old_and_new(
    group: SectionChange, old: Sequence[Passage], new: Sequence[Passage]
) -> Iterator[tuple[str, ...]]:
    """The words of what a section was, and of what it is now."""
    yield tuple(word for index in group.old for word in old[index].words)
    yield tuple(word for index in group.new for word in new[index].words)
