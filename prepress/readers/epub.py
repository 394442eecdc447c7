"""EPUBs: a finished EPUB opened to be looked at, what its package says and the files inside it."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

from prepress.errors import SourceError

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_CONTAINER_FILE = "META-INF/container.xml"
#: What the libraries raise where a file is not there or not whole.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, etree.XMLSyntaxError)


@dataclass(frozen=True)
class ManifestItem:
    """A file that the package lists: `name` is its name in the archive."""

    id: str
    name: str
    media_type: str
    properties: frozenset[str]


@dataclass(frozen=True)
class OpenEpub:
    """An EPUB; `file` is its name in messages. Files go by their names in the archive.

    All that looks into it raises SourceError where it is damaged.
    """

    archive: zipfile.ZipFile
    file: str | None

    @property
    def names(self) -> list[str]:
        """Every file in the archive."""
        return self.archive.namelist()

    def data(self, name: str) -> bytes:
        """The bytes of a file."""
        with _refuse_damage(self.file):
            return self.archive.read(name)

    def tree(self, name: str) -> etree._Element:
        """The root of an XML file."""
        data = self.data(name)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        with _refuse_damage(self.file):
            return etree.fromstring(data, parser)

    @property
    def title(self) -> str:
        """The title; empty where it has none."""
        return self._package.findtext(f".//{_DC}title") or ""

    @property
    def revision(self) -> str:
        """The revision of the text; empty where it has none."""
        version = f"{_OPF}metadata/{_OPF}meta[@property='schema:version']"
        return self._package.findtext(version) or ""

    @cached_property
    def items(self) -> tuple[ManifestItem, ...]:
        """The files that the package lists."""
        return tuple(
            ManifestItem(
                item.get("id", ""),
                self._full_name(unquote(item.get("href", ""))),
                item.get("media-type", ""),
                frozenset(item.get("properties", "").split()),
            )
            for item in self._package.iter(f"{_OPF}item")
        )

    @property
    def spine(self) -> tuple[str, ...]:
        """The names of the documents in the order of reading."""
        names = {item.id: item.name for item in self.items}
        with _refuse_damage(self.file):
            return tuple(names[each.get("idref")] for each in self._package.iter(f"{_OPF}itemref"))

    @property
    def cover(self) -> ManifestItem | None:
        """The picture on the cover; None where there is none."""
        return next((item for item in self.items if "cover-image" in item.properties), None)

    @cached_property
    def _package(self) -> etree._Element:
        return self.tree(self._package_name)

    @cached_property
    def _package_name(self) -> str:
        root_files = self.tree(_CONTAINER_FILE).iter(f"{_CONTAINER}rootfile")
        return next((each.get("full-path", "") for each in root_files), "")

    def _full_name(self, address: str) -> str:
        """The name in the archive of what the package calls `address`."""
        return posixpath.join(posixpath.dirname(self._package_name), address)


@contextmanager
def open_epub(data: bytes, file: str | None = None) -> Iterator[OpenEpub]:
    """The EPUB `data`, closed afterwards. Raises SourceError where it is damaged."""
    with _refuse_damage(file):
        archive = zipfile.ZipFile(BytesIO(data))
    with archive:
        yield OpenEpub(archive, file)


@contextmanager
def _refuse_damage(file: str | None) -> Iterator[None]:
    try:
        yield
    except _DAMAGE as error:
        raise SourceError("This EPUB is not whole.", "Build again with --force.", file) from error
