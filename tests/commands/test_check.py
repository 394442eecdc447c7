"""What the check command and its kin say, to people and to programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from makebook import main
from tests.shelf import Shelf


@pytest.fixture
def run(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    shelf.root.mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(shelf.root)
    return CliRunner()


def test_check_names_what_is_to_be_mended_in_columns(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": "# One\n\n### Skips\n\n![x](gone.png)\n"})
    result = run.invoke(main, ["check", "-e", "epub"])
    assert result.exit_code == 1
    assert [line.split()[:3] for line in result.stdout.splitlines()] == [
        ["note", "S-005", "sources/tiny/1.md:3"],
        ["warning", "I-001", "sources/tiny/1.md:5"],
    ]


def test_check_lists_notes_and_is_content(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": "# One\n\n### Skips\n"})
    result = run.invoke(main, ["check", "-e", "epub"])
    first, last = result.stdout.splitlines()[:2]
    assert first.split()[:2] == ["note", "S-005"]
    assert (last, result.exit_code) == ("Nothing to mend in 1 edition, beside these notes.", 0)
    answer = json.loads(run.invoke(main, ["check", "-e", "epub", "--json"]).stdout)
    assert [each["severity"] for each in answer["findings"]] == ["note"]


def test_check_of_a_broken_publication_says_why(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": "# One\n"}, metadata="titel: T\nlang: en\n")
    result = run.invoke(main, ["check"])
    assert result.exit_code == 3
    assert "There is no key “titel”" in result.stderr


def test_check_with_nothing_to_mend_says_so(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": "# One\n"})
    assert run.invoke(main, ["check"]).stdout == "Nothing to mend in 2 editions.\n"


@pytest.mark.parametrize("arguments", [["build", "nope"], ["check", "-e", "nope"]])
def test_failure_is_json_for_programs_too(
    shelf: Shelf, run: CliRunner, arguments: list[str]
) -> None:
    shelf.add({"1.md": "# One\n"})
    result = run.invoke(main, [*arguments, "--json"])
    answer = json.loads(result.stdout)
    assert result.exit_code == answer["exit_code"] == answer["failures"][0]["exit_code"] == 2


def test_doctor_answers_programs_with_one_object(run: CliRunner) -> None:
    answer = json.loads(run.invoke(main, ["doctor", "--json"]).stdout)
    assert answer["exit_code"] == 0
    assert {diagnosis["state"] for diagnosis in answer["diagnoses"]} <= {"ok", "missing", "changed"}


def test_folder_that_was_deleted_is_one_clear_message(
    run: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    result = run.invoke(main, ["build"])
    monkeypatch.undo()
    assert (result.exit_code, "folder is gone" in result.stderr) == (4, True)
