"""Tasks are carried out the same by any number of workers, which leave nothing behind."""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from prepress.building.plan import Task
from prepress.building.task_queue import InterruptedBuild, TaskQueue
from prepress.building.workers import ThisProcess, WorkerPool, Workers, workers_for
from prepress.errors import MachineError, SourceError
from prepress.files import temporary_folders
from tests.processes import descendants, until

SIZES = [1, 2, 3]


@pytest.fixture(autouse=True)
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that nobody else uses."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(
        "prepress.files.temporary_folders._own_folder",
        cache(temporary_folders._own_folder.__wrapped__),
    )
    return folder


Start = Callable[..., TaskQueue]


@pytest.fixture
def start() -> Iterator[Start]:
    """Queues with so many workers, which are ended at the end."""
    with ExitStack() as stack:

        def begin(jobs: int, *, said: list[str] | None = None, **options: Any) -> TaskQueue:
            workers = stack.enter_context(workers_for(jobs, **options))
            return TaskQueue(workers, jobs, said.append if said is not None else lambda step: None)

        yield begin


def square(number: int) -> int:
    return number * number


def process() -> int:
    return os.getpid()


def refuse() -> None:
    raise SourceError("It is broken.", "Mend it.", "1.md")


def stumble(error: type[Exception]) -> None:
    raise error("a bug")


class AwkwardError(Exception):
    """An error that cannot be made again from its arguments, as some libraries have them."""

    def __init__(self, what: str, line: int = 0, *, required: bool = True) -> None:
        super().__init__(what, line, required, self)


class StubbornError(Exception):
    def __init__(self, what: str) -> None:
        super().__init__()
        self.what = what
        self.line: Callable[[], None] = lambda: None

    def __str__(self) -> str:
        return self.what


def die() -> None:
    time.sleep(0.1)  # the pool hears that the task has begun; else it cannot say how it ended
    os.kill(os.getpid(), signal.SIGKILL)


def say_and_sleep(file: Path, seconds: float = 60) -> int:
    file.write_text(str(os.getpid()))
    time.sleep(seconds)
    return os.getpid()


def where_temporary_files_go() -> str:
    return tempfile.gettempdir()


class Slow(ThisProcess):
    """Begins tasks, and ends none."""

    begun = 0

    def submit(self, *arguments: Any, **options: Any) -> Future[Any]:
        self.begun += 1
        return Future()


def begun_of(texts: int, editions: int, jobs: int) -> int:
    """How many of so many tasks are begun at once."""
    workers = Workers(Slow(), Slow())
    queue = TaskQueue(workers, jobs, lambda step: None)
    queue.add(*(task(square, number) for number in range(editions)))
    queue.add(*(task(square, number, sets_text=True) for number in range(texts)))
    return sum(each.begun for each in (workers.texts, workers.editions) if isinstance(each, Slow))


def task(
    function: Callable[..., Any], *arguments: Any, name: str = "tiny", sets_text: bool = False
) -> Task:
    return Task(name, f"{name} {arguments}", function, arguments, None if sets_text else "print")


def results(queue: TaskQueue) -> list[Any]:
    return [result for _, result in queue.results()]


def number_in(file: Path) -> int:
    until(lambda: file.exists() and file.read_text(), "the task has begun")
    return int(file.read_text())


def runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("jobs", SIZES)
def test_results_are_the_same_with_any_number_of_workers(start: Start, jobs: int) -> None:
    said: list[str] = []
    queue = start(jobs, said=said)
    queue.add(*(task(square, number, sets_text=number == 3) for number in range(6)))
    assert sorted(results(queue)) == [0, 1, 4, 9, 16, 25]
    assert sorted(said) == [f"tiny ({number},)" for number in range(6)]


@pytest.mark.parametrize("jobs", SIZES)
def test_tasks_that_follow_are_done_before_the_results_end(start: Start, jobs: int) -> None:
    queue = start(jobs)
    queue.add(task(square, 1))
    seen = []
    for done, result in queue.results():
        seen.append(result)
        if result < 5:
            queue.add(task(square, done.arguments[0] + 1))
    assert seen == [1, 4, 9]


def test_tasks_that_follow_come_before_those_that_wait(start: Start) -> None:
    queue = start(1)
    queue.add(task(square, 1), task(square, 2))
    seen = []
    for _, result in queue.results():
        seen.append(result)
        if result == 1:
            queue.add(task(square, 3), task(square, 4))
    assert seen == [1, 9, 16, 4]


def test_text_is_set_while_editions_are_made(start: Start, tmp_path: Path) -> None:
    queue = start(1, are_kept=True)
    queue.add(
        task(say_and_sleep, tmp_path / "edition"),
        task(say_and_sleep, tmp_path / "text", sets_text=True),
    )
    assert number_in(tmp_path / "edition") != number_in(tmp_path / "text")


def test_many_texts_are_set_at_once_and_few_by_one_who_sets_texts() -> None:
    assert begun_of(texts=40, editions=0, jobs=16) == 16
    assert begun_of(texts=2, editions=0, jobs=16) == 1
    assert begun_of(texts=40, editions=15, jobs=16) == 17
    assert begun_of(texts=40, editions=40, jobs=16) == 17


def test_no_more_editions_are_made_at_once_than_was_asked_for() -> None:
    slow = Slow()
    queue = TaskQueue(Workers(slow, slow), 2, lambda step: None)
    queue.add(*(task(square, number) for number in range(5)))
    assert slow.begun == 2


def note(file: Path, seconds: float = 0) -> None:
    with file.open("a") as notes:
        notes.write(f"{os.getpid()}\n")
    time.sleep(seconds)


def ahead(function: Callable[..., Any], *arguments: Any) -> Task:
    return Task("tiny", "", function, arguments, "epub", ahead=True)


def test_worker_goes_on_with_its_edition_and_another_makes_what_it_has_prepared(
    start: Start, tmp_path: Path
) -> None:
    queue = start(2)
    laid_out, prepared, made = (tmp_path / name for name in ("laid out", "prepared", "made"))
    queue.add(task(note_after, laid_out, prepared), ahead(note, prepared))
    for done, _ in queue.results():
        if done.function is note_after:
            queue.add(task(note, laid_out, 0.3), Task("tiny", "", note, (made,), "epub"))
    assert len({*laid_out.read_text().split()}) == 1
    assert prepared.read_text() == made.read_text() != laid_out.read_text()


def note_after(file: Path, other: Path) -> None:
    until(lambda: other.exists() and other.read_text(), f"{other.name} is there")
    time.sleep(0.1)
    note(file)


@pytest.mark.parametrize("jobs", SIZES)
def test_nothing_is_prepared_while_there_is_other_work_or_in_vain(
    start: Start, tmp_path: Path, jobs: int
) -> None:
    queue = start(jobs)
    notes = tmp_path / "notes"
    queue.add(ahead(note, notes), *(task(square, number) for number in range(8)))
    seen = []
    for _, result in queue.results():
        seen.append(result)
        if len(seen) == 1:
            queue.add(Task("tiny", "", square, (9,), "epub"))
    assert len(seen) == 9
    assert not notes.exists()


def test_failure_of_what_is_done_ahead_is_left_to_those_who_make_it(start: Start) -> None:
    queue = start(3)
    queue.add(task(time.sleep, 0.1), ahead(stumble, ZeroDivisionError), ahead(die))
    assert results(queue) == [None]


@pytest.mark.parametrize("jobs", SIZES)
def test_known_error_is_a_result(start: Start, jobs: int) -> None:
    queue = start(jobs)
    queue.add(task(refuse), task(square, 2))
    assert sorted(map(str, results(queue))) == ["1.md: It is broken. Mend it.", "4"]


@pytest.mark.parametrize("jobs", SIZES)
@pytest.mark.parametrize("error", [ZeroDivisionError, OSError, EOFError, BrokenPipeError])
def test_bug_keeps_its_kind_and_its_traceback(
    start: Start, jobs: int, error: type[Exception]
) -> None:
    queue = start(jobs)
    queue.add(task(stumble, error))
    with pytest.raises(error) as raised:
        results(queue)
    shown = "".join(traceback.format_exception(raised.value))
    assert "in stumble" in shown
    assert f"{error.__name__}: a bug" in shown


@pytest.mark.parametrize("error", [AwkwardError, StubbornError])
def test_bug_that_cannot_travel_keeps_its_words_and_its_traceback(
    start: Start, error: type[Exception]
) -> None:
    queue = start(2)
    queue.add(task(stumble, error))
    with pytest.raises(RuntimeError, match=f"{error.__name__}.*a bug") as raised:
        results(queue)
    assert "in stumble" in "".join(traceback.format_exception(raised.value))


@pytest.mark.parametrize("jobs", SIZES)
def test_temporary_files_are_in_a_folder_of_their_own(start: Start, temp: Path, jobs: int) -> None:
    queue = start(jobs)
    queue.add(task(where_temporary_files_go))
    (folder,) = results(queue)
    assert Path(folder).parent == temp
    assert Path(folder).name.startswith(f"makebook-{os.getpid()}-")
    assert tempfile.tempdir == str(temp)


@pytest.mark.parametrize("room", ["gone", "a file"])
@pytest.mark.parametrize("jobs", SIZES)
def test_no_place_for_temporary_files_is_a_known_error(
    start: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, jobs: int, room: str
) -> None:
    (tmp_path / "a file").touch()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / room))
    with pytest.raises(MachineError, match="no place for temporary files"):
        start(jobs).add(task(square, 1))


def test_dead_worker_is_a_known_error_and_the_others_go_on(start: Start) -> None:
    queue = start(2)
    queue.add(task(die, name="dies"), *(task(square, number) for number in range(4)))
    found = {(done.publication, str(result)) for done, result in queue.results()}
    died = (
        "dies: The process that made it died (SIGKILL). Free some memory, or build with --jobs 1."
    )
    assert found == {("dies", died), *(("tiny", str(number * number)) for number in range(4))}
    queue.add(task(square, 3))
    assert results(queue) == [9]


def test_worker_that_died_idle_is_replaced(start: Start) -> None:
    queue = start(2)
    queue.add(task(process))
    (first,) = results(queue)
    os.kill(first, signal.SIGKILL)
    until(lambda: not runs(first), "it is dead")
    time.sleep(0.1)  # the pool looks after its workers now and then
    queue.add(task(process))
    (second,) = results(queue)
    assert isinstance(second, int)
    assert second != first


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc who is there")
@pytest.mark.parametrize("seed", range(4))
def test_worker_killed_at_any_moment_hangs_nothing(start: Start, seed: int) -> None:
    moments = random.Random(seed)
    queue = start(2)
    for _ in range(30):
        queue.add(*(task(say_little, 200_000) for _ in range(6)))
        time.sleep(moments.uniform(0, 0.03))
        if workers := descendants(os.getpid()):
            with suppress(ProcessLookupError):  # its work may just be done
                os.kill(moments.choice(workers), signal.SIGKILL)
        found = results(queue)
        assert len(found) == 6
        assert {type(result) for result in found} <= {bytes, MachineError}
        assert sum(isinstance(result, MachineError) for result in found) <= 1


def say_little(size: int) -> bytes:
    time.sleep(0.002)
    return bytes(size)


def test_task_that_takes_too_long_is_a_known_error_and_the_next_one_is_done(tmp_path: Path) -> None:
    pool = WorkerPool(1, tmp_path, time_limit_s=0.2)
    try:
        queue = TaskQueue(Workers(pool, pool), 1, lambda step: None)
        queue.add(task(say_and_sleep, tmp_path / "number"), task(square, 2))
        late, result = results(queue)
        assert isinstance(late, MachineError)
        assert str(late).startswith("tiny: It was not made within the time")
        assert result == 4
        assert not runs(number_in(tmp_path / "number"))
    finally:
        pool.shutdown(cancel_futures=True)


def interrupted(queue: TaskQueue) -> TaskQueue:
    """The queue's workers with a build that is interrupted at once."""
    interruption: Future[None] = Future()
    interruption.set_result(None)
    return TaskQueue(queue.workers, 2, lambda step: None, interruption)


def test_interruption_ends_slow_tasks_and_keeps_the_workers_of_quick_ones(
    start: Start, tmp_path: Path
) -> None:
    queue = interrupted(start(2))
    queue.add(
        task(say_and_sleep, tmp_path / "slow"),
        task(say_and_sleep, tmp_path / "quick", 0.1),
        task(say_and_sleep, tmp_path / "never begun"),
    )
    slow, quick = number_in(tmp_path / "slow"), number_in(tmp_path / "quick")
    begin = time.monotonic()
    with pytest.raises(InterruptedBuild):
        results(queue)
    assert time.monotonic() - begin < 2
    until(lambda: not runs(slow), "the slow worker has ended", 2)
    again = TaskQueue(queue.workers, 2, lambda step: None)
    again.add(task(say_and_sleep, tmp_path / "a", 0.2), task(say_and_sleep, tmp_path / "b", 0.2))
    processes = results(again)
    assert len({*processes}) == 2
    assert quick in processes
    assert slow not in processes
    assert not (tmp_path / "never begun").exists()


def test_bug_in_a_task_that_was_interrupted_is_passed_over(start: Start) -> None:
    queue = interrupted(start(2))
    queue.add(task(stumble, ZeroDivisionError), task(stumble, ZeroDivisionError))
    with pytest.raises(InterruptedBuild):
        results(queue)
    again = TaskQueue(queue.workers, 2, lambda step: None)
    again.add(task(square, 3))
    assert results(again) == [9]


@pytest.mark.skipif(sys.platform != "linux", reason="asks whether a process is there")
@pytest.mark.parametrize("leave", [None, KeyboardInterrupt, ValueError])
def test_ended_workers_leave_no_process_and_no_temporary_folder(
    temp: Path, tmp_path: Path, leave: type[BaseException] | None
) -> None:
    numbers: list[int] = []

    def work() -> None:
        with workers_for(2) as workers:
            queue = TaskQueue(workers, 2, lambda step: None)
            queue.add(
                *(task(say_and_sleep, tmp_path / name) for name in "ab"),
                task(square, 1, sets_text=True),
            )
            numbers.extend(number_in(tmp_path / name) for name in "ab")
            assert len(list(temp.iterdir())) == 1
            if leave:
                raise leave

    if leave:
        with pytest.raises(leave):
            work()
    else:
        work()
    assert list(temp.iterdir()) == []
    assert not any(map(runs, numbers))


def test_pool_that_is_shut_down_finishes_what_it_was_given(tmp_path: Path) -> None:
    pool = WorkerPool(2, tmp_path)
    futures = [pool.submit(square, number) for number in range(5)]
    pool.shutdown()
    assert [future.result(0) for future in futures] == [0, 1, 4, 9, 16]


def test_any_executor_will_do() -> None:
    with ThreadPoolExecutor(3) as threads:
        executors: list[Executor] = [threads, ThisProcess()]
        for executor in executors:
            queue = TaskQueue(Workers(executor, executor), 3, lambda step: None)
            queue.add(task(refuse), *(task(square, number) for number in range(3)))
            assert sorted(map(str, results(queue))) == [
                "0",
                "1",
                "1.md: It is broken. Mend it.",
                "4",
            ]


def tell_and_wait(tell: Callable[[str], None]) -> None:
    tell("chapter 1 of 2")
    time.sleep(0.8)  # somebody looks twice a second
    tell("chapter 2 of 2")
    time.sleep(0.8)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_worker_is_at_is_told_as_it_goes(start: Start, jobs: int) -> None:
    said: list[str] = []
    queue = start(jobs, said=said)
    queue.add(replace(task(tell_and_wait), tells=True))
    results(queue)
    assert said == ["tiny ()", "tiny (): chapter 1 of 2", "tiny (): chapter 2 of 2"]
