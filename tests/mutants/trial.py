"""A trial: one mutant in a copy of the project, and the tests that run its line."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutants.covering import PROJECT
from tests.mutants.mutations import Mutation

_LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "output", "artifacts", ".*_cache", ".hypothesis"
)
#: What a mutant's tests may take, in seconds and as a multiple of what they took before, of a
#: processor, and of the clock; and how much memory.
_GRACE_S, _TIMES, _CLOCK_TIMES, _MOST_BYTES = 15, 3, 5, 4 * 1024**3


@dataclass(frozen=True)
class ProjectCopy:
    """A copy of the project in which modules can be changed."""

    original: Path
    root: Path

    @classmethod
    @contextmanager
    def of(cls, original: Path) -> Iterator[ProjectCopy]:
        """Copy what lies in `original`, for as long as it is needed."""
        with TemporaryDirectory(prefix="mutants-") as folder:
            copy = Path(folder) / "copy"
            shutil.copytree(original, copy, ignore=_LEFT_OUT, symlinks=True)
            yield cls(original, copy)

    def note_coverage(self, tests: Collection[str]) -> None:
        """Note what `tests` run, for the map."""
        self._pytest(["-p", "tests.mutants.covering", *tests], {PROJECT: str(self.original)}, None)

    def is_killed(self, mutation: Mutation, seconds: Mapping[str, float]) -> bool:
        """Whether one of the tests, of which it is known how long they take, fails with a mutant,
        or takes far longer.
        """
        if not seconds:
            return False
        source = mutation.file.read_bytes()
        chosen = self.root.parent / "tests.txt"
        chosen.write_text("\n".join(seconds))
        mutation.file.write_bytes(mutation.applied_to(source))
        most = _GRACE_S + _TIMES * sum(seconds.values())
        try:
            return self._pytest(["-x", f"@{chosen}"], {}, most) != 0
        finally:
            mutation.file.write_bytes(source)

    def _pytest(
        self, arguments: Sequence[str], variables: dict[str, str], most: float | None
    ) -> int:
        command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider"]
        process = subprocess.Popen(
            [*command, *arguments],
            cwd=self.root,
            env=os.environ
            | {"PYTHONPATH": str(self.root), "PYTHONDONTWRITEBYTECODE": "1"}
            | variables,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        if most is not None:
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (int(most), int(most)))
            resource.prlimit(process.pid, resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
        try:
            return process.wait(None if most is None else most * _CLOCK_TIMES)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return process.wait()
