"""The task queue: what is to be done for a build, handed to executors as these become free."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from typing import Any

from prepress.building.plan import Task
from prepress.building.workers import Workers, worker_failure
from prepress.errors import MakebookError

#: How long a task that nobody wants any more may go on, since a worker that is kept is quicker than
#: a new one.
_GRACE_S = 0.4


class InterruptedBuild(Exception):  # noqa: N818 - a word from outside, not a mishap
    """Somebody wants another build than this one."""


class TaskQueue:
    """Tasks that wait, and those that are with `workers`: at most `jobs` that make editions."""

    def __init__(
        self,
        workers: Workers,
        jobs: int,
        progress: Callable[[str], None],
        interruption: Future[None] | None = None,
    ) -> None:
        self.workers = workers
        self._jobs = jobs
        self._progress = progress
        self._interruption = interruption
        self._waiting: deque[Task] = deque()
        self._underway: dict[Future[Any], Task] = {}

    @property
    def room(self) -> int:
        """How many publications may be underway, so that no worker waits for work."""
        return 2 * self._jobs + 1 if self.workers.are_other_processes else 1

    @property
    def has_texts(self) -> bool:
        """Whether there are texts to be set."""
        return any(task.edition is None for task in (*self._waiting, *self._underway.values()))

    def add(self, *tasks: Task) -> None:
        """Add tasks that come before all others, and begin those that there is room for."""
        self._waiting.extendleft(reversed(tasks))
        self._begin()

    def results(self) -> Iterator[tuple[Task, Any]]:
        """Each task and what it returned, or the MakebookError that it raised, until nothing is
        left to do.

        Raises InterruptedBuild as soon as the interruption is there, and whatever else a task
        raised: that is a bug. Nothing is underway then any more.
        """
        interruptions = [self._interruption] if self._interruption else []
        try:
            while self._underway:
                done, _ = wait([*self._underway, *interruptions], return_when=FIRST_COMPLETED)
                if self._interruption in done:
                    raise InterruptedBuild
                for future in [each for each in self._underway if each in done]:
                    task = self._underway.pop(future)
                    yield task, _result(task, future)
                    self._begin()
        finally:
            self._drop()

    def _begin(self) -> None:
        """Hand over the first tasks whose executor has room."""
        rooms = {id(self.workers.texts): 1, id(self.workers.editions): self._jobs}
        for task in self._underway.values():
            rooms[id(self._executor(task))] -= 1
        for task in list(self._waiting):
            executor = self._executor(task)
            if rooms[id(executor)] > 0:
                rooms[id(executor)] -= 1
                self._waiting.remove(task)
                self._progress(task.step)
                self._underway[executor.submit(task.function, *task.arguments)] = task

    def _executor(self, task: Task) -> Executor:
        return self.workers.editions if task.edition else self.workers.texts

    def _drop(self) -> None:
        """Forget what waits, and cancel what does not come to its end soon."""
        self._waiting.clear()
        if self._interruption:
            wait([future for future in self._underway if future.running()], _GRACE_S)
        for future in self._underway:
            future.cancel()
        self._underway.clear()


def _result(task: Task, future: Future[Any]) -> Any:
    try:
        return future.result()
    except MakebookError as failure:
        return failure
    except Exception as error:
        known = worker_failure(error, task.publication)
        if known is None:
            raise
        return known
