"""The archive: the same bytes each time, and as EPUB wants them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

from lxml import etree

from prepress.manuscript.metadata import Metadata
from tests.epub.galleys import ROOT, chapter, galley, open_epub

_SCRIPT = """
import hashlib
from prepress.epub.packing import pack_epub
from prepress.editions.epub_edition import EpubEdition
from prepress.epub.packing import pack_epub
from prepress.errors import Place
from prepress.layouts.language import words_for
from tests.epub.galleys import chapter, galley, layouts
words, _ = words_for("en", layouts(), Place("book.yaml"))
book = galley(chapter("one", "<p>A <b>bold</b> text →</p>"))
print(hashlib.sha256(pack_epub(book, layouts(), words, edition=EpubEdition())).hexdigest())
"""


def elsewhere(folder: Path, zone: str, seed: str) -> str:
    """The hash of an EPUB packed by another process, with its cover made by the layout engine."""
    environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_bytes_depend_on_neither_zone_nor_folder_nor_seed(tmp_path: Path) -> None:
    assert elsewhere(tmp_path, "Asia/Tokyo", "1") == elsewhere(ROOT, "America/Los_Angeles", "2")


def test_no_entry_carries_the_clock() -> None:
    entries = open_epub(galley(chapter("one", "<p>1</p>"))).archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_media_type_comes_first_and_uncompressed() -> None:
    entry = open_epub(galley(chapter("one", "<p>1</p>"))).archive.infolist()[0]
    assert (entry.filename, entry.compress_type, entry.extra) == (
        "mimetype",
        zipfile.ZIP_STORED,
        b"",
    )


def test_container_leads_to_the_package() -> None:
    archive = open_epub(galley(chapter("one", "<p>1</p>"))).archive
    container = etree.fromstring(archive.read("META-INF/container.xml"))
    assert container.xpath("//@full-path") == ["EPUB/content.opf"]


def test_five_hundred_chapters_take_seconds() -> None:
    chapters = [chapter(f"c{number}", f"<h1>{number}</h1><p>Text.</p>") for number in range(500)]
    began = time.monotonic()
    book = open_epub(galley(*chapters))
    assert time.monotonic() - began < 15
    assert len(book.package("//opf:itemref")) == 503


def test_chapter_without_text_is_still_a_chapter() -> None:
    book = open_epub(galley(chapter("one", ""), metadata=Metadata("T", "en")))
    assert book.find("one.xhtml", "//h:section/@id") == ["chapter-one"]


def test_book_without_chapters_is_still_a_book() -> None:
    assert open_epub(galley()).find(
        "nav.xhtml", "//h:nav[@epub:type='landmarks']//h:a/@epub:type"
    ) == ["cover", "toc"]
