"""The server: the app on a port of this machine alone, and the building that goes on behind it."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

import uvicorn
from starlette.types import ASGIApp

from prepress.building.watcher import watch
from prepress.errors import MachineError
from prepress.preview.app import app
from prepress.preview.feed import Feed
from prepress.preview.recent_epubs import RecentEpubs
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
    ready: Callable[[str], None],
    tell: Callable[[Report], None],
) -> None:
    """Serve the preview until it is interrupted; without a `port`, on the first free one from the
    usual one on.
    """
    with listening(port) as listener:
        asyncio.run(_serve(project, request, listener, ready, tell))


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


async def _serve(
    project: Project,
    request: BuildRequest,
    listener: socket.socket,
    ready: Callable[[str], None],
    tell: Callable[[Report], None],
) -> None:
    feed, proofs, tellings = Feed(), SoftProofs(), set[asyncio.Future[None]]()
    port = listener.getsockname()[1]
    server = _Server(app(PreviewProject(project, proofs, RecentEpubs()), feed, port), feed)

    def tell_step(step: str) -> None:
        telling = asyncio.ensure_future(feed.tell_step(step))
        tellings.add(telling)  # nobody else keeps it from being forgotten
        telling.add_done_callback(tellings.discard)

    async def keep_building() -> None:
        try:
            async for report in watch(project, request, tell_step):
                await feed.publish(feed.round.next(report, project, request))
                tell(report)
                if feed.round.number == 1:
                    ready(f"http://{HOST}:{port}/")
        finally:
            server.should_exit = True

    building = asyncio.create_task(keep_building())
    try:
        await server.serve(sockets=[listener])
        await building
    finally:
        building.cancel()
        proofs.close()
