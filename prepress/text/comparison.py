"""Comparison: what two sequences of words, sentences, sections or pages have in common, in their
order or in any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

#: The indices of two members that belong together; None where one has no counterpart.
AlignedPair = tuple[int | None, int | None]


@dataclass(frozen=True)
class Stretch:
    """Indices: where the old members from `start` up to `end` stood, the new ones from `begin` up
    to `stop` stand. Either may be none; `same` is whether they are alike, one by one.
    """

    start: int
    end: int
    begin: int
    stop: int
    same: bool

    def shifted_by(self, old: int, new: int) -> Stretch:
        """The same stretch of longer sequences, in which so many members stand before these."""
        return Stretch(
            self.start + old, self.end + old, self.begin + new, self.stop + new, self.same
        )


def stretches(
    old: Sequence[Hashable], new: Sequence[Hashable], most: int | None = None
) -> list[Stretch]:
    """Both sequences from their beginnings to their ends, in stretches that are the same and that
    are not by turns.

    Where there are more than `most` pairs of members, those that come often are compared only
    beside others: it takes less time and may find less.
    """
    is_long = most is not None and len(old) * len(new) > most
    matcher = SequenceMatcher(None, old, new, autojunk=is_long)
    return [
        Stretch(start, end, begin, stop, kind == "equal")
        for kind, start, end, begin, stop in matcher.get_opcodes()
    ]


def differences(
    old: Sequence[Hashable], new: Sequence[Hashable], most: int | None = None
) -> list[Stretch]:
    """The `stretches` that are not the same."""
    return [each for each in stretches(old, new, most) if not each.same]


def common_runs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Stretch]:
    """The `stretches` that are the same."""
    return [each for each in stretches(old, new) if each.same]


def share_in_common(old: Counter[str], new: Counter[str]) -> float:
    """Twice the words in common by all words: 0 for none, 1 for the same words in any order."""
    return 2 * (old & new).total() / max(1, old.total() + new.total())


def align(
    old: int, new: int, likeness_of: Callable[[int, int], float], most: int | None = None
) -> list[AlignedPair]:
    """Pair the members of two sequences of so many, in order, so that the sum of the likenesses of
    all pairs is the greatest.

    No pair is made where the likeness is 0 or less. Where there are more than `most` of them to be
    found, they pair in order.
    """
    if most is not None and old * new > most:
        return _in_order(old, new)
    scores = [[likeness_of(i, j) for j in range(new)] for i in range(old)]
    return _best_pairs(scores, _best_sums(scores, old, new))


def _in_order(old: int, new: int) -> list[AlignedPair]:
    both = min(old, new)
    pairs: list[AlignedPair] = [(index, index) for index in range(both)]
    pairs += [(index, None) for index in range(both, old)]
    pairs += [(None, index) for index in range(both, new)]
    return pairs


def _best_sums(scores: list[list[float]], old: int, new: int) -> list[list[float]]:
    """The greatest sum of likenesses among the first `i` old members and the first `j` new ones,
    for each of both.
    """
    best = [[0.0] * (new + 1) for _ in range(old + 1)]
    for i, row in enumerate(scores):
        for j, score in enumerate(row):
            best[i + 1][j + 1] = max(best[i][j] + max(score, 0.0), best[i][j + 1], best[i + 1][j])
    return best


def _best_pairs(scores: list[list[float]], best: list[list[float]]) -> list[AlignedPair]:
    """The pairs that make up the greatest sum, which is followed back from the ends."""
    i, j = len(best) - 1, len(best[0]) - 1
    pairs: list[AlignedPair] = []
    while i and j:
        score = scores[i - 1][j - 1]
        if score > 0 and best[i][j] == best[i - 1][j - 1] + score:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif best[i][j] == best[i - 1][j]:
            i -= 1
            pairs.append((i, None))
        else:
            j -= 1
            pairs.append((None, j))
    pairs += [(index, None) for index in reversed(range(i))]
    pairs += [(None, index) for index in reversed(range(j))]
    return pairs[::-1]
