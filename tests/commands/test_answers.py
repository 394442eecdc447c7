"""What each command answers to other programs is as docs/schemas/answers.json says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click
import fastjsonschema
import pikepdf
import pytest
from click.testing import CliRunner

from makebook import main, teller
from prepress.building.build import build
from prepress.building.report import BuildRequest, Report
from prepress.reporting.publishing_lines import publishing_values
from prepress.site.publishing import Publishing
from prepress.text.escapes import json_text
from tests.clinics.group import clinic
from tests.import_word.handouts import save_handout
from tests.shelf import Shelf

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "answers.json").read_text("utf-8"))
METADATA = (
    "title: Tiny\nlang: en\ndate: 2026-11-23\neditions: [print, epub]\nreview-by: 2027-06-04\n"
)
TEXT = "# Rest\n\nTake 5 mg.\n"
#: Each command with what it is given and the code that it ends with, one after the other in one
#: project.
COMMANDS: tuple[tuple[str, list[str], int], ...] = (
    ("doctor", [], 0),
    ("list", [], 0),
    ("check", ["plain", "-e", "epub"], 1),
    ("translated", ["es"], 0),
    ("build", ["tiny", "--release"], 0),
    ("list", ["--all-clinics"], 0),
    ("diff", ["old/tiny.pdf"], 1),
    ("verify", ["k7m2-9qwd"], 1),
    ("archive at", ["2026-11-24", "tiny"], 0),
    ("archive verify", [], 0),
    ("due", [], 0),
    ("publish", ["-j", "1"], 1),
    ("clean", ["--dry-run"], 0),
    ("fonts", [], 0),
    ("fonts list", [], 0),
    ("fonts add", ["fr"], 0),
    ("new", ["Rest"], 0),
    ("import", ["handout.docx", "visits"], 0),
)
#: They go on until somebody ends them: what they say of a build is looked at by itself.
ENDLESS = {"watch", "preview"}


@cache
def validator(name: str) -> Any:
    return fastjsonschema.compile({**SCHEMA, "$ref": f"#/definitions/{name}"})


def commands(group: click.Group = main, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command with its name; groups that do nothing alone are passed over."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        if not isinstance(command, click.Group) or command.invoke_without_command:
            yield f"{before}{name}", command


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shelf = Shelf(tmp_path_factory.mktemp("answers") / "hand outs é")
    translation = {"es/1.md": "# Descanso\n\nTome 5 mg.\n", "es/book.yaml": "title: Chico\n"}
    shelf.add({"1.md": TEXT, **translation}, metadata=METADATA)
    clinic(shelf, "name: Home\n", north="name: North\n")
    save_handout(shelf, lambda document: document.add_paragraph("Text."))
    shelf.add({"1.md": f"{TEXT}\n![x](gone.png)\n"}, "plain", f"{METADATA}plain-language: true\n")
    (shelf.root / "old").mkdir()
    with pikepdf.Pdf.new() as old:
        old.add_blank_page()
        old.add_blank_page()
        old.save(shelf.root / "old" / "tiny.pdf")
    return shelf.root


@pytest.fixture(scope="module")
def answers(project: Path) -> list[tuple[int, str]]:
    """What each command answers: its exit code, and all that it says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        patch.setenv("MAKEBOOK_TODAY", "2026-11-24")
        done = [
            CliRunner().invoke(main, [*name.split(), *words, "--json"])
            for name, words, _ in COMMANDS
        ]
    return [(each.exit_code, each.stdout) for each in done]


def test_every_command_answers_in_json() -> None:
    found = dict(commands())
    lacking = [
        name for name, each in found.items() if "as_json" not in {p.name for p in each.params}
    ]
    assert lacking == []
    assert set(found) == {name for name, _, _ in COMMANDS} | ENDLESS


@pytest.mark.parametrize("number", range(len(COMMANDS)), ids=[name for name, _, _ in COMMANDS])
def test_answer_is_as_the_schema_says(answers: list[tuple[int, str]], number: int) -> None:
    name, _, expected = COMMANDS[number]
    code, said = answers[number]
    assert code == expected, said
    definition = {"fonts": "fonts-list"}.get(name, name.replace(" ", "-"))
    assert validator(definition)(json.loads(said))["exit_code"] == code


def test_failure_is_as_the_schema_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, words, _ in COMMANDS:
        if name.partition(" ")[0] in ("doctor", "fonts", "new", "import"):
            continue  # they need no project
        result = CliRunner().invoke(main, [*name.split(), *words, "--json"])
        assert validator("failed")(json.loads(result.stdout))["exit_code"] == result.exit_code == 3


def test_each_build_of_a_watch_is_one_line(
    shelf: Shelf, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.add(
        {"1.md": "# One\n\n![x](gone.png)\n"}, metadata="title: T\nlang: en\neditions: [epub]\n"
    )
    tell = teller(shelf.root, as_json=True)
    for _ in range(2):
        tell(build(shelf.project, BuildRequest()))
    lines = capsys.readouterr().out.splitlines()
    assert [len(validator("watch")(json.loads(line))["built"][0]["why"]) for line in lines] == [
        1,
        0,
    ]
    assert validator("preview")({"address": "http://127.0.0.1:8137/"})


def test_plan_is_as_the_schema_says(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.add({"1.md": TEXT}, metadata=METADATA)
    monkeypatch.chdir(shelf.root)
    said = CliRunner().invoke(main, ["build", "--plan", "--json"]).stdout
    tasks = validator("build-plan")(json.loads(said))["tasks"]
    assert [task["edition"] for task in tasks] == [None, "print", "epub"]
    assert tasks[1]["after"] == tasks[2]["after"] == [tasks[0]["name"]]


def test_sites_of_clinics_are_as_the_schema_says(tmp_path: Path) -> None:
    done = Publishing(Report(), tmp_path / "site-north", published=("tiny-north",))
    validator("publish")(json.loads(json_text(publishing_values({"north": done}))))


def test_answer_with_an_unknown_key_is_refused() -> None:
    with pytest.raises(fastjsonschema.JsonSchemaException):
        validator("new")({"exit_code": 0, "publication": "a", "folder": "b", "more": 1})
