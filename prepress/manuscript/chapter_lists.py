"""Chapter lists: what is wrong on the lines of the list that orders a publication's chapters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from prepress.errors import Place, SourceError
from prepress.findings import Finding
from prepress.manuscript.manuscript import Chapter
from prepress.text.suggestions import nearest

if TYPE_CHECKING:
    from prepress.project.chapter_order import ChapterOrder, ListMistake
    from prepress.project.project import Project, Publication

_CODE = "N-001"


def refuse_missing_chapters(project: Project, publication: Publication) -> None:
    """Raise SourceError where `chapters` of the publication's own metadata names no chapter."""
    order = publication.order
    if order and order.is_ours:
        for finding in chapter_list_findings(project, publication, ours=True):
            raise SourceError(finding.what, finding.hint, finding.place)


def chapter_list_findings(
    project: Project, publication: Publication, *, ours: bool = False, is_book: bool = False
) -> tuple[Finding, ...]:
    """One finding for each line of another tool's list, or of `ours`, that names no chapter; a book
    sets the titles of parts that a list has.
    """
    order = publication.order
    if not order or order.is_ours != ours:
        return ()
    is_own = order.file.is_relative_to(publication.folder)
    titles = {title.line for title in order.titles} if is_book and is_own else set()
    return tuple(
        _finding(project, publication, mistake)
        for mistake in order.mistakes
        if mistake.kind != "part" or not (mistake.line in titles or _only_groups(order))
    )


def _only_groups(order: ChapterOrder) -> bool:
    """Whether the headings of the list may be there for its own readers alone."""
    return order.file.name == "SUMMARY.md"


def with_listed_parts(
    project: Project, publication: Publication, chapters: Sequence[Chapter]
) -> tuple[Chapter, ...]:
    """The chapters of a book, with a page for each title of a part that its list has, and with what
    the list says that they are.

    The list of a translation's original has titles in another language.
    """
    order = publication.order
    if not order:
        return tuple(chapters)
    is_own = order.file.is_relative_to(publication.folder)
    list_file = project.relative(order.file)

    def path(name: str) -> str:
        return project.relative(publication.folder / name)

    roles = {path(name): role for name, role in order.roles}
    parts: dict[str, list[Chapter]] = {}
    for title in order.titles if is_own else ():
        text, line = f"# {title.words}\n", title.line
        part = Chapter(list_file, text, line, asked_role=("part", line))
        parts.setdefault(path(title.before), []).append(part)
    found: list[Chapter] = []
    for chapter in chapters:
        found += parts.get(chapter.file, [])
        role = roles.get(chapter.file)
        asked = chapter.asked_role or ((role, None) if role else None)
        found.append(replace(chapter, asked_role=asked))
    return tuple(found)


def _finding(project: Project, publication: Publication, mistake: ListMistake) -> Finding:
    assert publication.order, "there is no mistake without a list"
    place = Place(project.relative(publication.order.file), mistake.line)
    if mistake.kind == "part":
        what = f"The part's title “{mistake.name}” is set nowhere."
        return Finding(_CODE, place, what, "Write it into a file as a heading, and name that here.")
    if mistake.kind == "outside":
        what = f"“{mistake.name}” lies outside the publication's folder, so it is no chapter."
        return Finding(_CODE, place, what, f"Put it into {publication.label}, or take it out here.")
    files = (*publication.files, *publication.left_out)
    near = nearest(
        mistake.name, [file.relative_to(publication.folder).as_posix() for file in files]
    )
    hint = f"Did you mean “{near}”?" if near else "Write the file, or take it out here."
    return Finding(_CODE, place, f"There is no chapter “{mistake.name}”.", hint)
