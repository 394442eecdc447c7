"""Chapter metadata: what the front matter of a single chapter says of it alone: its title, its
place among the others, and whether it is a draft.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prepress.errors import Place
from prepress.findings import Finding
from prepress.manuscript.first_heading import first_heading, loosely
from prepress.manuscript.foreign_keys import normal_key

if TYPE_CHECKING:
    from prepress.manuscript.manuscript import Chapter
    from prepress.manuscript.metadata_blocks import FrontMatter
    from prepress.text.yaml_source import Value

#: By what tools order pages: Docusaurus, Hugo, Just the Docs, Quarto and others.
_ORDERS = ("order", "weight", "nav-order", "sidebar-position", "position")
#: Chapters that stand first, whatever place their folder has: Hugo's `_index` has the folder's.
_FIRST = re.compile(r"(?:.*/)?(?:_?index|readme)\.[^/]*", re.IGNORECASE)
#: By what an author says what a file of a book is.
ROLE = "role"
_MARKS = re.compile(r"[\\`*_\[\]]")


@dataclass(frozen=True)
class FrontedChapter:
    """A chapter with the front matter that it had, if any, no more in its text."""

    front: FrontMatter | None
    chapter: Chapter

    def words(self, *names: str) -> str:
        """What the first of the keys `names` says that has one line of words; else nothing."""
        values = self.front.values if self.front else {}
        known = {normal_key(name): value for name, value in values.items()}
        return next((words for name in names if (words := _words(known.get(name)))), "")

    @property
    def asked_role(self) -> tuple[str, int | None] | None:
        """What its author says that it is in a book, and on which line."""
        words = self.words(ROLE)
        if not words or self.front is None:
            return None
        values = self.front.values.items()
        places = (value.place for name, value in values if normal_key(name) == ROLE)
        return words, next(places).line

    @property
    def is_draft(self) -> bool:
        """Whether its author keeps it back."""
        return self.words("draft").lower() == "true" or self.words("published").lower() == "false"


def _words(value: Value | None) -> str:
    content = value.node.value if value else ""
    return " ".join(content.split()) if isinstance(content, str) else ""


def titled(fronted: FrontedChapter) -> Chapter:
    """The chapter with its title as its heading, on the line that says it, where its text has none
    of level 1 and does not begin with the same words.
    """
    title, chapter = fronted.words("title"), fronted.chapter
    first = first_heading(chapter.text)
    if not title or (first and (first.level == 1 or loosely(first.words) == loosely(title))):
        return chapter
    assert fronted.front, "its title stands there"
    line = fronted.front.values["title"].place.line if "title" in fronted.front.values else None
    line = line or fronted.front.line
    heading = f"# {_MARKS.sub(_escaped, title).replace('<', '&lt;')}"
    gap = "\n" * max(2, chapter.first_line - line)
    return replace(chapter, text=f"{heading}{gap}{chapter.text}", first_line=line)


def _escaped(mark: re.Match[str]) -> str:
    return f"\\{mark[0]}"


def without_drafts(
    chapters: Sequence[FrontedChapter],
) -> tuple[list[FrontedChapter], list[Finding]]:
    """The chapters without drafts, each of which is a finding; a book of drafts is one as a whole,
    and keeps them all.
    """
    kept = [each for each in chapters if not each.is_draft]
    if not kept or len(chapters) == 1:
        return list(chapters), []
    return kept, [
        Finding(
            "M-001",
            Place(each.chapter.file, each.front.line if each.front else None),
            "This chapter is a draft, so it is in no edition.",
            "Take the line out that says so, or begin the file's name with _ to keep it out.",
        )
        for each in chapters
        if each.is_draft
    ]


def has_own_order(chapters: Sequence[FrontedChapter]) -> bool:
    """Whether any folder's chapters ask for their places themselves."""
    folders = {each.chapter.folder for each in chapters}
    groups = ([each for each in chapters if each.chapter.folder == name] for name in folders)
    return any(_key_of_order(group) for group in groups)


def in_their_order(chapters: Sequence[FrontedChapter]) -> list[FrontedChapter]:
    """The chapters in the order that they ask for themselves, folder by folder, where all of a
    folder do so with the same key; else as they come. An index may stand first without one.
    """
    ordered: list[FrontedChapter] = []
    rest = list(chapters)
    while rest:
        folder = rest[0].chapter.folder
        end = next((at for at, each in enumerate(rest) if each.chapter.folder != folder), len(rest))
        ordered += _ordered(rest[:end])
        del rest[:end]
    return ordered


def _ordered(chapters: list[FrontedChapter]) -> list[FrontedChapter]:
    key = _key_of_order(chapters)
    if key is None:
        return chapters
    said = [place for each in chapters if (place := _place_of(each, key)) is not None]
    pairs = sorted(zip(said, range(len(said)), strict=True))
    return [chapters[index] for _, index in pairs]


def _key_of_order(chapters: Sequence[FrontedChapter]) -> str | None:
    """The key by which all of the chapters ask for a place."""
    for key in _ORDERS:
        are_placed = all(_place_of(each, key) is not None for each in chapters)
        if are_placed and any(each.words(key) for each in chapters):
            return key
    return None


def _place_of(fronted: FrontedChapter, key: str) -> float | None:
    if _FIRST.fullmatch(fronted.chapter.file):
        return float("-inf")
    words = fronted.words(key)
    if re.fullmatch(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?", words):
        return float(words)
    return None
