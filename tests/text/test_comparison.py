"""What two texts have in common is found in order, and whatever the order."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import pytest

from prepress.text.comparison import (
    Stretch,
    align,
    common_runs,
    differences,
    share_in_common,
    stretches,
)


def test_texts_are_compared_from_beginning_to_end() -> None:
    old, new = ["take", "one", "pill", "a", "day"], ["take", "two", "pills", "a", "day", "now"]
    assert stretches(old, new) == [
        Stretch(0, 1, 0, 1, same=True),
        Stretch(1, 3, 1, 3, same=False),
        Stretch(3, 5, 3, 5, same=True),
        Stretch(5, 5, 5, 6, same=False),
    ]
    assert [old[each.start : each.end] for each in common_runs(old, new)] == [
        ["take"],
        ["a", "day"],
    ]
    assert [new[each.begin : each.stop] for each in differences(old, new)] == [
        ["two", "pills"],
        ["now"],
    ]


def test_what_comes_often_counts_where_there_is_time() -> None:
    old, new = ["a"] * 300, ["b", *["a"] * 300]
    assert differences(old, new) == [Stretch(0, 0, 0, 1, same=False)]
    assert common_runs(old, new) == [Stretch(0, 300, 1, 301, same=True)]
    assert not any(each.same for each in stretches(old, new, most=1000))


@pytest.mark.parametrize(
    ("old", "new", "share"), [("", "", 0), ("a b", "b a", 1), ("a b", "a c", 0.5)]
)
def test_share_in_common_minds_no_order(old: str, new: str, share: float) -> None:
    assert share_in_common(Counter(old.split()), Counter(new.split())) == share


def best_sum(scores: list[list[float]]) -> float:
    """The greatest sum of likenesses of pairs that do not cross, by trying all."""
    rows, columns = range(len(scores)), range(len(scores[0]))
    return max(
        sum(scores[i][j] for i, j in zip(olds, news, strict=True))
        for count in range(min(len(rows), len(columns)) + 1)
        for olds in combinations(rows, count)
        for news in combinations(columns, count)
    )


@pytest.mark.parametrize("seed", range(20))
def test_aligned_pairs_have_the_greatest_likeness_and_every_member_once(seed: int) -> None:
    chance = random.Random(seed)
    old, new = chance.randint(1, 5), chance.randint(1, 5)
    scores = [[chance.choice([-1.0, 0.0, 0.25, 0.5, 1.0]) for _ in range(new)] for _ in range(old)]
    pairs = align(old, new, lambda i, j: scores[i][j])
    assert [i for i, _ in pairs if i is not None] == list(range(old))
    assert [j for _, j in pairs if j is not None] == list(range(new))
    alike = [scores[i][j] for i, j in pairs if i is not None and j is not None]
    assert sum(alike) == best_sum(scores)
    assert all(score > 0 for score in alike)


def test_members_pair_in_order_where_there_is_no_time() -> None:
    assert align(2, 3, lambda i, j: float(i != j), most=5) == [(0, 0), (1, 1), (None, 2)]
    assert align(2, 1, lambda i, j: 0.0, most=1) == [(0, 0), (1, None)]
    assert align(0, 2, lambda i, j: 1.0) == [(None, 0), (None, 1)]
    assert align(0, 0, lambda i, j: 1.0) == []
