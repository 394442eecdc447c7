"""Review: whether a text is past the day by which it must be reviewed again, or soon will be."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.errors import Place, UsageError
from prepress.findings import Finding

if TYPE_CHECKING:
    from prepress.manuscript.manuscript import Manuscript

#: How long before the day there is a warning, in days.
_AHEAD = 60
_HINT = "Review the text, then set “reviewed” to that day and “review-by” to the next one."


@dataclass(frozen=True)
class Review:
    """The day by which a text must be reviewed again, as year-month-day, and where that is
    written.
    """

    by: str
    place: Place


def today() -> dt.date:
    """The day that MAKEBOOK_TODAY names, else that of the clock, which nothing else here looks at.

    Raises UsageError where MAKEBOOK_TODAY is no day written year-month-day.
    """
    named = os.environ.get("MAKEBOOK_TODAY")
    if not named:
        return dt.date.today()
    try:
        return dt.date.fromisoformat(named)
    except ValueError as error:
        what = f"MAKEBOOK_TODAY is “{named}”, which is no day written year-month-day."
        raise UsageError(what, "Set it to a day such as 2027-01-01, or unset it.") from error


def review_of(manuscript: Manuscript) -> Review | None:
    """When the manuscript says that it must be reviewed again; None where it says nothing of it."""
    day = manuscript.metadata.review_by
    if day is None:
        return None
    return Review(
        day.isoformat(), Place(manuscript.metadata_file, manuscript.metadata.lines.get("review-by"))
    )


def review_findings(review: Review | None, day: dt.date) -> tuple[Finding, ...]:
    """What is to be said of `review` on `day`: D-001 where it is past, D-002 where it is at most 60
    days ahead.
    """
    if review is None:
        return ()
    left = (dt.date.fromisoformat(review.by) - day).days
    if left < 0:
        what = (
            f"The review was due on {review.by}, {_days(-left)} ago, so readers may hold advice "
            f"that has aged."
        )
        return (Finding("D-001", review.place, what, _HINT),)
    if left <= _AHEAD:
        when = "today" if left == 0 else f"in {_days(left)}"
        what = f"The review is due on {review.by}, {when}."
        return (Finding("D-002", review.place, what, _HINT),)
    return ()


def due_in_words(by: dt.date, day: dt.date) -> str:
    """How a review that is due `by` a day stands on `day`."""
    left = (by - day).days
    if left == 0:
        return "today"
    return f"in {_days(left)}" if left > 0 else f"{_days(-left)} overdue"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
