"""Sentences: running text divided at its full stops, and each sentence into its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_END = re.compile(r"[.?!…]+[\"”’»“)\]]*(?=\s|$)|:$")
#: What is written with a full stop that ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"])(?:[^\W\d_]|dr|mr|mrs|ms|prof|st|e\.g|i\.e|vs|z\.\s?b|bzw|sra?|dra?|uds?)\.$",
    re.IGNORECASE,
)
#: The same, but only before a number: “No. 3”.
_NUMBERED = re.compile(r"(?:^|[\s(])(?:nos?|nr|figs?|vol|approx|ca|pp?)\.$", re.IGNORECASE)
#: The word that is written like an initial but ends a sentence: “So do I.”
_NO_INITIAL = re.compile(r"(?:^|\s)I\.$")
#: Addresses of the web and of mail, which are looked at and not read.
_ADDRESS = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+\.\w+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|example)\b\S*"
)
_WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+|[’'‐‑-][^\W_]+)*")
_PART = re.compile(r"[^\W_]+(?:[.,][0-9]+|[’'][^\W_]+)*")
#: The fewest words that make a sentence without a full stop, as lists often write them.
_FEWEST = 5


@dataclass(frozen=True)
class Sentence:
    """One sentence as it is written; `text` has its marks."""

    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words; one with hyphens is one, as Kincaid (1975) and McLaughlin (1969) count, and so
        is a number.
        """
        return tuple(_WORD.findall(_ADDRESS.sub(" ", self.text)))

    @property
    def beginning(self) -> str:
        """Its first words, for messages."""
        words = self.text.split()
        return self.text if len(words) <= 8 else " ".join(words[:7]).rstrip(",;:") + " …"


def written_parts(word: str) -> list[str]:
    """What a word with hyphens is made of, as it is written."""
    return _PART.findall(word)


def parts_of(word: str) -> list[str]:
    """The same in small letters, with straight apostrophes."""
    return [part.casefold().replace("’", "'") for part in written_parts(word)]


def sentences_of(text: str, *, strict: bool = False) -> Iterator[Sentence]:
    """The sentences of a paragraph or an item.

    What has no full stop counts where it is long enough and no string of names, such as a postal
    address; never where `strict`. A colon ends a sentence at the very end, before a list.
    """
    rest = text.replace("\xad", "").strip()
    begin = 0
    for end in _END.finditer(rest):
        before, behind = rest[begin : end.end()], rest[end.end() :].lstrip()
        if behind and _goes_on(before, behind):
            continue
        sentence = Sentence(before.strip())
        begin = end.end()
        if sentence.words:
            yield sentence
    last = Sentence(rest[begin:].strip())
    if not strict and len(last.words) >= _FEWEST and _is_prose(last):
        yield last


def _goes_on(before: str, behind: str) -> bool:
    """Whether the stop at the end of `before` ends no sentence, seen from what is `behind` it."""
    if behind[0].islower() or (behind[0].isdigit() and _NUMBERED.search(before)):
        return True
    return bool(_ABBREVIATION.search(before)) and not _NO_INITIAL.search(before)


def _is_prose(sentence: Sentence) -> bool:
    return 2 * sum(word[0].islower() for word in sentence.words) >= len(sentence.words)
