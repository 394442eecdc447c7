"""How much a command says, in which colours, and in which folder it runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from makebook import main, wanted_colour
from tests.shelf import Shelf

SKIPS = {"1.md": "# One\n\n![x](gone.png)\n"}
EPUB = "title: Tiny\nlang: en\neditions: [epub]\n"


@pytest.fixture
def run(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    shelf.add(SKIPS, metadata=EPUB)
    monkeypatch.chdir(shelf.root)
    return CliRunner()


@pytest.mark.parametrize("arguments", [["-q", "build"], ["build", "--quiet"]])
def test_quiet_build_says_only_what_is_wrong(run: CliRunner, arguments: list[str]) -> None:
    result = run.invoke(main, arguments)
    assert (result.exit_code, result.stdout) == (0, "")
    (line,) = result.stderr.splitlines()
    assert "warning I-001" in line


@pytest.mark.parametrize("arguments", [["-v", "build"], ["build", "--verbose"]])
def test_verbose_build_says_each_step_and_its_reason(run: CliRunner, arguments: list[str]) -> None:
    result = run.invoke(main, arguments)
    assert "tiny: making the epub edition\n" in result.stderr
    assert "  made again: it was not built here before" in result.stdout


def test_build_ends_with_one_line_that_sums_it_up(run: CliRunner) -> None:
    result = run.invoke(main, ["build"])
    assert result.stderr.splitlines()[-1].startswith("1 edition made, 1 thing to mend, in ")
    result = run.invoke(main, ["build"])
    assert result.stderr.splitlines()[-1].startswith("1 edition up to date, 1 thing to mend, in ")
    result = run.invoke(main, ["build", "--strict"])
    assert result.stderr.splitlines()[-1].startswith("0 editions made, 1 not written, 1 thing to")


def test_check_ends_with_what_it_found(run: CliRunner) -> None:
    assert run.invoke(main, ["check"]).stderr.startswith("1 warning, in ")


def test_command_runs_as_in_another_folder(
    run: CliRunner, shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run.invoke(main, ["-C", str(shelf.root), "build", "-o", "there"])
    assert result.exit_code == 0
    assert (shelf.root / "there" / "tiny.epub").is_file()


def test_folder_that_is_not_there_is_one_clear_message(run: CliRunner) -> None:
    result = run.invoke(main, ["-C", "nowhere", "build"])
    assert (result.exit_code, "“nowhere”" in result.stderr or "'nowhere'" in result.stderr) == (
        2,
        True,
    )


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({}, None),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, None),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_environment_decides_on_colours(environ: dict[str, str], wanted: bool | None) -> None:
    assert wanted_colour(environ) is wanted


def test_colour_can_be_had_where_there_is_no_terminal(
    run: CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "\x1b[" not in run.invoke(main, ["build"]).stderr
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[33m" in run.invoke(main, ["build"]).stderr
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run.invoke(main, ["build"], color=True).stderr
