"""Serve tasks: what a task server does, until the process that it was begun for ends."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import cached_property, partial
from multiprocessing.connection import Connection
from pathlib import Path
from pickle import dumps, loads

from prepress.building.interruption import leave_signals_to_parent
from prepress.building.workers import WorkerPool, is_death
from prepress.cluster.locations import Locations
from prepress.cluster.project_copies import ProjectCopies
from prepress.cluster.remote_task import (
    Died,
    Done,
    Failed,
    Missing,
    OtherVersions,
    Outcome,
    RemoteTask,
)
from prepress.cluster.versions import versions, versions_digest
from prepress.errors import MachineError
from prepress.files.temporary_folders import room_for_temporary_files, temporary_folder
from prepress.processes import FORKS
from prepress.project.engines import engines

#: How often is looked whether a task was lost, in seconds.
_LOOK_S = 0.5
#: How often the pool looks after each process, in seconds, times their number: it often rests.
_SELDOM_S = 0.05
_EPOCH = "SOURCE_DATE_EPOCH"


def main() -> None:
    """Serve the process at the other end of the connection that the command names."""
    leave_signals_to_parent()
    with temporary_folder() as folder:
        server = _Service(Connection(int(sys.argv[1])), folder)
        try:
            server.serve()
        except (EOFError, OSError):
            server.pool.shutdown(cancel_futures=True)


class _Service:
    def __init__(self, connection: Connection, folder: Path) -> None:
        self._connection = connection
        self._folder = folder
        self._copies = ProjectCopies(folder / "projects")
        self._underway: dict[int, Future[bytes]] = {}
        self._lock = threading.Lock()

    @cached_property
    def pool(self) -> WorkerPool:
        """Those who do the tasks; where they are copies of this process, they share its engines."""
        if FORKS:
            from prepress.building.edition_builder import open_engines

            open_engines()
        return WorkerPool(os.cpu_count() or 1, self._folder, look_s=_SELDOM_S)

    def serve(self) -> None:
        """Begin and cancel tasks as is asked for. Raises EOFError when nobody is there any more."""
        while True:
            if not self._connection.poll(_LOOK_S):
                self.pool.fail_lost_tasks()
                continue
            message = self._connection.recv()
            if isinstance(message, int):
                self._cancel(message)
            else:
                self._begin(*message)

    def _begin(self, number: int, task: RemoteTask, packs: Sequence[bytes], worker: str) -> None:
        if task.versions != versions_digest():
            self._answer(number, OtherVersions(worker, versions()))
            return
        root = self._project(task, packs)
        if not isinstance(root, Path):
            self._answer(number, root)
            _ = self.pool  # opens the engines, while what is missing is on its way
            return
        locations = Locations.here(root, self._folder / "output")
        given = task.call, locations, task.epoch
        if task.budget:
            result = self.pool.submit_within(task.budget, call_here, *given)
        else:
            result = self.pool.submit(call_here, *given)
        self._underway[number] = result
        finish = partial(self._finish, number, task.tree, locations, worker)
        result.add_done_callback(finish)

    def _project(self, task: RemoteTask, packs: Sequence[bytes]) -> Path | Missing | Failed:
        """The root of the copy of the project that `task` is for."""
        contents = {digest: data for pack in packs for digest, data in loads(pack).items()}
        try:
            with self._lock, room_for_temporary_files():
                return self._copies.use(task.tree, contents)
        except MachineError as failure:
            return Failed(dumps(failure))

    def _cancel(self, number: int) -> None:
        with self._lock:
            result = self._underway.get(number)
        if result:
            result.cancel()

    def _finish(
        self, number: int, tree: str, locations: Locations, worker: str, result: Future[bytes]
    ) -> None:
        with self._lock:
            self._copies.returned(tree)
            del self._underway[number]
        self._answer(number, _outcome(result, locations, worker))

    def _answer(self, number: int, outcome: Outcome) -> None:
        with self._lock, suppress(OSError):  # nobody may be there any more
            self._connection.send((number, outcome))


def _outcome(result: Future[bytes], locations: Locations, worker: str) -> Outcome:
    if result.cancelled():
        return Died(None)
    error = result.exception()
    if error is None:
        return Done(result.result(), worker)
    if is_death(error):
        return Died(getattr(error, "exitcode", None))
    return Failed(locations.dumps(error, with_words=True))


def call_here(call: bytes, locations: Locations, epoch: str | None) -> bytes:
    """What the function of a `call` returns that was pickled elsewhere, pickled for there."""
    _adopt(epoch)
    function, arguments = locations.loads(call)
    return locations.dumps(function(*arguments), with_words=True)


def _adopt(epoch: str | None) -> None:
    """Have this process date what it makes by `epoch`, as the one that the task comes from."""
    if os.environ.get(_EPOCH) == epoch:
        return
    if epoch is None:
        del os.environ[_EPOCH]
    else:
        os.environ[_EPOCH] = epoch
    engines.cache_clear()


if __name__ == "__main__":
    main()
