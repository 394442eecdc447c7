"""Word comments: what colleagues have noted beside the text of a Word file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.import_word.wordml import W, words_of

if TYPE_CHECKING:
    from prepress.word.word_text import WordText


@dataclass(frozen=True)
class WordComment:
    """A comment: who wrote it, on which `words` of the text, and what it says."""

    author: str
    words: str
    text: str


def comments_of(text: WordText) -> Mapping[str, WordComment]:
    """The comments of a Word text, by their ids."""
    if text.comments is None:
        return {}
    found = {}
    for comment in text.comments.iterfind(f"{W}comment"):
        identity = comment.get(f"{W}id", "")
        said = " ".join(words_of(each).strip() for each in comment.iter(f"{W}p"))
        author = comment.get(f"{W}author", "").strip()
        found[identity] = WordComment(author, _words_with(text, identity), said.strip())
    return found


def _words_with(text: WordText, identity: str) -> str:
    """The words of the text that a comment stands beside."""
    words: list[str] = []
    is_inside = False
    for each in text.document.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}t"):
        if each.tag == f"{W}t":
            words += [str(each.text or "")] if is_inside else []
        elif each.get(f"{W}id") == identity:
            is_inside = each.tag == f"{W}commentRangeStart"
    return " ".join("".join(words).split())
