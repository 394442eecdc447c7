"""Word changes: which words were taken out and put in between two texts, and which have only moved
to another place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from prepress.releases.diff.page_words import PageWord
from prepress.text.comparison import Stretch, common_runs, stretches

#: A word of the old text and the same word in the new one.
Match = tuple[PageWord, PageWord]

#: So many words in a row are the same words at another place, and not others that happen to be
#: alike.
_MOVED_WORDS = 4
#: Before an item; a dose has a unit, in the same word or not.
_LIST_NUMBER = re.compile(r"\d{1,3}[.)]")
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


def compare_words(old: Sequence[PageWord], new: Sequence[PageWord]) -> Wording:
    """Compare two texts in the order of reading: sentence by sentence first, then word by word
    where they differ.
    """
    places = _places(old, new)
    matches = [match for place in places if place.same for match in _matches(old, new, place)]
    edits = [place for place in places if not place.same]
    moved = _moved_words(old, new, edits)
    elsewhere = {id(word) for match in moved for word in match}
    rewordings = tuple(each for edit in edits for each in _rewordings(old, new, edit, elsewhere))
    return Wording((*matches, *moved), rewordings)


def _places(old: Sequence[PageWord], new: Sequence[PageWord]) -> list[Stretch]:
    """The words of both texts, in stretches that are the same and that are not."""
    old_ends, new_ends = _sentence_ends(old), _sentence_ends(new)
    places: list[Stretch] = []
    for each in stretches(_sentences(old, old_ends), _sentences(new, new_ends)):
        start, end = old_ends[each.start], old_ends[each.end]
        begin, stop = new_ends[each.begin], new_ends[each.stop]
        if each.same:
            places.append(Stretch(start, end, begin, stop, same=True))
        else:
            words = stretches(_keys(old[start:end]), _keys(new[begin:stop]), _MOST)
            places += [place.shifted_by(start, begin) for place in words]
    return places


def _matches(old: Sequence[PageWord], new: Sequence[PageWord], place: Stretch) -> Iterator[Match]:
    return zip(old[place.start : place.end], new[place.begin : place.stop], strict=True)


def _keys(words: Sequence[PageWord]) -> list[str]:
    return [word.key for word in words]


def _sentence_ends(words: Sequence[PageWord]) -> list[int]:
    """0, and the index behind each sentence."""
    ends = [index for index, word in enumerate(words, 1) if word.key[-1:] in ".:;!?…"]
    return [0, *(ends if ends and ends[-1] == len(words) else [*ends, len(words)])]


def _sentences(words: Sequence[PageWord], ends: Sequence[int]) -> list[tuple[str, ...]]:
    return [tuple(_keys(words[start:end])) for start, end in pairwise(ends)]


def _moved_words(
    old: Sequence[PageWord], new: Sequence[PageWord], edits: Sequence[Stretch]
) -> list[Match]:
    """Words that were taken out at one place and put in at another: they have flowed there or were
    moved.
    """
    removed = _with_partitions([old[edit.start : edit.end] for edit in edits])
    added = _with_partitions([new[edit.begin : edit.stop] for edit in edits])
    moved: list[Match] = []
    if len(removed) * len(added) > _MOST:
        return moved
    heads = _sentence_heads(old) | _sentence_heads(new)
    while matches := list(_words_elsewhere(removed, added, heads)):
        moved += matches
        matched = {id(word) for match in matches for word in match}
        removed = [None if id(word) in matched else word for word in removed]
        added = [None if id(word) in matched else word for word in added]
    return moved


def _with_partitions(runs: Sequence[Sequence[PageWord]]) -> list[PageWord | None]:
    """All words of `runs`, with None behind each run."""
    return [word for run in runs for word in (*run, None)]


def _sentence_heads(words: Sequence[PageWord]) -> set[int]:
    """The identities of the words with which sentences begin."""
    return {id(words[start]) for start in _sentence_ends(words) if start < len(words)}


def _words_elsewhere(
    removed: Sequence[PageWord | None], added: Sequence[PageWord | None], heads: Set[int]
) -> Iterator[Match]:
    # What parts the runs must be alike nowhere.
    were = [word.key if word else f"\0{index}" for index, word in enumerate(removed)]
    are = [word.key if word else f"\1{index}" for index, word in enumerate(added)]
    for run in common_runs(were, are):
        was = [word for word in removed[run.start : run.end] if word]
        now = [word for word in added[run.begin : run.stop] if word]
        loose = _words_before_sentence(was, now, heads)
        if any(map(_is_figure, was[:loose])):
            was, now = was[loose:], now[loose:]
        if len(was) >= _MOVED_WORDS or _are_lines(was, now):
            yield from zip(was, now, strict=True)


def _words_before_sentence(
    was: Sequence[PageWord], now: Sequence[PageWord], heads: Set[int]
) -> int:
    """How many words stand before the first that begins a sentence on both sides.

    A figure among them may be a dose that is now another's: “10 mg at night” behind “Children
    take”. That must be read, however many words have moved along.
    """
    both = zip(was, now, strict=True)
    begins = (place for place, pair in enumerate(both) if all(id(word) in heads for word in pair))
    return next(begins, len(was))


def _is_figure(word: PageWord) -> bool:
    """Whether a word has a number that is no list's."""
    return any(map(str.isdigit, word.key)) and not _LIST_NUMBER.fullmatch(word.key)


def _are_lines(was: Sequence[PageWord], now: Sequence[PageWord]) -> bool:
    """Whether few words are whole lines that the break of the page has moved, such as a heading or
    a list's number; where two figures change places, that must be read.
    """
    whole = bool(was) and all(words[0].opens and words[-1].closes for words in (was, now))
    return whole and not any(map(_is_figure, was)) and was[0].page != now[0].page


def _rewordings(
    old: Sequence[PageWord], new: Sequence[PageWord], edit: Stretch, moved: set[int]
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
