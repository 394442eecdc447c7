"""Contents: the headings of a text as a tree of entries, nested as they are, chapters below the
parts of a book that they belong to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.galley.galley import Heading, SetChapter

#: How many levels of headings are listed where nobody says it, chapters being the first.
DEEPEST = 3


@dataclass(frozen=True)
class ContentsEntry:
    """An entry of the contents and those below it: what is called `text` begins at the anchor `id`
    of the chapter that is called so. In a book it says the chapter's role and matter.
    """

    text: str
    id: str
    chapter: str
    entries: tuple[ContentsEntry, ...] = ()
    role: str = ""
    matter: str = ""


@dataclass(frozen=True)
class _FlatEntry:
    """An entry before it is nested: the smaller its level, the higher it stands."""

    level: int
    entry: ContentsEntry


def contents_of(
    chapters: Sequence[SetChapter], title: str, depth: int = DEEPEST
) -> tuple[ContentsEntry, ...]:
    """The entries for `chapters`, down to the `depth` of their headings.

    Each chapter begins anew at the top, or below its part. A single chapter that has only the
    `title` of the publication gives way to its headings.
    """
    entries: list[ContentsEntry] = []
    for chapter in chapters:
        lines = list(_lines(chapter, depth))
        is_title = lines[0].level == 0 and lines[0].entry.text == title
        if is_title and len(chapters) == 1 and len(lines) > 1:
            del lines[0]
        found = _nest(lines)
        if chapter.part and entries and entries[-1].id == chapter.part:
            entries[-1] = replace(entries[-1], entries=entries[-1].entries + found)
        else:
            entries += found
    return tuple(entries)


def _lines(chapter: SetChapter, depth: int) -> Iterator[_FlatEntry]:
    """The chapter itself, at the level of the heading that it is called after, then its other
    headings.
    """
    own = _title_heading(chapter)
    level = own.level if own else 0
    yield _FlatEntry(level, _entry(chapter, chapter.title, chapter.id))
    for heading in filter(lambda each: each.listed and each is not own, chapter.headings):
        if heading.level <= depth and heading.text.strip():
            yield _FlatEntry(heading.level, _entry(chapter, heading.text, heading.id))


def _entry(chapter: SetChapter, text: str, anchor: str) -> ContentsEntry:
    return ContentsEntry(text, anchor, chapter.id, role=chapter.role, matter=chapter.matter)


def _title_heading(chapter: SetChapter) -> Heading | None:
    """The heading that gave the chapter its title, if no other stands before it but a callout's."""
    first = next((each for each in chapter.headings if not each.of_callout), None)
    return first if first and first.text == chapter.title else None


def _nest(lines: Iterable[_FlatEntry]) -> tuple[ContentsEntry, ...]:
    """`lines` as a tree; where a level is skipped, the entry stands directly below the last higher
    one.
    """
    lines = list(lines)
    entries: list[ContentsEntry] = []
    while lines:
        first = lines.pop(0)
        below = next((at for at, line in enumerate(lines) if line.level <= first.level), len(lines))
        entries.append(replace(first.entry, entries=_nest(lines[:below])))
        del lines[:below]
    return tuple(entries)
