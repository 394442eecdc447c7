"""Block matching: which blocks of a Word file that comes back are which of those that were written,
and what was done to them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.word.word_blocks_read import WordBlock

#: How alike two paragraphs are of which one may have become the other.
_ALIKE = 0.5


@dataclass(frozen=True)
class BlockChange:
    """What was done to a block: `before` is the number of the one that it was, None for a new one;
    `now` is what it is now, None where it was deleted. A new one stands behind the block `after`,
    and in a table that was there in the row of the block `beside`.
    """

    before: int | None
    now: WordBlock | None
    after: int | None = None
    is_moved: bool = False
    beside: int | None = None


def changes_of(
    known: Mapping[int, WordBlock | None],
    digests: Mapping[int, str],
    returned: Sequence[WordBlock],
) -> list[BlockChange]:
    """What was done to the blocks whose `digests` were noted, by their numbers. `known` are the
    blocks as they are written now; None for those that are written no more.
    """
    owned = list(_owned(known, digests, returned))
    moved = _moved([number for number, block in owned if number is not None and not block.note])
    left = digests.keys() - {number for number, _ in owned}
    removed = [BlockChange(at, None) for at in sorted(left)]
    return [*_changes(owned, digests, moved), *removed]


def still_to_do(
    changes: Sequence[BlockChange],
    known: Mapping[int, WordBlock | None],
    current: Sequence[WordBlock],
) -> list[BlockChange]:
    """The changes but those that the `current` blocks have already, as when a file comes back twice
    or two colleagues mend the same.
    """
    unchanged = {id(each) for each in known.values() if each}
    new_here = Counter(each.digest for each in current if id(each) not in unchanged)
    found: list[BlockChange] = []
    for change in changes:
        is_known = change.before is not None and known[change.before] is not None
        digest = change.now.digest if change.now else ""
        if not is_known and new_here[digest]:
            new_here[digest] -= 1
        else:
            found.append(change)
    if new_here.total():
        return found  # one of them may be what was deleted in Word
    return [each for each in found if each.now or each.before is None or known[each.before]]


def _changes(
    owned: Sequence[tuple[int | None, WordBlock]], digests: Mapping[int, str], moved: set[int]
) -> Iterator[BlockChange]:
    """What was done to the blocks that came back."""
    rows = {block.row: number for number, block in owned if number is not None and block.row}
    last: int | None = None
    for number, block in owned:
        if number is None:
            yield BlockChange(None, block, last, beside=rows.get(block.row or 0))
            continue
        last = last if number in moved else number
        if block.digest != digests[number] or number in moved:
            yield BlockChange(number, block, is_moved=number in moved)


def _owned(
    known: Mapping[int, WordBlock | None],
    digests: Mapping[int, str],
    returned: Sequence[WordBlock],
) -> Iterator[tuple[int | None, WordBlock]]:
    """Each block that came back, with the number of the one that it was."""
    used: set[int] = set()
    waiting: list[tuple[int | None, WordBlock]] = []
    for block in returned:
        if not block.markdown:
            continue
        free = [each for each in block.numbers if each in digests and each not in used]
        number = max(free, key=lambda each: _likeness(known.get(each), block)) if free else None
        if number is not None:
            used.add(number)
            yield from _with_best_owner(waiting, known)
            waiting = []
        waiting.append((number, block))
    yield from _with_best_owner(waiting, known)


def _with_best_owner(
    group: list[tuple[int | None, WordBlock]], known: Mapping[int, WordBlock | None]
) -> Iterable[tuple[int | None, WordBlock]]:
    """A block and the new ones behind it: who presses Enter before a paragraph leaves its mark with
    what is written there.
    """
    if len(group) < 2 or group[0][0] is None:
        return group
    number = group[0][0]
    before = known.get(number)
    alike = [_likeness(before, block) for _, block in group]
    best = alike.index(max(alike))
    if alike[0] >= _ALIKE or alike[best] < _ALIKE:
        return group
    return [(number if at == best else None, block) for at, (_, block) in enumerate(group)]


def _likeness(before: WordBlock | None, now: WordBlock) -> float:
    if before is None:
        return 0.0
    if before.markdown == now.markdown:
        return 1.0
    return SequenceMatcher(None, before.markdown.split(), now.markdown.split(), False).ratio()


def numbered_by_text(
    digests: Mapping[int, str], returned: Sequence[WordBlock]
) -> Sequence[WordBlock]:
    """The blocks with numbers where a program has left all marks out: those that say the same, and
    those between them where there are as many.
    """
    numbers, found = sorted(digests), list(returned)
    matcher = SequenceMatcher(
        None, [digests[each] for each in numbers], [each.digest for each in returned], False
    )
    for kind, begin, end, first, last in matcher.get_opcodes():
        if kind == "equal" or (kind == "replace" and end - begin == last - first):
            for at in range(last - first):
                found[first + at] = replace(found[first + at], numbers=(numbers[begin + at],))
    return _with_others_alike(digests, found)


def _with_others_alike(
    digests: Mapping[int, str], blocks: Sequence[WordBlock]
) -> Sequence[WordBlock]:
    """The same, where those elsewhere that say the same have numbers too, such as notes."""
    used = {number for block in blocks for number in block.numbers}
    free: dict[str, list[int]] = {}
    for number in sorted(digests.keys() - used, reverse=True):
        free.setdefault(digests[number], []).append(number)
    return [
        replace(block, numbers=(free[block.digest].pop(),))
        if not block.numbers and free.get(block.digest)
        else block
        for block in blocks
    ]


def _moved(order: Sequence[int]) -> set[int]:
    """The fewest of these numbers without which the others ascend."""
    ends: list[int] = []  # of the longest runs that ascend, by their lengths
    before: dict[int, int | None] = {}
    for number in order:
        place = bisect_left(ends, number)
        before[number] = ends[place - 1] if place else None
        ends[place : place + 1] = [number]
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return set(order) - kept
