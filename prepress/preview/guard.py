"""The guard: only this machine's own pages are answered, and what they get can do nothing but be
looked at, unless it is the page that was given the token for writing.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
#: What all addresses begin with that are for writing, and the header that brings the token.
WRITING = "/writing/"
TOKEN = "x-makebook-token"
#: The page may load and show what comes from here, and nothing else.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; "
    "frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
#: A web page has its pictures, fonts and styles in it, and runs nothing.
WEB_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' "
    "data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox allow-same-origin"
)
#: A finished file that the browser's own viewer shows.
FILE_POLICY = "frame-ancestors 'self'"
#: A section of the EPUB may load its pictures, fonts and styles, and run nothing.
SCREEN_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; frame-ancestors "
    "'self'; base-uri 'none'; "
    "form-action 'none'; sandbox allow-same-origin"
)


@dataclass(frozen=True)
class Guard:
    """The `app`, reached only by the names of this machine at `port`, only to read, and only by its
    own pages; to write, by those that bring the `token`, if there is one.

    A foreign name in the Host header is a page elsewhere that had its name point here; a foreign
    Origin, or a browser that says that another site asks, is a page that wants to read along.
    """

    app: ASGIApp
    port: int
    token: str = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault(
                    "Content-Security-Policy", "default-src 'none'; frame-ancestors 'self'"
                )
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await (refusal or self.app)(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        if scope["type"] != "http":
            return PlainTextResponse("Only HTTP is answered.", 400)
        names = {f"127.0.0.1:{self.port}", f"localhost:{self.port}"}
        headers = Headers(scope=scope)
        if headers.getlist("host") not in [[name] for name in names]:
            return PlainTextResponse("This is not the address of the preview.", 403)
        origins = headers.getlist("origin")
        if any(
            origin not in {f"http://{name}" for name in names} for origin in origins
        ) or _is_foreign(headers):
            return PlainTextResponse("Pages of other sites are not answered.", 403)
        if self.token and scope["path"].startswith(WRITING):
            return self._refusal_to_write(headers, scope["method"])
        if scope["method"] not in ("GET", "HEAD"):
            return PlainTextResponse(
                "There is nothing here but to read.", 405, {"Allow": "GET, HEAD"}
            )
        return None

    def _refusal_to_write(self, headers: Headers, method: str) -> PlainTextResponse | None:
        """What a page is told that does not bring the token, or sends something without its
        Origin, which every browser says then.
        """
        given = headers.get(TOKEN, "")
        if not secrets.compare_digest(given.encode(), self.token.encode()):
            return PlainTextResponse("Only the page of this preview writes. Load it anew.", 403)
        if method != "GET" and "origin" not in headers:
            return PlainTextResponse("A page that writes says where it comes from.", 403)
        return None


def page_policy(nonce: str) -> str:
    """What the page may load that has an editor, whose styles bear the `nonce`."""
    return PAGE_POLICY.replace("style-src 'self'", f"style-src 'self' 'nonce-{nonce}'")


def _is_foreign(headers: Headers) -> bool:
    """Whether a page of another site asks; following a link to the preview is not that."""
    site = headers.get("sec-fetch-site", "none")
    return site not in ("none", "same-origin") and headers.get("sec-fetch-dest") != "document"
