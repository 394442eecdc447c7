"""Chapter lists: what is wrong on the lines of the list that orders a publication's chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prepress.errors import Place, SourceError
from prepress.findings import Finding
from prepress.text.suggestions import nearest

if TYPE_CHECKING:
    from prepress.project.chapter_order import ListMistake
    from prepress.project.project import Project, Publication

_CODE = "N-001"


def refuse_missing_chapters(project: Project, publication: Publication) -> None:
    """Raise SourceError where `chapters` of the publication's own metadata names no chapter."""
    order = publication.order
    if order and order.is_ours:
        for finding in chapter_list_findings(project, publication, ours=True):
            raise SourceError(finding.what, finding.hint, finding.place)


def chapter_list_findings(
    project: Project, publication: Publication, *, ours: bool = False
) -> tuple[Finding, ...]:
    """One finding for each line of another tool's list, or of `ours`, that names no chapter."""
    order = publication.order
    if not order or order.is_ours != ours:
        return ()
    return tuple(_finding(project, publication, mistake) for mistake in order.mistakes)


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
