"""The app: what the preview answers to a browser, address by address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

import prepress
from prepress.errors import SourceError
from prepress.layouts.layouts import Layouts
from prepress.preview.guard import PAGE_POLICY, SCREEN_POLICY, Guard
from prepress.preview.soft_proofs import DPI
from prepress.project.project import shipped_folder

if TYPE_CHECKING:
    from prepress.preview.feed import Feed
    from prepress.preview.view import PreviewProject

#: What an address with a digest gives never changes.
_FOR_EVER = {"Cache-Control": "private, max-age=31536000, immutable"}
_FINENESSES = {str(dpi): dpi for dpi in DPI}
_KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


@dataclass(frozen=True)
class Answers:
    """The answers, one method each. `layouts` are only those that ship: no project's own script is
    run here.
    """

    preview: PreviewProject
    feed: Feed
    layouts: Layouts

    async def page(self, request: Request) -> Response:
        """The one page, which asks for all else."""
        html = self.layouts.render(
            "preview.html", project=self.preview.project.root.name, version=prepress.__version__
        )
        return Response(
            html, media_type="text/html", headers={"Content-Security-Policy": PAGE_POLICY}
        )

    async def part(self, request: Request) -> Response:
        """The page's stylesheet, script and icon."""
        kind = request.path_params["kind"]
        if kind not in _KINDS:
            raise HTTPException(404)
        return Response(self.layouts.text(f"preview.{kind}"), media_type=_KINDS[kind])

    async def font(self, request: Request) -> Response:
        """A font that ships."""
        path = request.path_params["path"]
        try:
            file = self.layouts.font(f"fonts/{path}")
        except (SourceError, ValueError) as error:
            raise HTTPException(404) from error
        if file.suffix != ".ttf":
            raise HTTPException(404)
        return Response(
            file.read_bytes(),
            media_type="font/ttf",
            headers={"Cache-Control": "private, max-age=3600"},
        )

    async def view(self, request: Request) -> Response:
        """What the newest round shows of an edition."""
        asked = request.query_params
        view = await self.preview.view(
            self.feed.round, asked.get("publication", ""), asked.get("edition", "")
        )
        return JSONResponse(view)

    async def rounds(self, request: Request) -> Response:
        """The number of each round as it ends, and each step, as Server-Sent Events."""
        if request.method == "HEAD":
            return Response(media_type="text/event-stream")
        return StreamingResponse(_events(self.feed), media_type="text/event-stream")

    async def proof(self, request: Request) -> Response:
        """A page of a PDF edition."""
        dpi = _FINENESSES.get(request.path_params["dpi"])
        picture = (
            await self.preview.proofs.picture(request.path_params["digest"], dpi) if dpi else None
        )
        if picture is None:
            raise HTTPException(404)
        return Response(picture, media_type="image/png", headers=_FOR_EVER)

    async def screen(self, request: Request) -> Response:
        """A file of an EPUB."""
        file = self.preview.screens.file(request.path_params["digest"], request.path_params["name"])
        if file is None:
            raise HTTPException(404)
        headers = {"Content-Security-Policy": SCREEN_POLICY, **_FOR_EVER}
        return Response(file.data, media_type=file.media_type, headers=headers)


def app(preview: PreviewProject, feed: Feed, port: int) -> ASGIApp:
    """The guarded app for browsers that look at `port`."""
    layouts = Layouts((shipped_folder("layouts"),), (shipped_folder("fonts"),))
    answers = Answers(preview, feed, layouts)
    routes = [
        Route("/", answers.page),
        Route("/preview.{kind}", answers.part),
        Route("/fonts/{path:path}", answers.font),
        Route("/view.json", answers.view),
        Route("/rounds", answers.rounds),
        Route("/proofs/{digest}/{dpi}.png", answers.proof),
        Route("/screen/{digest}/{name:path}", answers.screen),
    ]
    return Guard(Starlette(routes=routes), port)


async def _events(feed: Feed) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    async for name, data in feed.events():
        yield f"event: {name}\ndata: {' '.join(data.split())}\n\n"
