"""Task executor: an executor that knows what the tasks of a build are."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prepress.building.budgets import Budget


class TaskExecutor(Executor):
    """Holds each task to its budget, and is told how the build goes on."""

    @abstractmethod
    def submit_within(
        self, budget: Budget, function: Callable[..., Any], /, *args: Any
    ) -> Future[Any]:
        """Have `function` called, which raises TimeoutError or MemoryError where it takes more than
        its `budget`.
        """

    def room(self, jobs: int) -> int:
        """How many tasks it is given at a time, where somebody asks for so many `jobs`."""
        return jobs

    def note_end(self, task: Future[Any]) -> None:
        """Give the next task to who has ended this one, since he may know most."""

    def fail_lost_tasks(self) -> None:
        """Fail each task that nobody will do any more. Raises MachineError where nobody will do
        anything any more.
        """
