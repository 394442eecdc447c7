"""Remote executor: any executor whose workers share no disk with this machine, such as those of
Ray, MPI or Parsl.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING

from prepress.cluster.remote_tasks import RemoteTasks
from prepress.cluster.task_server import perform

if TYPE_CHECKING:
    from prepress.cluster.remote_task import Outcome, RemoteTask
    from prepress.project.project import Project


class RemoteExecutor(RemoteTasks):
    """Has the workers of `executor` do the tasks for `project`. On each of them, makebook must be
    installed as it is here.
    """

    def __init__(self, executor: Executor, project: Project) -> None:
        super().__init__(project)
        self._executor = executor

    def begin(self, task: RemoteTask, packs: Sequence[bytes]) -> Future[Outcome]:
        """Have a worker perform `task` with these `packs`."""
        return self._executor.submit(perform, task, *packs)

    def put(self, pack: bytes) -> object:
        """The `pack` itself."""
        return pack
