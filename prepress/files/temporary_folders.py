"""Scratch: folders for the files that the engines make for themselves, gone with the crew or
process that used them.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from prepress.errors import MachineError
from prepress.files.atomic import still_runs

_MARK = "makebook-"


def temporary_folder(note: Callable[[Path], object]) -> Path:
    """A new empty folder; those that builds left behind which were killed are removed.

    `note` is told of it before it is there, so that whoever removes it knows it even where Ctrl-C
    comes in between. Raises MachineError where there can be none.
    """
    try:
        temporary = Path(tempfile.gettempdir())
        _swept(temporary)
        folder = temporary / f"{_MARK}{os.getpid()}-{os.urandom(4).hex()}"
        note(folder)
        folder.mkdir(mode=0o700)
        return folder
    except OSError as error:
        what = f"There is no place for temporary files: {error.strerror}."
        raise MachineError(what, "Make room, or name another folder in TMPDIR.") from error


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


@cache
def _own_folder(process: int) -> Path:
    """The folder that `process` uses for itself; a process that was copied does not use that of the
    first.
    """
    return temporary_folder(
        lambda folder: atexit.register(
            lambda: remove_folder(folder) if os.getpid() == process else None
        )
    )


def _swept(folder: Path) -> None:
    for left in folder.glob(f"{_MARK}*"):
        number = re.match(rf"{_MARK}(\d+)-", left.name)
        with suppress(OSError):
            if number and not still_runs(int(number[1]), left):
                shutil.rmtree(left, ignore_errors=True)


def remove_folder(folder: Path) -> None:
    """Remove the folder with all that is in it."""
    shutil.rmtree(folder, ignore_errors=True)
