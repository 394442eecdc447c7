"""Remote tasks: the tasks of a build sent to workers that share no disk with this machine.

A task is sent as if all that it reads were there already. Where it is not, the answer says what is
missing, and the task is sent again with that: so each worker gets each content once.
"""

from __future__ import annotations

import os
import threading
from abc import abstractmethod
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Future, InvalidStateError
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prepress.building.task_executor import TaskExecutor
from prepress.cluster.locations import Locations
from prepress.cluster.packs import Packs
from prepress.cluster.remote_task import (
    Died,
    Done,
    Failed,
    Missing,
    OtherVersions,
    Outcome,
    RemoteTask,
)
from prepress.cluster.snapshot import Snapshot
from prepress.cluster.versions import differences, versions_digest
from prepress.errors import ChangedError, ClusterError, UsageError

if TYPE_CHECKING:
    from prepress.building.budgets import Budget
    from prepress.cluster.packs import Pack
    from prepress.project.project import Project

#: How often a task is begun at most whose process dies: another machine may have more memory.
_MOST_DEATHS = 3


class DeadProcessError(BrokenExecutor):
    """The process that was at a task has died, with this exit code where it is known."""

    def __init__(self, exitcode: int | None) -> None:
        super().__init__("The process died.")
        self.exitcode = exitcode


class RemoteFuture(Future[Any]):
    """What comes of a task, and the `worker` that has done it."""

    worker = ""


class RemoteTasks(TaskExecutor):
    """Has workers do the tasks for `project`, which they see as it is at the first task; or at the
    next one, once it was found that a file has changed before it was sent.

    Raises UsageError where the project is one file: nobody knows what of its folder belongs to it.
    """

    def __init__(self, project: Project) -> None:
        if project.only:
            what = "A file by itself cannot be sent to a cluster."
            raise UsageError(what, "Put it into the sources/ of a project, or build it here.")
        self.locations = Locations.of(project)
        self._project = project
        self._packs: Packs | None = None
        self._lock = threading.Lock()

    @abstractmethod
    def begin(self, task: RemoteTask, packs: Sequence[Any]) -> Future[Outcome]:
        """Have a worker perform `task` with what stands for these `packs`."""

    @abstractmethod
    def put(self, pack: bytes) -> object:
        """Hand over what several tasks may need; what stands for it."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have a worker call `function`, which must be one of a module."""
        assert not kwargs, "what a task is given has no names"
        return self._send(None, function, args)

    def submit_within(
        self, budget: Budget, function: Callable[..., Any], /, *args: Any
    ) -> Future[Any]:
        """The same, within a `budget`."""
        return self._send(budget, function, args)

    def packs_for(self, digests: Sequence[str], snapshot: Snapshot) -> list[Pack]:
        """The contents of a `snapshot` with these `digests`, in packs. Raises ChangedError where
        one of them has changed; tasks that follow see what it holds then.
        """
        with self._lock:
            current = self._packs
            if current is None or current.snapshot is not snapshot:
                return Packs(snapshot, self.put).of(digests)
            try:
                return current.of(digests)
            except ChangedError:
                self._packs = None
                raise

    def _send(
        self, budget: Budget | None, function: Callable[..., Any], args: tuple[Any, ...]
    ) -> Future[Any]:
        with self._lock:
            if self._packs is None:
                self._packs = Packs(Snapshot(self._project), self.put)
            snapshot = self._packs.snapshot
        call = self.locations.dumps((function, args))
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        task = RemoteTask(call, snapshot.digest, budget, versions_digest(), epoch)
        sending = _Sending(self, task, snapshot)
        sending.send()
        return sending.future


class _Sending:
    """A task underway, until there is a result in its `future`."""

    def __init__(self, tasks: RemoteTasks, task: RemoteTask, snapshot: Snapshot) -> None:
        self.future = RemoteFuture()
        self._tasks = tasks
        self._task = task
        self._snapshot = snapshot
        self._sent: set[str] = set()
        self._packs: list[Pack] = []
        self._deaths = 0

    def send(self) -> None:
        """Have it begun."""
        begun = self._tasks.begin(self._task, [pack.stands_for for pack in self._packs])
        self.future.add_done_callback(lambda future: future.cancelled() and begun.cancel())
        begun.add_done_callback(self._arrive)

    def _arrive(self, begun: Future[Outcome]) -> None:
        if self.future.cancelled():
            return
        with suppress(InvalidStateError):  # it was cancelled just now
            try:
                self._go_on(begun.result())
            except InvalidStateError:
                raise
            except (Exception, CancelledError) as error:  # noqa: BLE001 - handed on by the future
                self.future.set_exception(error)

    def _go_on(self, outcome: Outcome) -> None:
        """Give the result, or send the task again. Raises what it raised."""
        if isinstance(outcome, Done):
            self.future.worker = outcome.worker
            self.future.set_result(self._tasks.locations.loads(outcome.result))
        elif isinstance(outcome, Missing):
            self._add(outcome.digests)
            self.send()
        elif isinstance(outcome, Died):
            self._deaths += 1
            if self._deaths == _MOST_DEATHS:
                raise DeadProcessError(outcome.code)
            self.send()
        elif isinstance(outcome, Failed):
            raise self._tasks.locations.loads(outcome.error)
        else:
            raise _refusal(outcome)

    def _add(self, digests: Sequence[str]) -> None:
        """Send these too from now on."""
        if self._sent.issuperset(digests):
            what = "A worker of the cluster says again and again that it lacks what it was sent."
            raise ClusterError(what, "Look whether its disk is full.")
        self._sent.update(digests)
        self._packs = self._tasks.packs_for(tuple(self._sent), self._snapshot)


def _refusal(found: OtherVersions) -> ClusterError:
    what = f"The worker {found.worker} would make other bytes: {differences(found.versions)}."
    return ClusterError(what, "Install the same there as here, or stop it.")
