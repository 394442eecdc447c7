"""A server that keeps what is PUT, and fails as it is told."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


class StoreServer(ThreadingHTTPServer):
    """A server that keeps what is PUT, and fails as it is told: by a `status`, or by a `fault`."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.kept: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.status = 0
        self.fault = ""

    def handle_error(self, *_: Any) -> None:
        """Say nothing of clients that go away."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: StoreServer

    def do_GET(self) -> None:
        body = self.server.kept.get(self.path)
        self._answer(404 if body is None else 200, body or b"")

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self.server.status:
            self.server.kept[self.path] = body
        self._answer(201, b"")

    def _answer(self, status: int, body: bytes) -> None:
        server = self.server
        words = (self.command, self.path, self.headers.get("Authorization"))
        server.asked.append(" ".join(filter(None, words)))
        if server.fault == "hanging":
            time.sleep(1)
        self.send_response(server.status or status)
        if server.fault == "chunks":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"9\r\nbody")
        else:
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if server.fault == "truncated" else body)
        self.close_connection = bool(server.fault)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def served() -> Iterator[StoreServer]:
    with StoreServer() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
