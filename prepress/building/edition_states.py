"""Edition states: which editions there are, whether each is what the sources say now, and by when
their texts are to be reviewed.

Nothing is set for that: where a source has changed, its editions are out of date.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from prepress.building.cache import NO_RECORD, read_record
from prepress.building.files_now import FilesNow
from prepress.building.report import BuildRequest
from prepress.building.up_to_date import EditionsInPlace
from prepress.editions import EDITIONS, file_name
from prepress.errors import MakebookError, gravest_exit_code

if TYPE_CHECKING:
    from pathlib import Path

    from prepress.building.up_to_date import Reasons
    from prepress.manuscript.review import Review
    from prepress.project.project import Project, Publication
    from prepress.project.selection import Selection

_CHANGED = ("its sources have changed",)


class EditionState(StrEnum):
    """How the file of an edition stands to its sources."""

    CURRENT = "current"
    OUT_OF_DATE = "out of date"
    NEVER_BUILT = "never built"


@dataclass(frozen=True)
class ListedEdition:
    """An edition that a publication declares; `why` it is not current."""

    name: str
    state: EditionState
    file: Path
    why: tuple[str, ...]


@dataclass(frozen=True)
class ListedPublication:
    """A publication with its editions, and the day by which it must be reviewed, where it says
    one.
    """

    publication: Publication
    editions: tuple[ListedEdition, ...]
    review_by: dt.date | None


@dataclass(frozen=True)
class Listing:
    """All publications that were asked for; `failures` are of those that cannot be read."""

    publications: tuple[ListedPublication, ...]
    failures: tuple[MakebookError, ...]

    @property
    def exit_code(self) -> int:
        """0 where all could be read, else the gravest failure's own code."""
        return gravest_exit_code(self.failures)


def list_publications(project: Project, selection: Selection) -> Listing:
    """The publications that the `selection` means, and how their editions stand.

    Raises UsageError for an unknown publication or clinic, SourceError where there is none.
    """
    listed: list[ListedPublication] = []
    failures: list[MakebookError] = []
    files = FilesNow(project)
    for publication in selection.of(project):
        try:
            listed.append(_listed(project, publication, files))
        except MakebookError as failure:
            failures.append(failure)
    return Listing(tuple(listed), tuple(failures))


def _listed(project: Project, publication: Publication, files: FilesNow) -> ListedPublication:
    record = read_record(project, publication)
    in_place = EditionsInPlace(project, publication, BuildRequest(), record, files)
    reasons = in_place.reasons_by_record()
    if record is None or reasons is None:
        reasons, review = reasons_by_sources(in_place)
    else:
        review = record.review
    editions = tuple(_edition(project, publication, name, why) for name, why in reasons.items())
    return ListedPublication(
        publication, editions, dt.date.fromisoformat(review.by) if review else None
    )


def reasons_by_sources(in_place: EditionsInPlace) -> tuple[Reasons, Review | None]:
    """The editions that are asked for of what the sources declare, where no record says how they
    stand, each with why it must be made again, and the review. Raises SourceError.
    """
    from prepress.manuscript.reading import read
    from prepress.manuscript.review import review_of

    manuscript = read(in_place.project, in_place.publication)
    names = in_place.request.names(edition.name for edition in manuscript.metadata.editions)
    why = _CHANGED if in_place.record else (NO_RECORD,)
    return dict.fromkeys(names, why), review_of(manuscript)


def _edition(
    project: Project, publication: Publication, name: str, why: tuple[str, ...]
) -> ListedEdition:
    file = project.output / file_name(publication.name, EDITIONS[name])
    if not file.is_file():
        state = EditionState.NEVER_BUILT
    else:
        state = EditionState.OUT_OF_DATE if why else EditionState.CURRENT
    return ListedEdition(name, state, file, why)
