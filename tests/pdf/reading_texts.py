"""What the readers of an edition are told, in its order: by the tags of a PDF, by its stream, and by
the EPUB.
"""

from __future__ import annotations

import ctypes
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from lxml import html

_NO_LETTERS = re.compile(r"[\W\d_]+")


def letters(text: str) -> str:
    """The letters alone: spaces, hyphens, bullets and numbers are set in other ways."""
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", text.replace("\xad", "")))


def pieces_of(pdf: Path | bytes) -> list[list[tuple[int, str]]]:
    """What each page says in the order of its stream, each piece with the number of its mark."""
    pages: list[list[tuple[int, str]]] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            objects = list(page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT], max_depth=5))
            pages.append(
                [
                    (pdfium.FPDFPageObj_GetMarkedContentID(each.raw), _text_of(each, text))
                    for each in objects
                ]
            )
    return pages


def _text_of(text_object: pypdfium2.PdfObject, page: pypdfium2.PdfTextPage) -> str:
    length = pdfium.FPDFTextObj_GetText(text_object.raw, page.raw, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    pdfium.FPDFTextObj_GetText(text_object.raw, page.raw, buffer, length)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


def _marks(pdf: Path) -> list[tuple[int, int]]:
    """The page and number of each mark, in the order of the tags."""
    with pikepdf.open(io.BytesIO(pdf.read_bytes())) as opened:
        numbers = {page.objgen: number for number, page in enumerate(opened.pages)}
        return list(_marks_in(opened.Root.StructTreeRoot.K, numbers, 0))


def _marks_in(tag: object, numbers: Mapping[Any, int], page: int) -> Iterator[tuple[int, int]]:
    if isinstance(tag, pikepdf.Array):
        for each in tag:
            yield from _marks_in(each, numbers, page)
    elif isinstance(tag, pikepdf.Dictionary):
        page = numbers[tag.Pg.objgen] if "/Pg" in tag else page
        if "/MCID" in tag:
            yield page, int(tag.MCID)
        else:
            yield from _marks_in(tag.get("/K", pikepdf.Array()), numbers, page)
    else:
        yield page, int(str(tag))


def of_tags(pdf: Path) -> str:
    """What is read aloud."""
    pages = pieces_of(pdf)
    return "".join(
        text for page, mark in _marks(pdf) for number, text in pages[page] if number == mark
    )


def of_stream(pdf: Path) -> str:
    """What is copied, without what stands at the foot of every page."""
    tagged = set(_marks(pdf))
    return "".join(
        text
        for page, pieces in enumerate(pieces_of(pdf))
        for mark, text in pieces
        if (page, mark) in tagged
    )


def of_epub(epub: Path) -> str:
    """What the first chapter says."""
    with zipfile.ZipFile(epub) as opened:
        chapter = next(
            name for name in opened.namelist() if re.search(r"/[01]*1\b[^/]*\.xhtml$", name)
        )
        body = html.fromstring(opened.read(chapter)).find(".//body")
    assert body is not None
    return "".join(body.itertext())


def of_booklet(pdf: Path) -> str:
    """What the pages on its sheets say, in the order of their numbers, without what stands at their
    feet. The sheets have no tags.
    """
    with pikepdf.open(io.BytesIO(pdf.read_bytes())) as sheets, pikepdf.new() as unfolded:
        forms = {
            int(name.removeprefix("/Page")): form
            for sheet in sheets.pages
            for name, form in sheet.Resources.XObject.items()
        }
        for number in sorted(forms):
            page = unfolded.add_blank_page()
            shown = pikepdf.Dictionary(Page=unfolded.copy_foreign(forms[number]))
            page.Resources = pikepdf.Dictionary(XObject=shown)
            page.Contents = unfolded.make_stream(b"/Page Do")
        stream = io.BytesIO()
        unfolded.save(stream)
    return "".join(
        text for pieces in pieces_of(stream.getvalue()) for mark, text in pieces if mark >= 0
    )
