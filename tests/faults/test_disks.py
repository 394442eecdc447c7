"""A disk that is full, read-only or elsewhere: one clear message, and the last good editions
stay.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from makebook import main
from prepress.files import temporary_folders
from tests.programs import cannot_run
from tests.shelf import Shelf

METADATA = "title: Tiny\nlang: en\neditions: {print: {}, large-print: {}}\n"
TEXT = "# One\n\nText.\n"
OTHER = "# One\n\nAnother text.\n"


class Disks:
    """Small disks in memory."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack

    def add(self, name: str, size: str = "20m") -> Path:
        disk = self._folder / name
        disk.mkdir(parents=True, exist_ok=True)
        if not self.mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)):
            cannot_run("this machine does not let us mount a small disk")
        self._stack.callback(subprocess.run, ["umount", str(disk)], check=True)
        return disk

    @staticmethod
    def mount(*options: str) -> bool:
        try:
            return (
                subprocess.run(["mount", *options], capture_output=True, check=False).returncode
                == 0
            )
        except OSError:
            return False


@pytest.fixture
def disks(tmp_path: Path) -> Iterator[Disks]:
    """Small disks, gone at the end."""
    with ExitStack() as stack:
        yield Disks(tmp_path / "disks é", stack)


@pytest.fixture
def run(made_once: None, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command in the shelf's folder."""
    shelf.add({"1.md": TEXT}, metadata=METADATA)
    monkeypatch.chdir(shelf.root)
    return CliRunner()


def in_place(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in output.iterdir() if path.is_file()}


def filled_up(disk: Path, *, leave: int = 0) -> Path:
    """Fill the disk up but for `leave` bytes."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
        file.truncate(file.tell() - leave)
    return ballast


def refused(result: Result, *words: str) -> None:
    assert result.exit_code == 4, result.output
    assert isinstance(result.exception, SystemExit)
    lines = result.stderr.splitlines()
    assert all(line.startswith("makebook: ") for line in lines), lines
    assert len(set(lines)) == len(lines)
    for word in words:
        assert word in result.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_full_disk_is_one_message_each_and_the_last_good_editions_stay(
    shelf: Shelf, run: CliRunner, disks: Disks, tmp_path: Path, jobs: str
) -> None:
    output = disks.add("output")
    command = ["build", "-q", "-j", jobs, "-o", str(output)]
    assert run.invoke(main, command).exit_code == 0
    good = in_place(output)
    ballast = filled_up(output)
    shelf.add({"1.md": OTHER}, metadata=METADATA)
    refused(
        run.invoke(main, command),
        "tiny.pdf: The disk is full",
        "large-print.pdf: The disk is full",
        "Make room",
    )
    ballast.unlink()
    assert in_place(output) == good
    result = run.invoke(main, command)
    assert (result.exit_code, result.stderr) == (0, "")
    assert {*in_place(output)} == {*good}
    assert all(data != good[name] for name, data in in_place(output).items())


def test_disk_with_room_for_one_edition_of_two_gets_one(
    shelf: Shelf, run: CliRunner, disks: Disks, tmp_path: Path
) -> None:
    output = disks.add("output")
    command = ["build", "-q", "-j", "1", "-o", str(output)]
    assert run.invoke(main, command).exit_code == 0
    good = in_place(output)
    shelf.add({"1.md": OTHER}, metadata=METADATA)
    assert (
        run.invoke(main, ["build", "-q", "-j", "1", "-o", str(tmp_path / "elsewhere")]).exit_code
        == 0
    )
    new = in_place(tmp_path / "elsewhere")
    (output / "tiny.pdf").unlink()
    ballast = filled_up(output, leave=-(-len(new["tiny.pdf"]) // 4096) * 4096)
    refused(run.invoke(main, command), "tiny-large-print.pdf: The disk is full")
    ballast.unlink()
    assert in_place(output) == {**good, "tiny.pdf": new["tiny.pdf"]}
    assert run.invoke(main, command).exit_code == 0
    assert in_place(output) == new


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_full_disk_for_temporary_files_is_one_message(
    shelf: Shelf, run: CliRunner, disks: Disks, monkeypatch: pytest.MonkeyPatch, jobs: str
) -> None:
    temp = disks.add("temp", "64k")
    filled_up(temp)
    monkeypatch.setattr("tempfile.tempdir", str(temp))
    monkeypatch.setattr(
        "prepress.files.temporary_folders._own_folder",
        cache(temporary_folders._own_folder.__wrapped__),
    )
    refused(run.invoke(main, ["build", "-q", "-j", jobs]), "The disk is full", "TMPDIR")
    assert [path.name for path in temp.glob("*/*")] == []


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_read_only_disk_is_one_message_each_and_the_last_good_editions_stay(
    shelf: Shelf, run: CliRunner, disks: Disks, jobs: str
) -> None:
    output = disks.add("output")
    command = ["build", "-q", "-j", jobs, "-o", str(output)]
    assert run.invoke(main, command).exit_code == 0
    good = in_place(output)
    assert disks.mount("-o", "remount,ro", str(output))
    assert run.invoke(main, command).exit_code == 0, "nothing has changed"
    shelf.add({"1.md": OTHER}, metadata=METADATA)
    refused(
        run.invoke(main, command), "tiny.pdf: This file cannot be written: Read-only", "--output"
    )
    assert in_place(output) == good
    assert disks.mount("-o", "remount,rw", str(output))
    assert run.invoke(main, command).exit_code == 0
    assert all(data != good[name] for name, data in in_place(output).items())


def test_read_only_sources_are_built_elsewhere(
    shelf: Shelf, disks: Disks, tmp_path: Path, run: CliRunner
) -> None:
    disk = disks.add("sources")
    Shelf(disk).add({"1.md": TEXT}, metadata=METADATA)
    assert disks.mount("-o", "remount,ro", str(disk))
    result = run.invoke(main, ["build", "-q"])
    assert result.exit_code == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(disk)
        refused(run.invoke(main, ["build", "-q"]), "Read-only")
        assert run.invoke(main, ["build", "-q", "-o", str(tmp_path / "elsewhere")]).exit_code == 0
    assert in_place(tmp_path / "elsewhere") == in_place(shelf.root / "output")


def test_output_on_another_disk_is_built_and_known_again(
    shelf: Shelf, run: CliRunner, disks: Disks, tmp_path: Path
) -> None:
    disk = disks.add("other")
    (shelf.root / "output").symlink_to(disk)
    assert run.invoke(main, ["build", "-q", "-j", "2"]).exit_code == 0
    assert sorted(in_place(disk)) == ["tiny-large-print.pdf", "tiny.pdf"]
    assert run.invoke(main, ["build"]).stdout.count("up to date") == 2


def test_temporary_files_may_be_on_another_disk_than_the_output(
    shelf: Shelf, run: CliRunner, disks: Disks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(disks.add("temp")))
    monkeypatch.setattr(
        "prepress.files.temporary_folders._own_folder",
        cache(temporary_folders._own_folder.__wrapped__),
    )
    assert run.invoke(main, ["build", "-q", "-j", "2"]).exit_code == 0
