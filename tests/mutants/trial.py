"""A trial: one mutant in a copy of the project, and the tests that run its line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutants.covering import RECORD, WING
from tests.mutants.mutations import Mutation

_LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "output", "__pycache__", ".*_cache", ".hypothesis"
)
#: What a mutant's tests may take, in seconds and as a multiple of what they took before.
_GRACE_S, _TIMES = 60, 5


@dataclass(frozen=True)
class Covered:
    """Which tests run which lines of which file, and how many seconds each takes."""

    lines: Mapping[str, Mapping[str, Sequence[str]]]
    durations: Mapping[str, float]

    def tests_of(self, file: Path, line: int) -> list[str]:
        """The tests that run a line, the quickest first; those that run any of its file where it
        runs when it is imported, and none where it never runs.
        """
        lines = self.lines.get(str(file), {})
        contexts = set(lines.get(str(line), ()))
        if contexts == {""}:
            contexts = {test for tests in lines.values() for test in tests}
        contexts &= self.durations.keys()
        return sorted(contexts, key=self.durations.__getitem__)


@dataclass(frozen=True)
class ProjectCopy:
    """A copy of the project in which modules can be changed."""

    root: Path

    @classmethod
    @contextmanager
    def of(cls, root: Path) -> Iterator[ProjectCopy]:
        """Copy what lies in `root`, for as long as it is needed."""
        with TemporaryDirectory(prefix="mutants-") as folder:
            copy = Path(folder) / "copy"
            shutil.copytree(root, copy, ignore=_LEFT_OUT, symlinks=True)
            yield cls(copy)

    def covered(self, wing: str, tests: Sequence[str]) -> Covered:
        """What `tests` run of a wing."""
        record = self.root.parent / "record.json"
        folders = {WING: str(self.root / "prepress" / wing), RECORD: str(record)}
        self._pytest(["-p", "tests.mutants.covering", *tests], folders, None)
        known = json.loads(record.read_text())
        return Covered(known["lines"], known["durations"])

    def is_killed(self, mutation: Mutation, covered: Covered) -> bool:
        """Whether one of the tests that run the line of a mutant fails, or never ends."""
        tests = covered.tests_of(mutation.file, mutation.line)
        if not tests:
            return False
        source = mutation.file.read_bytes()
        chosen = self.root.parent / "tests.txt"
        chosen.write_text("\n".join(tests))
        most = _GRACE_S + _TIMES * sum(covered.durations[each] for each in tests)
        mutation.file.write_bytes(mutation.applied_to(source))
        try:
            return self._pytest(["-x", f"@{chosen}"], {}, most) != 0
        finally:
            mutation.file.write_bytes(source)

    def _pytest(
        self, arguments: Sequence[str], variables: dict[str, str], timeout: float | None
    ) -> int:
        command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider"]
        environment = os.environ | {"PYTHONPATH": str(self.root), "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            return subprocess.run(
                [*command, *arguments],
                cwd=self.root,
                env=environment | variables,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=timeout,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            return 1
