"""The PDF editions: paper pages laid out from the galley, then finished to the standard of each
edition.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.errors import Place
from prepress.findings import Finding
from prepress.pdf.engine.engine import collected_remarks
from prepress.pdf.fitting import Fit
from prepress.pdf.glyphs import missing_character, missing_characters
from prepress.pdf.page_map import page_map
from prepress.pdf.pages import Pages, PrintContext, found_on, lay_out_pages

if TYPE_CHECKING:
    from prepress.editions.pdf_edition import PdfEdition

__all__ = [
    "Pages",
    "PrintContext",
    "PrintedEdition",
    "lay_out_pages",
    "page_map",
    "print_edition",
]

#: The engine says this of ornaments, which become artifacts; the galley sees to it that all others
#: are described.
_ORNAMENT = "has no required alt description"


@dataclass(frozen=True)
class PrintedEdition:
    """A finished PDF: its bytes, its number of pages, how its text is set, and what was found while
    making it.
    """

    data: bytes
    pages: int
    fit: Fit
    findings: tuple[Finding, ...]


def print_edition(
    copy: PrintContext, edition: PdfEdition, *, pages: Pages | None = None
) -> PrintedEdition:
    """Print `copy` as the edition asks.

    `pages` are those that `lay_out_pages` gave, where it was asked already. Raises SourceError for
    a broken layout or profile, MachineError where Pango is missing.
    """
    pages = pages or lay_out_pages(copy, edition)
    with collected_remarks() as remarks:
        data = edition.finish(pages.document, copy)
    said = tuple(dict.fromkeys([*pages.remarks, *remarks]))
    findings = found_on(pages, copy, edition) + missing_characters(said, copy.galley, copy.layouts)
    findings += tuple(_finding(remark) for remark in said if not _is_known(remark))
    return PrintedEdition(data, len(pages.document.pages), pages.fit, findings)


def _is_known(remark: str) -> bool:
    return remark.endswith(_ORNAMENT) or missing_character(remark) is not None


def _finding(remark: str) -> Finding:
    return Finding(
        "P-001",
        Place("layouts"),
        f"The layout engine says: {remark}.",
        "Mend the stylesheet or layout.",
    )
