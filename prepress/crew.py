"""The crew: processes that carry out the tasks of a build side by side, and die with it."""

from __future__ import annotations

import gc
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection, wait
from typing import Any

from prepress.errors import MachineError, MakebookError
from prepress.tasks import Desk, Task

#: macOS and Windows do not let a process be copied once it has loaded the libraries that set text.
FORKS = sys.platform == "linux"


class _Bug(Exception):  # noqa: N818 - what it says is no error of its own
    """The traceback of another process, shown above our own."""

    def __str__(self) -> str:
        return f"\n{self.args[0]}"


@dataclass(frozen=True)
class _Line:
    """What two processes say to each other, over pipes: the duplex kind would be a socket."""

    ear: Connection
    mouth: Connection

    @classmethod
    def pair(cls) -> tuple[_Line, _Line]:
        """The two ends of a line."""
        (our_ear, their_mouth), (their_ear, our_mouth) = Pipe(duplex=False), Pipe(duplex=False)
        return cls(our_ear, our_mouth), cls(their_ear, their_mouth)

    def send(self, message: object) -> None:
        """Say something."""
        self.mouth.send(message)

    def recv(self) -> Any:
        """Hear something. Raises EOFError or OSError where the other end is gone."""
        return self.ear.recv()

    def close(self) -> None:
        """Give this end up."""
        self.ear.close()
        self.mouth.close()


class _FarDesk(Desk):
    def __init__(self, line: _Line) -> None:
        self._line = line

    def progress(self, step: str) -> None:
        self._line.send(("progress", step))

    def tell(self, topic: str, value: Any) -> None:
        self._line.send(("tell", (topic, value)))

    def ask(self, topic: str) -> Any:
        self._line.send(("ask", topic))
        return self._line.recv()


class _NearDesk(Desk):
    def __init__(self, progress: Callable[[str], None]) -> None:
        self._say = progress

    def progress(self, step: str) -> None:
        self._say(step)


@dataclass(eq=False)
class _Hand:
    """One process of the crew, the line to it, whether it is for light tasks, and the task that it is at."""

    process: Any
    line: _Line
    light: bool
    task: Task | None = None


@dataclass(eq=False)
class Crew:
    """At most `size` processes, or none where that is 1: then all is done in this one, task after task.

    Tasks begin in the order in which they were given; in this one process, what follows from a task comes next.
    `progress` is told what is being done.
    """

    size: int
    progress: Callable[[str], None] = lambda step: None
    _hands: list[_Hand] = field(default_factory=list)
    _tasks: deque[Task] = field(default_factory=deque)
    _told: dict[str, Any] = field(default_factory=dict)
    _asking: dict[str, list[_Hand]] = field(default_factory=dict)

    def give(self, *tasks: Task) -> None:
        """Add tasks; each begins as soon as a hand is free."""
        if self.size > 1:
            self._tasks.extend(tasks)
            self._deal()
        else:
            self._tasks.extendleft(reversed(tasks))

    def results(self) -> Iterator[tuple[Task, Any]]:
        """Each task and what it returned, or the MakebookError that it raised, until nothing is left to do.

        Raises whatever else a task raised: that is a bug.
        """
        if self.size == 1:
            while self._tasks:
                task = self._tasks.popleft()
                yield task, _outcome(task, _NearDesk(self.progress))
            return
        while busy := [hand for hand in self._hands if hand.task]:
            ready = wait([hand.line.ear for hand in busy])
            for hand in busy:
                if hand.line.ear in ready:
                    yield from self._heard(hand)

    def dismissed(self) -> None:
        """End all processes at once, whatever they are at."""
        for hand in self._hands:
            hand.line.close()
            hand.process.terminate()
        for hand in self._hands:
            hand.process.join()

    def _deal(self) -> None:
        for task in list(self._tasks):
            if hand := self._free(task.light):
                self._tasks.remove(task)
                hand.task = task
                hand.line.send(task)

    def _free(self, light: bool) -> _Hand | None:
        hands = [hand for hand in self._hands if hand.light is light]
        most = 1 if light else self.size
        free = next((hand for hand in hands if hand.task is None), None)
        return free or (self._hired(light) if len(hands) < most else None)

    def _hired(self, light: bool) -> _Hand:
        context: Any = get_context("fork" if FORKS else "spawn")
        line, far_end = _Line.pair()
        inherited = [*(hand.line for hand in self._hands), line] if FORKS else []
        process = context.Process(target=_work, args=(far_end, inherited), daemon=True)
        process.start()
        far_end.close()
        self._hands.append(_Hand(process, line, light))
        return self._hands[-1]

    def _heard(self, hand: _Hand) -> Iterator[tuple[Task, Any]]:
        """Take what `hand` says; it is dead where it says nothing."""
        try:
            kind, value = hand.line.recv()
        except (EOFError, OSError):
            kind, value = "died", None
        task = hand.task
        assert task is not None, "only the busy are listened to"
        if kind == "progress":
            self.progress(value)
        elif kind == "tell":
            topic, told = value
            self._answer(topic, told)
        elif kind == "ask":
            self._asked(value, hand)
        else:
            hand.task = None
            if task.topic and task.topic not in self._told:
                self._answer(task.topic, None)
            yield task, self._buried(hand) if kind == "died" else _raised(value) if kind == "bug" else value
            self._deal()

    def _asked(self, topic: str, hand: _Hand) -> None:
        if topic not in self._told and any(each.task and each.task.topic == topic for each in self._hands):
            self._asking.setdefault(topic, []).append(hand)
        else:
            hand.line.send(self._told.get(topic))

    def _answer(self, topic: str, value: Any) -> None:
        self._told[topic] = value
        for hand in self._asking.pop(topic, []):
            hand.line.send(value)

    def _buried(self, hand: _Hand) -> MakebookError:
        hand.process.join()
        self._hands.remove(hand)
        code = hand.process.exitcode
        how = signal.Signals(-code).name if code and code < 0 else f"exit code {code}"
        return MachineError(f"A process of the build died ({how}).", "Free some memory, or build with --jobs 1.")


@contextmanager
def crew_of(size: int, progress: Callable[[str], None]) -> Iterator[Crew]:
    """A crew that leaves with the block, even where it is left by Ctrl-C."""
    crew = Crew(size, progress)
    try:
        yield crew
    finally:
        crew.dismissed()


def _work(line: _Line, inherited: Sequence[_Line]) -> None:
    """The life of a hand: task after task, until the other end of the line is gone."""
    for other in inherited:
        other.close()  # else a hand would keep the lines of others open when the build is killed
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the build ends its hands itself
    with suppress(EOFError, OSError):
        while True:
            task = line.recv()
            try:
                answer = ("done", _outcome(task, _FarDesk(line)))
            except Exception as error:  # noqa: BLE001 - handed on with its traceback
                answer = ("bug", (error, traceback.format_exc()))
            line.send(answer)


def _outcome(task: Task, desk: Desk) -> Any:
    """What the task returns, or the known error that it raises. Collecting garbage waits until it is done."""
    gc.disable()
    try:
        return task.work(desk, *task.arguments)
    except MakebookError as error:
        return error
    finally:
        gc.enable()


def _raised(bug: tuple[Exception, str]) -> Any:
    error, text = bug
    raise error from _Bug(text)
