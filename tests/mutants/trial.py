"""A trial: one mutant in a copy of the project, and the tests that run its line."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutants.covering import PROJECT
from tests.mutants.mutations import Mutation

_LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "output", "artifacts", ".*_cache", ".hypothesis"
)
#: What a mutant's tests may take, in seconds and as a multiple of what they took before, of a
#: processor, and of the clock; and how much memory.
_GRACE_S, _TIMES, _CLOCK_TIMES, _MOST_BYTES = 15, 3, 20, 4 * 1024**3

#: What is imported once for all mutants, since it takes longer than most tests.
_LIBRARIES = (
    "pytest", "xdist.plugin", "anyio.pytest_plugin", "hypothesis", "lxml.html", "markdown",
    "pymdownx.superfences", "jinja2", "yaml", "click", "nh3", "icalendar", "PIL.Image", "pikepdf",
    "pypdfium2", "weasyprint",
)  # fmt: skip

_IMPORTED_BEFORE = "ignore::pytest.PytestAssertRewriteWarning"


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

    def check(self) -> None:
        """Raise RuntimeError where tests fail that no mutant touches."""
        if self._pytest(["tests/mutants"], {}, None) != 0:
            raise RuntimeError("The tests of mutants fail, or pytest does not run.")

    def note_coverage(self, tests: Collection[str]) -> None:
        """Note what `tests` run, for the map."""
        plugin = ["-p", "tests.mutants.covering"]
        self._pytest([*plugin, *tests], {PROJECT: str(self.original)}, None)

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
        self, arguments: Sequence[str], variables: Mapping[str, str], most: float | None
    ) -> int | None:
        """Run tests in a process copied from this one, which has the libraries already."""
        for library in _LIBRARIES:
            import_module(library)
        given = (self.root, arguments, variables, most)
        process = get_context("fork").Process(target=_run_tests, args=given)
        process.start()
        process.join(None if most is None else most * _CLOCK_TIMES)
        if process.is_alive() and process.pid:
            os.killpg(process.pid, signal.SIGKILL)
        process.join()
        return process.exitcode


def _run_tests(
    root: Path, arguments: Sequence[str], variables: Mapping[str, str], most: float | None
) -> None:
    """Run the tests of the project in `root`, and end with pytest's exit code."""
    os.setsid()
    if most is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (int(most), int(most)))
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
    os.chdir(root)
    os.environ.update(variables, PYTHONPATH=str(root), PYTHONDONTWRITEBYTECODE="1")
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(root))
    for name in [each for each in sys.modules if each.partition(".")[0] == "tests"]:
        del sys.modules[name]
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    pytest = import_module("pytest")
    options = ["-q", "-n", "0", "-p", "no:cacheprovider"]
    os._exit(pytest.main([*options, "-W", _IMPORTED_BEFORE, *arguments]))
