"""Printing: a PDF edition laid out and written, with what was found on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.errors import Place
from prepress.findings import Finding
from prepress.pdf.engine.engine_remarks import collected_remarks
from prepress.pdf.formula_drawings import undrawn_formulas
from prepress.pdf.glyphs import lacking_in, missing_character, missing_characters
from prepress.pdf.pages import Pages, PrintContext, lay_out_pages, page_findings

if TYPE_CHECKING:
    from prepress.editions.pdf_edition import PdfEdition
    from prepress.pdf.fitting import Fit

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
    context: PrintContext, edition: PdfEdition, *, pages: Pages | None = None
) -> PrintedEdition:
    """Print `context` as the edition asks.

    `pages` are those that `lay_out_pages` gave, where it was asked already. Raises SourceError for
    a broken layout or profile, MachineError where Pango is missing.
    """
    pages = pages or lay_out_pages(context, edition)
    data, said = _finish(pages, context, edition)
    lacking, known = lacking_in(said), said
    if lacking:
        pages = lay_out_pages(context, edition, lacking)
        data, said = _finish(pages, context, edition)
    findings = page_findings(pages, context, edition) + findings_of((*known, *said), context)
    return PrintedEdition(data, len(pages.document.pages), pages.fit, findings)


def findings_of(remarks: Sequence[str], context: PrintContext) -> tuple[Finding, ...]:
    """What the engine's `remarks` come to, and what could not be drawn."""
    findings = missing_characters(remarks, context.galley, context.layouts)
    findings += undrawn_formulas(context.galley)
    unknown = (remark for remark in dict.fromkeys(remarks) if not _is_known(remark))
    return findings + tuple(map(_finding, unknown))


def _finish(pages: Pages, context: PrintContext, edition: PdfEdition) -> tuple[bytes, list[str]]:
    """The file of `pages`, and what the engine said of them, once."""
    with collected_remarks() as remarks:
        data = edition.finish(pages.document, context)
    return data, list(dict.fromkeys([*pages.remarks, *remarks]))


def _is_known(remark: str) -> bool:
    return remark.endswith(_ORNAMENT) or missing_character(remark) is not None


def _finding(remark: str) -> Finding:
    return Finding(
        "P-001",
        Place("layouts"),
        f"The layout engine says: {remark}.",
        "Mend the stylesheet or layout.",
    )
