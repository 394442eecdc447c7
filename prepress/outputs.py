"""Outputs: files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from pathlib import Path

from prepress.errors import MachineError

_MARK = ".makebook-"


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` beside `path`, onto the disk, and only then under its name; the old file stays until that moment.

    Raises MachineError where the folder cannot be written or the disk is full.
    """
    partial: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(prefix=_MARK, suffix=f"-{os.getpid()}", dir=path.parent)
        partial = Path(name)
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.chmod(0o666 & ~_umask())
        partial.replace(path)
        partial = None
    except OSError as error:
        raise _machine_error(path, error) from error
    finally:
        if partial is not None:
            partial.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove the partial files of builds that died; those of builds that still run are left alone."""
    for partial in folder.glob(f"{_MARK}*") if folder.is_dir() else ():
        number = re.search(r"-(\d+)$", partial.name)
        if number and not _runs(int(number[1])):
            partial.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    if os.name != "posix":
        return True  # elsewhere, asking would stop the process
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _machine_error(path: Path, error: OSError) -> MachineError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return MachineError(
            "The disk is full; the last good file is still in place.", "Make room, then build again.", path
        )
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return MachineError("There is a file where the output folder should be.", "Move it away.", path.parent)
    if isinstance(error, PermissionError):
        return MachineError(
            "This file cannot be written.", "Close it where it is open, or allow writing to its folder.", path
        )
    return MachineError(f"This file cannot be written: {error.strerror}.", "Write elsewhere with --output.", path)
