"""Printed books as tests look at them."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pypdfium2

from prepress.building.composition import words_of
from prepress.editions.pdf_edition import PdfEdition
from prepress.editions.print_edition import PrintEdition
from prepress.pdf.pages import PrintContext
from prepress.pdf.printing import PrintedEdition, print_edition
from tests.shelf import Shelf

PX_PER_MM = 96 / 25.4


@dataclass(frozen=True)
class Pages:
    """A printed book: what the engine gave, and the text of each page."""

    printed: PrintedEdition
    texts: tuple[str, ...]

    @property
    def document(self) -> pikepdf.Pdf:
        """The PDF's objects."""
        return pikepdf.open(BytesIO(self.printed.data))


def pages_of(shelf: Shelf, edition: PdfEdition | None = None) -> Pages:
    """Print the first book on the shelf, in its declared print edition."""
    galley, layouts = shelf.set()
    manuscript = galley.manuscript
    declared = next(each for each in manuscript.metadata.editions if isinstance(each, PrintEdition))
    words = words_of(manuscript, layouts)[0]
    printed = print_edition(
        PrintContext(galley, shelf.project, layouts, words), edition or declared
    )
    return Pages(printed, texts_of(printed.data))


def texts_of(pdf: bytes) -> tuple[str, ...]:
    """The text of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = []
        for page in document:
            text = page.get_textpage()
            texts.append(text.get_text_bounded().replace("\r\n", "\n"))
            text.close()
            page.close()
    return tuple(texts)
