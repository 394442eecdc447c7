"""HTTP store: a shared cache on a server that keeps what is PUT and GETs it again, as bazel-remote
does.
"""

from __future__ import annotations

import time
from base64 import b64encode
from http import HTTPStatus
from http.client import (
    HTTPConnection,
    HTTPException,
    HTTPResponse,
    HTTPSConnection,
    IncompleteRead,
    RemoteDisconnected,
)
from urllib.parse import SplitResult, unquote, urlsplit

from prepress.errors import UsageError
from prepress.shared_cache.store import StoreError

#: How long the server may be silent, in seconds.
_SILENCE_S = 10.0
#: How long a whole answer may take, in seconds, so that one that trickles ends too.
_ANSWER_S = 120.0
_PART = 256 * 1024
#: What is said beside a refusal is read up to here, so that the connection can be used again.
_LONGEST_REFUSAL = 16 * 1024
_STALE = (RemoteDisconnected, ConnectionResetError, BrokenPipeError)
_TAKEN = (HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED, HTTPStatus.NO_CONTENT)


class HttpStore:
    """The server at `address`, which may name a user and a password (RFC 7617); it is asked over
    one connection, and may be silent for so many seconds.

    It is never followed elsewhere. Raises UsageError for an address that names no server.
    """

    def __init__(self, address: str, silence: float = _SILENCE_S) -> None:
        parts = _parts_of(address)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        assert parts.hostname, "_parts_of has seen it"
        self._connection = kind(parts.hostname, parts.port, timeout=silence)
        self._folder = parts.path.rstrip("/")
        self._headers = _authorization(parts)
        self._server = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        self._is_used = False

    def get(self, path: str, most: int) -> bytes | None:
        """What lies at `path`, as of any store."""
        response = self._answer("GET", path, None)
        if response.status == HTTPStatus.NOT_FOUND:
            self._pass_over(response)
            return None
        if response.status != HTTPStatus.OK:
            raise self._refusal(response)
        return self._body(response, most)

    def put(self, path: str, data: bytes) -> None:
        """Put `data` at `path`, as into any store."""
        response = self._answer("PUT", path, data)
        if response.status not in _TAKEN:
            raise self._refusal(response)
        self._pass_over(response)

    def close(self) -> None:
        """Close the connection."""
        self._is_used = False
        self._connection.close()

    def _answer(self, method: str, path: str, data: bytes | None) -> HTTPResponse:
        try:
            return self._asked(method, path, data)
        except (OSError, HTTPException) as error:
            self.close()
            raise self._error(_words(error)) from error

    def _asked(self, method: str, path: str, data: bytes | None) -> HTTPResponse:
        """The answer; where the server has closed a connection that was at rest, that of
        another.
        """
        was_used, self._is_used = self._is_used, True
        try:
            self._connection.request(method, f"{self._folder}/{path}", data, self._headers)
            return self._connection.getresponse()
        except _STALE:
            if not was_used:
                raise
            self.close()
            return self._asked(method, path, data)

    def _body(self, response: HTTPResponse, most: int) -> bytes | None:
        """The body, where it is no more than `most` bytes; what came of it where the server broke
        off, which nobody takes for the whole.
        """
        end = time.monotonic() + _ANSWER_S
        parts, size = [], 0
        try:
            while size <= most and (part := response.read1(_PART)):
                parts.append(part)
                size += len(part)
                if time.monotonic() > end:
                    raise TimeoutError
        except IncompleteRead:
            self.close()
            return None
        except (OSError, HTTPException) as error:
            self.close()
            raise self._error(_words(error)) from error
        if size > most:
            self.close()
            return None
        response.close()  # else the connection takes no other request
        return b"".join(parts)

    def _pass_over(self, response: HTTPResponse) -> None:
        """Read what else is said, or close the connection where that is much."""
        try:
            response.read(_LONGEST_REFUSAL)
        except (OSError, HTTPException):
            self.close()
        if not response.isclosed():
            self.close()

    def _refusal(self, response: HTTPResponse) -> StoreError:
        self.close()
        return self._error(f"it answers {response.status} {response.reason}".rstrip())

    def _error(self, why: str) -> StoreError:
        what = f"The cache {self._server} cannot be used: {why}."
        return StoreError(what, "Look whether it runs and lets you in.")


def _parts_of(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        if parts.hostname and (parts.port is None or parts.port) and address.isascii():
            return parts
    except ValueError:
        pass
    raise UsageError(
        "This is no address of a cache.", "Write for example: http://cache.example:8080"
    )


def _authorization(parts: SplitResult) -> dict[str, str]:
    if parts.username is None:
        return {}
    words = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return {"Authorization": f"Basic {b64encode(words.encode()).decode()}"}


def _words(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "it does not answer in time"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__
