"""Review table: which texts must be reviewed by when and by whom, for people and programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from prepress.reporting.json import failure_values
from prepress.reporting.line import OutputLine, failure_lines
from prepress.reporting.text import in_columns

if TYPE_CHECKING:
    from prepress.reviews.due_reviews import DueReviews

_HEAD = ("due", "state", "publication", "language", "last reviewed by", "where")


def review_lines(found: DueReviews, today: dt.date) -> Iterator[OutputLine]:
    """A row for each publication, the soonest first."""
    rows = [
        (
            review.by.isoformat() if review.by else "–",
            review.state(today),
            review.publication,
            review.lang,
            review.reviewer or "–",
            str(review.place),
        )
        for review in found.reviews
    ]
    lines = list(in_columns([_HEAD, *rows])) if rows else []
    for index, line in enumerate(lines):
        review = found.reviews[index - 1] if index else None
        is_late = review and (review.by < today if review.by else review.unreviewed)
        yield OutputLine(line.rstrip(), "warning" if is_late else "plain")
    yield from failure_lines(found.failures)


def review_values(found: DueReviews, today: dt.date) -> dict[str, Any]:
    """The same for programs."""
    return {
        "exit_code": found.exit_code,
        "today": today.isoformat(),
        "reviews": [review.as_values(today) for review in found.reviews],
        "failures": [failure_values(failure) for failure in found.failures],
    }
