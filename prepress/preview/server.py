"""The server: the app on a port of this machine alone, and the building that goes on behind it."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from starlette.types import ASGIApp

from prepress.building.watcher import watch
from prepress.errors import MachineError
from prepress.files.temporary_folders import temporary_folder
from prepress.preview.app import app
from prepress.preview.early_editions import early_editions
from prepress.preview.feed import Feed
from prepress.preview.recent_screens import RecentScreens
from prepress.preview.soft_proofs import SoftProofs
from prepress.preview.view import PreviewProject

if TYPE_CHECKING:
    from prepress.building.build import BuildRequest, Report
    from prepress.project.project import Project

HOST = "127.0.0.1"
#: The port that is tried first, and how many are tried.
USUAL_PORT = 8137
_TRIED = 20


def serve(
    project: Project,
    request: BuildRequest,
    *,
    port: int | None,
    is_read_only: bool,
    ready: Callable[[str], None],
    tell: Callable[[Report], None],
) -> None:
    """Serve the preview until it is interrupted; without a `port`, on the first free one from the
    usual one on. Where it `is_read_only`, nothing can be written in it.
    """
    with listening(port) as listener:
        served = _Served(project, request, is_read_only)
        asyncio.run(_serve(served, listener, ready, tell))


def listening(port: int | None) -> socket.socket:
    """A socket that listens at `port`, or at the first free one. Raises MachineError where that is
    taken.
    """
    for tried in range(USUAL_PORT, USUAL_PORT + _TRIED) if port is None else (port,):
        try:
            return _bound(tried)
        except OSError as error:
            if port is None and error.errno == errno.EADDRINUSE:
                continue
            what = f"Port {tried} cannot be used: {error.strerror}."
            raise MachineError(what, "Name another one with --port.") from error
    what = f"The ports from {USUAL_PORT} to {USUAL_PORT + _TRIED - 1} are all taken."
    raise MachineError(what, "End another preview, or name a port with --port.")


def _bound(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if (
            os.name == "posix"
        ):  # a port that was left a moment ago is free; on Windows this would share one in use
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


class _Server(uvicorn.Server):
    """A server that ends what browsers listen to before it waits for them to go."""

    def __init__(self, served: ASGIApp, feed: Feed) -> None:
        super().__init__(
            uvicorn.Config(
                served,
                lifespan="off",
                ws="none",
                log_config=None,
                log_level="error",
                access_log=False,
            )
        )
        self._feed = feed

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._feed.close()
        await super().shutdown(sockets)


@dataclass
class _Building:
    """What the `feed` learns of the builds of a request, whose early pages lie in the folder
    `early`; `ready` is called once there is something to see.
    """

    feed: Feed
    early: Path
    ready: Callable[[], None]
    _is_ready: bool = False

    async def follow(
        self, project: Project, request: BuildRequest, tell: Callable[[Report], None]
    ) -> None:
        """Publish each round and the pages that come before it, until this is cancelled."""
        # In this order: the process that builds must be there before any thread.
        tasks = [
            asyncio.create_task(self._follow_rounds(project, request, tell)),
            asyncio.create_task(self._follow_pages()),
        ]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()

    async def _follow_rounds(
        self, project: Project, request: BuildRequest, tell: Callable[[Report], None]
    ) -> None:
        tellings = set[asyncio.Future[None]]()

        def tell_step(step: str) -> None:
            telling = asyncio.ensure_future(self.feed.tell_step(step))
            tellings.add(telling)  # nobody else keeps it from being forgotten
            telling.add_done_callback(tellings.discard)

        told = replace(request, early=self.early)

        def clinics() -> tuple[str, ...]:
            return self.feed.clinics or request.clinics

        async for report in watch(project, told, tell_step, clinics):
            shown = request.for_clinics(clinics())
            await self.feed.publish(self.feed.round.next(report, project, shown))
            tell(report)
            self._say_ready()

    async def _follow_pages(self) -> None:
        async for early in early_editions(self.early):
            await self.feed.show_early(early)
            self._say_ready()

    def _say_ready(self) -> None:
        if not self._is_ready:
            self._is_ready = True
            self.ready()


@dataclass(frozen=True)
class _Served:
    """What is served: the project, as it is built, and whether nothing can be written in it."""

    project: Project
    request: BuildRequest
    is_read_only: bool


async def _serve(
    served: _Served,
    listener: socket.socket,
    ready: Callable[[str], None],
    tell: Callable[[Report], None],
) -> None:
    feed, proofs = Feed(), SoftProofs()
    port = listener.getsockname()[1]
    preview = PreviewProject(served.project, proofs, RecentScreens())
    server = _Server(app(preview, feed, port, is_read_only=served.is_read_only), feed)

    async def keep_building() -> None:
        try:
            with temporary_folder() as early:
                shown = _Building(feed, early, lambda: ready(f"http://{HOST}:{port}/"))
                await shown.follow(served.project, served.request, tell)
        finally:
            server.should_exit = True

    building = asyncio.create_task(keep_building())
    try:
        await server.serve(sockets=[listener])
        if building.done():  # which has ended the server
            building.result()
    finally:
        # A signal that this process ignores but for its server has cancelled nothing.
        building.cancel()
        proofs.close()
