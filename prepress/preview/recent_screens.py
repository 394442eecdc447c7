"""Recent screens: the EPUBs and web pages that a browser was shown, in memory, their sections in
the order of reading and every file that belongs to them.
"""

from __future__ import annotations

import asyncio
import mimetypes
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from html import unescape
from pathlib import Path

from prepress.errors import SourceError
from prepress.readers.epub import OpenEpub, open_epub

_XHTML = "{http://www.w3.org/1999/xhtml}"
_TITLE = re.compile(r"<title>([^<]*)")
_UNSEEN = re.compile(r"<(head|style|svg)\b.*?</\1>|<[^>]*>", re.DOTALL)


@dataclass(frozen=True)
class ScreenSection:
    """A document of the edition: its name among the files and its title."""

    name: str
    title: str


@dataclass(frozen=True)
class ScreenFile:
    """A file of the edition with its media type."""

    media_type: str
    data: bytes


@dataclass(frozen=True)
class ScreenEdition:
    """An edition for screens; two of the same `digest` are the same. `files` go by their names in
    it.
    """

    digest: str
    title: str
    sections: tuple[ScreenSection, ...]
    files: Mapping[str, ScreenFile]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The words of each section."""
        found = (
            self.files[section.name].data.decode("utf-8", "replace") for section in self.sections
        )
        return tuple(unescape(_UNSEEN.sub(" ", each)) for each in found)


def read_epub(path: Path) -> ScreenEdition:
    """The EPUB at `path`. Raises SourceError where it is damaged, OSError where it is not there."""
    data = path.read_bytes()
    with open_epub(data, path.name) as epub:
        sections = tuple(ScreenSection(name, _title(epub, name)) for name in epub.spine)
        files = {
            item.name: ScreenFile(item.media_type, epub.data(item.name)) for item in epub.items
        }
        return ScreenEdition(_digest(data), epub.title, sections, files)


def read_web_pages(path: Path) -> ScreenEdition:
    """The web page at `path`, and what lies in the folder beside it. Raises OSError where it is not
    there.
    """
    folder = path.with_name(f"{path.stem}-web")
    beside = sorted(each for each in folder.rglob("*") if each.is_file()) if folder.is_dir() else []
    found = {
        each.relative_to(path.parent).as_posix(): each.read_bytes() for each in (path, *beside)
    }
    files = {
        name: ScreenFile(mimetypes.guess_type(name)[0] or "application/octet-stream", data)
        for name, data in found.items()
    }
    pages = [name for name in found if name.endswith(".html")]
    sections = tuple(ScreenSection(name, _title_in(found[name], name)) for name in pages)
    digest = _digest(*(part for name, data in found.items() for part in (name.encode(), data)))
    return ScreenEdition(digest, sections[0].title, sections, files)


#: How an edition is read, by the form in which it is looked at.
READERS: Mapping[str, Callable[[Path], ScreenEdition]] = {
    "epub": read_epub,
    "web": read_web_pages,
}


class RecentScreens:
    """The editions that were looked at, of each file the newest two, so that a page in a browser
    can still be read.
    """

    def __init__(self) -> None:
        self._editions: dict[Path, tuple[ScreenEdition, ...]] = {}

    async def of(self, path: Path, form: str) -> ScreenEdition | None:
        """The edition in the file, which is looked at in this `form`; None where there is none, or
        it is damaged.
        """
        try:
            newest = await asyncio.to_thread(READERS[form], path)
        except (OSError, SourceError):
            return None
        older = [each for each in self._editions.get(path, ()) if each.digest != newest.digest]
        self._editions[path] = (newest, *older[:1])
        return newest

    def file(self, digest: str, name: str) -> ScreenFile | None:
        """The file `name` of the edition with this digest; None where there is no such file."""
        editions = (each for recent in self._editions.values() for each in recent)
        return next((each.files.get(name) for each in editions if each.digest == digest), None)


def _digest(*parts: bytes) -> str:
    found = blake2b(digest_size=16)
    for part in parts:
        found.update(part)
    return found.hexdigest()


def _title(epub: OpenEpub, name: str) -> str:
    """The title of a document; its name where it has none."""
    return (epub.tree(name).findtext(f".//{_XHTML}title") or "").strip() or name


def _title_in(page: bytes, name: str) -> str:
    """The title of a web page; its name where it has none."""
    found = _TITLE.search(page.decode("utf-8", "replace"))
    return unescape(found[1]).strip() if found else name
