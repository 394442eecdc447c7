"""Word files made in memory from tiny books, and what colleagues do with them in Word."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from prepress.building.composition import compose
from prepress.building.edition_builder import build_edition
from prepress.building.report import BuildRequest
from prepress.galley.galley import Galley
from prepress.project.project import publications
from prepress.word.word_writing import WordWriter
from prepress.word_edits.taking_back import TakingBack, take_back
from tests.shelf import Shelf


def word_edition(shelf: Shelf, name: str = "tiny") -> bytes:
    """The Word edition of a publication."""
    project = shelf.project
    publication = next(each for each in publications(project) if each.name == name)
    composition = compose(project, publication)
    (edition,) = composition.editions(("docx",))
    request = BuildRequest(write=False)
    made = build_edition(project, composition, edition, request, {})
    assert made.data is not None, made.report.findings
    return made.data


def written_edition(galley: Galley) -> bytes:
    """The same without drawing its pictures."""
    pictures = {each.url: (b"", ".png") for each in galley.pictures}
    return WordWriter(galley, pictures).package().data()


class Review:
    """A Word edition with a colleague, who edits it, and its way back."""

    def __init__(self, shelf: Shelf, text: str, name: str = "tiny") -> None:
        self.shelf = shelf.add({"01.md": text}, name)
        self.file = shelf.root / "review.docx"
        self.name = name
        self.file.write_bytes(word_edition(shelf, name))

    @contextmanager
    def word(self) -> Iterator[Document]:
        """The document open in Word."""
        document = docx.Document(str(self.file))
        yield document
        document.save(str(self.file))

    @property
    def source(self) -> Path:
        """The Markdown."""
        return self.shelf.root / "sources" / self.name / "01.md"

    def take_back(self) -> TakingBack:
        """Import it into the publication."""
        return take_back(self.shelf.project, self.name, self.file)

    def taken(self) -> str:
        """The Markdown with what is taken back, where all of it is."""
        result = self.take_back()
        assert not result.left, result.left
        return self.source.read_bytes().decode()


def paragraph(document: Document, words: str) -> Any:
    """The paragraph that begins with these words."""
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    found = [*document.paragraphs, *(each for cell in cells for each in cell.paragraphs)]
    return next(each for each in found if each.text.startswith(words))


def change(document: Document, old: str, new: str) -> None:
    """Write other words into the run that has the `old` ones."""
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    found = [*document.paragraphs, *(each for cell in cells for each in cell.paragraphs)]
    run = next(run for each in found for run in each.runs if old in run.text)
    run.text = run.text.replace(old, new)


def tracked(kind: str, text: str) -> object:
    """A tracked insertion (`ins`) or deletion (`del`) of these words."""
    words = "delText" if kind == "del" else "t"
    return parse_xml(
        f'<w:{kind} {nsdecls("w")} w:id="900" w:author="Ann" w:date="2026-11-30T00:00:00Z">'
        f'<w:r><w:{words} xml:space="preserve">{text}</w:{words}></w:r></w:{kind}>'
    )


def xml_of(data: bytes, name: str) -> bytes:
    """A part of a Word file."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)
