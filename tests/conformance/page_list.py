"""Where an EPUB's page list leads, beside where the pages of the print edition begin."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pikepdf
from lxml import etree

from tests.programs import program

#: A running head and the head of a table that goes on may stand above the first words of a page.
_ABOVE = 60
_COMPARED = 12


def letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def page_texts(pdf: Path) -> list[str]:
    """The letters of each page, from the upper left on."""
    poppler = program("pdftotext", "run tests/conformance/install.sh.")
    text = subprocess.run(
        [poppler, str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    return [letters(page) for page in text.split("\f")[:-1]]


def read_document(content: bytes) -> tuple[str, dict[str, int]]:
    """The letters of a document, and how many of them stand before each element with an id."""
    parts, count, before = [""], 0, {}
    for event, element in etree.iterwalk(etree.fromstring(content), ("start", "end")):
        if event == "start" and element.get("id"):
            before[element.get("id")] = count
        part = letters((element.text if event == "start" else element.tail) or "")
        parts.append(part)
        count += len(part)
    return "".join(parts), before


def marked_places(epub: Path) -> Iterator[tuple[str, str]]:
    """Each label of the page list, and the letters that follow its marker in the same document."""
    with zipfile.ZipFile(epub) as archive:
        nav = etree.fromstring(archive.read("EPUB/nav.xhtml"))
        read = cache(lambda name: read_document(archive.read(f"EPUB/{name}")))
        for link in nav.xpath("//*[@id='page-list']//*[local-name()='a']"):
            name, _, identifier = link.get("href").partition("#")
            text, before = read(name)
            yield link.text, text[before[identifier] :]


def misplaced_markers(pdf: Path, epub: Path) -> list[tuple[str, str]]:
    """The labels of the page list whose markers do not stand before the first words of their page,
    with the words that follow them; pages left blank have none.
    """
    pages, places = page_texts(pdf), list(marked_places(epub))
    with pikepdf.open(pdf) as document:
        assert [label for label, _ in places] == [str(page.label) for page in document.pages]
    return [
        (label, text[:40])
        for (label, text), page in zip(places, pages, strict=True)
        if page and not 0 <= page.find(text[:_COMPARED]) <= _ABOVE
    ]
