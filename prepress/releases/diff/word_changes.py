"""Wording: which words were taken out and put in between two texts, and which have only moved to
another place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from prepress.releases.diff.page_words import PageWord

#: A word of the old text and the same word in the new one.
Match = tuple[PageWord, PageWord]

#: So many words in a row are the same words at another place, and not others that happen to be
#: alike.
_MOVED_WORDS = 4
#: Words of context before and behind a change.
_CONTEXT = 5
#: Comparisons of words for which there is time in one place of the text.
_MOST = 4_000_000


@dataclass(frozen=True)
class Rewording:
    """Words of one old page `removed` and of one new page `added` at one place; either may be
    empty.

    `before` and `behind` are the words around them.
    """

    removed: tuple[PageWord, ...]
    added: tuple[PageWord, ...]
    before: tuple[PageWord, ...] = ()
    behind: tuple[PageWord, ...] = ()


@dataclass(frozen=True)
class Wording:
    """What became of the words of a text: those that are `kept`, wherever they stand now, and the
    `rewordings`.
    """

    kept: tuple[Match, ...]
    rewordings: tuple[Rewording, ...]


@dataclass(frozen=True)
class _Edit:
    """Indices: the old words from `start` up to `end` became the new ones from `begin` up to
    `stop`.
    """

    start: int
    end: int
    begin: int
    stop: int


def compare_words(old: Sequence[PageWord], new: Sequence[PageWord]) -> Wording:
    """Compare two texts in the order of reading: sentence by sentence first, then word by word
    where they differ.
    """
    kept, edits = _compared(old, new)
    moved = _moved(old, new, edits)
    gone = {id(was) for was, _ in moved}
    come = {id(now) for _, now in moved}
    rewordings = tuple(each for edit in edits for each in _rewordings(old, new, edit, gone | come))
    return Wording((*kept, *moved), rewordings)


def _compared(old: Sequence[PageWord], new: Sequence[PageWord]) -> tuple[list[Match], list[_Edit]]:
    kept: list[Match] = []
    edits: list[_Edit] = []
    old_ends, new_ends = _sentence_ends(old), _sentence_ends(new)
    olds, news = _sentences(old, old_ends), _sentences(new, new_ends)
    for kind, *edges in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        start, end = old_ends[edges[0]], old_ends[edges[1]]
        begin, stop = new_ends[edges[2]], new_ends[edges[3]]
        if kind == "equal":
            kept += zip(old[start:end], new[begin:stop], strict=True)
            continue
        were, are = ([word.key for word in words] for words in (old[start:end], new[begin:stop]))
        for kind_of_word, i, j, k, m in _matcher(were, are).get_opcodes():
            if kind_of_word == "equal":
                kept += zip(old[start + i : start + j], new[begin + k : begin + m], strict=True)
            else:
                edits.append(_Edit(start + i, start + j, begin + k, begin + m))
    return kept, edits


def _matcher(old: Sequence[str], new: Sequence[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, old, new, autojunk=len(old) * len(new) > _MOST)


def _sentence_ends(words: Sequence[PageWord]) -> list[int]:
    """0, and the index behind each sentence."""
    ends = [index for index, word in enumerate(words, 1) if word.key[-1:] in ".:;!?…"]
    return [0, *(ends if ends and ends[-1] == len(words) else [*ends, len(words)])]


def _sentences(words: Sequence[PageWord], ends: Sequence[int]) -> list[tuple[str, ...]]:
    return [tuple(word.key for word in words[start:end]) for start, end in pairwise(ends)]


def _moved(old: Sequence[PageWord], new: Sequence[PageWord], edits: Sequence[_Edit]) -> list[Match]:
    """Words that were taken out at one place and put in at another: they have flowed there or were
    moved.
    """
    removed = _parted([old[edit.start : edit.end] for edit in edits])
    added = _parted([new[edit.begin : edit.stop] for edit in edits])
    moved: list[Match] = []
    if len(removed) * len(added) > _MOST:
        return moved
    while found := list(_found_again(removed, added)):
        moved += found
        gone, come = {id(was) for was, _ in found}, {id(now) for _, now in found}
        removed = [None if id(word) in gone else word for word in removed]
        added = [None if id(word) in come else word for word in added]
    return moved


def _parted(runs: Sequence[Sequence[PageWord]]) -> list[PageWord | None]:
    """All words of `runs`, with None behind each run."""
    return [word for run in runs for word in (*run, None)]


def _found_again(
    removed: Sequence[PageWord | None], added: Sequence[PageWord | None]
) -> Iterator[Match]:
    # What parts the runs must be alike nowhere.
    were = [word.key if word else f"\0{index}" for index, word in enumerate(removed)]
    are = [word.key if word else f"\1{index}" for index, word in enumerate(added)]
    for start, begin, size in SequenceMatcher(
        None, were, are, autojunk=False
    ).get_matching_blocks():
        was = [word for word in removed[start : start + size] if word]
        now = [word for word in added[begin : begin + size] if word]
        if size and (size >= _MOVED_WORDS or _are_lines(was, now)):
            yield from zip(was, now, strict=True)


def _are_lines(was: Sequence[PageWord], now: Sequence[PageWord]) -> bool:
    """Whether few words are whole lines that the break of the page has moved, such as a heading or
    a list's number.

    A number that is no list's may be a dose: where two of them change places, that must be read.
    """
    whole = all(words[0].opens and words[-1].closes for words in (was, now))
    numbers = any(
        any(map(str.isdigit, word.key)) and not word.key.endswith((".", ")")) for word in was
    )
    return whole and not numbers and was[0].page != now[0].page


def _rewordings(
    old: Sequence[PageWord], new: Sequence[PageWord], edit: _Edit, moved: set[int]
) -> Iterator[Rewording]:
    """What is left of `edit` without the words that have moved, each part on one page."""
    removed = [word for word in old[edit.start : edit.end] if id(word) not in moved]
    added = [word for word in new[edit.begin : edit.stop] if id(word) not in moved]
    before = tuple(new[max(0, edit.begin - _CONTEXT) : edit.begin])
    behind = tuple(new[edit.stop : edit.stop + _CONTEXT])
    old_pages = list(dict.fromkeys(word.page for word in removed))
    new_pages = list(dict.fromkeys(word.page for word in added))
    for place in range(max(len(old_pages), len(new_pages))):
        was, now = old_pages[place : place + 1], new_pages[place : place + 1]
        yield Rewording(
            tuple(word for word in removed if [word.page] == was),
            tuple(word for word in added if [word.page] == now),
            before,
            behind,
        )
