"""A browser reduced to one request: it calls an ASGI app and keeps the answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Scope

PORT = 8137


@dataclass(frozen=True)
class Answer:
    """The answer to a request."""

    status: int
    headers: Headers
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def request(
    path: str, *headers: tuple[str, str], method: str = "GET", host: str = f"127.0.0.1:{PORT}"
) -> Scope:
    """The scope of a request for `path`, which may have a query."""
    path, _, query = path.partition("?")
    sent = [(name.lower().encode(), value.encode()) for name, value in (("host", host), *headers)]
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
        "scheme": "http",
        "path": path, "raw_path": path.encode(), "root_path": "", "query_string": query.encode(),
        "headers": sent,
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", PORT),
    }  # fmt: skip


def ask(
    app: ASGIApp,
    path: str,
    *headers: tuple[str, str],
    method: str = "GET",
    body: bytes = b"",
    **more: str,
) -> Answer:
    """What `app` answers to a request for `path`, which may bring a `body`."""
    return asyncio.run(answer(app, request(path, *headers, method=method, **more), body))


async def answer(app: ASGIApp, scope: Scope, body: bytes = b"") -> Answer:
    """What `app` answers to the request that `scope` describes and that brings `body`."""
    sent: list[Message] = []
    asked: list[bool] = []
    waiting = asyncio.Event()

    async def receive() -> Message:
        if not asked:
            asked.append(True)
            return {"type": "http.request", "body": body, "more_body": False}
        await waiting.wait()
        raise AssertionError("the browser never leaves")

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return _joined(sent)


def _joined(sent: Sequence[Message]) -> Answer:
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Answer(sent[0]["status"], Headers(raw=sent[0]["headers"]), body)
