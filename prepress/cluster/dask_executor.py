"""Dask executor: the tasks of a build done by the workers of a Dask scheduler.

Dask itself does the task of a worker that has died once more elsewhere.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Future, InvalidStateError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from distributed import Client, KilledWorker

from prepress.cluster.dask_task import carried, perform_in_dask
from prepress.cluster.remote_tasks import DeadProcessError, RemoteFuture, RemoteTasks
from prepress.errors import ClusterError
from prepress.files.digests import digest_of

if TYPE_CHECKING:
    from prepress.cluster.remote_task import Outcome, RemoteTask
    from prepress.project.project import Project

#: How long a task may be underway in seconds, and how many times as long as any other one, before a
#: worker that has nothing to do tries it too.
SLOW_S, _SLOW = 30.0, 3
#: How many workers try a task at most at the same time.
_MOST_ATTEMPTS = 3
#: How long the number of workers is taken for known, and how long nobody may be there, in seconds.
_KNOWN_S = 2.0
_DESERTED_S = 60.0

_DESERTED = (
    "The scheduler has no workers.",
    "Start some, for example with: dask worker SCHEDULER",
)
_LOST = (
    "The scheduler is there no more.",
    "Start it again, then build again; every file in place is whole.",
)


@dataclass(eq=False)
class _TriedTask:
    """A task that workers are at: each attempt is a future of Dask's, and the first one that comes
    to its end gives the `outcome`.
    """

    task: RemoteTask
    packs: Sequence[Any]
    outcome: Future[Outcome] = field(default_factory=Future)
    begun: float = field(default_factory=time.monotonic)
    attempts: list[Any] = field(default_factory=list)


class DaskExecutor(RemoteTasks):
    """Has the workers of the scheduler that `client` is connected to do the tasks for `project`;
    one that has been underway for `slow_s` seconds may be tried by another worker too.
    """

    def __init__(self, client: Client, project: Project, slow_s: float = SLOW_S) -> None:
        super().__init__(project)
        self._client = client
        self._slow_s = slow_s
        self._underway: set[_TriedTask] = set()
        self._longest_s = 0.0
        self._near = ""
        self._threads: dict[str, int] = {}
        self._avoided: set[str] = set()
        self._counted = self._peopled = time.monotonic() - _KNOWN_S

    def begin(self, task: RemoteTask, packs: Sequence[Any]) -> Future[Outcome]:
        """Have a worker perform `task`, if possible the one that was pointed out."""
        near, self._near = self._near, ""
        underway = _TriedTask(task, packs)
        self._underway.add(underway)
        underway.outcome.add_done_callback(lambda _: self._forget(underway))
        self._attempt(underway, [near] if near else self._others())
        return underway.outcome

    def put(self, pack: bytes) -> object:
        """A future for the `pack`, which is made by a task of its own and so is never lost."""
        return self._client.submit(carried, pack, key=f"makebook-{digest_of(pack)}", priority=1)

    def room(self, jobs: int) -> int:
        """As many tasks as the workers have threads now."""
        now = time.monotonic()
        if now - self._counted >= _KNOWN_S:
            with self._connected():
                self._threads = self._client.nthreads()
            self._counted = now
            if self._threads:
                self._peopled = now
        threads = (self._threads[worker] for worker in self._threads.keys() - self._avoided)
        return max(sum(threads), 1)

    def note_end(self, task: Future[Any]) -> None:
        """Point out the worker that has ended this task for the next one."""
        self._near = task.worker if isinstance(task, RemoteFuture) else ""
        self._avoided.discard(self._near)

    def fail_lost_tasks(self) -> None:
        """Have workers that have nothing to do try what takes too long elsewhere, and avoid those
        who are at it. Raises ClusterError where no worker has been there for long.
        """
        self.room(0)
        if time.monotonic() - self._peopled > _DESERTED_S:
            raise ClusterError(*_DESERTED)
        slow = [each for each in tuple(self._underway) if self._is_slow(each)]
        if slow:
            with self._connected():
                busy = self._client.processing()
            keys = {attempt.key for each in slow for attempt in each.attempts}
            self._avoided |= {worker for worker, own in busy.items() if keys.intersection(own)}
            idle = [worker for worker, own in busy.items() if not own]
            idle.sort(key=lambda worker: worker in self._avoided)
            slow.sort(key=lambda each: each.begun)
            for underway, worker in zip(slow, idle, strict=False):
                self._attempt(underway, [worker])

    def _is_slow(self, underway: _TriedTask) -> bool:
        attempts = len(underway.attempts)
        spent_s = time.monotonic() - underway.begun
        bound_s = max(self._slow_s, _SLOW * self._longest_s)
        return attempts < _MOST_ATTEMPTS and spent_s > attempts * bound_s

    def _others(self) -> list[str] | None:
        """The workers that are not avoided, where any are."""
        others = self._threads.keys() - self._avoided
        return [*others] if self._avoided and others else None

    def _attempt(self, underway: _TriedTask, workers: list[str] | None) -> None:
        """Have one of these `workers` try it, or another one where they are gone."""
        attempt = self._client.submit(
            perform_in_dask,
            underway.task,
            *underway.packs,
            key=f"makebook-task-{os.urandom(16).hex()}",
            workers=workers,
            allow_other_workers=bool(workers),
        )
        underway.attempts.append(attempt)
        attempt.add_done_callback(partial(self._arrive, underway))

    def _arrive(self, underway: _TriedTask, attempt: Any) -> None:
        """Take what the first attempt has come to, in a thread of Dask's."""
        with suppress(InvalidStateError):  # another one was as quick
            if not underway.outcome.done():
                try:
                    outcome = attempt.result()
                except (Exception, CancelledError) as error:  # noqa: BLE001 - handed on
                    underway.outcome.set_exception(_known(error, attempt.status))
                else:
                    self._longest_s = max(self._longest_s, time.monotonic() - underway.begun)
                    underway.outcome.set_result(outcome)

    def _forget(self, underway: _TriedTask) -> None:
        """Give back what nobody waits for any more; who is still at it is told to stop."""
        self._underway.discard(underway)
        for attempt in underway.attempts:
            attempt.release()

    @contextmanager
    def _connected(self) -> Iterator[None]:
        """In the block, the scheduler is asked. Raises ClusterError where it does not answer."""
        try:
            yield
        except (OSError, CancelledError) as error:
            raise ClusterError(*_LOST) from error


def _known(error: BaseException, status: str) -> BaseException:
    """What to say where Dask itself could not have a task done, and calls its future's `status`
    so.
    """
    if isinstance(error, KilledWorker):
        return DeadProcessError(None)
    if status != "error" and isinstance(error, CancelledError | OSError):
        return ClusterError(*_LOST)
    return error
