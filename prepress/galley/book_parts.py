"""Book parts: all that a book consists of, in its order: what its author has written, and between
it what is made for it, such as the title page, the contents and the lists of figures and tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.manuscript.roles import BOOK, PART, ROLES

if TYPE_CHECKING:
    from prepress.galley.galley import SetChapter
    from prepress.manuscript.metadata import Metadata

#: So many chapters make a book that is thick enough for a half-title.
LEAST_FOR_HALF_TITLE = 4
#: The editions that are bound; the pages of all others are counted.
_BOUND = frozenset({"print", "press"})
#: Behind which of its parts the notes of a book stand, where it has any at its end.
_BEFORE_NOTES = frozenset({"afterword", "appendix"})
#: What is made, by the role of those who write it themselves.
_NAMES = {
    "halftitlepage": "half-title",
    "titlepage": "titlepage",
    "copyright-page": "copyright-page",
    "toc": "contents",
    "loi": "list-of-figures",
    "lot": "list-of-tables",
}


@dataclass(frozen=True)
class BookPart:
    """A part of a book: its `name`, the file of its `layout`, the `matter` that it belongs to, and
    the chapter, where an author has written one.
    """

    name: str
    layout: str
    matter: str
    chapter: SetChapter | None = None


def parts_of(
    chapters: Sequence[SetChapter], metadata: Metadata, edition: str
) -> tuple[BookPart, ...]:
    """The parts of a book of these `chapters` in the `edition`, in their order; none where the
    publication is no book.
    """
    if metadata.layout != BOOK:
        return ()
    parts = [_written(each) for each in chapters]
    own = {each.role for each in chapters}
    for role in _made_for(chapters, metadata, edition):
        if role not in own:
            parts.insert(_place_in_front(parts, role), _made(_NAMES[role]))
    if _has_endnotes(chapters, metadata):
        parts.insert(_place_of_notes(parts), _made("endnotes", "back"))
    return (*parts, _made("contact", "back"))


def _has_endnotes(chapters: Sequence[SetChapter], metadata: Metadata) -> bool:
    return metadata.notes == "book" and any(each.notes for each in chapters)


def has_copyright_page(parts: Sequence[BookPart]) -> bool:
    """Whether the book of these `parts` says in front who has made it."""
    return any(each.layout == "copyright-page.html" for each in parts)


def _made_for(chapters: Sequence[SetChapter], metadata: Metadata, edition: str) -> Iterator[str]:
    """The roles of what is made for a book, in their order."""
    if edition in _BOUND and _takes_half_title(chapters):
        yield "halftitlepage"
    yield "titlepage"
    yield "copyright-page"
    if metadata.toc or (metadata.toc is None and len(chapters) > 1):
        yield "toc"
    if metadata.lof and any(each.figures for each in chapters):
        yield "loi"
    if metadata.lot and any(each.tables for each in chapters):
        yield "lot"


def _takes_half_title(chapters: Sequence[SetChapter]) -> bool:
    """Whether they make a thick book, whose title page is not its author's."""
    body = [each for each in chapters if each.matter == "body" and each.role != PART]
    has_own_title = any(each.role == "titlepage" for each in chapters)
    return len(body) >= LEAST_FOR_HALF_TITLE and not has_own_title


def _made(name: str, matter: str = "front") -> BookPart:
    return BookPart(name, f"{name}.html", matter)


def _written(chapter: SetChapter) -> BookPart:
    is_imprint = chapter.role == "copyright-page"
    layout = "copyright-page.html" if is_imprint else "chapter.html"
    return BookPart(chapter.id, layout, chapter.matter, chapter)


def _place_in_front(parts: Sequence[BookPart], role: str) -> int:
    """Where what is made stands: before the first part that usually comes later than it."""
    ranks = {name: at for at, name in enumerate(ROLES)}
    made = {name: role for role, name in _NAMES.items()}
    for at, part in enumerate(parts):
        other = part.chapter.role if part.chapter else made[part.name]
        if part.matter != "front" or ranks[other] > ranks[role]:
            return at
    return len(parts)


def _place_of_notes(parts: Sequence[BookPart]) -> int:
    """Behind the body and the appendices, before the glossary and what else ends a book."""
    for at, part in enumerate(parts):
        role = part.chapter.role if part.chapter else ""
        if part.matter == "back" and role not in _BEFORE_NOTES | {PART}:
            return at
    return len(parts)
