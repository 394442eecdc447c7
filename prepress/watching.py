"""Watching: a build after every save, each with its report."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from prepress.foreman import Foreman
from prepress.project import Project
from prepress.reports import Order, Report

_FOLDERS = ("sources", "layouts", "fonts")
#: How long it must be quiet after a change, and how long changes are gathered at most, in ms.
_QUIET_MS, _GATHERED_MS = 15, 500
#: How often is looked whether a folder has come or gone, in ms.
_LOOK_MS = 1000
#: What editors and systems leave beside a file while they save it or have it open.
_PASSING = re.compile(
    r"[.~#]|\d+$|.*(~|#|\.tmp|\.temp|\.bak|\.part|\.swp|\.swx|\.crdownload|___jb_(old|tmp)___)$", re.I
)


async def watch(project: Project, order: Order) -> AsyncIterator[Report]:
    """Build as `order` says, then again after every save; each build that came to its end gives its report.

    A save in the middle of a build begins it anew. The editions in place stay until new ones are whole. Files and
    folders that come, move or go are followed; what editors leave beside them is passed over. Raises what a bug raised.
    """
    foreman = Foreman.hired(project, order)
    watching = asyncio.create_task(_ring_for_saves(project, foreman))
    reporting = None
    try:
        while True:
            reporting = asyncio.create_task(asyncio.to_thread(foreman.report))
            done, _ = await asyncio.wait({reporting, watching}, return_when=asyncio.FIRST_COMPLETED)
            if watching in done:
                watching.result()
            yield await reporting
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        foreman.end()
        if reporting:
            await asyncio.gather(reporting, return_exceptions=True)  # that he is gone is no news


async def _ring_for_saves(project: Project, foreman: Foreman) -> None:
    """Have the foreman build now and after each change; begin anew where other folders are to be watched."""
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
    """The folders that sources, layouts and fonts lie in; the project itself where there is none of them."""
    folders = tuple(folder for name in _FOLDERS if (folder := project.root / name).is_dir())
    return folders or (project.root,)


def is_passing(path: str) -> bool:
    """Whether the file at `path` is one that an editor leaves for a moment, by its name."""
    return _PASSING.match(Path(path).name) is not None
