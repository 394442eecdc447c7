"""An output appears whole or not at all, and the last good one stays."""

import errno
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from prepress.errors import MachineError
from prepress.files import atomic
from prepress.files.atomic import sweep, write_whole
from tests.programs import cannot_run


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output folder with one good edition in it."""
    folder = tmp_path / "out put é"
    folder.mkdir()
    (folder / "tiny.pdf").write_bytes(b"good")
    return folder


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one memory page or a few, full after 64 KB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        cannot_run("this machine does not let us mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def dead_process() -> int:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_file_is_written_with_its_folders(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b" / "tiny.pdf", b"data")
    assert (tmp_path / "a" / "b" / "tiny.pdf").read_bytes() == b"data"
    assert names(tmp_path / "a" / "b") == ["tiny.pdf"]


def test_new_file_replaces_the_old_one(output: Path) -> None:
    write_whole(output / "tiny.pdf", b"better")
    assert (output / "tiny.pdf").read_bytes() == b"better"
    assert names(output) == ["tiny.pdf"]


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has an umask")
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_umask_decides_who_may_read(output: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        write_whole(output / "new.pdf", b"data")
    finally:
        os.umask(before)
    assert (output / "new.pdf").stat().st_mode & 0o777 == mode


def test_file_is_on_the_disk_before_it_has_its_name(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []
    monkeypatch.setattr(os, "fsync", lambda number: seen.append((output / "tiny.pdf").read_bytes()))
    write_whole(output / "tiny.pdf", b"better")
    assert seen == [b"good"]


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
@pytest.mark.parametrize("interruption", [KeyboardInterrupt, MemoryError])
def test_interruption_leaves_the_good_file_alone(
    output: Path, monkeypatch: pytest.MonkeyPatch, step: str, interruption: type[BaseException]
) -> None:
    def interrupt(*arguments: object) -> None:
        raise interruption

    monkeypatch.setattr(step, interrupt)
    with pytest.raises(interruption):
        write_whole(output / "tiny.pdf", b"better")
    assert (output / "tiny.pdf").read_bytes() == b"good"
    assert names(output) == ["tiny.pdf"]


def test_full_disk_leaves_the_good_file_alone(small_disk: Path) -> None:
    write_whole(small_disk / "tiny.pdf", b"good")
    with pytest.raises(MachineError, match="disk is full") as error:
        write_whole(small_disk / "tiny.pdf", bytes(1_000_000))
    assert error.value.place and error.value.place.file == str(small_disk / "tiny.pdf")
    assert (small_disk / "tiny.pdf").read_bytes() == b"good"
    assert names(small_disk) == ["tiny.pdf"]


@pytest.mark.parametrize(
    ("number", "what"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EDQUOT, "disk is full"),
        (errno.EACCES, "cannot be written"),
        (errno.EROFS, "cannot be written: Read-only"),
    ],
)
def test_refusal_of_the_disk_is_one_message(
    output: Path, monkeypatch: pytest.MonkeyPatch, number: int, what: str
) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(MachineError, match=what) as error:
        write_whole(output / "tiny.pdf", b"better")
    assert error.value.remedy
    assert names(output) == ["tiny.pdf"]


def test_open_file_on_windows_is_one_message(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(partial: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "The process cannot access the file")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(MachineError) as error:
        write_whole(output / "tiny.pdf", b"better")
    assert error.value.remedy.startswith("Close it where it is open")
    assert names(output) == ["tiny.pdf"]


@pytest.mark.parametrize("path", ["tiny.pdf/new.pdf", "tiny.pdf/deep/new.pdf"])
def test_file_in_the_place_of_a_folder_is_one_message(output: Path, path: str) -> None:
    with pytest.raises(MachineError, match="a file where a folder should be"):
        write_whole(output / path, b"data")


def test_folder_in_the_place_of_a_file_is_one_message(output: Path) -> None:
    (output / "new.pdf").mkdir()
    with pytest.raises(MachineError, match="cannot be written"):
        write_whole(output / "new.pdf", b"data")
    assert names(output) == ["new.pdf", "tiny.pdf"]


def test_sweep_removes_what_a_dead_build_left(output: Path) -> None:
    (output / f".makebook-0a1b2c3d-{dead_process()}").write_bytes(b"half")
    sweep(output)
    assert names(output) == ["tiny.pdf"]


@pytest.mark.parametrize("is_ours", [True, False])
def test_sweep_spares_a_build_that_runs_and_files_of_others(
    output: Path, monkeypatch: pytest.MonkeyPatch, is_ours: bool
) -> None:
    def refuse(process: int, signal: int) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    others = [f".makebook-0a1b2c3d-{os.getpid()}", ".makebook-notes", ".gitignore"]
    for name in others:
        (output / name).write_bytes(b"half")
    if not is_ours:
        monkeypatch.setattr(os, "kill", refuse)
    sweep(output)
    assert names(output) == sorted([*others, "tiny.pdf"])


def test_sweep_goes_by_age_where_processes_cannot_be_asked(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, young = (output / f".makebook-{name}-1" for name in ("0a", "0b"))
    for partial in (old, young):
        partial.write_bytes(b"half")
    os.utime(old, (time.time() - 2 * 86400,) * 2)
    monkeypatch.setattr(atomic, "_ASKS_PROCESSES", False)
    sweep(output)
    assert names(output) == [young.name, "tiny.pdf"]


@pytest.mark.parametrize("name", ["gone", "tiny.pdf"])
def test_sweep_of_what_is_no_folder_does_nothing(output: Path, name: str) -> None:
    sweep(output / name)
    assert names(output) == ["tiny.pdf"]
