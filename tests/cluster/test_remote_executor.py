"""Any executor does the tasks of a build, on this disk or away from it, with the same bytes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from prepress import BuildRequest, Project, RemoteExecutor, Report, Workers, build
from prepress.building.budgets import Budget
from prepress.building.plan import Task
from prepress.building.task_queue import TaskQueue
from prepress.building.workers import ThisProcess
from prepress.cluster.remote_task import Died, OtherVersions, RemoteTask
from prepress.cluster.task_server import TaskServer
from prepress.cluster.versions import versions
from prepress.errors import ClusterError, MachineError, SourceError
from prepress.project.engines import engines
from tests.processes import descendants, until
from tests.shelf import SQUARE, Shelf

HANDOUT = {
    "1.md": "# Sleep\n\nGo to bed when you are tired.\n\n![A square](a.svg)\n",
    "a.svg": SQUARE,
}
METADATA = "title: Sleep\nlang: en\neditions: {print: {}, epub: {}, web: {}}\n"


@pytest.fixture
def project(shelf: Shelf, tmp_path: Path) -> Project:
    """A project that is reached by a link."""
    shelf.add(HANDOUT, metadata=METADATA)
    link = tmp_path / "link"
    link.symlink_to(shelf.root)
    return Project.find(link)


def built_by(project: Project, executor: Executor) -> Report:
    return build(project, BuildRequest(jobs=2), workers=Workers(executor, executor))


def files_in(output: Path) -> dict[str, bytes]:
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file() and path.suffix != ".times"
    }


def one_thread() -> Executor:
    return ThreadPoolExecutor(1)


def two_processes() -> Executor:
    return ProcessPoolExecutor(2, get_context("fork"))


@pytest.mark.parametrize(
    ("begin", "is_away"), [(one_thread, False), (two_processes, False), (two_processes, True)]
)
def test_any_executor_makes_the_same_bytes(
    project: Project, tmp_path: Path, begin: Callable[[], Executor], is_away: bool
) -> None:
    here = project.writing_to(tmp_path / "here")
    assert built_by(here, ThisProcess()).failures == ()
    there = project.writing_to(tmp_path / "there")
    with begin() as executor:
        used = RemoteExecutor(executor, there) if is_away else executor
        assert built_by(there, used).failures == ()
    assert files_in(there.output) == files_in(here.output)
    assert not any(edition.why for edition in build(there, BuildRequest()).built)


def sleep_long(_file: Path) -> None:
    time.sleep(60)


def fill_memory(_file: Path) -> None:
    bytes(600_000_000)


def die(_file: Path) -> None:
    time.sleep(0.1)  # the pool hears that the task has begun; else it cannot say how it ended
    os.kill(os.getpid(), signal.SIGKILL)


def refuse(file: Path) -> None:
    raise SourceError(f"There is nothing in {file}.", "Write.", file)


@pytest.mark.parametrize(
    ("function", "seconds", "said"),
    [
        (sleep_long, 0.5, "tiny: A task took longer than the 0.5 s"),
        (fill_memory, 60, "tiny: A task took more memory than the 400 MB"),
        (die, 60, "tiny: The process that made it died (SIGKILL)"),
        (refuse, 60, "{file}: There is nothing in {file}."),
    ],
)
def test_what_stops_a_task_elsewhere_is_said_as_here(
    project: Project, function: Callable[[Path], None], seconds: float, said: str
) -> None:
    file = project.sources / "tiny" / "1.md"
    budget = Budget(seconds, 400_000_000)
    with ThreadPoolExecutor(1) as thread:
        executor = RemoteExecutor(thread, project)
        queue = TaskQueue(Workers(executor, executor), 1, lambda step: None)
        queue.add(Task("tiny", "tiny: a task", function, (file,), budget=budget))
        ((_, failure),) = queue.results()
    assert isinstance(failure, SourceError | MachineError)
    assert said.format(file=file) in str(failure)


def moment() -> tuple[str | None, str]:
    return os.environ.get("SOURCE_DATE_EPOCH"), engines()["date SOURCE_DATE_EPOCH"]


def test_moment_is_that_of_here(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with ThreadPoolExecutor(1) as thread:
        executor = RemoteExecutor(thread, project)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        assert executor.submit(moment).result(20) == ("1700000000", "1700000000")
        monkeypatch.delenv("SOURCE_DATE_EPOCH")
        assert executor.submit(moment).result(20) == (None, "")


class Saving(ThreadPoolExecutor):
    """Before anything is done, somebody saves the `file`."""

    def __init__(self, file: Path) -> None:
        super().__init__(1)
        self.file = file

    def submit(self, *given: Any, **named: Any) -> Future[Any]:
        self.file.write_text("# Saved\n\nGo to bed.\n")
        return super().submit(*given, **named)


def test_file_that_changes_before_it_is_sent_is_read_again(project: Project) -> None:
    (project.sources / "tiny" / "1.md").write_text("# Unsent\n")
    with Saving(project.sources / "tiny" / "1.md") as saving:
        assert built_by(project, RemoteExecutor(saving, project)).failures == ()
    assert b"Saved" in (project.output / "tiny.html").read_bytes()
    assert not any(edition.why for edition in build(project, BuildRequest()).built)


class Other(Executor):
    """A worker with other versions."""

    def submit(self, *given: Any, **named: Any) -> Future[Any]:
        answer: Future[Any] = Future()
        older = {**versions(), "weasyprint": "1.0", "pango": "2.0"}
        answer.set_result(OtherVersions("tcp://far:1", older))
        return answer


def test_worker_with_other_versions_is_named(project: Project) -> None:
    with pytest.raises(
        ClusterError, match=r"^The worker tcp://far:1 would make other bytes: "
    ) as told:
        built_by(project, RemoteExecutor(Other(), project))
    assert "; weasyprint is 1.0, and" in str(told.value)


def test_task_for_a_server_that_has_ended_is_not_waited_for(tmp_path: Path) -> None:
    before = descendants(os.getpid())
    server = TaskServer(str(tmp_path))
    for process in {*descendants(os.getpid())}.difference(before):
        os.kill(process, signal.SIGKILL)
    until(lambda: server.is_over, "its end was noticed")
    _, outcome = server.begin(RemoteTask(b"", "", None, "", None), [], "one")
    assert outcome.result(5) == Died(None)
