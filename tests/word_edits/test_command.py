"""`makebook import --into`: what the command says and what it refuses."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from makebook import main
from tests.commands.test_answers import validator
from tests.shelf import Shelf
from tests.word.word_files import Review, change, paragraph


def test_each_edit_is_told_with_its_place(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    review = Review(shelf, "Go to bed.\n\nGet up.\n")
    with review.word() as document:
        change(document, "Get up", "Rise")
        change(document, "Tiny", "Small")
        document.add_comment(paragraph(document, "Go").runs, "When?", "Ann")
    monkeypatch.chdir(shelf.root)
    result = CliRunner().invoke(main, ["import", "--into", "tiny", str(review.file)])
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "Taken back, with all tracked changes accepted:",
        "  - sources/tiny/01.md:3: changed: “Rise.”",
        "Not taken back:",
        "  - sources/tiny/book.yaml:1: changed: “Small”. Titles and authors stand in the metadata, "
        "or in the first heading; change them there.",
        "Comments:",
        "  - sources/tiny/01.md:1: Ann on “Go to bed.”: When?",
        "Changed sources/tiny/01.md.",
    ]


def test_answer_in_json_is_as_the_schema_says(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = Review(shelf, "Go to bed.\n")
    with review.word() as document:
        change(document, "Tiny", "Small")
        document.add_comment(paragraph(document, "Go").runs, "When?", "Ann")
    monkeypatch.chdir(shelf.root)
    result = CliRunner().invoke(main, ["import", "--into", "tiny", str(review.file), "--json"])
    answer = validator("taken-back")(json.loads(result.stdout))
    assert [each["text"] for each in answer["comments"]] == ["When?"]
    assert [each["place"] for each in answer["left"]] == ["sources/tiny/book.yaml:1"]


def test_file_without_edits_is_told(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    review = Review(shelf, "Go to bed.\n")
    monkeypatch.chdir(shelf.root)
    result = CliRunner().invoke(main, ["import", str(review.file), "--into", "tiny"])
    assert (result.exit_code, result.output) == (0, "The Markdown stays as it was.\n")


def test_new_name_beside_into_is_refused(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    review = Review(shelf, "Go to bed.\n")
    monkeypatch.chdir(shelf.root)
    result = CliRunner().invoke(main, ["import", str(review.file), "new", "--into", "tiny"])
    assert result.exit_code == 2
    assert "two names" in result.output
