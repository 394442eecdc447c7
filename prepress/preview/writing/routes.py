"""Routes: what the page asks for while somebody writes in it, address by address."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from prepress.errors import MakebookError
from prepress.preview.guard import WRITING
from prepress.preview.writing.line_places import line_places
from prepress.preview.writing.source_texts import (
    LARGEST_PICTURE,
    Changed,
    RefusedError,
    SourceTexts,
)
from prepress.text.files import LARGEST_BYTES as LARGEST_TEXT

if TYPE_CHECKING:
    from prepress.preview.feed import Feed
    from prepress.preview.view import PreviewProject

#: JSON may write a character of the text in six.
_LARGEST_JSON = 6 * LARGEST_TEXT

Answer = Callable[[Request], Awaitable[Any]]


@dataclass(frozen=True)
class WritingAnswers:
    """The answers, one method each; each gives what JSON has of it. Texts are written one after
    another.
    """

    texts: SourceTexts
    preview: PreviewProject
    feed: Feed
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def routes(self) -> list[Route]:
        """The addresses, all of them below that of writing."""
        answers: list[tuple[str, str, Answer]] = [
            ("texts", "GET", self.all_texts),
            ("text", "GET", self.text),
            ("text", "PUT", self.written),
            ("fields", "POST", self.fields),
            ("answers", "POST", self.answers),
            ("pictures", "POST", self.picture),
            ("places", "GET", self.places),
        ]
        return [
            Route(f"{WRITING}{name}", _as_json(answer), methods=[method])
            for name, method, answer in answers
        ]

    async def all_texts(self, request: Request) -> Any:
        """The texts that may be written, by publication."""
        return await asyncio.to_thread(self.texts.by_publication)

    async def text(self, request: Request) -> Any:
        """A text with its digest."""
        file = request.query_params.get("file", "")
        return asdict(await asyncio.to_thread(self.texts.read, file))

    async def written(self, request: Request) -> Any:
        """A text is written; where another one lies there by now, that is the answer."""
        file = request.query_params.get("file", "")
        text, digest = _words(await _json(request), "text", "digest")
        async with self._lock:
            done = await asyncio.to_thread(self.texts.write, file, text, digest)
        if isinstance(done, Changed):
            return JSONResponse(asdict(done.now), 409)
        return {"digest": done.digest}

    async def fields(self, request: Request) -> Any:
        """The fields of the metadata in a text as it stands in the page."""
        from prepress.preview.writing.metadata_form import fields_of

        file, text = _words(await _json(request), "file", "text")
        return await asyncio.to_thread(fields_of, file, text)

    async def answers(self, request: Request) -> Any:
        """A text as it stands in the page, with other metadata."""
        from prepress.preview.writing.metadata_form import with_answers

        body = await _json(request)
        file, text = _words(body, "file", "text")
        given = body.get("answers")
        if not isinstance(given, dict):
            raise RefusedError(400, "There are no answers.")
        answers = dict(zip(given, _words(given, *given), strict=True))
        return {"text": await asyncio.to_thread(with_answers, file, text, answers)}

    async def picture(self, request: Request) -> Any:
        """A picture is saved beside a text; its address from there."""
        from prepress.preview.writing.dropped_pictures import save_picture

        asked = request.query_params
        data = await _body(request, LARGEST_PICTURE)
        async with self._lock:
            address = await asyncio.to_thread(
                save_picture, self.texts, asked.get("file", ""), asked.get("name", ""), data
            )
        return {"address": address}

    async def places(self, request: Request) -> Any:
        """Where the lines of a text stand on the pages of an edition."""
        asked = request.query_params
        source = await asyncio.to_thread(self.texts.read, asked.get("file", ""))
        pages = await self.preview.page_texts(
            self.feed.round, asked.get("publication", ""), asked.get("edition", "")
        )
        lines = source.text.split("\n")
        return {
            "digest": source.digest,
            "places": await asyncio.to_thread(line_places, lines, pages),
        }


def _as_json(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            given = await answer(request)
        except RefusedError as refused:
            return JSONResponse({"why": str(refused)}, refused.status)
        except MakebookError as error:
            return JSONResponse({"why": f"{error.what} {error.remedy}"}, 507)
        return given if isinstance(given, Response) else JSONResponse(given)

    return endpoint


async def _body(request: Request, most: int) -> bytes:
    """What the request brings. Raises RefusedError where that is more than `most` bytes."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise RefusedError(413, f"This is larger than {most >> 20} MB.")
    return bytes(body)


async def _json(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(await _body(request, _LARGEST_JSON))
    except (ValueError, RecursionError) as error:
        raise RefusedError(400, "This is no JSON.") from error
    if not isinstance(body, dict):
        raise RefusedError(400, "This is no JSON of names and values.")
    return body


def _words(body: dict[str, Any], *names: str) -> tuple[str, ...]:
    """The words of these `names`. Raises RefusedError where one is not there."""
    words = tuple(body.get(name) for name in names)
    if not all(isinstance(each, str) for each in words):
        raise RefusedError(400, f"There must be words for: {', '.join(names)}.")
    return tuple(str(each) for each in words)
