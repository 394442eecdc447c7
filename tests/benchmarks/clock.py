"""The clock: how long a side of a comparison takes, how much memory it holds, and the medians of
its runs.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

#: How often the memory of a process and its descendants is looked at; where time counts too, more
#: seldom.
_SAMPLING_SECONDS, _SELDOM_SECONDS = 0.02, 0.2


class NotMeasuredError(Exception):
    """Something is missing or unfair, so that a figure would say nothing; the message says what."""


class Side(Protocol):
    """One side of a comparison, ours or the peer's, which can be run again and again."""

    def seconds(self) -> float:
        """How long one run takes."""

    def peak(self) -> int:
        """How many bytes one run holds at most."""


@dataclass(frozen=True)
class Step:
    """One command in a folder. With `tells_time` its own last line of output is the seconds to be
    counted.
    """

    command: tuple[str, ...]
    folder: Path
    tells_time: bool = False


@dataclass(frozen=True)
class Commands:
    """A side made of commands, one after the other; `share` of their time counts, `prepare` does
    not.
    """

    steps: tuple[Step, ...]
    share: float = 1.0
    prepare: Callable[[], None] = field(default=lambda: None)

    def seconds(self) -> float:
        self.prepare()
        return self.share * sum(_timed(step) for step in self.steps)

    def peak(self) -> int:
        """The most of any of the commands, since none runs beside another."""
        self.prepare()
        return max(_weighed(step) for step in self.steps)


@dataclass(frozen=True)
class Series:
    """The figures of one side, in the order of its runs."""

    figures: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.figures)

    @property
    def least(self) -> float:
        return min(self.figures)

    @property
    def most(self) -> float:
        return max(self.figures)


@dataclass(frozen=True)
class Run:
    """What one run took: `seconds` on the clock, those of all processors together, and the most
    that one process held, in bytes; its `summary` is the last line that it said.
    """

    seconds: float
    processor_seconds: float
    peak: int
    summary: str = ""


def watched(step: Step) -> Run:
    """Run a step once. Raises NotMeasuredError where it fails."""
    before = _processor_seconds()
    begin = time.perf_counter()
    peaks: dict[int, int] = {}
    with (
        tempfile.TemporaryFile("w+") as said,
        subprocess.Popen(
            step.command,
            cwd=step.folder,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=said,
        ) as process,
    ):
        while not _has_ended(process):
            peaks |= {each: _highest(each) or peaks.get(each, 0) for each in family(process.pid)}
        seconds = time.perf_counter() - begin
        said.seek(0)
        words = said.read()
        _succeeded(step, process.returncode, words)
    summary = words.strip().rpartition("\n")[2]
    return Run(seconds, _processor_seconds() - before, max(peaks.values(), default=0), summary)


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether it ends before its memory is to be looked at again."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(_SELDOM_SECONDS)
    return process.returncode is not None


def _processor_seconds() -> float:
    """What all processes that were begun here, and have ended, took of the processors."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def in_turn(ours: Side, peer: Side, runs: int) -> tuple[Series, Series]:
    """The seconds of `runs` runs of each side, in turn, so that whatever else the machine does
    slows both.
    """
    pairs = [(ours.seconds(), peer.seconds()) for _ in range(runs)]
    mine, theirs = zip(*pairs, strict=True)
    return Series(mine), Series(theirs)


def environment() -> dict[str, str]:
    """The environment of what is measured: our programs come first, and bytecode may be kept."""
    inherited = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    return inherited | {
        "PATH": f"{program_folder()}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    }


def program_folder() -> Path:
    """Where the programs of this Python's environment lie."""
    return Path(sys.executable).parent


def makebook() -> Path:
    """The command."""
    return program_folder() / "makebook"


def _timed(step: Step) -> float:
    begin = time.perf_counter()
    finished = subprocess.run(
        step.command,
        cwd=step.folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - begin
    _succeeded(step, finished.returncode, finished.stderr)
    return float(finished.stdout.split()[-1]) if step.tells_time else seconds


def _weighed(step: Step) -> int:
    with (
        subprocess.Popen(
            step.command,
            cwd=step.folder,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process,
        peak_of(process.pid) as peak,
    ):
        process.wait()
    _succeeded(step, process.returncode, "")
    return max(peak)


def _succeeded(step: Step, code: int, said: str) -> None:
    if code != 0:
        raise NotMeasuredError(
            f"{Path(step.command[0]).name} ended with {code}: {said.strip()[-400:]}"
        )


@contextmanager
def peak_of(process: int) -> Iterator[list[int]]:
    """The memory of a process and all its descendants, looked at again and again from a thread."""
    seen, done = [0], threading.Event()

    def look() -> None:
        while not done.wait(_SAMPLING_SECONDS):
            seen.append(sum(map(_proportional_size, family(process))))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()


def family(ancestor: int) -> Sequence[int]:
    """A process and its descendants, those that have ended left out."""
    parents = {
        int(entry.name): _parent(entry) for entry in Path("/proc").iterdir() if entry.name.isdigit()
    }
    found = [ancestor]
    for member in found:
        found += [process for process, parent in parents.items() if parent == member]
    return found


def _parent(folder: Path) -> int | None:
    try:
        return int(
            (folder / "stat").read_text().rpartition(")")[2].split()[1]
        )  # a program's name may hold anything
    except (OSError, IndexError):
        return None


def _proportional_size(process: int) -> int:
    """The bytes of a process in which memory shared with others counts in proportion; 0 where it
    has ended.
    """
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _highest(process: int) -> int:
    """The most that a process has held so far, in bytes; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
