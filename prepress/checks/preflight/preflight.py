"""Preflight: every check of a finished PDF, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prepress.checks.preflight.content import read_content
from prepress.checks.preflight.contrast import pale_text
from prepress.checks.preflight.font_embedding import loose_fonts
from prepress.checks.preflight.ink import heavy_ink
from prepress.checks.preflight.page_boxes import bleeding_colour, nested_boxes, trim_of
from prepress.checks.preflight.resolution import coarse_pictures
from prepress.checks.preflight.standards import broken_rules
from prepress.checks.preflight.text_layer import silent_page
from prepress.errors import Place
from prepress.findings import Finding
from prepress.readers.pdf import LockedPdfError, OpenPdf, open_pdf

if TYPE_CHECKING:
    from prepress.checks.preflight.demands import Demands


def preflight(data: bytes, file: str, demands: Demands) -> tuple[Finding, ...]:
    """Look over a finished PDF; `file` is its name in the findings.

    Raises SourceError where `data` is no PDF.
    """
    place = Place(file)
    try:
        with open_pdf(data, file) as pdf:
            findings = _findings(pdf, place, demands)
    except LockedPdfError:
        what = "The PDF is locked with a password, so screen readers and printers cannot open it."
        return (Finding("B-007", place, what, "Write it without a password."),)
    return tuple(sorted(findings, key=lambda finding: finding.code))


def _findings(pdf: OpenPdf, place: Place, demands: Demands) -> list[Finding]:
    contents = tuple(read_content(page) for page in pdf.objects.pages)
    findings = [
        *loose_fonts(contents, place),
        *coarse_pictures(contents, place, demands.ppi),
        *_look_at_pages(pdf, place, demands),
    ]
    if demands.ink_limit is not None:
        findings += heavy_ink(contents, place, demands.ink_limit)
    if demands.tagged:
        findings += broken_rules(pdf.objects, place)
    return findings


def _look_at_pages(pdf: OpenPdf, place: Place, demands: Demands) -> list[Finding]:
    """What is seen on the pages as they look on paper."""
    findings: list[Finding] = []
    for number, page in enumerate(pdf.objects.pages, 1):
        misplaced = nested_boxes(page, number, place, demands.bleed_mm, binds=demands.binds)
        findings += misplaced
        with pdf.proof(number) as proof:
            findings += pale_text(proof, place)
            findings += silent_page(proof, trim_of(page), place)
            if demands.bleed_mm > 0 and not misplaced:
                findings += bleeding_colour(page, proof, place, demands.bleed_mm)
    return findings
