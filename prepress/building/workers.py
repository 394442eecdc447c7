"""Workers: executors that carry out the tasks of a build, in processes of their own or in this
one.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, InvalidStateError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prepress.building.interruption import interruption_held_back, leave_signals_to_parent
from prepress.errors import MachineError, MakebookError
from prepress.files.temporary_folders import temporary_folder, temporary_folder_here

if TYPE_CHECKING:
    from pebble import ProcessPool

#: macOS and Windows do not let a process be copied once it has loaded the libraries that set text.
FORKS = sys.platform == "linux"
#: How many tasks a worker does: the libraries that set text keep a little of each one.
MOST_TASKS = 40
#: How long a task may take, in seconds: longer than any book, and shorter than a night.
_TIME_LIMIT_S = 3600.0
#: How often a pool looks after each of its workers, in seconds, times their number; it takes so
#: long to notice that one has died, and to end.
_LOOK_S = 0.005
#: The same where workers are kept, and mostly have nothing to do.
_SELDOM_S = 0.05
#: How long is waited for the end of a worker that was given up, in seconds.
_LONGEST_END_S = 1.0
#: What Linux calls the wish to end with the process that began this one.
_END_WITH_PARENT = 1


class WorkerPool(Executor):
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
        self._folder = folder
        self._time_limit_s = time_limit_s
        self._workers: list[_Worker] = []
        self._given_up: list[threading.Thread] = []

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have a worker call `function`, which must be one of a module, as what it is given must be
        picklable.
        """
        with interruption_held_back():
            worker = self._free_worker()
            task = (function, args, kwargs)
            worker.last = worker.pool.schedule(_perform, task, timeout=self._time_limit_s)
        return worker.last

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers: at once with `cancel_futures`, else when all tasks are done."""
        workers, self._workers = self._workers, []
        ending = [worker.end(at_once=cancel_futures) for worker in workers]
        if wait:
            for thread in ending:
                thread.join()
            for thread in self._given_up:
                thread.join(_LONGEST_END_S)
        else:
            self._given_up += ending

    def fail_lost_tasks(self) -> None:
        """Fail each task that a worker was given in the moment in which it died: the pool takes
        notice of the worker, but not of that task.
        """
        for worker in self._workers:
            if not worker.last.done() and not worker.pool.active:
                with suppress(InvalidStateError):  # it has just been noticed
                    worker.last.set_exception(BrokenExecutor("The worker died."))

    def _free_worker(self) -> _Worker:
        """The worker without a task that had one last, since it may know most of what follows; a
        new one where there may be one more; else the one whose task is the oldest.
        """
        for worker in [each for each in self._workers if each.is_broken]:
            self._workers.remove(worker)
            self._given_up.append(worker.end(at_once=True))
        self._given_up = [thread for thread in self._given_up if thread.is_alive()]
        free = next((worker for worker in reversed(self._workers) if worker.last.done()), None)
        if free is None and len(self._workers) < self._size:
            free = _Worker(self._new_pool())
        elif free is None:
            free = self._workers[0]
        self._workers = [worker for worker in self._workers if worker is not free] + [free]
        return free

    def _new_pool(self) -> ProcessPool:
        """A pool of one worker: several would share a pipe and its lock, and one that is killed
        while it holds that lock would stop them all.
        """
        from multiprocessing import get_context

        from pebble import CONSTS, ProcessPool

        CONSTS.sleep_unit = self._look_s
        context = get_context("fork" if FORKS else "spawn")
        return ProcessPool(1, MOST_TASKS, _begin, (str(self._folder), os.getpid()), context)


@dataclass(eq=False)
class _Worker:
    """A pool of one process, and the last task that it was given."""

    pool: ProcessPool
    last: Future[Any] = field(default_factory=Future)

    @property
    def is_broken(self) -> bool:
        """Whether its process has died, and may have left half a result in the pipe, or will be
        ended because its task was cancelled, and could take a new one with it.
        """
        if not self.last.done():
            return False
        return self.last.cancelled() or not self.pool.active or _is_death(self.last.exception())

    def end(self, *, at_once: bool) -> threading.Thread:
        """Have it take no more tasks, and its process end, when it has done those that it has or
        `at_once`, by the thread that is returned.

        Of one that is broken, that thread may wait for ever for the other half of a result.
        """
        if at_once:
            self.pool.stop()  # type: ignore[no-untyped-call]
        else:
            self.pool.close()  # type: ignore[no-untyped-call]
        thread = threading.Thread(target=self.pool.join, daemon=True)
        thread.start()
        return thread


class ThisProcess(Executor):
    """Does each task in this process, at once."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call `function`."""
        future: Future[Any] = Future()
        with temporary_folder_here():
            try:
                future.set_result(_without_collecting(function, args, kwargs))
            except Exception as error:  # noqa: BLE001 - handed on by the future
                future.set_exception(error)
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

    def fail_lost_tasks(self) -> None:
        """Fail the tasks that nobody will do any more."""
        for executor in (self.texts, self.editions):
            if isinstance(executor, WorkerPool):
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
        texts, editions = (WorkerPool(size, folder, look_s=look_s) for size in (1, jobs))
        workers = Workers(texts, editions, are_kept)
        try:
            yield workers
        finally:
            workers.editions.shutdown(cancel_futures=True)
            workers.texts.shutdown(cancel_futures=True)


def worker_failure(error: BaseException, owner: str) -> MakebookError | None:
    """What to say where the worker that was at a task of `owner` did not come to its end; None
    where the task itself raised `error`.
    """
    if _is_death(error):
        code = getattr(error, "exitcode", None)
        how = f" ({_how_it_ended(code)})" if code else ""
        remedy = "Free some memory, or build with --jobs 1."
        return MachineError(f"The process that made it died{how}.", remedy, owner)
    if isinstance(error, TimeoutError):
        what = "It was not made within the time that there is for an edition."
        return MachineError(what, "Divide it, or build it on a faster machine.", owner)
    return None


def _is_death(error: BaseException | None) -> bool:
    from pebble import ProcessExpired

    return isinstance(error, ProcessExpired | BrokenExecutor)


def _how_it_ended(exit_code: int) -> str:
    return signal.Signals(-exit_code).name if exit_code < 0 else f"exit code {exit_code}"


def _begin(folder: str, parent: int) -> None:
    """Make this process a worker of `parent`."""
    leave_signals_to_parent()
    if FORKS:
        # Even where the parent is killed: a build that follows wants the processors.
        ctypes.CDLL(None).prctl(_END_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it has ended already
        os._exit(1)
    tempfile.tempdir = folder


def _perform(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Call `function` in a worker; what it raises must be able to travel."""
    try:
        return _without_collecting(function, args, kwargs)
    except Exception as error:
        if _is_portable(error):
            raise
        raise RuntimeError(f"{type(error).__name__}: {error}") from error


def _is_portable(error: Exception) -> bool:
    """Whether the error survives its way to another process; those of libraries fail there in ways
    of their own.
    """
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001
        return False
    return True


def _without_collecting(
    function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Any:
    """Call `function`; collecting garbage waits until it is done."""
    gc.disable()
    try:
        return function(*args, **kwargs)
    finally:
        gc.enable()
