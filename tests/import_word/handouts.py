"""Word handouts that tests write with python-docx, and what their import comes to."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from PIL import Image

from prepress.galley.galley import Galley
from prepress.import_word.word_import import ImportResult, import_word
from prepress.manuscript.metadata import Metadata
from prepress.manuscript.metadata_keys import read_metadata
from tests.shelf import Shelf, codes

Write = Callable[[Document], object]
_NAMESPACES = (
    "w", "r", "a", "wp", "pic", "m",
)  # fmt: skip
_MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


@dataclass(frozen=True)
class Handout:
    """An imported handout."""

    shelf: Shelf
    result: ImportResult

    @property
    def text(self) -> str:
        """Its Markdown."""
        return (self.result.folder / "01-text.md").read_text("utf-8")

    @property
    def metadata(self) -> Metadata:
        """Its metadata."""
        return read_metadata((self.result.folder / "book.yaml").read_text("utf-8"), "book.yaml")

    @property
    def lost(self) -> str:
        """What did not survive."""
        return "\n".join(self.result.lost)

    @property
    def to_check(self) -> str:
        """What the author should look at."""
        return "\n".join(self.result.to_check)

    @property
    def pictures(self) -> list[str]:
        """The files of its pictures."""
        return sorted(path.name for path in (self.result.folder / "images").iterdir())

    def galley(self) -> Galley:
        """The text as makebook sets it, without any finding but of placeholders for alt text."""
        galley = self.shelf.galley()
        assert set(codes(galley)) <= {"A-002"}, galley.findings
        return galley

    @property
    def markup(self) -> str:
        """The text as makebook sets it."""
        return self.galley().chapters[0].markup


def save_handout(shelf: Shelf, write: Write, name: str = "handout.docx") -> Path:
    """The file of a document that `write` fills; python-docx's own properties are taken out."""
    document = docx.Document()
    document.core_properties.author = ""
    write(document)
    shelf.root.mkdir(exist_ok=True)
    path = shelf.root / name
    document.save(str(path))
    return path


def import_handout(shelf: Shelf, write: Write) -> Handout:
    """What the import makes of a document that `write` fills."""
    return Handout(shelf, import_word(shelf.root, save_handout(shelf, write)))


def runs(paragraph: Paragraph, *parts: tuple[str, str]) -> Paragraph:
    """Add runs to `paragraph`, each with the looks that its second part names."""
    for text, looks in parts:
        run = paragraph.add_run(text)
        for look in looks.split():
            setattr(run.font, look, True)
    return paragraph


def raw(paragraph: Paragraph | Run, xml: str) -> None:
    """Add Word's own XML, for what python-docx does not write."""
    start = (
        xml.index(">") if "/>" not in xml or xml.index(">") < xml.index("/>") else xml.index("/>")
    )
    element = parse_xml(f"{xml[:start]} {nsdecls(*_NAMESPACES)} {_MORE}{xml[start:]}")
    (paragraph._p if isinstance(paragraph, Paragraph) else paragraph._r).append(element)


def picture(
    colour: str = "navy", kind: str = "PNG", size: tuple[int, int] = (60, 40)
) -> io.BytesIO:
    """A small picture."""
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, kind)
    stream.seek(0)
    return stream


def add_picture(
    document: Document,
    alt: str | None = None,
    colour: str = "navy",
    kind: str = "PNG",
    size: tuple[int, int] = (60, 40),
) -> None:
    """Add a picture in a paragraph of its own."""
    document.add_picture(picture(colour, kind, size))
    if alt is not None:
        document.inline_shapes[len(document.inline_shapes) - 1]._inline.docPr.set("descr", alt)
