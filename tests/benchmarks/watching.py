"""Watching: the time from saving one changed word to both files in place, with `makebook watch`
running.
"""

from __future__ import annotations

import itertools
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks import prose
from tests.benchmarks.clock import NotMeasuredError, environment, makebook, peak_of

_POLL_SECONDS = 0.001
_LONGEST_SECONDS = 600
#: Between two edits; it does not count. An author types no faster, and the watcher has come to
#: rest.
_REST_SECONDS = 0.5
_FIRST_WORD = re.compile(r"^[A-Z][a-z-]+(?= )", re.MULTILINE)

_Mark = tuple[int, int, int]


@dataclass(frozen=True)
class Watching:
    """A side that edits `source` while `process` watches, until each of `outputs` is another file
    than before.
    """

    process: subprocess.Popen[bytes]
    source: Path
    outputs: tuple[Path, ...]
    _turns: Iterator[int] = field(default_factory=itertools.count)

    def seconds(self) -> float:
        time.sleep(_REST_SECONDS)
        before = tuple(map(_mark, self.outputs))
        edited = with_first_word(self.source.read_text("utf-8"), prose.word(next(self._turns)))
        begin = time.perf_counter()
        self.source.write_text(edited, "utf-8")
        _await(
            lambda: all(
                _mark(path) not in (None, old)
                for path, old in zip(self.outputs, before, strict=True)
            )
        )
        return time.perf_counter() - begin

    def peak(self) -> int:
        with peak_of(self.process.pid) as peak:
            self.seconds()
        return max(peak)


@contextmanager
def watching(root: Path, source: Path, name: str) -> Iterator[Watching]:
    """`makebook watch` in the project at `root`, from when its first build is in place.

    Raises NotMeasuredError where it ends by itself, as where there is no such command.
    """
    outputs = (root / "output" / f"{name}.pdf", root / "output" / f"{name}.epub")
    command = [str(makebook()), "watch", "-e", "print", "-e", "epub"]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=root, env=environment(), stdout=said, stderr=said)
        try:
            _await(lambda: process.poll() is not None or all(path.exists() for path in outputs))
            if process.returncode is not None:
                said.seek(0)
                lines = said.read().decode(errors="replace").strip().splitlines()
                raise NotMeasuredError(
                    f"“makebook watch” ended: {lines[-1] if lines else process.returncode}"
                )
            yield Watching(process, source, outputs)
        finally:
            process.terminate()
            process.wait()


def with_first_word(text: str, word: str) -> str:
    """The text with another first word in its first paragraph."""
    return _FIRST_WORD.sub(word, text, count=1)


def _mark(path: Path) -> _Mark | None:
    """What tells a file from the one that was in its place before; None while there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def _await(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _LONGEST_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise NotMeasuredError(
                f"“makebook watch” brought no new files within {_LONGEST_SECONDS} seconds."
            )
        time.sleep(_POLL_SECONDS)
