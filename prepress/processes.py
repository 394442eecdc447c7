"""Processes: copies of this one that do a part of its work, where the system lets it be copied, and
the memory that this one holds.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

#: macOS and Windows do not let a process be copied once it has loaded the libraries that set text.
FORKS = sys.platform == "linux"
#: What Linux calls the wish to end with the process that began this one.
_END_WITH_PARENT = 1


def end_with_parent() -> None:
    """Have the system end this process with the one that began it, even where that is killed."""
    if FORKS:
        ctypes.CDLL(None).prctl(_END_WITH_PARENT, signal.SIGKILL)


def return_memory() -> None:
    """Give the room of what nobody holds any longer back to the system, where that takes it."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if FORKS else None
    if trim:
        trim(0)


@dataclass(frozen=True)
class ProcessCopy:
    """A copy of this process, and the connection to it."""

    process: int
    connection: Connection

    @classmethod
    def begin(cls, work: Callable[[Connection], None]) -> ProcessCopy:
        """Copy this process, and have the copy do `work` with its end of a connection.

        What fails there is not said: the connection is closed, and who waits for it does the work
        himself, or meets the same failure.
        """
        from multiprocessing import Pipe

        ours, theirs = Pipe()
        parent, process = os.getpid(), os.fork()
        if process == 0:
            ours.close()
            _work(work, theirs, parent)
        theirs.close()
        return cls(process, ours)

    def end(self) -> None:
        """End it, whatever it is at."""
        self.connection.close()
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self.process, 0)


def _work(work: Callable[[Connection], None], connection: Connection, parent: int) -> NoReturn:
    code = 1
    try:
        end_with_parent()
        gc.freeze()  # what is there already stays shared between us
        if os.getppid() == parent:
            work(connection)
            code = 0
    finally:
        os._exit(code)  # nothing of what the parent does at its end is ours to do
