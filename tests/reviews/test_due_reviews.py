"""What must be reviewed by when is listed, and a calendar takes it."""

from __future__ import annotations

import datetime as dt
import json
from itertools import pairwise
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from makebook import main
from prepress.errors import Place, SourceError
from prepress.project.selection import Selection
from prepress.reviews.calendar import calendar_file
from prepress.reviews.due_reviews import DueReview, DueReviews, due_reviews
from tests.clinics.group import clinic
from tests.shelf import Shelf

BY = "review-by: 2027-01-31\nreviewed: 2026-01-31\nreviewer: Dr. Ann Lee\n"
#: What authors may write, and what files may be called.
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=120)


def events_in(data: bytes) -> list[Any]:
    """The events as another program reads them."""
    return Calendar.from_ical(data).walk("VEVENT")


ENGLISH = "title: Tiny\nlang: en\n"


@pytest.fixture
def library(shelf: Shelf) -> Shelf:
    """Three publications, one of them with a translation."""
    text = {"1.md": "# One\n"}
    shelf.add(
        {**text, "es/1.md": "# Uno\n", "es/book.yaml": "title: T\nlang: es\n"},
        "sleep",
        ENGLISH + BY,
    )
    shelf.add(text, "late", ENGLISH + BY.replace("2027", "2025"))
    return shelf.add(text, "undated")


def rows(found: DueReviews) -> list[tuple[str, str]]:
    return [(each.publication, str(each.by or "")) for each in found.reviews]


def test_soonest_comes_first_then_what_nobody_reviewed(library: Shelf) -> None:
    assert rows(due_reviews(library.project, Selection())) == [
        ("late", "2025-01-31"),
        ("sleep", "2027-01-31"),
        ("sleep-es", ""),
        ("undated", ""),
    ]


def test_named_publication_brings_its_translations(library: Shelf) -> None:
    found = due_reviews(library.project, Selection(("sleep",)))
    assert [name for name, _ in rows(found)] == ["sleep", "sleep-es"]


def test_clinics_have_rows_of_their_own(library: Shelf) -> None:
    clinic(library, north="name: North\n", south="name: South\n")
    found = due_reviews(library.project, Selection(("late",), every_clinic=True))
    assert [name for name, _ in rows(found)] == ["late-north", "late-south"]


def test_publication_that_cannot_be_read_does_not_hide_the_others(library: Shelf) -> None:
    library.add({}, "undated", "titel: T\n")
    found = due_reviews(library.project, Selection())
    assert (len(found.reviews), len(found.failures), found.exit_code) == (3, 1, 3)


def test_command_says_it_in_a_table_and_in_json(
    library: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(library.root)
    run = CliRunner().invoke
    result = run(main, ["due", "--today", "2027-01-30"])
    assert result.exit_code == 0
    assert [line.split()[:4] for line in result.output.splitlines()[1:]] == [
        ["2025-01-31", "729", "days", "overdue"],
        ["2027-01-31", "in", "1", "day"],
        ["–", "never", "reviewed", "sleep-es"],
        ["–", "no", "day", "is"],
    ]
    assert "Dr. Ann Lee       sources/sleep/book.yaml:3" in result.output
    values = json.loads(run(main, ["due", "sleep", "--today", "2027-01-30", "--json"]).output)
    assert values["reviews"][0]["days_left"] == 1
    assert run(main, ["due", "slep"]).exit_code == 2


def test_command_writes_a_calendar(library: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(library.root)
    for name in ("a.ics", "b.ics"):
        assert CliRunner().invoke(main, ["due", "--ics", name]).exit_code == 0
    first = (library.root / "a.ics").read_bytes()
    assert first == (library.root / "b.ics").read_bytes()
    days = [event["DTSTART"].dt for event in events_in(first)]
    assert days == [dt.date(2025, 1, 31), dt.date(2027, 1, 31)]


def review(title: str = "Tiny", reviewer: str | None = None, day: str = "2027-01-31") -> DueReview:
    by, place = dt.date.fromisoformat(day), Place("sources/tiny/book.yaml", 3)
    written = dt.date(2026, 1, 31)
    return DueReview("tiny", title, "en", "", by, written, reviewer, False, written, place)


@example("Sleep; what helps, and what does not", r"C:\new\;")
@given(WORDS, WORDS)
def test_calendar_gives_back_any_words(title: str, reviewer: str) -> None:
    (event,) = events_in(calendar_file([review(title, reviewer)]))
    assert event["SUMMARY"] == f"Review “{title}” (tiny)"
    assert event["DESCRIPTION"].startswith(
        f"Last reviewed on 2026-01-31 by {reviewer}.\n" if reviewer else "After"
    )


@given(WORDS, WORDS)
def test_lines_of_a_calendar_are_short_and_end_as_they_must(title: str, reviewer: str) -> None:
    data = calendar_file([review(title, reviewer)])
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line, more in pairwise(line.decode() for line in lines):
        assert not more.startswith(" ") or len((line + more[1]).encode()) > 75
    assert not any(b"\r" in line or b"\n" in line for line in lines)


def test_event_has_all_that_it_must_have() -> None:
    (event,) = events_in(calendar_file([review()]))
    assert event["DTSTAMP"].dt == dt.datetime(2026, 1, 31, tzinfo=dt.UTC)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event.errors == []
    (alarm,) = event.walk("VALARM")
    assert alarm["TRIGGER"].dt == dt.timedelta(days=-60)


def test_event_stays_the_same_one_when_its_day_changes() -> None:
    calendars = [calendar_file([review(day=day)]) for day in ("2027-01-31", "2028-01-31")]
    uids = {events_in(data)[0]["UID"] for data in calendars}
    assert len(uids) == 1


def test_calendar_without_a_day_is_refused() -> None:
    with pytest.raises(SourceError, match="review-by"):
        calendar_file([])
