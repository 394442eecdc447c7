"""Change wording: what has changed between two states of a text, in a few words that say it to a
translator.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from prepress.checks.translations.plain_text import word_key
from prepress.text.comparison import Stretch, differences

_NAMED = 3
_WORDS = 12
#: Changes with so few words between them are one.
_BETWEEN = 2
#: Comparisons of words for which there is time.
_MOST = 4_000_000
_STOPS = ".?!:;"
_EDGES = " ,.;:"


def describe_changes(old: Sequence[str], new: Sequence[str]) -> str:
    """The first few changes from the words `old` to `new`, such as `“three hours” is now “four
    hours”`.

    Empty where only typography has changed.
    """
    edits = list(_edits(old, new))
    phrases = [_phrase(old, new, edit) for edit in edits[:_NAMED]]
    more = len(edits) - _NAMED
    if more > 0:
        phrases.append("and one more change" if more == 1 else f"and {more} more changes")
    return "; ".join(phrases)


def _edits(old: Sequence[str], new: Sequence[str]) -> Iterator[Stretch]:
    """Where the words differ; what is close together is one edit."""
    olds, news = [word_key(word) for word in old], [word_key(word) for word in new]
    if "".join(olds) == "".join(news):
        return
    first, *others = differences(olds, news, _MOST)
    edit = first
    for other in others:
        between = old[edit.end : other.start]
        if len(between) <= _BETWEEN and not _has_an_end(between):
            edit = replace(edit, end=other.end, stop=other.stop)
        else:
            yield edit
            edit = other
    yield edit


def _has_an_end(words: Sequence[str]) -> bool:
    """Whether a sentence ends among `words`, or one of them needs no others."""
    return any(word[-1] in _STOPS or _is_whole(word) for word in words)


def _is_whole(word: str) -> bool:
    """Whether a word needs no others beside it to be understood: it is a heading, or an address."""
    return " " in word or word[0] == "("


def _phrase(old: Sequence[str], new: Sequence[str], edit: Stretch) -> str:
    removed, added = old[edit.start : edit.end], new[edit.begin : edit.stop]
    is_whole = _is_sentence(old, edit.start, removed or added) or any(
        map(_is_whole, removed or added)
    )
    if not added and (is_whole or len(removed) > _BETWEEN):
        return f"“{_excerpt(removed)}” is gone"
    if not removed and (is_whole or len(added) > _BETWEEN):
        before = new[max(0, edit.begin - _BETWEEN) : edit.begin]
        behind = f" behind “{_excerpt(before)}”" if before else ""
        return f"“{_excerpt(added)}” is new{behind}"
    lead, tail = _context(old, edit, removed, added)
    was, now = [*lead, *removed, *tail], [*lead, *added, *tail]
    if _excerpt(was) == _excerpt(now):
        return f"“{' '.join(was)}” is now “{' '.join(now)}”"
    return f"“{_excerpt(was)}” is now “{_excerpt(now)}”"


def _is_sentence(old: Sequence[str], start: int, words: Sequence[str]) -> bool:
    """Whether `words` that are new or gone before the word `start` of `old` are a whole
    sentence.
    """
    return words[-1][-1] in _STOPS and (not start or old[start - 1][-1] in _STOPS)


def _context(
    old: Sequence[str], edit: Stretch, removed: Sequence[str], added: Sequence[str]
) -> tuple[Sequence[str], Sequence[str]]:
    """The words of `old` before and behind a short change that say what it is about."""
    if min(len(removed), len(added)) > 1 or any(map(_is_whole, [*removed, *added])):
        return (), ()
    ends = bool(removed) and removed[-1][-1] in _STOPS
    tail = () if ends else old[edit.end : edit.end + 1]
    alone = not removed or not added or not tail
    lead = old[max(0, edit.start - 1) : edit.start] if alone else ()
    return () if lead and lead[0][-1] in _STOPS else lead, tail


def _excerpt(words: Sequence[str]) -> str:
    shown = " ".join(words[:_WORDS])
    return f"{shown} …" if len(words) > _WORDS else shown.strip(_EDGES) or shown
