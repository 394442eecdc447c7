"""Page words: what a page says, word by word, whatever hyphens and line ends the layout engine has
put into it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

#: PDFium's mark for a hyphen that a line ends with, whether the author or the engine has put it
#: there.
_LINE_HYPHEN = "\x02"
_HYPHENS = re.compile("[\x02\xad\ufffe\u2010\u2011-]")
_RANGE_HYPHEN = re.compile(rf"(?<=\d){_HYPHENS.pattern}(?=\d)")
_BULLETS = frozenset("•◦▪‣·")
#: A word, and where it ends with a hyphen behind which the line breaks, what follows of it.
_WORD = re.compile(r"\S+(?:(?<=\w[\x02\xad\u2010-])[ \t]*[\r\n]+[ \t]*\w\S*)*")


@dataclass(frozen=True)
class PageWord:
    """A word as it stands on a page, both counted from 1: its characters there run from `start` up
    to `end`.

    `opens` and `closes` are whether it is the first and the last one of its line.
    """

    text: str
    page: int
    start: int
    end: int
    line: int
    opens: bool = False
    closes: bool = False

    @cached_property
    def key(self) -> str:
        """What words are compared by: hyphens are left out, since a line's end may have brought
        them or hides them; but those between digits, since 1-2 is not 12.
        """
        bare = _HYPHENS.sub("", _RANGE_HYPHEN.sub("–", self.text))
        return bare if bare.isascii() else unicodedata.normalize("NFKC", bare)


def words_of(letters: str, page: int) -> tuple[PageWord, ...]:
    """The words among the `letters` of a `page`, without bullets, which are drawn apart from what
    they belong to.
    """
    found = list(_words(letters, page))
    lines = [0, *(word.line for word in found), 0]
    return tuple(
        replace(word, opens=before != word.line, closes=after != word.line)
        for word, before, after in zip(found, lines, lines[2:], strict=False)
    )


def _words(letters: str, page: int) -> Iterator[PageWord]:
    line, seen = 1, 0
    for match in _WORD.finditer(letters):
        line += letters.count("\n", seen, match.start())
        seen = match.start()
        text = re.sub(r"\s+", "", match[0])
        if _HYPHENS.sub("", text).strip("".join(_BULLETS)):
            yield PageWord(text, page, match.start(), match.end(), line)


def readable(word: PageWord, hyphenated: frozenset[str]) -> str:
    """`word` for people: what was broken at a line's end is whole again, with its hyphen where it
    stands among the `hyphenated` words.
    """
    if _LINE_HYPHEN not in word.text:
        return word.text
    with_hyphen = word.text.replace(_LINE_HYPHEN, "-")
    return with_hyphen if with_hyphen in hyphenated else word.text.replace(_LINE_HYPHEN, "")
