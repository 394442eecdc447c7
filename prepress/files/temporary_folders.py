"""Temporary folders: places for the files that the engines make for themselves, gone with those who
used them.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from prepress.errors import MachineError
from prepress.files.atomic import is_full, still_runs

_MARK = "makebook-"


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """In the block, a new empty folder; those that killed builds left behind are removed. Raises
    MachineError where there can be none.
    """
    folder = _unused_folder(os.getpid())
    try:  # from here on, since Ctrl-C may come as soon as it is there
        _create(folder)
        yield folder
    finally:
        _remove(folder)


@contextmanager
def passing_folder(parent: Path) -> Iterator[Path]:
    """In the block, a new empty folder in `parent`; when it ends that is gone from its place at
    once, so that nothing gets there any more from who comes late. Raises MachineError where there
    can be none.
    """
    folder = parent / os.urandom(8).hex()
    with _known_refusal():
        folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        gone = folder.with_suffix(".gone")
        with suppress(OSError):
            folder.rename(gone)
        _remove(gone)
        _remove(folder)  # where it could not be renamed


@contextmanager
def temporary_folder_here() -> Iterator[None]:
    """In the block, what asks for temporary files in this process gets them in a folder that goes
    when it ends.

    The engines keep some of them from one block to the next.
    """
    if not _own_folder(os.getpid()).is_dir():  # somebody has tidied up
        _own_folder.cache_clear()
    before, tempfile.tempdir = tempfile.tempdir, str(_own_folder(os.getpid()))
    try:
        yield
    finally:
        tempfile.tempdir = before


@contextmanager
def room_for_temporary_files(owner: str | None = None) -> Iterator[None]:
    """In the block, which does something for `owner`, a full disk is a known failure: raises
    MachineError.
    """
    try:
        yield
    except OSError as error:
        if not is_full(error):
            raise
        what = "The disk is full, which temporary files are written to."
        remedy = "Make room, or name another folder in TMPDIR, then build again."
        raise MachineError(what, remedy, owner) from error


@cache
def _own_folder(process: int) -> Path:
    """The folder that `process` uses for itself; a process that was copied does not use that of the
    first.
    """
    folder = _unused_folder(process)
    atexit.register(lambda: _remove(folder) if os.getpid() == process else None)
    _create(folder)
    return folder


def _unused_folder(process: int) -> Path:
    with _known_refusal():
        return Path(tempfile.gettempdir()) / f"{_MARK}{process}-{os.urandom(4).hex()}"


def _create(folder: Path) -> None:
    with _known_refusal():
        _remove_left_behind(folder.parent)
        folder.mkdir(mode=0o700)


@contextmanager
def _known_refusal() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = f"There is no place for temporary files: {error.strerror}."
        raise MachineError(what, "Make room, or name another folder in TMPDIR.") from error


def _remove_left_behind(temporary: Path) -> None:
    """Remove the folders of builds that do not run any more."""
    for left in temporary.glob(f"{_MARK}*"):
        number = re.match(rf"{_MARK}(\d+)-", left.name)
        with suppress(OSError):
            if number and not still_runs(int(number[1]), left):
                _remove(left)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
