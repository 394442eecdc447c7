"""The PDF editions: paper pages laid out from the galley, then finished to the standard of each edition."""

from __future__ import annotations

from dataclasses import dataclass

from prepress.editions import BookletEdition, PdfEdition, PressEdition, file_name
from prepress.errors import Place
from prepress.findings import Finding
from prepress.pdf.engine import collected_remarks
from prepress.pdf.fitting import Fit
from prepress.pdf.glyphs import missing_character, missing_characters
from prepress.pdf.pages import Copy, Pages, lay_out_pages
from prepress.pdf.separation import MOST_INK
from prepress.preflight import Demands, preflight

__all__ = ["Copy", "Printed", "demands_of", "print_edition"]

#: The engine says this of ornaments, which become artifacts; the galley sees to it that all others are described.
_ORNAMENT = "has no required alt description"
_TAGGED = frozenset({"ua1", "2a"})


@dataclass(frozen=True)
class Printed:
    """A finished PDF: its bytes, its number of pages, how its text is set, and what was found while making it."""

    data: bytes
    pages: int
    fit: Fit
    findings: tuple[Finding, ...]


def print_edition(copy: Copy, edition: PdfEdition, *, checked: bool = False) -> Printed:
    """Print `copy` as the edition asks, and look over the finished file where it is to be `checked`.

    Raises SourceError for a broken layout or profile, MachineError where Pango is missing.
    """
    with collected_remarks() as remarks:
        data, pages = _finished(copy, edition)
    findings = pages.findings + missing_characters(remarks, copy.galley)
    findings += tuple(_finding(remark) for remark in dict.fromkeys(remarks) if not _is_known(remark))
    if checked:
        findings += preflight(data, file_name(copy.galley.manuscript.name, edition), demands_of(edition))
    return Printed(data, len(pages.document.pages), pages.fit, findings)


def demands_of(edition: PdfEdition) -> Demands:
    """What the finished file of an edition has to bear."""
    if isinstance(edition, PressEdition):
        return Demands(ppi=300, bleed_mm=edition.bleed, ink_limit=100 * MOST_INK, tagged=False)
    return Demands(ppi=150, tagged=not isinstance(edition, BookletEdition))


def _finished(copy: Copy, edition: PdfEdition) -> tuple[bytes, Pages]:
    if isinstance(edition, PressEdition):
        from prepress.pdf.press import press_profile, render_options, write_for_press

        profile = press_profile(edition, copy)
        pages = lay_out_pages(copy, edition, render_options())
        return write_for_press(pages.document, edition, profile), pages

    from prepress.pdf.tagging import render_options as tagged_options
    from prepress.pdf.tagging import write_tagged

    options = tagged_options(_TAGGED)
    pages = lay_out_pages(copy, edition, options)
    data = write_tagged(pages.document, _TAGGED)
    if isinstance(edition, BookletEdition):
        from prepress.pdf.imposition import impose

        data = impose(data, edition)
    return data, pages


def _is_known(remark: str) -> bool:
    return remark.endswith(_ORNAMENT) or missing_character(remark) is not None


def _finding(remark: str) -> Finding:
    return Finding("P-001", Place("layouts"), f"The layout engine says: {remark}.", "Mend the stylesheet or layout.")
