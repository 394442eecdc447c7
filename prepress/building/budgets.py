"""Budgets: what a task may take of time and memory, held within the process that does it."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

#: The system can bound what a process has of its own, and says how much that is.
_BOUNDS_MEMORY = sys.platform == "linux"
#: Seconds after which a task is reminded that its time is over, where it went on.
_AGAIN_S = 1.0


@dataclass(frozen=True)
class Budget:
    """The `seconds` that a task may take, and the bytes of `memory` beside what its process has."""

    seconds: float
    memory: int


class TimeIsUp(BaseException):
    """The task has taken all of its time."""


@contextmanager
def within_memory(budget: Budget) -> Iterator[None]:
    """Python's MemoryError is raised where the block takes more memory than `budget` has."""
    if not _BOUNDS_MEMORY:
        yield
        return
    import resource

    before, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = _own_memory() + budget.memory
    most = min(each for each in (wanted, before, hard, wanted) if each != resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, hard))


@contextmanager
def within_time(budget: Budget) -> Iterator[None]:
    """TimeIsUp is raised where the block takes longer than `budget` has, in a main thread."""
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeIsUp

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, budget.seconds, _AGAIN_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _own_memory() -> int:
    """How many bytes this process has of its own."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(
        (1024 * int(line.split()[1]) for line in status.splitlines() if line.startswith("VmData:")),
        0,
    )
