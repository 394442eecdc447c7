"""Index entries: the marks of a book under their terms, in the order of the language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prepress.text.collation import head_letter, sort_key

if TYPE_CHECKING:
    from prepress.galley.setting.book_index.written_marks import IndexMark, Term


@dataclass
class IndexEntry:
    """An entry: the `terms` that are one in it, its marks in reading order, the words to `see` and
    to see `also`, each with the mark that says so, and the entries below it.
    """

    terms: list[Term] = field(default_factory=list)
    marks: list[IndexMark] = field(default_factory=list)
    see: dict[str, IndexMark] = field(default_factory=dict)
    also: dict[str, IndexMark] = field(default_factory=dict)
    below: dict[str, IndexEntry] = field(default_factory=dict)

    @property
    def term(self) -> Term:
        """The form that is shown: one that an author gave for the index, else one in small letters,
        since what begins a sentence is written large there.
        """
        given = [each for each in self.terms if each.is_given]
        words = [each.words for each in given or self.terms]
        small = [each for each in words if each[:1].islower()]
        chosen = Counter(small if not given and small else words).most_common(1)[0][0]
        return next(each for each in given or self.terms if each.words == chosen)

    @property
    def sort(self) -> str:
        """What it is sorted by."""
        return next((each.sort for each in self.terms if each.sort), self.term.words)

    def sorted_below(self, lang: str) -> list[IndexEntry]:
        """The entries below it in the order of the language."""
        return sorted(self.below.values(), key=lambda each: sort_key(each.sort, lang))

    def everything_below(self) -> Iterator[IndexEntry]:
        """All entries below it, at any depth."""
        for entry in self.below.values():
            yield entry
            yield from entry.everything_below()


def entries_of(marks: Sequence[IndexMark]) -> IndexEntry:
    """The entries of `marks`, below one that stands for the whole index."""
    whole = IndexEntry()
    for mark in marks:
        entry = whole
        for term in mark.path:
            entry = entry.below.setdefault(_name_in(entry, term), IndexEntry())
            entry.terms.append(term)
        if mark.see:
            entry.see.setdefault(mark.see, mark)
        if mark.also:
            entry.also.setdefault(mark.also, mark)
        if mark.has_place:
            entry.marks.append(mark)
    return whole


def by_letter(whole: IndexEntry, lang: str) -> list[tuple[str, list[IndexEntry]]]:
    """The entries of the index under their letters; digits and signs come first, under none."""
    groups: list[tuple[str, list[IndexEntry]]] = []
    for entry in whole.sorted_below(lang):
        letter = head_letter(entry.sort, lang)
        if not groups or groups[-1][0] != letter:
            groups.append((letter, []))
        groups[-1][1].append(entry)
    return groups


def _name_in(entry: IndexEntry, term: Term) -> str:
    """The same for terms that differ in nothing but the case of their first letter: “Sleep” may
    begin a sentence, while “AIDS” and “aids” are two.
    """
    key = term.key
    if key[1:2].isupper():
        return key
    return key[:1].lower() + key[1:]
