"""The task queue: what is to be done for a build, handed to executors as these become free."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from typing import TYPE_CHECKING, Any

from prepress.building.step_file import StepFile
from prepress.building.task_executor import TaskExecutor
from prepress.building.workers import ThisProcess, WorkerPool, Workers, worker_failure
from prepress.errors import ClusterError, MachineError, MakebookError
from prepress.reporting.steps import unfollowed

if TYPE_CHECKING:
    from prepress.building.plan import Task
    from prepress.reporting.steps import Progress

#: How long a task that nobody wants any more may go on, since a worker that is kept is quicker than
#: a new one.
_GRACE_S = 0.4
#: How often is looked whether a task was lost, in seconds, while none comes to its end.
_LOOK_S = 0.5


class InterruptedBuild(Exception):  # noqa: N818 - a word from outside, not a mishap
    """Somebody wants another build than this one."""


class TaskQueue:
    """Tasks that wait, and those that are with `workers`: at most `jobs` that make editions."""

    def __init__(
        self,
        workers: Workers,
        jobs: int,
        progress: Progress,
        interruption: Future[None] | None = None,
    ) -> None:
        self.workers = workers
        #: How long the task took whose result was given last.
        self.seconds = 0.0
        self._asked = jobs
        self._progress = progress
        self._interruption = interruption
        self._waiting: deque[Task] = deque()
        self._underway: dict[Future[Any], Task] = {}
        self._told: dict[Task, tuple[StepFile, str]] = {}
        self._begun: dict[Task, float] = {}
        self._ended: dict[Task, float] = {}

    @property
    def room(self) -> int:
        """How many publications may be underway, so that no worker waits for work."""
        return 2 * self._jobs + 1 if self.workers.are_other_processes else 1

    @property
    def _jobs(self) -> int:
        """How many editions are made at a time now: workers may come and go."""
        return self.workers.room(self._asked)

    @property
    def has_texts(self) -> bool:
        """Whether there are texts to be set."""
        return any(task.edition is None for task in (*self._waiting, *self._underway.values()))

    def add(self, *tasks: Task) -> None:
        """Add tasks that come before all others, and begin those that there is room for.

        Nothing is done ahead where it is of no use.
        """
        wanted = [task for task in tasks if self.workers.can_prepare or not task.ahead]
        self._waiting.extendleft(reversed(wanted))
        self._begin()

    def results(self) -> Iterator[tuple[Task, Any]]:
        """Each task and what it returned, or the MakebookError that it raised, until nothing is
        left to do.

        Raises InterruptedBuild as soon as the interruption is there, ClusterError where nobody is
        left to work, and whatever else a task raised: that is a bug. Nothing is underway then any
        more.
        """
        interruptions = [self._interruption] if self._interruption else []
        try:
            while not all(task.ahead for task in self._underway.values()):
                awaited = [*self._underway, *interruptions]
                done, _ = wait(awaited, _LOOK_S, return_when=FIRST_COMPLETED)
                if not done:
                    self.workers.fail_lost_tasks()
                if self._interruption in done:
                    raise InterruptedBuild
                self._tell_on()
                for future in [each for each in self._underway if each in done]:
                    task = self._underway.pop(future)
                    self._told.pop(task, None)
                    end = self._ended.pop(task, None) or time.monotonic()
                    self.seconds = end - self._begun.pop(task)
                    self.workers.note_end(future)
                    if not task.ahead:
                        yield task, _result(task, future)
                    self._begin()
        finally:
            self._drop()

    def _begin(self) -> None:
        """Hand over the first tasks whose executor has room, and what is done ahead where there is
        room left.
        """
        underway = Counter(map(self._executor, self._underway.values()))
        for task in sorted(self._waiting, key=lambda task: task.ahead):
            if self._has_room_for(task, underway) and task in self._waiting:
                underway[self._executor(task)] += 1
                self._hand_over(task)

    def _has_room_for(self, task: Task, underway: Counter[Executor]) -> bool:
        """Whether its executor has, where so many tasks are `underway` with each.

        Where texts are set apart, there is one task more in all, so that the next text is set while
        editions are made. Several are set at once while as many wait, since one who sets texts must
        be begun first.
        """
        most = jobs = self._jobs
        if self.workers.texts is not self.workers.editions:
            if underway.total() > jobs:
                return False
            if task.edition is None:
                waiting = sum(other.edition is None for other in self._waiting)
                most = min(jobs, max(1, waiting))
        return underway[self._executor(task)] < most

    def _hand_over(self, task: Task) -> None:
        """Have the task done; what was to be done ahead for it comes too late."""
        made = (task.publication, task.edition)
        self._waiting = deque(
            each
            for each in self._waiting
            if each is not task and not (each.ahead and (each.publication, each.edition) == made)
        )
        self._progress(task.step)
        self._begun[task] = time.monotonic()
        future = self._submit(task)
        self._underway[future] = task
        if future.done():  # in this process, where others are done before this is noticed
            self._ended[task] = time.monotonic()

    def _submit(self, task: Task) -> Future[Any]:
        executor = self._executor(task)
        arguments = (*task.arguments, self._teller(task)) if task.tells else task.arguments
        if task.budget and isinstance(executor, TaskExecutor):
            return executor.submit_within(task.budget, task.function, *arguments)
        return executor.submit(task.function, *arguments)

    def _teller(self, task: Task) -> Progress:
        """Whom the task tells what it is at: who follows the build, or a file that is read for
        him.
        """
        executor = self._executor(task)
        if isinstance(executor, ThisProcess):
            return lambda step: self._progress(f"{task.step}: {step}")
        if not isinstance(executor, WorkerPool):
            return unfollowed  # it may be at work on another machine
        file = StepFile.new_in(executor.folder)
        self._told[task] = (file, "")
        return file

    def _tell_on(self) -> None:
        """Tell what the workers have told since."""
        for task, (file, before) in self._told.items():
            step = file.read()
            if step != before:
                self._told[task] = (file, step)
                self._progress(f"{task.step}: {step}")

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


def overdrawn(error: Exception, task: Task) -> MakebookError | None:
    """What to say where `task` took more than its budget; None where it did not."""
    if task.budget is None or not isinstance(error, TimeoutError | MemoryError):
        return None
    what = task.step.removeprefix(f"{task.publication}: ")
    took = f"longer than the {task.budget.seconds:g} s"
    key = "time: 600"
    if isinstance(error, MemoryError):
        took = f"more memory than the {task.budget.memory / 1_000_000:.0f} MB"
        key = "memory: 4000"
    return MachineError(
        f"{what[:1].upper()}{what[1:]} took {took} that there are for it.",
        f"Look for what is far too long in it; if it must be, write limits: {{{key}}}.",
        task.publication,
    )


def _result(task: Task, future: Future[Any]) -> Any:
    try:
        return future.result()
    except ClusterError:
        raise  # it is that of all other tasks too
    except MakebookError as failure:
        return failure
    except Exception as error:
        known = overdrawn(error, task) or worker_failure(error, task.publication)
        if known is None:
            raise
        return known
