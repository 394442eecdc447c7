"""The crew: hands that carry out the tasks of a build side by side, and are dismissed with it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from prepress.building.hands import Hand, NearDesk, outcome, raised
from prepress.building.tasks import Task
from prepress.files.temporary_folders import remove_folder, temporary_folder, temporary_folder_here

#: How long a task that nobody wants any more may go on, since a hand that is kept is quicker than a
#: new one.
_GRACE_S = 0.4
#: How many tasks a hand does where there are many: the libraries that set text keep a little of
#: each one.
_MOST_TASKS = 40


class InterruptedBuild(Exception):  # noqa: N818 - a word from outside, not a mishap
    """Somebody wants another build than this one."""


@dataclass(eq=False)
class Crew:
    """At most `size` hands beside one for light tasks; with none, all is done in this process, task
    after task.

    Tasks begin in the order in which they were given; in this one process, what follows from a task
    comes next. `progress` is told what is being done. A word at `bell` interrupts the work. While
    there is `more_to_come`, the hand for light tasks stays though it has none.
    """

    size: int
    progress: Callable[[str], None] = lambda step: None
    bell: Connection | None = None
    more_to_come: bool = False
    _scratch: Path | None = None
    _hands: list[Hand] = field(default_factory=list)
    _tasks: deque[Task] = field(default_factory=deque)
    _told: dict[str, Any] = field(default_factory=dict)
    _asking: dict[str, list[Hand]] = field(default_factory=dict)

    def give(self, *tasks: Task) -> None:
        """Add tasks; each begins as soon as a hand is free."""
        for task in tasks:
            self._told.pop(task.topic, None)
        if self.size:
            self._tasks.extend(tasks)
            self._deal()
        else:
            self._tasks.extendleft(reversed(tasks))

    def results(self) -> Iterator[tuple[Task, Any]]:
        """Each task and what it returned, or the MakebookError that it raised, until nothing is
        left to do.

        Raises InterruptedBuild where the bell rings, and whatever else a task raised: that is a
        bug.
        """
        while self._tasks and not self.size:
            task = self._tasks.popleft()
            with temporary_folder_here():
                result = outcome(task, NearDesk(self.progress))
            yield task, result
        while busy := self._busy():
            ready = wait([*(hand.line.ear for hand in busy), *([self.bell] if self.bell else [])])
            if self.bell in ready:
                raise InterruptedBuild
            for hand in busy:
                if hand.line.ear in ready:
                    yield from self._heard(hand)

    def recall(self) -> None:
        """Drop what is to be done, and end the hands that do not come back from their tasks
        soon.
        """
        self._tasks.clear()
        self._asking.clear()
        deadline = time.monotonic() + _GRACE_S
        while (busy := self._busy()) and (left := deadline - time.monotonic()) > 0:
            ready = wait([hand.line.ear for hand in busy], left)
            for hand in busy:
                if hand.line.ear in ready:
                    with suppress(Exception):  # a bug too is of no interest any more
                        deque(self._heard(hand), maxlen=0)
        for hand in self._busy():
            self._end(hand)
        self._told.clear()
        self._asking.clear()

    def dismissed(self) -> None:
        """End all hands at once."""
        for hand in self._hands:
            hand.end()
        for hand in self._hands:
            hand.process.join()
        self._hands.clear()
        if self._scratch:
            remove_folder(self._scratch)
            self._scratch = None

    def _busy(self) -> list[Hand]:
        return [hand for hand in self._hands if hand.task]

    def _deal(self) -> None:
        for task in list(self._tasks):
            if hand := self._free(light=task.light):
                self._tasks.remove(task)
                hand.task = task
                self._say(hand, task)

    def _free(self, *, light: bool) -> Hand | None:
        """A hand for a task of this kind, hired where there may be one more; those that died are
        forgotten.
        """
        self._hands = [hand for hand in self._hands if hand.task or hand.process.is_alive()]
        hands = [hand for hand in self._hands if hand.light is light]
        free = next((hand for hand in hands if hand.task is None), None)
        if free is None and len(hands) < (1 if light else self.size):
            scratch = self._scratch or temporary_folder(self._remember)
            free = Hand.hired(self._hands, scratch, light=light)
            self._hands.append(free)
        return free

    def _remember(self, scratch: Path) -> None:
        self._scratch = scratch

    def _heard(self, hand: Hand) -> Iterator[tuple[Task, Any]]:
        """Take what `hand` says; it is dead where it says nothing."""
        try:
            kind, value = hand.line.recv()
        except (EOFError, OSError):
            kind, value = "done", hand.death()
        task = hand.task
        assert task is not None, "only the busy are listened to"
        if kind == "progress":
            self.progress(value)
        elif kind == "tell":
            self._answer(*value)
        elif kind == "ask":
            self._asked(value, hand)
        else:
            hand.task = None
            hand.done += 1
            self._relieve(hand)
            if task.topic and task.topic not in self._told:
                self._answer(task.topic, None)
            yield task, raised(value) if kind == "bug" else value
            self._deal()
            self._let_go(hand)

    def _relieve(self, hand: Hand) -> None:
        """End a hand that has done much while there is more to come; a new one takes its place, and
        less room.
        """
        if self.more_to_come and not hand.light and hand.done >= _MOST_TASKS:
            self._end(hand)

    def _end(self, hand: Hand) -> None:
        hand.end()
        hand.process.join()
        self._hands.remove(hand)

    def _let_go(self, hand: Hand) -> None:
        """End the hand for light tasks when there are no more: it takes room, and only a warm crew
        needs it again.
        """
        if hand not in self._hands or self.more_to_come or self.bell or not hand.light or hand.task:
            return
        if not any(task.light for task in self._tasks):
            self._end(hand)

    def _asked(self, topic: str, hand: Hand) -> None:
        """Answer now, or as soon as the hand that works on `topic` tells."""
        if topic not in self._told and any(
            each.task and each.task.topic == topic for each in self._hands
        ):
            self._asking.setdefault(topic, []).append(hand)
        else:
            self._say(hand, self._told.get(topic))

    def _answer(self, topic: str, value: Any) -> None:
        self._told[topic] = value
        for hand in self._asking.pop(topic, []):
            self._say(hand, value)

    @staticmethod
    def _say(hand: Hand, value: Any) -> None:
        with suppress(OSError):  # it has just died, as we shall hear
            hand.line.send(value)


@contextmanager
def crew_of(size: int, progress: Callable[[str], None]) -> Iterator[Crew]:
    """A crew that leaves with the block, even where it is left by Ctrl-C."""
    crew = Crew(size, progress)
    try:
        yield crew
    finally:
        crew.dismissed()
