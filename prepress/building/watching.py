"""Watching: a build after every save, each with its report."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from prepress.building.cache import files_made_from
from prepress.building.report import BuildRequest, Report
from prepress.building.watcher import Foreman
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


async def watch(project: Project, order: BuildRequest) -> AsyncIterator[Report]:
    """Build as `order` says, then again after every save; each build that came to its end gives its
    report.

    A save in the middle of a build begins it anew. The editions in place stay until new ones are
    whole. Files and folders that come, move or go are followed; what editors leave beside them is
    passed over. Raises UsageError for an order that cannot be carried out.
    """
    foreman = Foreman.hired(project, order)
    tasks: list[asyncio.Task[Any]] = [asyncio.create_task(_ring_for_saves(project, foreman))]
    try:
        while True:
            tasks[1:] = [asyncio.create_task(asyncio.to_thread(foreman.report))]
            watching, reporting = tasks
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if watching in done:
                watching.result()
            yield await reporting
    finally:
        tasks[0].cancel()
        foreman.end()  # which ends the wait for his report too
        await asyncio.gather(*tasks, return_exceptions=True)


async def _ring_for_saves(project: Project, foreman: Foreman) -> None:
    """Have the foreman build now and after each change; begin anew where other folders are to be
    watched.
    """
    from watchfiles import awatch

    while True:
        folders = _folders(project)
        saves = awatch(
            *folders,
            watch_filter=lambda change, path: not is_passing(path),
            step=_QUIET_MS,
            debounce=_GATHERED_MS,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
        )
        first = asyncio.create_task(anext(saves))
        await asyncio.sleep(0)  # it watches from here on, so that no save is missed
        foreman.build()
        changes = await first
        while True:
            if changes:
                foreman.build()
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
