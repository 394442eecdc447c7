"""What people read of a build, a check, a publishing, an archive and a calendar of reviews."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest

from prepress.archive.lookup import ArchivedRelease, Lookup
from prepress.archive.manifest import Manifest
from prepress.building.report import BuiltEdition, Report
from prepress.checks.plain_language.assessment import Assessment
from prepress.checks.plain_language.grades import ReadingGrades
from prepress.checks.plain_language.structure.questions import OpenQuestions
from prepress.errors import Place, SourceError
from prepress.findings import Finding
from prepress.releases.diff.differences import Differences
from prepress.releases.ledger import Release
from prepress.reporting.archive_lines import lookup_lines
from prepress.reporting.grouped_findings import grouped_findings
from prepress.reporting.json import difference_values, report_values
from prepress.reporting.line import OutputLine
from prepress.reporting.publishing_lines import publishing_lines
from prepress.reporting.review_table import review_lines
from prepress.reporting.text import build_lines, check_lines
from prepress.reviews.due_reviews import DueReview, DueReviews
from prepress.site.publishing import Publishing

ROOT = Path("/project")
TODAY = dt.date(2026, 3, 4)


def texts(lines: Iterable[OutputLine]) -> list[str]:
    return [line.text for line in lines]


def finding(code: str, line: int = 1) -> Finding:
    return Finding(code, Place("sources/tiny/1.md", line), "It is so.", "Mend it.")


def test_many_findings_of_a_kind_stand_together_where_the_first_of_them_is() -> None:
    links = [finding("L-001", line) for line in range(1, 8)]
    lines = [*grouped_findings([links[0], finding("I-001"), *links[1:]])]
    assert [line.text.partition(" L-001")[0] for line in lines[:3]] == [
        f"sources/tiny/1.md:{line}: warning" for line in (1, 2, 3)
    ]
    assert lines[3].text == "… and 4 more of L-001; `makebook check tiny` lists all."
    assert "I-001" in lines[4].text
    assert {(line.tone, line.aside) for line in lines} == {("warning", True)}


def test_reason_for_making_an_edition_is_said_to_those_who_ask() -> None:
    path = ROOT / "output/tiny.pdf"
    built = BuiltEdition("tiny", "print", path, 2000, pages=1, why=("the text",))
    report = Report((built,))
    (line,) = build_lines(report, ROOT)
    assert (line.text, line.aside) == ("output/tiny.pdf  1 page, 2 KB", False)
    assert texts(build_lines(report, ROOT, explain=True))[1:] == ["  made again: the text"]


def test_each_open_question_has_a_line() -> None:
    questions = OpenQuestions("tiny", ("Is it true?", "Is it kind?"))
    assessment = Assessment((), ReadingGrades("tiny", "xx", ()), questions)
    *_, last = texts(check_lines(Report(assessments=(assessment,))))
    assert last == "\nFor you to judge in tiny:\n- Is it true?\n- Is it kind?"


def test_publication_that_could_not_be_published_is_named_with_where_the_site_is() -> None:
    done = Publishing(Report(), ROOT / "output/site", kept=("tiny",))
    kept, see = publishing_lines(done, ROOT)
    assert kept.text == "tiny was not published; the site has it as it was."
    assert (kept.tone, kept.aside, see.text) == ("error", True, "See output/site/index.html")
    missing = Publishing(Report(), ROOT / "output/site", missing=("tiny",))
    assert texts(publishing_lines(missing, ROOT)) == ["tiny was not published."]


def test_files_of_an_archived_release_are_listed_with_their_digests() -> None:
    files = {"tiny.pdf": "0123"}
    manifest = Manifest("tiny", "tiny", "", "en", "r1", "Tiny", "2026-01-02", files, {}, {})
    release = Release("r1", "", "Tiny", "2026-01-02")
    found = Lookup("tiny", "2026-01-03", (ArchivedRelease(release, manifest, False),), "2026-01-02")
    assert texts(lookup_lines(found, (), ROOT, sources=False)) == [
        "tiny  r1  released on 2026-01-02: Tiny (en)",
        "  tiny.pdf  0123",
    ]


@pytest.mark.parametrize(("days", "tone"), [(-1, "warning"), (0, "plain"), (1, "plain")])
def test_review_is_late_from_the_day_after_it_was_due(days: int, tone: str) -> None:
    by = TODAY + dt.timedelta(days)
    place = Place("sources/tiny/book.yaml", 3)
    review = DueReview("tiny", "Tiny", "en", "", by, None, None, True, TODAY, place)
    head, row = review_lines(DueReviews((review,), ()), TODAY)
    assert head.text.split() == [
        "due",
        "state",
        "publication",
        "language",
        "last",
        "reviewed",
        "by",
        "where",
    ]
    assert row.text.split()[-3:] == ["en", "–", "sources/tiny/book.yaml:3"]
    assert (head.tone, row.tone) == ("plain", tone)


def test_programs_are_told_of_each_finding_and_failure() -> None:
    report = Report(findings=(finding("L-001", 7), finding("S-005")))
    (value,) = report_values(report)["findings"]
    assert (value["code"], value["severity"], value["file"]) == (
        "L-001",
        "warning",
        "sources/tiny/1.md",
    )
    assert (value["line"], value["what"], value["hint"]) == (7, "It is so.", "Mend it.")
    failure = SourceError("It is torn.", "Glue it.", "tiny.pdf")
    assert difference_values(Differences((), (failure,))) == {
        "exit_code": 3,
        "report": None,
        "editions": [],
        "failures": [
            {"what": "It is torn.", "remedy": "Glue it.", "place": "tiny.pdf", "exit_code": 3}
        ],
    }
