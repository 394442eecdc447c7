"""Workers on other machines make the same bytes as at home, of nothing but what is sent to them."""

from __future__ import annotations

import copyreg
import os
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from makebook import main
from prepress.building.build import BuildRequest, build
from prepress.building.task_executor import TaskExecutor
from prepress.building.workers import ThisProcess
from prepress.cluster.dask_workers import dask_workers
from prepress.cluster.remote_executor import RemoteExecutor
from prepress.editions import EDITIONS
from prepress.errors import ClusterError, MachineError, UsageError
from prepress.project.project import Project
from tests.cluster.dask_processes import DaskProcesses
from tests.processes import until
from tests.shelf import SQUARE, Shelf

HANDOUT = "# Sleep\n\nGo to bed when you are tired.\n\n![A square](a.svg)\n"
BOOK = {"1.md": "# One\n\nSee [two](2.md).\n", "2.md": "# Two\n\nA fact.[^a]\n\n[^a]: A source.\n"}
DECLARED = (
    "title: Sleep\nlang: en\nauthor: A\ncontact: {name: A clinic, crisis: Call 112.}\neditions:\n"
    + "".join(f"  {name}: {{}}\n" for name in EDITIONS)
)


@pytest.fixture(scope="module", autouse=True)
def errors_travel_as_before() -> Iterator[None]:
    """Dask has every error that there is travel in its own way, in the whole process."""
    before = {**copyreg.dispatch_table}
    yield
    copyreg.dispatch_table.clear()
    copyreg.dispatch_table.update(before)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--executor", "dask"], "No scheduler is named."),
        (["--scheduler", "foo"], "“foo” is not the address of a scheduler."),
        (["--scheduler", "tls://far:8786"], "Dask's configuration names none."),
    ],
)
def test_scheduler_that_cannot_be_one_is_refused(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, options: list[str], said: str
) -> None:
    monkeypatch.chdir(shelf.add({"1.md": HANDOUT, "a.svg": SQUARE}).root)
    done = CliRunner().invoke(main, ["build", *options])
    assert done.exit_code == 2
    assert said in done.stderr


def test_dask_that_is_missing_is_named(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    project = shelf.add({"1.md": HANDOUT, "a.svg": SQUARE}).project
    with pytest.raises(MachineError, match=r"Install makebook\[cluster\]"):
        build(project, BuildRequest(executor="dask", scheduler="tcp://far:8786"))


def test_file_by_itself_is_not_sent(tmp_path: Path) -> None:
    project = Project(tmp_path, tmp_path, only=tmp_path / "sleep.md")
    with pytest.raises(UsageError, match="A file by itself cannot be sent"):
        RemoteExecutor(ThisProcess(), project)


class Deserted:
    """A client whose scheduler has no workers."""

    def nthreads(self) -> dict[str, int]:
        return {}


def test_scheduler_without_workers_is_an_error_in_time(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prepress.cluster.dask_executor import DaskExecutor

    executor = DaskExecutor(Deserted(), project)
    executor.fail_lost_tasks()
    later = time.monotonic() + 61
    monkeypatch.setattr(time, "monotonic", lambda: later)
    with pytest.raises(ClusterError, match="The scheduler has no workers"):
        executor.fail_lost_tasks()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def cluster(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskProcesses]:
    processes = DaskProcesses.begun(tmp_path_factory.mktemp("cluster"), home)
    yield processes
    processes.end()


@pytest.fixture(scope="module")
def project(home: Path) -> Project:
    shelf = Shelf(home).add({"1.md": HANDOUT, "a.svg": SQUARE}, "sleep", DECLARED)
    book = "title: Book\nlang: en\nlayout: book\neditions: {print: {}, epub: {}, web: {}}\n"
    return shelf.add(BOOK, "book", book).project


@pytest.fixture
def executor(cluster: DaskProcesses, project: Project) -> Iterator[TaskExecutor]:
    with dask_workers(project, cluster.address, slow_s=0.3) as workers:
        assert isinstance(workers.editions, TaskExecutor)
        yield workers.editions


def files_in(output: Path) -> dict[str, bytes]:
    """What was built there, and the records of it, but for how long it took."""
    files = [path for path in output.rglob("*") if path.is_file()]
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in files
        if path.suffix != ".times"
    }


def say_and_sleep(file: Path) -> None:
    file.write_text(str(os.getpid()))
    time.sleep(60)


def hang_once(file: Path) -> str:
    """Hang for who is the first to come here."""
    try:
        file.touch(exist_ok=False)
    except FileExistsError:
        return "done"
    time.sleep(60)
    return "late"


def read(file: str) -> str:
    return Path(file).read_text()


def ends(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return True
    return False


def test_worker_with_another_makebook_is_named(
    cluster: DaskProcesses, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prepress.cluster.dask_workers.__version__", "9.0")
    with (
        pytest.raises(
            ClusterError, match=r"The (worker tcp://\S+|scheduler) has 0\S+ makebook, and this"
        ),
        dask_workers(project, cluster.address),
    ):
        pass


def test_cancelled_task_ends_on_its_worker(executor: TaskExecutor, tmp_path: Path) -> None:
    file = tmp_path / "number"
    future = executor.submit(say_and_sleep, file)
    until(lambda: file.exists() and file.read_text(), "it has begun")
    future.cancel()
    until(lambda: ends(int(file.read_text())), "it has ended", 5)


def test_worker_without_work_tries_what_takes_too_long(
    executor: TaskExecutor, tmp_path: Path
) -> None:
    future = executor.submit(hang_once, tmp_path / "mark")
    assert result_of(future, executor) == "done"
    assert executor.room(0) == 1  # who is slow gets nothing more


def result_of(future: Future[Any], executor: TaskExecutor) -> Any:
    """The result of a task whose queue looks after it now and then."""

    def looked_after() -> bool:
        executor.fail_lost_tasks()
        time.sleep(0.05)
        return future.done()

    until(looked_after, "it is done", 20)
    return future.result()


def test_same_bytes_though_a_worker_is_killed_in_the_middle(
    cluster: DaskProcesses, project: Project, tmp_path: Path
) -> None:
    at_home = project.writing_to(tmp_path / "home")
    assert build(at_home, BuildRequest()).exit_code == 0
    away = project.writing_to(tmp_path / "away")

    def kill(step: str) -> None:
        if "making the web edition" in step:
            cluster.workers[0].send_signal(signal.SIGKILL)

    request = BuildRequest(executor="dask", scheduler=cluster.address)
    report = build(away, request, kill)
    assert report.failures == ()
    assert cluster.workers[0].wait() == -signal.SIGKILL
    assert files_in(away.output) == files_in(at_home.output)
    assert not any(built.why for built in build(away, BuildRequest()).built)
    assert not cluster.notes.exists()


def test_look_at_the_project_would_be_noted(
    cluster: DaskProcesses, executor: TaskExecutor, project: Project
) -> None:
    file = str(project.sources / "sleep" / "1.md")
    assert executor.submit(read, file).result(20) == HANDOUT
    assert cluster.notes.read_text() == f"{file}\n"


def test_lost_scheduler_is_one_error(
    cluster: DaskProcesses, project: Project, tmp_path: Path
) -> None:
    with dask_workers(project, cluster.address) as workers:
        future = workers.editions.submit(say_and_sleep, tmp_path / "number")
        until((tmp_path / "number").exists, "it has begun")
        cluster.scheduler.send_signal(signal.SIGKILL)
        with pytest.raises(ClusterError, match="The scheduler is there no more"):
            future.result(20)
