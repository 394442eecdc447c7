"""A text past the day of its next review is a finding at each build, and nothing that is made depends on the day."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from click.testing import CliRunner

from makebook import main
from prepress.build import Order, Report, build
from prepress.errors import Place, UsageError
from prepress.in_date import Review, overdue, today
from tests.epub.galleys import chapter, galley, opened
from tests.rebuilding.test_records import made
from tests.shelf import Shelf

DUE = "title: Tiny\nlang: en\neditions: [epub]\nreviewed: 2026-01-01\nreviewer: Ann Lee\nreview-by: 2027-01-01\n"
REVIEW = Review("2027-01-01", Place("book.yaml", 6))


@pytest.fixture
def dated(shelf: Shelf) -> Shelf:
    return shelf.add({"1.md": "# One\n\nText.\n"}, metadata=DUE)


def on(shelf: Shelf, day: str, *, strict: bool = False) -> Report:
    return build(shelf.project, Order(strict=strict, today=dt.date.fromisoformat(day)), lambda step: None)


@pytest.mark.parametrize(
    ("day", "code", "words"),
    [
        ("2026-11-01", None, ""),
        ("2026-11-02", "D-002", "due on 2027-01-01, in 60 days"),
        ("2026-12-31", "D-002", "in 1 day."),
        ("2027-01-01", "D-002", "today"),
        ("2027-01-02", "D-001", "was due on 2027-01-01, 1 day ago"),
        ("2028-01-01", "D-001", "365 days ago"),
    ],
)
def test_warning_begins_sixty_days_ahead(day: str, code: str | None, words: str) -> None:
    found = overdue(REVIEW, dt.date.fromisoformat(day))
    assert [finding.code for finding in found] == ([code] if code else [])
    assert all(words in finding.what and finding.place == Place("book.yaml", 6) for finding in found)


def test_text_without_a_day_is_never_overdue() -> None:
    assert overdue(None, dt.date(2999, 1, 1)) == ()


def test_finding_stands_at_its_line_and_the_edition_is_made(dated: Shelf) -> None:
    report = on(dated, "2027-06-01")
    assert [str(finding.place) for finding in report.findings] == ["sources/tiny/book.yaml:6"]
    assert [built.edition for built in report.built] == ["epub"]


def test_passing_day_makes_nothing_again_and_is_not_hidden_by_the_record(dated: Shelf) -> None:
    assert on(dated, "2026-06-01").findings == ()
    file = dated.root / "output" / "tiny.epub"
    before = file.read_bytes(), file.stat().st_mtime_ns
    for day, code in (("2026-12-01", "D-002"), ("2027-06-01", "D-001")):
        report = on(dated, day)
        assert made(report) == []
        assert [finding.code for finding in report.findings] == [code]
    assert on(dated, "2026-06-01").findings == ()
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before


def test_bytes_do_not_depend_on_the_day(dated: Shelf) -> None:
    on(dated, "2026-06-01")
    before = (dated.root / "output" / "tiny.epub").read_bytes()
    build(dated.project, Order(force=True, today=dt.date(2027, 6, 1)), lambda step: None)
    assert (dated.root / "output" / "tiny.epub").read_bytes() == before


def test_strict_build_withholds_what_is_overdue_and_makes_nothing_for_it(dated: Shelf) -> None:
    assert made(on(dated, "2026-06-01", strict=True)) == ["epub"]
    file = dated.root / "output" / "tiny.epub"
    before = file.stat().st_mtime_ns
    report = on(dated, "2027-06-01", strict=True)
    assert (report.withheld, report.built, report.exit_code) == (("tiny.epub",), (), 1)
    assert file.stat().st_mtime_ns == before
    assert made(on(dated, "2026-06-01", strict=True)) == []


def test_strict_build_from_nothing_withholds_too(dated: Shelf) -> None:
    assert on(dated, "2027-06-01", strict=True).withheld == ("tiny.epub",)
    assert not (dated.root / "output" / "tiny.epub").exists()


def test_new_day_of_review_ends_the_finding(dated: Shelf) -> None:
    on(dated, "2027-06-01")
    (dated.root / "sources/tiny/book.yaml").write_text(DUE.replace("2027-01-01", "2028-01-01"))
    assert on(dated, "2027-06-01").findings == ()


def test_command_takes_the_day_from_its_option_before_the_environment(
    dated: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(dated.root)
    monkeypatch.setenv("MAKEBOOK_TODAY", "2027-06-01")

    def codes(*arguments: str) -> list[str]:
        result = CliRunner().invoke(main, ["build", "--json", "-j", "1", *arguments])
        return [finding["code"] for finding in json.loads(result.output)["findings"]]

    assert codes() == ["D-001"]
    assert codes("--today", "2026-06-01") == []


def test_day_of_the_environment_that_is_none_is_one_clear_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAKEBOOK_TODAY", "tomorrow")
    with pytest.raises(UsageError, match="MAKEBOOK_TODAY is “tomorrow”"):
        today()


def test_epub_says_when_it_was_reviewed_and_how_long_it_holds(dated: Shelf) -> None:
    metadata = dated.galley().manuscript.metadata
    book = opened(galley(chapter("one", "<p>1</p>"), metadata=metadata))
    said = {
        name: book.package(f"//opf:meta[@property='{name}']/text()")
        for name in ("schema:lastReviewed", "schema:reviewedBy", "dcterms:valid")
    }
    assert said == {
        "schema:lastReviewed": ["2026-01-01"],
        "schema:reviewedBy": ["Ann Lee"],
        "dcterms:valid": ["2026-01-01/2027-01-01"],
    }
    assert "Next review January 1, 2027." in book.text("about.xhtml")


def test_day_of_the_next_review_is_said_without_one_of_the_last(shelf: Shelf) -> None:
    shelf.add({"1.md": "Text.\n"}, metadata="title: Tiny\nlang: en\nreview-by: 2027-01-01\n")
    book = opened(galley(chapter("one", "<p>1</p>"), metadata=shelf.galley().manuscript.metadata))
    assert "Next review January 1, 2027." in book.text("about.xhtml")
    assert book.package("//opf:meta[@property='dcterms:valid']/text()") == ["/2027-01-01"]
