"""Navigation: the table of contents as a tree of entries, nested as the headings are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.epub.references import fragment

if TYPE_CHECKING:
    from prepress.galley.galley import Heading, SetChapter

_DEEPEST = 3


@dataclass(frozen=True)
class NavEntry:
    """An entry of the table of contents and those below it."""

    text: str
    href: str
    entries: tuple[NavEntry, ...] = ()


@dataclass(frozen=True)
class _ContentsLine:
    """An entry before it is nested: the smaller its level, the higher it stands."""

    level: int
    text: str
    href: str


def contents_of(
    chapters: Sequence[tuple[SetChapter, str]], title: str, about: tuple[str, str] | None
) -> tuple[NavEntry, ...]:
    """The entries for `chapters`, each with its document's name, and for `about`, the last document
    and its words.

    Each chapter begins anew at the top. A single chapter that has only the `title` of the
    publication gives way to its headings.
    """
    entries: list[NavEntry] = []
    for chapter, document in chapters:
        lines = list(_lines(chapter, document))
        is_title = lines[0].level == 0 and lines[0].text == title
        if is_title and len(chapters) == 1 and len(lines) > 1:
            del lines[0]
        entries += _nest(lines)
    if about:
        entries.append(NavEntry(about[1], about[0]))
    return tuple(entries)


def _lines(chapter: SetChapter, document: str) -> Iterator[_ContentsLine]:
    """The chapter itself, at the level of the heading that it is called after, then its other
    headings.
    """
    own = _title_heading(chapter)
    yield _ContentsLine(own.level if own else 0, chapter.title, document)
    for heading in filter(lambda each: each.listed and each is not own, chapter.headings):
        if heading.level <= _DEEPEST and heading.text.strip():
            yield _ContentsLine(heading.level, heading.text, f"{document}#{fragment(heading.id)}")


def _title_heading(chapter: SetChapter) -> Heading | None:
    """The heading that gave the chapter its title, if no other stands before it but a callout's."""
    first = next((each for each in chapter.headings if not each.of_callout), None)
    return first if first and first.text == chapter.title else None


def _nest(lines: Iterable[_ContentsLine]) -> tuple[NavEntry, ...]:
    """`lines` as a tree; where a level is skipped, the entry stands directly below the last higher
    one.
    """
    lines = list(lines)
    entries: list[NavEntry] = []
    while lines:
        first = lines.pop(0)
        below = next((at for at, line in enumerate(lines) if line.level <= first.level), len(lines))
        entries.append(NavEntry(first.text, first.href, _nest(lines[:below])))
        del lines[:below]
    return tuple(entries)
