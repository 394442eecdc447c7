"""Builds in processes of their own, and who is still there after them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from prepress.building.build import BuildRequest, Report, build
from prepress.project.project import Project

_LONGEST_S = 60.0


def until(condition: Callable[[], object], what: str, within: float = _LONGEST_S) -> None:
    """Wait for `condition`; AssertionError, saying `what` did not happen, where it does not come in
    time.
    """
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, f"{what}: not within {within:g} s"
        time.sleep(0.002)


def living(session: int) -> list[int]:
    """The processes of `session` that run; those that are dead and only not yet fetched do not
    count.
    """
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                words = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            except OSError:
                continue
            if int(words[3]) == session and words[0] not in "ZX":
                found.append(int(folder.name))
    return found


def await_end(session: int, within: float = 5.0) -> None:
    """Wait until no process of `session` runs any more."""
    until(lambda: not living(session), f"processes {living(session)} ended", within)


@dataclass(frozen=True)
class Away:
    """A build in a process copied from this one, the leader of its own session, with `temp` for
    temporary files.
    """

    process: Any
    ear: Connection

    @classmethod
    def begun(cls, project: Project, request: BuildRequest, temp: Path) -> Away:
        """Begin to build."""
        temp.mkdir(exist_ok=True)
        ear, mouth = Pipe(duplex=False)
        process = get_context("fork").Process(target=_build, args=(mouth, project, request, temp))
        process.start()
        mouth.close()
        return cls(process, ear)

    @property
    def session(self) -> int:
        """The number of its session, and of its own process."""
        number = self.process.pid
        assert isinstance(number, int)
        return number

    def report(self) -> Report:
        """What it reports at its end."""
        assert self.ear.poll(_LONGEST_S), "the build hangs"
        report = self.ear.recv()
        self.process.join()
        self.ear.close()
        assert isinstance(report, Report)
        return report

    def killed(self, *, alone: bool = False) -> None:
        """End it at once with all its workers, or `alone`."""
        (os.kill if alone else _kill_all)(self.session, signal.SIGKILL)
        self.process.join()
        self.ear.close()


def _kill_all(leader: int, number: int) -> None:
    try:
        os.killpg(leader, number)
    except ProcessLookupError:  # it has not yet made its group
        os.kill(leader, number)


def _build(mouth: Connection, project: Project, request: BuildRequest, temp: Path) -> None:
    os.setsid()
    tempfile.tempdir = str(temp)
    mouth.send(build(project, request, lambda step: None))


@dataclass(frozen=True)
class Command:
    """The command `makebook` as a process, the leader of its own session."""

    process: subprocess.Popen[str]

    @classmethod
    def begun(
        cls, folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
    ) -> Command:
        """Begin it in `folder`."""
        command = [sys.executable, str(Path(__file__).parents[1] / "makebook.py"), *arguments]
        pipe = subprocess.PIPE
        return cls(
            subprocess.Popen(
                command, cwd=folder, env={**os.environ, **(environment or {})}, text=True, encoding="utf-8",
                stdout=pipe, stderr=pipe, start_new_session=True,
            )
        )  # fmt: skip

    def interrupted(self) -> None:
        """Ctrl-C, which the terminal sends to the whole group."""
        os.killpg(self.process.pid, signal.SIGINT)

    def ended(self, within: float = _LONGEST_S) -> tuple[int, str, str]:
        """Its exit code, its output and its errors; nobody is left behind. AssertionError where it
        goes on.
        """
        try:
            said, wrong = self.process.communicate(timeout=within)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"makebook goes on after {within:g} s") from None
        finally:
            if self.process.returncode is None:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.communicate()
        await_end(self.process.pid, 1)
        return self.process.returncode, said, wrong


def descendants(process: int) -> list[int]:
    """The living processes that `process` began, and those that they began."""
    begun: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            with suppress(OSError):
                words = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
                if words[0] not in "ZX":
                    begun.setdefault(int(words[1]), []).append(int(folder.name))
    found = begun.get(process, [])
    for each in found:
        found += begun.get(each, [])
    return found
