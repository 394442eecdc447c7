"""Calendar: due reviews as an iCalendar file (RFC 5545), the same bytes for the same reviews."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from prepress.errors import SourceError

if TYPE_CHECKING:
    from prepress.reviews.due_reviews import DueReview

#: The most octets of a line, without its end (RFC 5545, 3.1).
_LONGEST = 75
#: What no text may hold but a tab (RFC 5545, 3.1, CONTROL).
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
#: How long before the day a calendar reminds people, as long as builds do.
_AHEAD = "-P60D"


def calendar_file(reviews: Iterable[DueReview]) -> bytes:
    """A calendar with an event on the day by which each of the `reviews` is due; nothing of those
    without a day.

    Raises SourceError where none has one, since no calendar is empty (RFC 5545, 3.6).
    """
    events = [line for review in reviews for line in _event(review)]
    if not events:
        what = "No text here says by when it must be reviewed, so there is no calendar."
        raise SourceError(what, "Write for example: review-by: 2027-11-23")
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//makebook//Reviews//EN")
    lines = (*head, *events, "END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode("utf-8")


def _event(review: DueReview) -> Iterator[str]:
    """The event of a review, which stays the same one when its day changes."""
    if review.by is None:
        return
    summary = f"Review “{review.title}” ({review.publication})"
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid5(NAMESPACE_URL, f'makebook:review:{review.publication}')}"
    yield f"DTSTAMP:{_day(review.written)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(review.by)}"
    yield f"SUMMARY:{_text(summary)}"
    yield f"DESCRIPTION:{_text(_description(review))}"
    yield "TRANSP:TRANSPARENT"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{_AHEAD}")
    yield f"DESCRIPTION:{_text(summary)}"
    yield from ("END:VALARM", "END:VEVENT")


def _description(review: DueReview) -> str:
    last = f" on {review.reviewed}" if review.reviewed else ""
    who = f"Last reviewed{last} by {review.reviewer}.\n" if review.reviewer else ""
    return f"{who}After the review, set “reviewed” and “review-by” in {review.place.file}."


def _day(day: dt.date) -> str:
    return day.strftime("%Y%m%d")


def _text(text: str) -> str:
    """`text` as a value of that type (RFC 5545, 3.3.11)."""
    escaped = re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")
    return _CONTROLS.sub(" ", escaped).encode("utf-8", "replace").decode()


def _folded(line: str) -> str:
    """`line` in pieces of at most 75 octets, no character parted; each but the first begins with a
    space, which counts (RFC 5545, 3.1).
    """
    pieces, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _LONGEST:
            pieces.append("")
            size = 1
        pieces[-1] += character
        size += octets
    return "\r\n ".join(pieces)
