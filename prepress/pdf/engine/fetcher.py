"""The engine's only way to files: the pictures of the project, those inside drawings, and the fonts
of its layouts, nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from prepress.errors import SourceError
from prepress.files.digests import digest_of
from prepress.images.derivatives import paper_copy
from prepress.images.foreign_formats import PAGE
from prepress.images.rasters import PictureError
from prepress.images.svg import data_address_content

if TYPE_CHECKING:
    from prepress.layouts.layouts import Layouts

_FONTS = {".otf": "font/otf", ".ttf": "font/ttf"}
_LARGEST_BYTES = 100 * 1024 * 1024


class ProjectFetcher(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
    """Answers addresses below `base` from the project's `root`, `fonts/…` from the layouts' fonts,
    and the pictures that drawings hold in themselves.

    Pictures in inks stay so where the paper `takes_inks`.

    No handler of the base class is kept, so that no protocol can reach the network or another file.
    """

    def __init__(
        self, base: str, root: Path, layouts: Layouts, *, takes_inks: bool = False
    ) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._base = base
        self._root = root.resolve()
        self._layouts = layouts
        self._takes_inks = takes_inks

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The file behind `url`. Raises ValueError, which the engine reports, for every other
        address.
        """
        media_type: str | None
        embedded = data_address_content(url)
        if embedded is not None:
            copy, media_type = paper_copy(embedded, takes_inks=self._takes_inks)
            return URLFetcherResponse(url, copy, {"Content-Type": media_type})
        if not url.startswith(self._base):
            raise ValueError(f"{url} is outside the project")
        path = unquote(urlsplit(url).path).lstrip("/")
        file = self._file(path)
        if not file.is_file():
            self._layouts.inputs.note(f"file {path}", None)
            raise ValueError(f"{file.name} is not there")
        if file.stat().st_size > _LARGEST_BYTES:
            raise ValueError(f"{file.name} is larger than 100 MB")
        content = file.read_bytes()
        media_type = _FONTS.get(file.suffix.lower())
        if media_type is None:
            self._layouts.inputs.note(f"file {path}", digest_of(content))
            try:
                content, media_type = paper_copy(
                    content, _page_of(url), takes_inks=self._takes_inks
                )
            except PictureError as error:
                raise ValueError(f"{file.name} is neither a picture nor a font") from error
        return URLFetcherResponse(url, content, {"Content-Type": media_type})

    def _file(self, path: str) -> Path:
        if path.startswith("fonts/"):
            try:
                return self._layouts.font(path)
            except SourceError as error:
                raise ValueError(error.what) from error
        file = (self._root / path).resolve()
        if not file.is_relative_to(self._root):
            raise ValueError(f"{path} is outside the project")
        return file


def _page_of(url: str) -> int:
    """The page of a PDF that an address names (RFC 8118, 3), else the first."""
    found = PAGE.fullmatch(urlsplit(url).fragment)
    return int(found[1]) if found else 1
