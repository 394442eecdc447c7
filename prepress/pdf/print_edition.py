"""The print edition: the PDF for the office printer and the screen, PDF/UA-1 and PDF/A-2a at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import prepress
from prepress.dates import stamp
from prepress.editions import PrintEdition
from prepress.errors import Place
from prepress.findings import Finding
from prepress.galley import Galley
from prepress.language import Words
from prepress.layouts import Layouts
from prepress.pdf.engine import collected_remarks, lay_out
from prepress.pdf.glyphs import missing_character, missing_characters

#: The engine says this of ornaments, which become artifacts; the galley sees to it that all others are described.
_ORNAMENT = "has no required alt description"
_CONFORMANCE = frozenset({"ua1", "2a"})


@dataclass(frozen=True)
class Printed:
    """A finished PDF: its bytes, its number of pages, and what was found while making it."""

    data: bytes
    pages: int
    findings: tuple[Finding, ...]


def print_edition(galley: Galley, edition: PrintEdition, root: Path, layouts: Layouts, words: Words) -> Printed:
    """Print `galley` on pages of the edition's trim; addresses in it are relative to the project's `root`.

    Raises SourceError for a broken layout and MachineError where Pango is missing.
    """
    from prepress.pdf.tagging import render_options, write_tagged

    html = _document(galley, edition, layouts, words)
    with collected_remarks() as remarks:
        document = lay_out(html, root, layouts, render_options(_CONFORMANCE))
        data = write_tagged(document, _CONFORMANCE)
    others = tuple(_finding(remark) for remark in dict.fromkeys(remarks) if not _is_known(remark))
    return Printed(data, len(document.pages), missing_characters(remarks, galley) + others)


def _document(galley: Galley, edition: PrintEdition, layouts: Layouts, words: Words) -> str:
    metadata = galley.manuscript.metadata
    return layouts.render(
        "document.html",
        metadata=metadata,
        chapters=galley.chapters,
        edition=edition,
        medium="paper",
        words=words,
        stylesheet=layouts.stylesheet("paper"),
        generator=f"makebook {prepress.__version__}",
        created=stamp(metadata),
        modified=stamp(metadata),
    )


def _is_known(remark: str) -> bool:
    return remark.endswith(_ORNAMENT) or missing_character(remark) is not None


def _finding(remark: str) -> Finding:
    return Finding("P-001", Place("layouts"), f"The layout engine says: {remark}.", "Mend the stylesheet or layout.")
