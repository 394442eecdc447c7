"""Due reviews: by when each text must be reviewed again, and who has reviewed it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prepress.errors import MakebookError, Place, gravest_exit_code
from prepress.manuscript.reading import read
from prepress.manuscript.review import due_in_words, review_of

if TYPE_CHECKING:
    from prepress.manuscript.manuscript import Manuscript
    from prepress.project.project import Project, Publication
    from prepress.project.selection import Selection

#: What the moment of a text is that says no day of its own.
_UNDATED = dt.date(2000, 1, 1)


@dataclass(frozen=True)
class DueReview:
    """The next review of a publication: due `by` a day, None where nobody says one, after it was
    `reviewed` by the `reviewer`; it is `unreviewed` where it says so of itself. `written` is the
    last day that its metadata have of themselves, `place` where the day stands.
    """

    publication: str
    title: str
    lang: str
    clinic: str
    by: dt.date | None
    reviewed: dt.date | None
    reviewer: str | None
    unreviewed: bool
    written: dt.date
    place: Place

    def state(self, today: dt.date) -> str:
        """How it stands on `today`, in words."""
        if self.by is None:
            return "never reviewed" if self.unreviewed else "no day is set"
        return due_in_words(self.by, today)

    def as_values(self, today: dt.date) -> dict[str, Any]:
        """It as plain values, for programs."""
        return {
            "publication": self.publication,
            "title": self.title,
            "lang": self.lang,
            "clinic": self.clinic,
            "review_by": self.by and self.by.isoformat(),
            "days_left": self.by and (self.by - today).days,
            "reviewed": self.reviewed and self.reviewed.isoformat(),
            "reviewer": self.reviewer,
            "unreviewed": self.unreviewed,
            "file": self.place.file,
            "line": self.place.line,
        }


@dataclass(frozen=True)
class DueReviews:
    """The reviews of all publications that were asked for, the soonest first, those without a day
    last; `failures` are of those that cannot be read.
    """

    reviews: tuple[DueReview, ...]
    failures: tuple[MakebookError, ...]

    @property
    def exit_code(self) -> int:
        """0 where all could be read, else the gravest failure's own code."""
        return gravest_exit_code(self.failures)


def due_reviews(project: Project, selection: Selection) -> DueReviews:
    """The reviews of the publications that the `selection` means.

    Raises UsageError for an unknown publication or clinic, SourceError where there is none.
    """
    failures: list[MakebookError] = []
    wanted = selection.of(project)
    reviews = sorted(_reviews(project, wanted, failures), key=_order)
    return DueReviews(tuple(reviews), tuple(failures))


def _reviews(
    project: Project, wanted: Sequence[Publication], failures: list[MakebookError]
) -> Iterator[DueReview]:
    for publication in wanted:
        try:
            yield _review(read(project, publication))
        except MakebookError as failure:
            failures.append(failure)


def _review(manuscript: Manuscript) -> DueReview:
    metadata, review = manuscript.metadata, review_of(manuscript)
    return DueReview(
        manuscript.name,
        metadata.title,
        metadata.lang,
        manuscript.clinic_name,
        metadata.review_by,
        metadata.reviewed,
        metadata.reviewer,
        bool(metadata.unreviewed),
        max(metadata.date or _UNDATED, metadata.reviewed or _UNDATED),
        review.place if review else Place(manuscript.metadata_file),
    )


def _order(review: DueReview) -> tuple[bool, dt.date, bool]:
    return review.by is None, review.by or _UNDATED, not review.unreviewed
