"""Watching: the project is built once, then again after every save."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from watchfiles import awatch

from prepress.build import Order, Report, build
from prepress.project import Project


async def watch(project: Project, order: Order, *, jobs: int | None = None) -> AsyncIterator[Report]:
    """Build once, then again after every save; each finished build's report.

    Raises UsageError for an unknown publication or edition, SourceError where there is nothing to build.
    """
    folders = [folder for name in ("sources", "layouts", "fonts") if (folder := project.root / name).is_dir()]
    changes = awatch(*folders, debounce=200, step=50, rust_timeout=500, yield_on_timeout=True)
    try:
        await anext(changes)  # from here on, nothing that is saved goes unseen
        yield await asyncio.to_thread(build, project, order, lambda step: None)
        async for seen in changes:
            if seen:
                yield await asyncio.to_thread(build, project, order, lambda step: None)
    finally:
        await changes.aclose()
