"""The plan of the pages: which parts of the text stand on which page of a web edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.screen.names import PackageNames

if TYPE_CHECKING:
    from prepress.editions.web_edition import WebEdition
    from prepress.galley.book_parts import BookPart
    from prepress.screen.context import ScreenContext

#: What stands on the first page of a book, written or made: all that says what the book is.
_IN_FRONT = frozenset(
    {"half-title", "titlepage", "contents", "list-of-figures", "list-of-tables"}
    | {"halftitlepage", "toc", "loi", "lot", "copyright-page", "contact", "colophon"}
)
#: What stands at the end of that page.
_AT_ITS_END = frozenset({"copyright-page", "contact", "colophon"})


@dataclass(frozen=True)
class PlannedPage:
    """A page by the `name` of its file, with the `parts` of the text that stand on it."""

    name: str
    title: str
    parts: tuple[BookPart, ...]


def pages_of(context: ScreenContext, edition: WebEdition) -> tuple[PlannedPage, ...]:
    """The pages in reading order, of which the first leads to the others."""
    manuscript = context.galley.manuscript
    name, title = edition.file_name(manuscript.name), manuscript.metadata.title
    parts = context.reading_parts
    if not context.parts or not edition.has_pages(len(context.galley.chapters)):
        return (PlannedPage(name, title, parts),)
    names, folder = PackageNames(), edition.folder_name(manuscript.name)
    others = [
        PlannedPage(
            f"{folder}/{names.take(each.chapter.stem if each.chapter else each.name, '.html')}",
            context.title_of(each),
            (each,),
        )
        for each in parts
        if not _is_in_front(each)
    ]
    return (PlannedPage(name, title, _front_of(parts)), *others)


def _front_of(parts: Sequence[BookPart]) -> tuple[BookPart, ...]:
    front = [each for each in parts if _is_in_front(each)]
    return tuple(sorted(front, key=lambda each: _role_of(each) in _AT_ITS_END))


def _is_in_front(part: BookPart) -> bool:
    return _role_of(part) in _IN_FRONT


def _role_of(part: BookPart) -> str:
    return part.chapter.role if part.chapter else part.name
