"""The plan of a build says what it would make and why, and makes nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from makebook import main
from prepress.building.build import BuildRequest, build
from prepress.building.build_plan import BuildPlan, plan_build
from prepress.errors import UsageError
from tests.clinics.group import clinic
from tests.shelf import SQUARE, Shelf

EPUB = "title: Tiny\nlang: en\neditions: [epub]\n"
ALL = BuildRequest()


def planned(shelf: Shelf, request: BuildRequest = ALL) -> list[tuple[str, str | None]]:
    return [(task.publication, task.edition) for task in plan_build(shelf.project, request).tasks]


def names(plan: BuildPlan) -> list[str]:
    return [task.name for task in plan.tasks]


@pytest.fixture
def book(shelf: Shelf) -> Shelf:
    return shelf.add({"1.md": "# One\n\n![x](a.svg)\n", "a.svg": SQUARE}, metadata=EPUB)


def test_text_is_set_before_its_editions_are_made_and_nothing_is_written(book: Shelf) -> None:
    text, epub = plan_build(book.project, ALL).tasks
    assert (text.edition, epub.edition) == (None, "epub")
    assert (text.after, epub.after) == ((), (text.name,))
    assert (text.seconds, epub.seconds) == (None, None)
    assert {"source sources/tiny/1.md", "engines"} <= {*text.inputs}
    assert not book.project.output.exists()


def test_plan_is_what_the_build_makes(book: Shelf) -> None:
    book.add({"1.md": "Two.\n"}, "other", EPUB)
    book.build()
    assert planned(book) == []
    book.add({"a.svg": SQUARE.replace("h8", "h7")}, metadata=EPUB)
    text, epub = plan_build(book.project, ALL).tasks
    assert epub.why == ("sources/tiny/a.svg has changed",)
    assert text.why == ("its editions are made from it",)
    made = [(each.publication, each.why) for each in book.build().built if each.why]
    assert made == [(epub.publication, epub.why)]
    assert planned(book) == []


def test_source_that_has_changed_is_named_with_how_long_all_took(book: Shelf) -> None:
    book.build()
    book.add({"1.md": "# Two\n\n![x](a.svg)\n"}, metadata=EPUB)
    text, epub = plan_build(book.project, ALL).tasks
    assert text.why == ("sources/tiny/1.md has changed",)
    assert epub.why == ("its sources have changed",)
    assert text.seconds
    assert epub.seconds
    assert "file sources/tiny/a.svg" in epub.inputs
    assert any(name.startswith("layout ") for name in epub.inputs)


def test_times_are_no_part_of_what_is_built(book: Shelf) -> None:
    book.build()
    record = book.project.output / ".makebook" / "tiny.json"
    before = record.read_bytes()
    for damaged in (b'{"text": NaN, "epub": -1}', b"[1]", b"\xff", b'{"text": "x"}'):
        record.with_suffix(".times").write_bytes(damaged)
        tasks = plan_build(book.project, BuildRequest(force=True)).tasks
        assert [task.seconds for task in tasks] == [None, None]
        assert [built.why for built in book.build().built] == [()]
    book.add({"1.md": "# Other\n"}, metadata=EPUB).build()
    book.add({"1.md": "# One\n\n![x](a.svg)\n"}, metadata=EPUB).build()
    assert record.read_bytes() == before


def test_task_has_the_same_name_wherever_its_inputs_are_the_same(
    book: Shelf, tmp_path: Path
) -> None:
    again = BuildRequest(force=True)
    book.build()
    here = names(plan_build(book.project, again))
    there = Shelf(tmp_path / "elsewhere")
    shutil.copytree(book.root, there.root)
    assert names(plan_build(there.project, again)) == here
    assert names(plan_build(there.project, replace(again, strict=True))) != here
    for changed in ({"1.md": "# Two\n"}, {"1.md": "# One\n\n![x](a.svg)\n", "a.svg": "<svg/>"}):
        there.add(changed, metadata=EPUB)
        assert not {*names(plan_build(there.project, again))} & {*here}


def test_what_was_not_looked_over_is_planned_for_a_strict_build(book: Shelf) -> None:
    book.build()
    for request in (BuildRequest(strict=True), BuildRequest(release=True)):
        _, epub = plan_build(book.project, request).tasks
        assert epub.why == ("--strict has not looked it over yet",)
    build(book.project, BuildRequest(strict=True))
    assert planned(book, BuildRequest(release=True)) == []


def test_only_what_is_asked_for_is_planned(book: Shelf) -> None:
    clinic(book, north="name: North\n")
    book.add({"1.md": "Two.\n"}, "other", EPUB)
    request = BuildRequest(("tiny",), ("large-print",), clinics=("north",))
    assert planned(book, request) == [("tiny-north", None), ("tiny-north", "large-print")]
    with pytest.raises(UsageError, match="large"):
        plan_build(book.project, BuildRequest(editions=("large",)))


def test_plan_is_a_table_with_its_sum(book: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    book.add({"1.md": "One.\n"}, "bad", "titel: T\n")
    monkeypatch.chdir(book.root)
    result = CliRunner().invoke(main, ["build", "--plan"])
    assert [line.split()[:4] for line in result.stdout.splitlines()] == [
        ["publication", "task", "from", "last"],
        ["tiny", "set", "text", "2"],
        ["tiny", "make", "epub", "text"],
    ]
    assert result.exit_code == 3
    *failure, total = result.stderr.splitlines()
    assert "titel" in "".join(failure)
    assert total == "2 tasks for 1 of 2 publications, 2 never timed."


def test_verbose_plan_names_each_file(book: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(book.root)
    result = CliRunner().invoke(main, ["build", "--plan", "-v"])
    assert "  source sources/tiny/1.md" in result.stdout.splitlines()


def test_plan_of_what_is_up_to_date_is_empty(book: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    book.build()
    monkeypatch.chdir(book.root)
    result = CliRunner().invoke(main, ["build", "--plan"])
    assert (result.stdout, result.stderr) == ("", "There is nothing to make.\n")
