"""Navigation: the table of contents as a tree of entries, nested as the headings are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.galley import contents
from prepress.galley.contents import DEEPEST
from prepress.screen.references import fragment

if TYPE_CHECKING:
    from prepress.galley.contents import ContentsEntry
    from prepress.galley.galley import SetChapter


@dataclass(frozen=True)
class NavEntry:
    """An entry of the table of contents and those below it."""

    text: str
    href: str
    entries: tuple[NavEntry, ...] = ()


def contents_of(
    chapters: Sequence[tuple[SetChapter, str]],
    title: str,
    about: tuple[str, str] | None,
    depth: int = DEEPEST,
) -> tuple[NavEntry, ...]:
    """The entries for `chapters`, each with its document's address, which is empty where that is
    the one that they stand in, and for `about`, the last document and its words, down to the
    `depth` of their headings.
    """
    documents = {chapter.id: name for chapter, name in chapters}
    listed = contents.contents_of([chapter for chapter, _ in chapters], title, depth)
    entries = [_entry(each, documents) for each in listed]
    if about:
        entries.append(NavEntry(about[1], about[0]))
    return tuple(entries)


def _entry(entry: ContentsEntry, documents: Mapping[str, str]) -> NavEntry:
    document = documents[entry.chapter]
    is_whole = document and entry.id == entry.chapter
    href = document if is_whole else f"{document}#{fragment(entry.id)}"
    return NavEntry(entry.text, href, tuple(_entry(each, documents) for each in entry.entries))
