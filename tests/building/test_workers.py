"""A crew carries out tasks the same with any number of hands, and leaves nothing behind."""

from __future__ import annotations

import errno
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from functools import cache
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

import pytest

from prepress.building.tasks import Desk, Task
from prepress.building.workers import Crew, InterruptedBuild, crew_of
from prepress.errors import MachineError, SourceError
from prepress.files import temporary_folders
from tests.processes import until

SIZES = [0, 1, 2]


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


@pytest.fixture
def hired() -> Iterator[Callable[..., Crew]]:
    """Crews, dismissed at the end."""
    crews: list[Crew] = []

    def hire(*arguments: Any, **options: Any) -> Crew:
        crews.append(Crew(*arguments, **options))
        return crews[-1]

    yield hire
    for crew in crews:
        crew.dismissed()


def square(desk: Desk, number: int) -> int:
    desk.progress(f"square {number}")
    return number * number


def process(desk: Desk) -> int:
    return os.getpid()


def refuse(desk: Desk) -> None:
    raise SourceError("It is broken.", "Mend it.", "1.md")


def stumble(desk: Desk, error: type[Exception]) -> None:
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


def run_out_of_room(desk: Desk) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def tell(desk: Desk, topic: str, value: object) -> None:
    desk.tell(topic, value)


def ask(desk: Desk, topic: str) -> Any:
    return desk.ask(topic)


def await_file(desk: Desk, file: Path) -> str:
    until(file.exists, f"{file.name} is there")
    return "done"


def tell_when(desk: Desk, file: Path, topic: str, value: object) -> None:
    await_file(desk, file)
    desk.tell(topic, value)


def say_and_die(desk: Desk, file: Path) -> None:
    file.touch()
    os.kill(os.getpid(), signal.SIGKILL)


def say_and_sleep(desk: Desk, file: Path) -> None:
    file.write_text(str(os.getpid()))
    time.sleep(60)


def ask_in(desk: Desk, file: Path, topic: str) -> Any:
    file.write_text(str(os.getpid()))
    return desk.ask(topic)


def task(
    work: Callable[..., Any],
    *arguments: Any,
    topic: str = "",
    light: bool = False,
    owner: str = "tiny",
) -> Task:
    return Task(owner, work, arguments, topic, light)


def number_in(file: Path) -> int:
    until(lambda: file.exists() and file.read_text(), "the task has begun")
    return int(file.read_text())


@pytest.mark.parametrize("size", SIZES)
def test_results_are_the_same_with_any_number_of_hands(
    hired: Callable[..., Crew], size: int
) -> None:
    said: list[str] = []
    crew = hired(size, said.append)
    crew.give(*(task(square, number, light=number == 3) for number in range(6)))
    assert sorted(result for _, result in crew.results()) == [0, 1, 4, 9, 16, 25]
    assert sorted(said) == [f"square {number}" for number in range(6)]


@pytest.mark.parametrize("size", SIZES)
def test_tasks_that_follow_are_done_before_the_results_end(
    hired: Callable[..., Crew], size: int
) -> None:
    crew = hired(size)
    crew.give(task(square, 1))
    seen = []
    for done, result in crew.results():
        seen.append(result)
        if result < 5:
            crew.give(task(square, done.arguments[0] + 1))
    assert seen == [1, 4, 9]


@pytest.mark.parametrize("size", SIZES)
def test_known_error_is_a_result(hired: Callable[..., Crew], size: int) -> None:
    crew = hired(size)
    crew.give(task(refuse), task(square, 2))
    results = [result for _, result in crew.results()]
    assert sorted(map(str, results)) == ["1.md: It is broken. Mend it.", "4"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("error", [ZeroDivisionError, OSError, EOFError, BrokenPipeError])
def test_bug_keeps_its_kind_and_its_traceback(
    hired: Callable[..., Crew], size: int, error: type[Exception]
) -> None:
    crew = hired(size)
    crew.give(task(stumble, error))
    with pytest.raises(error) as raised:
        list(crew.results())
    shown = "".join(traceback.format_exception(raised.value))
    assert "in stumble" in shown
    assert f"{error.__name__}: a bug" in shown


@pytest.mark.parametrize("error", [AwkwardError, StubbornError])
def test_bug_that_cannot_travel_keeps_its_words_and_its_traceback(
    hired: Callable[..., Crew], error: type[Exception]
) -> None:
    crew = hired(1)
    crew.give(task(stumble, error))
    with pytest.raises(RuntimeError, match=f"{error.__name__}.*a bug") as raised:
        list(crew.results())
    shown = "".join(traceback.format_exception(raised.value))
    assert "in stumble" in shown


@pytest.mark.parametrize("size", SIZES)
def test_full_disk_for_temporary_files_is_a_known_error(
    hired: Callable[..., Crew], size: int
) -> None:
    crew = hired(size)
    crew.give(task(run_out_of_room))
    ((_, result),) = crew.results()
    assert isinstance(result, MachineError)
    assert str(result).startswith("tiny: The disk is full")
    assert "TMPDIR" in result.remedy


@pytest.mark.parametrize("size", SIZES)
def test_temporary_files_are_in_a_scratch_folder(
    hired: Callable[..., Crew], temp: Path, size: int
) -> None:
    crew = hired(size)
    crew.give(Task("tiny", where_temporary_files_go, ()))
    ((_, result),) = crew.results()
    assert Path(result).parent == temp
    assert Path(result).name.startswith(f"makebook-{os.getpid()}-")
    assert tempfile.tempdir == str(temp)


def where_temporary_files_go(desk: Desk) -> str:
    return tempfile.gettempdir()


@pytest.mark.parametrize("room", ["gone", "a file"])
@pytest.mark.parametrize("size", SIZES)
def test_no_place_for_temporary_files_is_a_known_error(
    hired: Callable[..., Crew],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    size: int,
    room: str,
) -> None:
    (tmp_path / "a file").touch()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / room))
    crew = hired(size)
    with pytest.raises(MachineError, match="no place for temporary files"):
        crew.give(task(square, 1))
        list(crew.results())


def test_what_is_told_answers_who_asked_before(hired: Callable[..., Crew], tmp_path: Path) -> None:
    asks = tmp_path / "asks"
    crew = hired(2)
    crew.give(task(tell_when, asks, "pages", [1, 2], topic="pages"), task(ask_in, asks, "pages"))
    assert [result for _, result in crew.results() if result] == [[1, 2]]


def test_what_is_told_answers_who_asks_later(hired: Callable[..., Crew]) -> None:
    crew = hired(1)
    crew.give(task(tell, "pages", [1, 2], topic="pages"), task(ask, "pages"))
    assert [result for _, result in crew.results()] == [None, [1, 2]]


@pytest.mark.parametrize("size", SIZES)
def test_asking_where_nobody_will_tell_gives_none(hired: Callable[..., Crew], size: int) -> None:
    crew = hired(size)
    crew.give(task(ask, "pages"))
    assert [result for _, result in crew.results()] == [None]


@pytest.mark.parametrize("work", [refuse, run_out_of_room])
def test_asking_gives_none_where_who_should_tell_fails(
    hired: Callable[..., Crew], tmp_path: Path, work: Callable[..., Any]
) -> None:
    crew = hired(2)
    crew.give(task(work, topic="pages"), task(ask, "pages", owner="asks"))
    assert {done.owner: result for done, result in crew.results()}["asks"] is None


def test_asking_gives_none_where_who_should_tell_dies(
    hired: Callable[..., Crew], tmp_path: Path
) -> None:
    crew = hired(2)
    crew.give(task(say_and_die, tmp_path / "x", topic="pages"), task(ask, "pages", owner="asks"))
    assert {done.owner: result for done, result in crew.results()}["asks"] is None


def test_what_was_told_in_an_earlier_round_answers_nobody(hired: Callable[..., Crew]) -> None:
    crew = hired(1)
    crew.give(task(tell, "pages", "old", topic="pages"))
    list(crew.results())
    crew.give(task(square, 0, topic="pages"), task(ask, "pages"))
    assert [result for _, result in crew.results()] == [0, None]


def test_dead_hand_is_a_known_error_and_the_others_go_on(
    hired: Callable[..., Crew], tmp_path: Path
) -> None:
    crew = hired(2)
    crew.give(
        task(say_and_die, tmp_path / "x", owner="dies"),
        *(task(square, number) for number in range(4)),
    )
    results = {(done.owner, str(result)) for done, result in crew.results()}
    died = (
        "dies: The process that made it died (SIGKILL). Free some memory, or build with --jobs 1."
    )
    assert results == {("dies", died), *(("tiny", str(number * number)) for number in range(4))}
    crew.give(task(square, 3))
    assert [result for _, result in crew.results()] == [9]


def test_hand_that_died_idle_is_replaced(hired: Callable[..., Crew]) -> None:
    crew = hired(1)
    crew.give(task(process))
    ((_, first),) = crew.results()
    os.kill(first, signal.SIGKILL)
    crew._hands[0].process.join()
    crew.give(task(process))
    ((_, second),) = crew.results()
    assert second != first


def test_hand_that_dies_while_it_waits_for_an_answer_is_a_known_error(
    hired: Callable[..., Crew], tmp_path: Path
) -> None:
    asks, dead = tmp_path / "asks", tmp_path / "dead"
    crew = hired(2)
    crew.give(
        task(tell_when, dead, "pages", 1, topic="pages", owner="tells"),
        task(ask_in, asks, "pages", owner="asks"),
        task(kill_who_asks, asks, dead, light=True, owner="kills"),
    )
    results = {done.owner: result for done, result in crew.results()}
    assert isinstance(results["asks"], MachineError)
    assert results["tells"] is None


def kill_who_asks(desk: Desk, asks: Path, dead: Path) -> None:
    time.sleep(0.05)  # so that the question has arrived
    os.kill(number_in(asks), signal.SIGKILL)
    dead.touch()


def test_bell_interrupts(hired: Callable[..., Crew], tmp_path: Path) -> None:
    bell, button = Pipe(duplex=False)
    crew = hired(1, bell=bell)
    crew.give(task(say_and_sleep, tmp_path / "number"))
    number_in(tmp_path / "number")
    button.send(None)
    with pytest.raises(InterruptedBuild):
        list(crew.results())
    bell.close()
    button.close()


def test_recall_keeps_quick_hands_and_ends_slow_ones(
    hired: Callable[..., Crew], tmp_path: Path
) -> None:
    crew = hired(2)
    crew.give(
        task(say_and_sleep, tmp_path / "slow"),
        task(ask_in, tmp_path / "quick", "nothing"),
        task(square, 2, owner="never begun"),
    )
    slow, quick = number_in(tmp_path / "slow"), number_in(tmp_path / "quick")
    begin = time.monotonic()
    crew.recall()
    assert time.monotonic() - begin < 2
    with pytest.raises(ProcessLookupError):
        os.kill(slow, 0)
    crew.give(task(process), task(process))
    processes = [result for _, result in crew.results()]
    assert len(processes) == 2
    assert quick in processes
    assert slow not in processes


def test_bug_in_a_task_that_was_recalled_is_passed_over(hired: Callable[..., Crew]) -> None:
    crew = hired(2)
    crew.give(task(stumble, ZeroDivisionError), task(stumble, ZeroDivisionError))
    crew.recall()
    crew.give(task(square, 3))
    assert [result for _, result in crew.results()] == [9]


@pytest.mark.skipif(sys.platform != "linux", reason="asks whether a process is there")
@pytest.mark.parametrize("leave", [None, KeyboardInterrupt, ValueError])
def test_dismissed_crew_leaves_no_process_and_no_scratch_folder(
    temp: Path, tmp_path: Path, leave: type[BaseException] | None
) -> None:
    numbers: list[int] = []

    def work() -> None:
        with crew_of(2, lambda step: None) as crew:
            crew.give(
                *(task(say_and_sleep, tmp_path / name) for name in "ab"),
                task(square, 1, light=True),
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
    for number in numbers:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)
