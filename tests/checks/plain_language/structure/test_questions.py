"""Structure is looked at only where the author asks for it, and what a person must judge is never
called passed.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from makebook import main
from prepress.project.new import make_publication
from tests.checks.plain_language.structure.texts import METADATA, SOUND, found
from tests.checks.plain_language.texts import assessment_of
from tests.shelf import Shelf

UNSOUND = "# Sleep\n\nSleep is good.\n"


@pytest.fixture
def run(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    shelf.root.mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(shelf.root)
    return CliRunner()


@pytest.mark.parametrize("line", ["", "plain-language: false", "max-grade: 8"])
def test_structure_is_not_looked_at_unless_asked(shelf: Shelf, line: str) -> None:
    assessment = assessment_of(shelf, UNSOUND, line)
    assert (assessment.findings, assessment.open_questions) == ((), None)


def test_structure_is_looked_at_where_asked(shelf: Shelf) -> None:
    assert found(shelf, UNSOUND, "plain-language: true") == [
        ("C-001", 1),
        ("C-007", 1),
        ("C-008", 3),
    ]


def test_book_is_no_handout(shelf: Shelf) -> None:
    assessment = assessment_of(shelf, UNSOUND, "plain-language: true", "layout: book")
    assert assessment.findings == ()
    assert assessment.open_questions is not None
    assert assessment.open_questions.unmeasured == "a book is no handout"


def test_other_language_is_not_measured(shelf: Shelf) -> None:
    assessment = assessment_of(
        shelf, "# Dormir\n\nUsted duerme.\n", "plain-language: true", lang="es"
    )
    assert assessment.findings == ()
    assert assessment.open_questions is not None
    assert (
        assessment.open_questions.questions,
        "“es”" in assessment.open_questions.unmeasured,
    ) == ((), True)


def test_every_finding_names_its_item(shelf: Shelf) -> None:
    assessment = assessment_of(shelf, UNSOUND, "plain-language: true")
    assert all(
        "PEMAT-P" in finding.what or "CCI" in finding.what for finding in assessment.findings
    )


def test_text_without_a_sentence_has_no_structure_to_look_at(shelf: Shelf) -> None:
    assert found(shelf, "# Sleep\n", "plain-language: true") == []


def test_example_has_nothing_to_mend(shelf: Shelf, run: CliRunner) -> None:
    make_publication(shelf.root, "leaflet")
    metadata = (shelf.root / "sources" / "leaflet" / "book.yaml").read_text("utf-8")
    assert "\nplain-language: true" in metadata
    result = run.invoke(main, ["check"])
    assert (result.exit_code, result.stdout.splitlines()[0]) == (
        0,
        "Nothing to mend in 2 editions.",
    )


def test_check_prints_what_a_person_must_judge_and_nothing_as_passed(
    shelf: Shelf, run: CliRunner
) -> None:
    shelf.add(
        {"1.md": SOUND}, metadata="\n".join(["title: T\nlang: en\neditions: [epub]", *METADATA, ""])
    )
    result = run.invoke(main, ["check"])
    _, _, questions = result.stdout.partition("For you to judge in tiny:\n")
    assert result.exit_code == 0
    assert questions.count("\n- ") > 7
    assert all(line.startswith("- ") and "? (" in line for line in questions.splitlines())
    assert "pass" not in result.stdout.lower()


def test_question_on_tables_is_asked_where_there_is_one(shelf: Shelf) -> None:
    questions = assessment_of(
        shelf, f"{SOUND}\n| A | B |\n|---|---|\n| a | b |\n", *METADATA
    ).open_questions
    assert questions is not None
    assert "tables" in questions.questions[-1]


def test_check_answers_programs_with_the_questions(shelf: Shelf, run: CliRunner) -> None:
    shelf.add(
        {"1.md": SOUND}, metadata="\n".join(["title: T\nlang: en\neditions: [epub]", *METADATA, ""])
    )
    (judging,) = json.loads(run.invoke(main, ["check", "--json"]).stdout)["to_judge"]
    assert (judging["publication"], judging["unmeasured"], len(judging["questions"]) > 7) == (
        "tiny",
        "",
        True,
    )


def test_plain_build_looks_at_no_structure(shelf: Shelf, run: CliRunner) -> None:
    shelf.add(
        {"1.md": UNSOUND}, metadata="title: T\nlang: en\neditions: [epub]\nplain-language: true\n"
    )
    assert run.invoke(main, ["build"]).exit_code == 0
    assert run.invoke(main, ["build", "--strict"]).exit_code == 1
    assert (Path("output") / "tiny.epub").exists()
