"""Overrun: the section that runs over an edition's pages, and by how many lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from prepress.errors import Place
from prepress.findings import Finding
from prepress.galley.source_places import SourcePlaces
from prepress.pdf.engine.boxes import BoxKind, PageBox, TextLine, line_in, page_boxes
from prepress.pdf.page_places import place_of, quote_element
from prepress.text.xhtml import HEADINGS

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.editions.pdf_edition import PdfEdition
    from prepress.galley.galley import Galley
    from prepress.pdf.fitting import Fit


def overrun(document: Document, edition: PdfEdition, fit: Fit, galley: Galley) -> Finding:
    """The finding for a `document` that has more than the pages of its `edition`, even when set as
    `fit` says.
    """
    assert edition.pages is not None, "without a budget, nothing is over it"
    pages = edition.pages
    section: TextLine | None = None
    count = 0
    own = page_boxes(document)[: len(document.pages) - edition.own_last_pages]
    for page in own:
        for line in _lines(page):
            if page.number > pages - edition.own_last_pages:
                count += 1
            if count <= 1 and _heading(line) is not None:
                section = line
    heading = _heading(section) if section else None
    name = quote_element(heading) if heading is not None else galley.manuscript.metadata.title
    lines = f"{count} line{'s' * (count != 1)}"
    return Finding(
        "F-001",
        place_of(section.elements, heading, SourcePlaces(galley))
        if section
        else Place(galley.manuscript.metadata_file),
        f"The text does not fit into {edition.budget}, even at {fit.size:g} pt: "
        f"“{name}” runs over by {lines}.",
        edition.overrun_remedy,
    )


def _heading(line: TextLine) -> Any:
    """The heading that the line is part of, None for other lines."""
    return next((element for element in line.elements if element.tag in HEADINGS), None)


def _lines(page: PageBox) -> Iterator[TextLine]:
    """The lines of the page's content, without its margins."""
    lines = (line_in(box) for box in page.boxes() if box.kind is BoxKind.LINE)
    return (line for line in lines if line)
