"""Dask task: what a worker of Dask does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prepress.cluster.task_server import perform

if TYPE_CHECKING:
    from prepress.cluster.remote_task import Outcome, RemoteTask


def perform_in_dask(task: RemoteTask, *packs: bytes) -> Outcome:
    """Perform `task`, as long as the scheduler wants that of this worker."""
    from distributed import get_worker

    worker = get_worker()
    states, key = worker.state.tasks, worker.get_current_task()

    def is_wanted() -> bool:
        return key in states and states[key].state != "cancelled"

    where = {"worker": worker.address, "folder": worker.local_directory}
    return perform(task, *packs, **where, is_wanted=is_wanted)


def carried(pack: bytes) -> bytes:
    """The `pack` itself, which Dask then brings to whom it is wanted by, and makes again where it
    was lost.
    """
    return pack
