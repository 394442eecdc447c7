"""Workers: executors that carry out the tasks of a build, in processes of their own or in this
one.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prepress.building.budgets import Budget, TimeIsUp, within_memory, within_time
from prepress.building.interruption import interruption_held_back, leave_signals_to_parent
from prepress.building.messages import ErrorMessage, Message
from prepress.building.task_executor import TaskExecutor
from prepress.errors import MachineError, MakebookError
from prepress.files.temporary_folders import temporary_folder, temporary_folder_here
from prepress.processes import FORKS, end_with_parent

if TYPE_CHECKING:
    from pebble import ProcessPool

#: How many tasks a worker does: the libraries that set text keep a little of each one.
MOST_TASKS = 80
#: When garbage is collected: a handout makes 30,000 objects. The engine leaves each page that it
#: lays out again, and each text that it has read, to the collector.
_BOOKS_GARBAGE = (100_000, 4, 4)
#: How long a task may take, in seconds: longer than any book, and shorter than a night.
_TIME_LIMIT_S = 3600.0
#: How often a pool looks after each of its workers, in seconds, times their number; it takes so
#: long to notice that one has died, and to end.
_LOOK_S = 0.005
#: The same where workers are kept, and mostly have nothing to do.
_SELDOM_S = 0.05


class WorkerPool(TaskExecutor):
    """At most `size` processes, each begun when there is a task for it; `folder` is for their
    temporary files.

    A worker that is ended from outside fails only the task that it was at. One whose task is
    cancelled is ended, and another takes its place.
    """

    def __init__(
        self,
        size: int,
        folder: Path,
        time_limit_s: float = _TIME_LIMIT_S,
        look_s: float = _LOOK_S,
    ) -> None:
        self._size = size
        self._look_s = look_s * size
        self.folder = folder
        self._time_limit_s = time_limit_s
        self._workers: list[_Worker] = []
        self._ending: list[_Worker] = []

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have a worker call `function`, which must be one of a module, as what it is given must be
        picklable.
        """
        return self._schedule(None, self._time_limit_s, function, args, kwargs)

    def submit_within(
        self, budget: Budget, function: Callable[..., Any], /, *args: Any
    ) -> Future[Any]:
        """The same, for a task that may take no more than its `budget`."""
        return self._schedule(budget, min(budget.seconds, self._time_limit_s), function, args, {})

    def _schedule(
        self,
        budget: Budget | None,
        time_limit_s: float,
        function: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> Future[Any]:
        with interruption_held_back():
            try:
                task = Message((function, args, kwargs, budget), self.folder)
            except MachineError as failure:
                return _failed(failure)
            while True:
                worker = self._free_worker()
                with suppress(RuntimeError):  # its process has died just now
                    return worker.schedule(task, time_limit_s)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers: at once with `cancel_futures`, else when all tasks are done."""
        for worker in [*self._workers]:
            self._end(worker, at_once=cancel_futures)
        if wait:
            for worker in self._ending:
                worker.ending.join()

    def note_end(self, task: Future[Any]) -> None:
        """Give the next task to the worker that has ended this one, since it may know most."""
        self._workers.sort(key=lambda worker: worker.last is task)

    def fail_lost_tasks(self) -> None:
        """Fail each task that the death of a worker has left to nobody: its pool takes notice of
        the worker, but not of what it is given in that moment.
        """
        for worker in [each for each in self._workers if each.is_spent]:
            self._end(worker, at_once=True, after_s=2 * self._look_s)
        for worker in [each for each in self._ending if not each.ending.is_alive()]:
            self._ending.remove(worker)
            if not worker.last.done():
                worker.last.set_exception(BrokenExecutor("The worker died."))

    def _end(self, worker: _Worker, *, at_once: bool, after_s: float = 0) -> None:
        """Give `worker` no more tasks, and end its process."""
        worker.end(at_once, after_s)
        self._workers.remove(worker)
        self._ending.append(worker)

    def _free_worker(self) -> _Worker:
        """The worker without a task that ended one last; a new one where there may be one more;
        else the one whose task is the oldest.
        """
        self.fail_lost_tasks()
        free = next((worker for worker in reversed(self._workers) if worker.is_free), None)
        if free is None and len(self._workers) < self._size:
            free = _Worker(self._new_pool())
        elif free is None:
            free = self._workers[0]
        self._workers = [worker for worker in self._workers if worker is not free] + [free]
        return free

    def _new_pool(self) -> ProcessPool:
        """A pool of one process: several would share a pipe and its lock, and one that is killed
        while it holds that lock would stop them all.
        """
        from multiprocessing import get_context

        from pebble import CONSTS, ProcessPool

        CONSTS.sleep_unit = self._look_s
        context = get_context("fork" if FORKS else "spawn")
        mark = self.folder / f"worker-{os.urandom(4).hex()}"
        given = (str(self.folder), str(mark), os.getpid())
        return ProcessPool(1, 0, _begin, given, context)


class _Worker:
    """A `pool` of one process, the `last` task that it was given, and the thread of its end."""

    def __init__(self, pool: ProcessPool) -> None:
        self.pool = pool
        self.last: Future[Any] = Future()
        self.last.set_result(None)
        self._tasks = 0
        self.ending = threading.Thread()

    @property
    def is_free(self) -> bool:
        """Whether it has no task, and may be given one."""
        # The task first: it may come to its end, and be that of the worker, between two questions.
        return self.last.done() and not self.is_spent

    @property
    def is_spent(self) -> bool:
        """Whether it should be given no more tasks: its process has died, was ended because its
        task took too long, will be because that was cancelled, or has done all that one should.
        """
        if not self.pool.active or not self.last.done():
            return not self.pool.active
        if self.last.cancelled() or self._tasks == MOST_TASKS:
            return True
        error = self.last.exception()
        return is_death(error) or isinstance(error, TimeoutError)

    def schedule(self, task: Message, time_limit_s: float) -> Future[Any]:
        """Hand it `task`; raises RuntimeError where its process is known to have died."""
        self.last = self.pool.schedule(_perform, [task], timeout=time_limit_s)
        self._tasks += 1
        return self.last

    def end(self, at_once: bool, after_s: float) -> None:
        """Have it take no more tasks, and its process end, when it has done those that it has or
        `at_once`; what it was connected by is closed `after_s` seconds later.

        Where other workers follow it, these must be enough for the pool's thread to stop reading:
        it would take from them what comes on a file of the same number.
        """
        if at_once:
            self.pool.stop()  # type: ignore[no-untyped-call]
        else:
            self.pool.close()  # type: ignore[no-untyped-call]
        self.ending = threading.Thread(target=self._close, args=(after_s,), daemon=True)
        self.ending.start()

    def _close(self, after_s: float) -> None:
        time.sleep(after_s)
        self.pool.join()


class ThisProcess(TaskExecutor):
    """Does each task in this process, at once."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call `function`."""
        future: Future[Any] = Future()
        with temporary_folder_here():
            try:
                future.set_result(_collecting_rarely(function, args, kwargs))
            except Exception as error:  # noqa: BLE001 - handed on by the future
                future.set_exception(error)
        return future

    def submit_within(
        self, budget: Budget, function: Callable[..., Any], /, *args: Any
    ) -> Future[Any]:
        """Call `function` within its `budget`."""
        future: Future[Any] = Future()
        try:
            with within_memory(budget), within_time(budget):
                return self.submit(function, *args)
        except TimeIsUp:
            future.set_exception(TimeoutError())
        return future


@dataclass(frozen=True)
class Workers:
    """Who sets texts and who makes editions.

    They are apart where texts can be set before the layout engine is open, which those who make
    editions then share.
    """

    texts: Executor
    editions: Executor
    are_kept: bool = True

    @property
    def are_other_processes(self) -> bool:
        """Whether this process is free while they work."""
        return not isinstance(self.editions, ThisProcess)

    @property
    def share_our_engine(self) -> bool:
        """Whether they use the layout engine that is open in this process."""
        return isinstance(self.editions, ThisProcess) or (
            FORKS and isinstance(self.editions, WorkerPool)
        )

    @property
    def can_prepare(self) -> bool:
        """Whether one that does something ahead is likely to make what it was done for, and others
        work meanwhile.
        """
        return isinstance(self.editions, WorkerPool)

    def room(self, jobs: int) -> int:
        """How many editions are made at a time, where somebody asks for so many `jobs`."""
        return self.editions.room(jobs) if isinstance(self.editions, TaskExecutor) else jobs

    def note_end(self, task: Future[Any]) -> None:
        """Have what follows on `task` done by the worker that has ended it."""
        if isinstance(self.editions, TaskExecutor):
            self.editions.note_end(task)

    def fail_lost_tasks(self) -> None:
        """Fail the tasks that nobody will do any more. Raises MachineError where none are left who
        do any.
        """
        for executor in dict.fromkeys((self.texts, self.editions)):
            if isinstance(executor, TaskExecutor):
                executor.fail_lost_tasks()

    def end_texts(self) -> None:
        """Free the room that setting texts takes, where these workers are not kept for another
        build.
        """
        if not self.are_kept:
            self.texts.shutdown(wait=False, cancel_futures=True)


@contextmanager
def workers_for(jobs: int, *, are_kept: bool = False) -> Iterator[Workers]:
    """Workers that make so many editions at a time, and are ended with the block, even where it is
    left by Ctrl-C.

    What is to be done one after the other is done in this process, unless workers `are_kept` for
    further builds. Raises MachineError where there is no place for temporary files.
    """
    if jobs == 1 and not are_kept:
        here = ThisProcess()
        yield Workers(here, here)
        return
    with temporary_folder() as folder:
        look_s = _SELDOM_S if are_kept else _LOOK_S
        texts, editions = (WorkerPool(jobs, folder, look_s=look_s) for _ in range(2))
        workers = Workers(texts, editions, are_kept)
        try:
            yield workers
        finally:
            workers.editions.shutdown(cancel_futures=True)
            workers.texts.shutdown(cancel_futures=True)


def _failed(failure: MachineError) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_exception(failure)
    return future


def worker_failure(error: BaseException, owner: str) -> MakebookError | None:
    """What to say where the worker that was at a task of `owner` did not come to its end; None
    where the task itself raised `error`.
    """
    if is_death(error):
        code = getattr(error, "exitcode", None)
        how = f" ({_how_it_ended(code)})" if code else ""
        remedy = "Free some memory, or build with --jobs 1."
        return MachineError(f"The process that made it died{how}.", remedy, owner)
    if isinstance(error, TimeoutError):
        what = "It was not made within the time that there is for an edition."
        return MachineError(what, "Divide it, or build it on a faster machine.", owner)
    return None


def is_death(error: BaseException | None) -> bool:
    """Whether `error` says that the process which was at a task has died."""
    from pebble import ProcessExpired

    return isinstance(error, ProcessExpired | BrokenExecutor)


def _how_it_ended(exit_code: int) -> str:
    return signal.Signals(-exit_code).name if exit_code < 0 else f"exit code {exit_code}"


def _begin(folder: str, mark: str, parent: int) -> None:
    """Make this process the worker of `parent` that leaves the file `mark`, and has `folder` for
    its temporary files.
    """
    leave_signals_to_parent()
    end_with_parent()  # a build that follows wants the processors
    if os.getppid() != parent:  # it has ended already
        os._exit(1)
    try:
        Path(mark).touch(exist_ok=False)
    except FileExistsError:
        # In place of one that has died, and may have had the locks of the pool: end the pool too.
        os._exit(1)
    tempfile.tempdir = folder


def _perform(
    task: tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any], Budget | None],
) -> Message:
    """Carry out `task` in a worker; what it raises must be able to travel."""
    function, args, kwargs, budget = task
    try:
        with within_memory(budget) if budget else nullcontext():
            result = _collecting_rarely(function, args, kwargs)
        return Message(result)
    except Exception as error:  # noqa: BLE001 - handed on by the message
        what = error if _is_portable(error) else RuntimeError(f"{type(error).__name__}: {error}")
        raise ErrorMessage(what) from None


def _is_portable(error: Exception) -> bool:
    """Whether the error survives its way to another process; those of libraries fail there in ways
    of their own.
    """
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001
        return False
    return True


def _collecting_rarely(
    function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Any:
    """Call `function`; garbage is collected when it is done, and meanwhile where there is as much
    as only a book makes.
    """
    before = gc.get_threshold()
    gc.set_threshold(*_BOOKS_GARBAGE)
    try:
        return function(*args, **kwargs)
    finally:
        gc.set_threshold(*before)
