"""Tiny galleys made by hand, and EPUBs opened again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

from prepress.editions.epub_edition import EpubEdition
from prepress.epub.packing import pack_epub
from prepress.errors import Place
from prepress.findings import Finding
from prepress.galley.galley import Galley, Heading, SetChapter
from prepress.images.pictures import Picture
from prepress.layouts.language import words_for
from prepress.layouts.layouts import Layouts
from prepress.manuscript.manuscript import Manuscript
from prepress.manuscript.metadata import Metadata

ROOT = Path(__file__).parents[2]
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M1 1h8v8H1z"/></svg>'
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "epub": "http://www.idpf.org/2007/ops",
    "h": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
}


def chapter(
    stem: str, markup: str, title: str = "", notes: str = "", headings: Sequence[Heading] = ()
) -> SetChapter:
    """A set chapter; without `headings` and `title` it is called after its stem."""
    return SetChapter(
        f"chapter-{stem}".replace(" ", "-"),
        stem,
        f"{stem}.md",
        title or stem,
        markup,
        notes,
        tuple(headings),
    )


def galley(
    *chapters: SetChapter,
    metadata: Metadata | None = None,
    pictures: Sequence[Picture] = (),
    findings: Sequence[Finding] = (),
    cover: Picture | None = None,
) -> Galley:
    """A galley of `chapters`."""
    manuscript = Manuscript("tiny", ROOT, metadata or Metadata("Tiny", "en"), "book.yaml", ())
    return Galley(manuscript, chapters, tuple(pictures), tuple(findings), cover)


def drawing(folder: Path, url: str = "images/square.svg") -> Picture:
    """A picture of a square, written below `folder`."""
    path = folder / url
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SQUARE)
    return Picture(url, path, "image/svg+xml", 10, 10)


def layouts(layout: str = "handout", *before: Path) -> Layouts:
    """The layouts that ship; files in `before` win."""
    return Layouts((*before, ROOT / "layouts" / layout, ROOT / "layouts"), (ROOT / "fonts",))


def pack(of: Galley, using: Layouts | None = None) -> bytes:
    """The galley's EPUB, with words in its language and an empty cover."""
    using = using or layouts()
    words, _ = words_for(of.manuscript.metadata.lang, using, Place("book.yaml"))
    return pack_epub(of, using, words, lambda html: blank_page(), edition=EpubEdition())


def blank_page() -> bytes:
    """A PDF of one empty page."""
    import pypdfium2

    stream = io.BytesIO()
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(1200, 1800).close()
        document.save(stream)
    return stream.getvalue()


@dataclass(frozen=True)
class Epub:
    """An EPUB whose files can be asked for."""

    data: bytes

    @cached_property
    def archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self.data))

    @property
    def names(self) -> list[str]:
        """The package's files."""
        return [
            name.removeprefix("EPUB/")
            for name in self.archive.namelist()
            if name.startswith("EPUB/")
        ]

    def text(self, name: str) -> str:
        return self.archive.read(f"EPUB/{name}").decode()

    def find(self, name: str, path: str) -> list[str]:
        """What the XPath `path` finds in a file, as text."""
        tree = etree.fromstring(self.archive.read(f"EPUB/{name}"))
        return [str(found) for found in tree.xpath(path, namespaces=NAMESPACES)]

    def package(self, path: str) -> list[str]:
        """What the XPath `path` finds in the package document."""
        return self.find("content.opf", path)


def open_epub(of: Galley, using: Layouts | None = None) -> Epub:
    """The galley packed and opened again."""
    return Epub(pack(of, using))
