"""Writing: EbookLib's writer made to write into memory, the same bytes each time, and EPUB 3
without EPUB 2's rests.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from ebooklib import epub
from lxml import etree

from prepress.epub.ebooklib_insides import EBOOKLIB
from prepress.manuscript.dates import moment
from prepress.pdf.engine.library_changes import expect_insides
from prepress.screen.parts import XML_LANG

if TYPE_CHECKING:
    from prepress.galley.galley import Galley

#: The first moment that a ZIP archive can name, so that neither the clock nor the time zone gets
#: in.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
#: Files that are compressed already, and only take time to compress again.
_DENSE = (".gif", ".jpg", ".jpeg", ".png", ".webp")
#: The most, 9, takes two and a half times as long for fonts, and saves a three-hundredth.
_COMPRESSION = 7
_OPTIONS = {
    "epub2_guide": True,  # where the book has one
    "epub3_landmark": False,
    "epub3_pages": False,
    "raise_exceptions": True,
}


class OwnDocument(epub.EpubHtml):  # type: ignore[misc] # EbookLib has no types
    """An XHTML document that is written as it is; EbookLib would parse it as HTML 4 and lose its
    head.
    """

    def __init__(self, uid: str, name: str, data: bytes, properties: tuple[str, ...]) -> None:
        super().__init__(uid=uid, file_name=name, media_type="application/xhtml+xml", content=data)
        self.properties = list(properties)

    def get_content(self, default: bytes | None = None) -> bytes:
        """The document's own bytes."""
        return bytes(self.content)


class _Archive(zipfile.ZipFile):
    """A ZIP archive whose entries carry no clock, owner or machine (EPUB 3.3, 4.3: the first one is
    not compressed).
    """

    def writestr(
        self,
        zinfo_or_arcname: str | zipfile.ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Add `data` under a name; the mimetype is stored, and so is what is dense already."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
        entry.create_system = 3
        entry.external_attr = 0o644 << 16
        kind = (
            zipfile.ZIP_STORED
            if name == "mimetype" or name.endswith(_DENSE)
            else zipfile.ZIP_DEFLATED
        )
        super().writestr(entry, data, kind, _COMPRESSION)


class _MemoryWriter(epub.EpubWriter):  # type: ignore[misc] # EbookLib has no types
    """Writes into memory; mends what EbookLib gets wrong in the package document."""

    def write(self) -> None:
        """Write every part into `file_name`, which is a stream here."""
        with _Archive(self.file_name, "w") as self.out:
            self.out.writestr("mimetype", "application/epub+zip")
            self._write_container()
            self._write_opf()
            self._write_items()

    def _write_opf_metadata(self, root: etree._Element) -> None:
        super()._write_opf_metadata(root)
        root.set(XML_LANG, self.book.language)
        del root.attrib["prefix"]  # it declares only a prefix that EPUB 3.3 reserves (D.1.4)

    def _write_opf_spine(self, root: etree._Element, ncx_id: str | None) -> None:
        super()._write_opf_spine(root, ncx_id)
        del root.find("spine").attrib["toc"]  # it names an NCX, which there is none of


def write_epub(book: epub.EpubBook, galley: Galley) -> bytes:
    """`book` as the bytes of an EPUB file, last modified at the moment that the galley's metadata
    says. Raises MachineError where EbookLib is not built as it should be.
    """
    expect_insides(EBOOKLIB)
    stream = io.BytesIO()
    writer = _MemoryWriter(stream, book, {**_OPTIONS, "mtime": moment(galley.manuscript.metadata)})
    writer.process()
    writer.write()
    return stream.getvalue()
