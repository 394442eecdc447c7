"""Printing: a PDF edition laid out, written and looked over, with what was found on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.editions import BookletEdition, PdfEdition, PressEdition, file_name
from prepress.errors import Place
from prepress.findings import Finding
from prepress.pdf.engine.engine import collected_remarks
from prepress.pdf.fitting import Fit
from prepress.pdf.glyphs import missing_character, missing_characters
from prepress.pdf.pages import Pages, PrintContext, lay_out_pages, page_findings
from prepress.pdf.separation import MOST_INK

if TYPE_CHECKING:
    from prepress.checks.preflight import Demands

#: The engine says this of ornaments, which become artifacts; the galley sees to it that all others
#: are described.
_ORNAMENT = "has no required alt description"
_TAGGED = frozenset({"ua1", "2a"})


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
    context: PrintContext, edition: PdfEdition, *, pages: Pages | None = None, checked: bool = False
) -> PrintedEdition:
    """Print `context` as the edition asks, and look over the finished file where it is to be
    `checked`.

    `pages` are those that `lay_out_edition` gave, where it was asked already. Raises SourceError
    for a broken layout or profile, MachineError where Pango is missing.
    """
    pages = pages or lay_out_edition(context, edition)
    with collected_remarks() as remarks:
        data = _write(context, edition, pages)
    said = tuple(dict.fromkeys([*pages.remarks, *remarks]))
    findings = page_findings(pages, context, edition) + missing_characters(
        said, context.galley, context.layouts
    )
    findings += tuple(_finding(remark) for remark in said if not _is_known(remark))
    if checked:
        from prepress.checks.preflight import preflight

        findings += preflight(
            data, file_name(context.galley.manuscript.name, edition), demands_of(edition)
        )
    return PrintedEdition(data, len(pages.document.pages), pages.fit, findings)


def lay_out_edition(context: PrintContext, edition: PdfEdition) -> Pages:
    """The pages of the edition before they are written. Raises as `print_edition` does."""
    if isinstance(edition, PressEdition):
        from prepress.pdf.press import render_options as press_options

        return lay_out_pages(context, edition, press_options())
    from prepress.pdf.tagging.conformance import render_options

    return lay_out_pages(context, edition, render_options(_TAGGED))


def demands_of(edition: PdfEdition) -> Demands:
    """What the finished file of an edition has to bear."""
    from prepress.checks.preflight import Demands

    if isinstance(edition, PressEdition):
        return Demands(ppi=300, bleed_mm=edition.bleed, ink_limit=100 * MOST_INK, tagged=False)
    return Demands(ppi=150, tagged=not isinstance(edition, BookletEdition))


def _write(context: PrintContext, edition: PdfEdition, pages: Pages) -> bytes:
    if isinstance(edition, PressEdition):
        from prepress.pdf.press import press_profile, write_for_press

        return write_for_press(pages.document, edition, press_profile(edition, context))
    from prepress.pdf.tagging.repairs import write_tagged

    data = write_tagged(pages.document, _TAGGED)
    if isinstance(edition, BookletEdition):
        from prepress.pdf.imposition import impose

        return impose(data, edition)
    return data


def _is_known(remark: str) -> bool:
    return remark.endswith(_ORNAMENT) or missing_character(remark) is not None


def _finding(remark: str) -> Finding:
    return Finding(
        "P-001",
        Place("layouts"),
        f"The layout engine says: {remark}.",
        "Mend the stylesheet or layout.",
    )
