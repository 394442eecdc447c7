"""The page that writes, reduced to its calls: it brings the token that the page was given."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.preview.asgi import PORT, Answer, ask
from tests.preview.conftest import Looking

OWN = ("Origin", f"http://127.0.0.1:{PORT}")
TEXT = "sources/tiny/1.md"
BOOK = "sources/tiny/book.yaml"


@dataclass(frozen=True)
class Writing:
    """Somebody who writes on a shelf, in the page that looks at it."""

    looking: Looking

    @cached_property
    def token(self) -> str:
        """The token that the page has in it."""
        page = ask(self.looking.app, "/").body.decode()
        found = re.search(r'data-token="([^"]+)"', page)
        assert found
        return found[1]

    @property
    def root(self) -> Path:
        """The project's folder."""
        return self.looking.shelf.root

    def call(
        self,
        name: str,
        method: str = "GET",
        body: object = None,
        /,
        *headers: tuple[str, str],
        **query: str,
    ) -> Answer:
        """What a call of the page is answered."""
        data = (
            body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        )
        path = f"/writing/{name}?{urlencode(query)}"
        own = headers or (OWN, ("X-Makebook-Token", self.token))
        return ask(self.looking.app, path, *own, method=method, body=data)

    def read(self, file: str = TEXT) -> dict[str, Any]:
        """A text with its digest."""
        answer = self.call("text", file=file)
        assert answer.status == 200, answer.body
        return dict(answer.json)

    def write(self, text: str, digest: str, file: str = TEXT) -> Answer:
        """What writing `text` over the one of this `digest` is answered."""
        return self.call("text", "PUT", {"text": text, "digest": digest}, file=file)
