"""Pages: the galley laid out on the pages of a PDF edition, within its page budget."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import prepress
from prepress.errors import Place, SourceError
from prepress.findings import Finding
from prepress.galley.page_breaks import number_elements
from prepress.layouts.running_lines import running_lines
from prepress.layouts.views import (
    ClinicView,
    MetadataView,
    PictureView,
    WordsView,
    days_of,
    edition_view,
)
from prepress.manuscript.dates import stamp
from prepress.pdf.engine.engine import collected_remarks, lay_out
from prepress.pdf.fitting import Fit, fit_pages, fits_for
from prepress.pdf.glyphs import with_boxes
from prepress.pdf.overrun import overrun
from prepress.pdf.paper import PaperChapter, paper_chapter
from prepress.pdf.proofs import proof_findings
from prepress.pdf.wide_tables import with_fitting_tables

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.editions.pdf_edition import PdfEdition
    from prepress.galley.galley import Galley
    from prepress.layouts.layouts import Layouts
    from prepress.layouts.words import Words
    from prepress.project.project import Project

#: The frame of all editions, and what the layouts of single ones fill in it.
_FRAME = "document.html"
_BLOCKS = ("page", "body")


@dataclass(frozen=True)
class Pages:
    """Laid-out pages, how their text is set, and what the engine remarked."""

    document: Document
    fit: Fit
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class PrintContext:
    """All that an edition is printed from; addresses in the galley are relative to the project's
    root.
    """

    galley: Galley
    project: Project
    layouts: Layouts
    words: Words


def lay_out_pages(
    context: PrintContext, edition: PdfEdition, lacking: frozenset[str] = frozenset()
) -> Pages:
    """Lay out `context` on pages of the edition, with boxes for the characters that its fonts are
    `lacking`.

    Raises SourceError for a broken layout and MachineError where Pango is missing.
    """
    _refuse_frame_without_blocks(context.layouts, edition)
    layouts, names = context.layouts, edition.stylesheets
    stylesheet = layouts.behind(layouts.stylesheet("paper", *names), *names)
    options = {**edition.render_options(), "dpi": edition.most_ppi}
    pictures = {picture.url: picture for picture in context.galley.pictures}
    numbered = tuple(map(number_elements, context.galley.chapters))
    chapters = [
        paper_chapter(chapter, context.words, pictures) for chapter in edition.part_of(numbered)
    ]

    def set_with(fit: Fit) -> Document:
        def lay_out_text(text: Sequence[PaperChapter]) -> Document:
            html = with_boxes(_document(context, text, edition, stylesheet, fit), lacking)
            return lay_out(html, context.project.root, context.layouts, options)

        turns = edition.turns_pages and edition.pages is None
        return with_fitting_tables(chapters, lay_out_text, turns=turns)

    def set_in(fit: Fit) -> Document:
        document = set_with(fit)
        blank = edition.blanks(len(document.pages))
        return set_with(replace(fit, blank=blank)) if blank else document

    with collected_remarks() as remarks:
        fits = fits_for(edition, stylesheet, has_crisis_first=_has_crisis_first(context, edition))
        document, fit = fit_pages(fits, edition.pages, set_in)
    return Pages(document, fit, tuple(remarks))


def page_findings(pages: Pages, context: PrintContext, edition: PdfEdition) -> tuple[Finding, ...]:
    """What a proofreader finds on `pages`, or that they are more than the edition may have."""
    if edition.pages is not None and len(pages.document.pages) > edition.pages:
        return (overrun(pages.document, edition, pages.fit, context.galley),)
    findings = proof_findings(pages.document, context.galley)
    if not pages.fit.has_crisis_first:
        findings += (_crisis_line_left_out(context, edition),)
    return tuple(finding for finding in findings if finding.code not in edition.unsaid)


def _has_crisis_first(context: PrintContext, edition: PdfEdition) -> bool:
    """Whether the head of the text says where to turn in a crisis, as its contact does: what
    titlepage.html asks.
    """
    metadata = context.galley.manuscript.metadata
    return (
        edition.document == _FRAME
        and metadata.layout == "handout"
        and bool(metadata.contact and metadata.contact.crisis)
    )


def _crisis_line_left_out(context: PrintContext, edition: PdfEdition) -> Finding:
    return Finding(
        "F-003",
        Place(context.galley.manuscript.metadata_file),
        f"To keep within {edition.budget}, the {edition.name} edition says only in its contact "
        "where to turn in a crisis, not at its head too.",
        "Shorten the text by a line or two, or allow more with pages:.",
    )


def _refuse_frame_without_blocks(layouts: Layouts, edition: PdfEdition) -> None:
    """Refuse a document.html of the project's own that has no place for what the layout of the
    edition fills: Jinja would leave that out and say nothing.
    """
    if edition.document == _FRAME:
        return
    for block in _BLOCKS:
        if not re.search(rf"{{%-?\s*block {block}\b", layouts.text(_FRAME)):
            raise SourceError(
                f"It has no block “{block}”, which {edition.document} fills.",
                "Take the two blocks from the one that ships.",
                str(layouts.find(_FRAME)),
            )


def _document(
    context: PrintContext,
    chapters: Sequence[PaperChapter],
    edition: PdfEdition,
    stylesheet: str,
    fit: Fit,
) -> str:
    metadata = context.galley.manuscript.metadata
    return context.layouts.render(
        edition.document,
        metadata=MetadataView.of(metadata),
        clinic=ClinicView.of(context.galley.manuscript.clinic),
        logo=PictureView.of(context.galley.logo) if context.galley.logo else None,
        chapters=chapters,
        revision=context.galley.revision,
        edition=edition_view(edition),
        medium="paper",
        words=WordsView.of(context.words, days_of(metadata)),
        running=running_lines(metadata.look, metadata, context.words),
        stylesheet=stylesheet,
        fit=fit,
        generator=f"makebook {prepress.__version__}",
        created=stamp(metadata),
        modified=stamp(metadata),
    )
