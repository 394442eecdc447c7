"""The app: what the preview answers to a browser, address by address."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

import prepress
from prepress.errors import SourceError
from prepress.layouts.layouts import Layouts
from prepress.preview.guard import (
    FILE_POLICY,
    PAGE_POLICY,
    SCREEN_POLICY,
    WEB_POLICY,
    Guard,
    page_policy,
)
from prepress.preview.soft_proofs import DPI
from prepress.project.clinics import clinic_names
from prepress.project.project import shipped_folder

if TYPE_CHECKING:
    from prepress.preview.feed import Feed
    from prepress.preview.view import PreviewProject

#: What an address with a digest gives never changes.
_FOR_EVER = {"Cache-Control": "private, max-age=31536000, immutable"}
_FINENESSES = {str(dpi): dpi for dpi in DPI}
_KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
#: Where the editor lies among what ships.
_PANE = "writing-pane"


@dataclass(frozen=True)
class Answers:
    """The answers, one method each. `layouts` are only those that ship: no project's own script is
    run here. Who brings the `token` writes; where there is none, nobody does.
    """

    preview: PreviewProject
    feed: Feed
    layouts: Layouts
    token: str

    async def page(self, request: Request) -> Response:
        """The one page, which asks for all else."""
        nonce = secrets.token_urlsafe(16)
        html = self.layouts.render(
            "preview.html",
            project=self.preview.project.root.name,
            version=prepress.__version__,
            token=self.token,
            nonce=nonce,
        )
        policy = page_policy(nonce) if self.token else PAGE_POLICY
        return Response(html, media_type="text/html", headers={"Content-Security-Policy": policy})

    async def part(self, request: Request) -> Response:
        """The page's stylesheet, script and icon."""
        kind = request.path_params["kind"]
        if kind not in _KINDS:
            raise HTTPException(404)
        return Response(self.layouts.text(f"preview.{kind}"), media_type=_KINDS[kind])

    async def pane(self, request: Request) -> Response:
        """A stylesheet or a script of the writing pane."""
        name = request.path_params["name"]
        kind = name.rpartition(".")[2]
        try:
            text = self.layouts.text(f"{_PANE}/{name}") if kind in ("css", "js") else ""
        except (SourceError, ValueError) as error:
            raise HTTPException(404) from error
        if not text:
            raise HTTPException(404)
        return Response(text, media_type=_KINDS[kind])

    async def file(self, request: Request) -> Response:
        """The finished file of an edition, to be opened, or with `?download` to be kept."""
        names = request.path_params
        path = self.preview.file(self.feed.round, names["publication"], names["edition"])
        if path is None:
            raise HTTPException(404)
        how = "attachment" if "download" in request.query_params else "inline"
        headers = {"Content-Security-Policy": FILE_POLICY if path.suffix == ".pdf" else WEB_POLICY}
        return FileResponse(path, filename=path.name, content_disposition_type=how, headers=headers)

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
        return JSONResponse({**view, "clinic": self.feed.clinic})

    async def clinic(self, request: Request) -> Response:
        """From now on the editions are those of another clinic, empty for the texts as they are."""
        name = request.query_params.get("name", "")
        if name and name not in clinic_names(self.preview.project):
            raise HTTPException(404)
        self.feed.clinic = name
        return Response(status_code=204)

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
        """A file of an EPUB or of web pages."""
        file = self.preview.screens.file(request.path_params["digest"], request.path_params["name"])
        if file is None:
            raise HTTPException(404)
        policy = WEB_POLICY if file.media_type == "text/html" else SCREEN_POLICY
        headers = {"Content-Security-Policy": policy, **_FOR_EVER}
        return Response(file.data, media_type=file.media_type, headers=headers)


def app(preview: PreviewProject, feed: Feed, port: int, *, is_read_only: bool = False) -> ASGIApp:
    """The guarded app for browsers that look at `port`, and unless it `is_read_only` write, but
    where a file that lies anywhere is looked at.
    """
    token = "" if is_read_only or preview.project.only else secrets.token_urlsafe(32)
    layouts = Layouts((shipped_folder("layouts"),), (shipped_folder("fonts"),))
    answers = Answers(preview, feed, layouts, token)
    routes = [
        Route("/", answers.page),
        Route("/preview.{kind}", answers.part),
        Route("/fonts/{path:path}", answers.font),
        Route("/view.json", answers.view),
        Route("/clinic", answers.clinic),
        Route("/rounds", answers.rounds),
        Route("/files/{publication}/{edition}", answers.file),
        Route("/proofs/{digest}/{dpi}.png", answers.proof),
        Route("/screen/{digest}/{name:path}", answers.screen),
    ]
    if token:
        from prepress.preview.writing.routes import WritingAnswers
        from prepress.preview.writing.source_texts import SourceTexts

        routes.append(Route("/writing-pane/{name}", answers.pane))
        routes += WritingAnswers(SourceTexts(preview.project), preview, feed).routes()
    return Guard(Starlette(routes=routes), port, token)


async def _events(feed: Feed) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    async for name, data in feed.events():
        yield f"event: {name}\ndata: {' '.join(data.split())}\n\n"
