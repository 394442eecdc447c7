"""Outputs: files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import secrets
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from prepress.errors import MachineError

_MARK = ".makebook-"
_LONGEST_BUILD_S = 24 * 60 * 60
_ASKS_PROCESSES = os.name == "posix"  # elsewhere, asking would stop the process


def write_whole(path: Path, data: bytes | Iterable[bytes], *, durable: bool = True) -> None:
    """Write `data`, whole or part by part, beside `path`, onto the disk, and only then under its
    name; the old file stays until that moment.

    What need not outlast a failure of the power is not `durable`, and does not wait for the disk.

    Raises MachineError where the folder or the file cannot be written or the disk is full.
    """
    # Not a file of the module tempfile, which nobody but its owner may read: here the umask
    # decides.
    partial = path.with_name(f"{_MARK}{secrets.token_hex(4)}-{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("xb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise _machine_error(path, error) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def sweep(*folders: Path) -> None:
    """Remove the partial files of builds that died; those of builds that still run are left
    alone.
    """
    for folder in folders:
        with suppress(OSError):
            names = os.listdir(folder)  # noqa: PTH208 - there may be thousands beside
            for partial in sorted(folder / name for name in names if name.startswith(_MARK)):
                number = re.search(r"-(\d+)$", partial.name)
                if number and not still_runs(int(number[1]), partial):
                    partial.unlink(missing_ok=True)


def still_runs(process: int, partial: Path) -> bool:
    """Whether the `process` that has made `partial` still runs."""
    if not _ASKS_PROCESSES:
        return time.time() - partial.stat().st_mtime < _LONGEST_BUILD_S
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return not _is_dead(process)


def _is_dead(process: int) -> bool:
    """Whether the process has ended and only nobody has asked how, which the first process of a
    container may not.
    """
    try:
        state = Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].split()[0]
    except (OSError, IndexError):
        return False
    return state in (b"Z", b"X")


def is_full(error: OSError) -> bool:
    """Whether there is no room on the disk, or none that we may use."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


def _machine_error(path: Path, error: OSError) -> MachineError:
    if is_full(error):
        return MachineError(
            "The disk is full; the last good file is still in place.",
            "Make room, then build again.",
            path,
        )
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return MachineError(
            "There is a file where a folder should be.", "Move it away, or rename it.", path.parent
        )
    if isinstance(error, PermissionError):
        return MachineError(
            "This file cannot be written.",
            "Close it where it is open, or allow writing to its folder.",
            path,
        )
    return MachineError(
        f"This file cannot be written: {error.strerror}.", "Write elsewhere with --output.", path
    )
