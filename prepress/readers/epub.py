"""The screen: an EPUB unzipped in memory, its sections in reading order and every file that its
manifest names.
"""

from __future__ import annotations

import asyncio
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
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
class OpenEpub:
    """An EPUB; two of the same `digest` are the same. `files` go by their names in the archive."""

    digest: str
    title: str
    sections: tuple[SpineSection, ...]
    files: Mapping[str, EpubFile]

    @classmethod
    def read(cls, data: bytes) -> OpenEpub:
        """The EPUB that makebook packed as `data`."""
        with zipfile.ZipFile(BytesIO(data)) as archive:
            container = _parsed(archive.read("META-INF/container.xml"))
            package_name = str(next(container.iter(f"{_CONTAINER}rootfile")).get("full-path"))
            package = _parsed(archive.read(package_name))
            files, names = {}, {}
            for item in package.iter(f"{_OPF}item"):
                name = posixpath.join(
                    posixpath.dirname(package_name), unquote(item.get("href", ""))
                )
                files[name] = EpubFile(item.get("media-type", ""), archive.read(name))
                names[item.get("id")] = name
        spine = [names[item.get("idref")] for item in package.iter(f"{_OPF}itemref")]
        sections = tuple(SpineSection(name, _title(files[name].data) or name) for name in spine)
        digest = blake2b(data, digest_size=16).hexdigest()
        return cls(digest, package.findtext(f".//{_DC}title") or "", sections, files)


class EpubShelf:
    """The EPUBs that were looked at, of each file the newest two, so that a page in a browser can
    still be read.
    """

    def __init__(self) -> None:
        self._kept: dict[Path, tuple[OpenEpub, ...]] = {}

    async def of(self, path: Path) -> OpenEpub | None:
        """The EPUB in the file; None where there is none."""
        try:
            data = await asyncio.to_thread(path.read_bytes)
        except OSError:
            return None
        edition = await asyncio.to_thread(OpenEpub.read, data)
        older = [kept for kept in self._kept.get(path, ()) if kept.digest != edition.digest]
        self._kept[path] = (edition, *older[:1])
        return edition

    def file(self, digest: str, name: str) -> EpubFile | None:
        """The file `name` of the EPUB with this digest; None where there is no such file."""
        editions = (
            edition for kept in self._kept.values() for edition in kept if edition.digest == digest
        )
        return next((edition.files.get(name) for edition in editions), None)


def _title(document: bytes) -> str:
    return (_parsed(document).findtext(f".//{_XHTML}title") or "").strip()


def _parsed(data: bytes) -> etree._Element:
    return etree.fromstring(
        data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    )
