"""Watching: a build after every save, each with its report."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import nullcontext
from dataclasses import dataclass, replace
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from prepress.building.build import build
from prepress.building.cache import files_made_from, record_folder
from prepress.building.interruption import interruption_held_back, leave_signals_to_parent
from prepress.building.report import BuildRequest, Report
from prepress.building.task_queue import InterruptedBuild
from prepress.building.workers import Workers, workers_for
from prepress.errors import MachineError, MakebookError, UsageError
from prepress.files.atomic import sweep
from prepress.files.temporary_folders import passing_folder
from prepress.processes import FORKS
from prepress.reporting.steps import Progress, unfollowed

if TYPE_CHECKING:
    from prepress.project.project import Project

_FOLDERS = ("sources", "layouts", "fonts")
#: How long it must be quiet after a change, and how long changes are gathered at most, in ms.
_QUIET_MS, _GATHERED_MS = 5, 500
#: How often is looked whether a folder has come or gone, in ms.
_LOOK_MS = 1000
#: What editors and systems leave beside a file while they save it or have it open.
_PASSING = re.compile(
    r"[.~#]|.*(~|#|\.tmp|\.temp|\.bak|\.part|\.swp|\.swx|\.crdownload|___jb_(old|tmp)___)$", re.I
)
#: What vim calls the file with which it tries whether it may write.
_TRIAL = 4913


#: The names of the clinics that somebody wants to see; none for the texts as they are.
Clinics = tuple[str, ...]


async def watch(
    project: Project,
    request: BuildRequest,
    progress: Progress = unfollowed,
    clinics: Callable[[], Clinics] | None = None,
) -> AsyncIterator[Report]:
    """Build as `request` says, then again after every save; each build that came to its end gives
    its report, and `progress` is told what one is at. What `clinics` gives, which is asked again
    and again, counts in place of the request's own.

    A save in the middle of a build begins it anew. The editions in place stay until new ones are
    whole. The early pages of each build, where they are wanted, are in a folder of its own, which
    is gone before its report comes. Files and folders that come, move or go are followed; what
    editors leave beside them is passed over. Raises UsageError for a request that cannot be carried
    out.
    """
    builder = WatcherBuilder.start(project, request)
    wanted = clinics or (lambda: request.clinics)
    building = _build_after_saves(project, builder, wanted)
    tasks: list[asyncio.Task[Any]] = [asyncio.create_task(building)]
    try:
        while True:
            tasks[1:] = [asyncio.create_task(asyncio.to_thread(builder.report))]
            watching, reporting = tasks
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if watching in done:
                watching.result()
            answer = await reporting
            if isinstance(answer, Report):
                yield answer
            else:
                progress(answer)
    finally:
        tasks[0].cancel()
        builder.shut_down()  # which ends the wait for its report too
        await asyncio.gather(*tasks, return_exceptions=True)


@dataclass(frozen=True)
class WatcherBuilder:
    """A process that builds whenever it is told to, with workers that stay warm; who starts it must
    shut it down.

    It begins no threads but those of its workers' pool, so that a new worker can be copied from it
    at any moment.
    """

    process: Any
    requests: Connection
    reports: Connection

    @classmethod
    def start(cls, project: Project, request: BuildRequest) -> WatcherBuilder:
        """A builder that builds as `request` says. It must be started before this process begins
        threads.
        """
        context: Any = get_context("fork" if FORKS else "spawn")
        # Two pipes: one that goes both ways would be a socket.
        (their_requests, requests), (reports, their_reports) = Pipe(False), Pipe(False)
        inherited = (requests, reports) if FORKS else ()
        process = context.Process(
            target=_build_when_told,
            args=(their_requests, their_reports, inherited, project, request),
        )
        with interruption_held_back():
            process.start()
        their_requests.close()
        their_reports.close()
        return cls(process, requests, reports)

    def build(self, clinics: Clinics) -> None:
        """Have it build for these clinics, and drop the build that it may be at."""
        self.requests.send(clinics)

    def report(self) -> Report | str:
        """Wait for its next report, or for the next step of a build.

        Raises MachineError where it is gone, UsageError for a request that cannot be carried out,
        and what a bug raised there.
        """
        try:
            answer = self.reports.recv()
        except (EOFError, OSError) as error:
            raise MachineError(
                "The process that builds died.", "Free some memory, then watch again."
            ) from error
        if isinstance(answer, Report | str):
            return answer
        bug: BaseException = answer
        raise bug

    def shut_down(self) -> None:
        """End it; its workers are ended before it goes."""
        self.requests.close()
        self.process.join(5)
        self.process.kill()
        self.process.join()
        self.reports.close()


def _build_when_told(
    requests: Connection,
    reports: Connection,
    inherited: tuple[Connection, ...],
    project: Project,
    request: BuildRequest,
) -> None:
    leave_signals_to_parent()
    for connection in inherited:  # else we should not see when the parent closes them
        connection.close()
    builds: SimpleQueue[tuple[Future[None], Clinics] | None] = SimpleQueue()
    Thread(target=_listen, args=(requests, builds), daemon=True).start()
    is_first = True
    try:
        with workers_for(request.jobs, are_kept=True) as workers:
            for interruption, clinics in iter(builds.get, None):
                told = request.for_clinics(clinics)
                answer = _answer(
                    project, told, reports.send, workers, interruption, is_first=is_first
                )
                if answer is not None:
                    is_first = False
                    reports.send(answer)
    except OSError:
        pass  # nobody is there any more who wants a report
    finally:
        sweep(project.output, record_folder(project))


def _listen(requests: Connection, builds: SimpleQueue[tuple[Future[None], Clinics] | None]) -> None:
    """For each build that is asked for, interrupt the one before, and hand on what will interrupt
    it; None at the end.
    """
    interruption: Future[None] = Future()
    try:
        while True:
            clinics = requests.recv()
            interruption.set_result(None)
            interruption = Future()
            builds.put((interruption, clinics))
    except (EOFError, OSError):
        interruption.set_result(None)
        builds.put(None)


def _answer(
    project: Project,
    request: BuildRequest,
    progress: Progress,
    workers: Workers,
    interruption: Future[None],
    *,
    is_first: bool,
) -> Report | Exception | None:
    """The report on one build, None where it was interrupted.

    What stops it as a whole is a failure, since the next save may mend it; what is wrong with the
    request itself no save will mend.
    """
    try:
        with passing_folder(request.early) if request.early else nullcontext() as early:
            told = replace(request, early=early)
            return build(project, told, progress, workers, interruption)
    except InterruptedBuild:
        return None
    except MakebookError as failure:
        if isinstance(failure, UsageError) and is_first:
            return failure
        return Report(failures=(failure,))
    except Exception as bug:  # noqa: BLE001 - raised again in the process that asked
        return bug


async def _build_after_saves(
    project: Project, builder: WatcherBuilder, clinics: Callable[[], Clinics]
) -> None:
    """Have the builder build now, after each change and for other clinics; begin anew where other
    folders are to be watched.
    """
    from watchfiles import awatch

    while True:
        folders = _folders(project)
        saves = awatch(
            *folders,
            watch_filter=lambda change, path: not is_passing(path) and not project.makes(path),
            step=_QUIET_MS,
            debounce=_GATHERED_MS,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
        )
        first = asyncio.create_task(anext(saves))
        await asyncio.sleep(0)  # it watches from here on, so that no save is missed
        built_for = clinics()
        builder.build(built_for)
        changes = await first
        while True:
            if changes or clinics() != built_for:
                built_for = clinics()
                builder.build(built_for)
            if _folders(project) != folders:
                break
            changes = await anext(saves)
        await saves.aclose()


def _folders(project: Project) -> tuple[Path, ...]:
    """The folders that sources, layouts and fonts lie in, and those of pictures elsewhere in the
    project.

    The project's root itself is watched only where it has none of these: with all that lies in it,
    it may be large.
    """
    if project.only:
        return (project.only.parent,)
    folders = [project.root / name for name in _FOLDERS]
    pictures = {(project.root / file).parent for file in files_made_from(project)} - {project.root}
    folders += sorted(
        folder for folder in pictures if not any(folder.is_relative_to(other) for other in folders)
    )
    return tuple(folder for folder in folders if folder.is_dir()) or (project.root,)


def is_passing(path: str) -> bool:
    """Whether the file at `path` is one that an editor leaves for a moment, by its name."""
    name = Path(path).name
    return _PASSING.match(name) is not None or _is_trial(name)


def _is_trial(name: str) -> bool:
    """Whether vim tries out with a file of this name whether it may write: 4913, and each further
    one is 123 more.

    Other names of digits alone are those of folders, such as 2 or 2026.
    """
    return (
        re.fullmatch(r"[0-9]{4,9}", name) is not None
        and int(name) >= _TRIAL
        and (int(name) - _TRIAL) % 123 == 0
    )
