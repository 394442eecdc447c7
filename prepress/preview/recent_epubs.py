"""Recent EPUBs: those that a browser was shown, unzipped in memory, their sections in the order of
reading and every file that their manifests name.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from prepress.errors import SourceError
from prepress.readers.epub import OpenEpub, open_epub

_XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class SpineSection:
    """A document of the spine: its name in the archive and its title."""

    name: str
    title: str


@dataclass(frozen=True)
class EpubFile:
    """A file of the EPUB with its media type."""

    media_type: str
    data: bytes


@dataclass(frozen=True)
class UnzippedEpub:
    """An EPUB; two of the same `digest` are the same. `files` go by their names in the archive."""

    digest: str
    title: str
    sections: tuple[SpineSection, ...]
    files: Mapping[str, EpubFile]

    @classmethod
    def of(cls, data: bytes, file: str) -> UnzippedEpub:
        """The EPUB `data`; `file` is its name in messages. Raises SourceError where it is
        damaged.
        """
        with open_epub(data, file) as epub:
            sections = tuple(SpineSection(name, _title(epub, name)) for name in epub.spine)
            files = {
                item.name: EpubFile(item.media_type, epub.data(item.name)) for item in epub.items
            }
            return cls(blake2b(data, digest_size=16).hexdigest(), epub.title, sections, files)


class RecentEpubs:
    """The EPUBs that were looked at, of each file the newest two, so that a page in a browser can
    still be read.
    """

    def __init__(self) -> None:
        self._epubs: dict[Path, tuple[UnzippedEpub, ...]] = {}

    async def of(self, path: Path) -> UnzippedEpub | None:
        """The EPUB in the file; None where there is none, or it is damaged."""
        try:
            data = await asyncio.to_thread(path.read_bytes)
            newest = await asyncio.to_thread(UnzippedEpub.of, data, path.name)
        except (OSError, SourceError):
            return None
        older = [epub for epub in self._epubs.get(path, ()) if epub.digest != newest.digest]
        self._epubs[path] = (newest, *older[:1])
        return newest

    def file(self, digest: str, name: str) -> EpubFile | None:
        """The file `name` of the EPUB with this digest; None where there is no such file."""
        epubs = (epub for recent in self._epubs.values() for epub in recent)
        return next((epub.files.get(name) for epub in epubs if epub.digest == digest), None)


def _title(epub: OpenEpub, name: str) -> str:
    """The title of a document; its name where it has none."""
    return (epub.tree(name).findtext(f".//{_XHTML}title") or "").strip() or name
