"""Pages: the galley laid out on the pages of a PDF edition, within its page budget."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import prepress
from prepress.errors import SourceError
from prepress.galley.book_parts import parts_of
from prepress.galley.contents import contents_of
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
from prepress.manuscript.roles import BOOK
from prepress.pdf.binding import gutter, is_bound, with_gutter
from prepress.pdf.chapter_openings import with_openings
from prepress.pdf.engine.engine import collected_remarks, lay_out
from prepress.pdf.fitting import Fit, fit_pages, fits_for
from prepress.pdf.glyphs import with_boxes
from prepress.pdf.holes import with_filled_pages
from prepress.pdf.overrun import overrun
from prepress.pdf.page_notes import with_page_notes
from prepress.pdf.paper import PaperChapter, paper_chapter
from prepress.pdf.paragraph_ends import with_long_ends
from prepress.pdf.proofs import proof_findings
from prepress.pdf.wide_tables import LayOut, with_fitting_tables

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.editions.pdf_edition import PdfEdition
    from prepress.findings import Finding
    from prepress.galley.galley import Galley
    from prepress.layouts.layouts import Layouts
    from prepress.layouts.words import Words
    from prepress.project.project import Project

#: The layout of whole texts, and the frame of all others.
_FRAME = "document.html"
#: What the layouts of single editions fill in the frame of all.
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


@dataclass(frozen=True)
class PaperText:
    """A text as it is laid out for `edition`: its `chapters` for paper, the `stylesheet`, and the
    engine's `options`.
    """

    context: PrintContext
    edition: PdfEdition
    chapters: Sequence[PaperChapter]
    stylesheet: str
    options: Mapping[str, object]

    @classmethod
    def of(cls, context: PrintContext, edition: PdfEdition) -> PaperText:
        """What `edition` takes of the context. Raises SourceError for a broken layout."""
        _refuse_frame_without_blocks(context.layouts, edition)
        layouts, names = context.layouts, edition.stylesheets
        whole = edition.document == _FRAME
        stylesheet = layouts.behind(layouts.stylesheet("paper", *names, whole=whole), *names)
        options = {**edition.render_options(), "dpi": edition.most_ppi}
        pictures = {picture.url: picture for picture in context.galley.pictures}
        numbered = tuple(map(number_elements, context.galley.chapters))
        taken = tuple(edition.part_of(numbered))
        metadata = context.galley.manuscript.metadata
        if whole and metadata.layout == BOOK and metadata.notes == "page":
            taken = tuple(map(with_page_notes, taken))
        chapters: Sequence[PaperChapter] = [
            paper_chapter(chapter, context.words, pictures) for chapter in taken
        ]
        if whole and is_bound(stylesheet):
            chapters = with_long_ends(with_openings(chapters, stylesheet))
        return cls(context, edition, chapters, stylesheet, options)

    @property
    def faces(self) -> bool:
        """Whether its pages face each other, as a book's."""
        return self.edition.document == _FRAME and is_bound(self.stylesheet)

    @property
    def is_bound(self) -> bool:
        """Whether the layout leaves room for a binding, which the number of its pages asks for."""
        return self.edition.is_bound and self.faces

    @property
    def turns_pages(self) -> bool:
        """Whether a page may lie on its side."""
        return self.edition.turns_pages and self.edition.pages is None

    def html(self, chapters: Sequence[PaperChapter], fit: Fit) -> str:
        """The document of these `chapters`."""
        return _document(self.context, chapters, self.edition, self.stylesheet, fit)

    def set_chapters(
        self, chapters: Sequence[PaperChapter], lay_out_text: LayOut
    ) -> tuple[Document, Sequence[PaperChapter]]:
        """The pages of these `chapters`, and they as they were set so that their tables and figures
        fit.
        """
        document, fitting = with_fitting_tables(chapters, lay_out_text, turns=self.turns_pages)
        if not self.faces:
            return document, fitting
        return with_filled_pages(fitting, document, lay_out_text)

    def lay_out(self, html: str) -> Document:
        """The pages of a document. Raises MachineError where Pango is missing."""
        return lay_out(html, self.context.project.root, self.context.layouts, self.options)


def lay_out_pages(
    context: PrintContext, edition: PdfEdition, lacking: frozenset[str] = frozenset()
) -> Pages:
    """Lay out `context` on pages of the edition, with boxes for the characters that its fonts are
    `lacking`.

    Raises SourceError for a broken layout and MachineError where Pango is missing.
    """
    text = PaperText.of(context, edition)

    def lay_out_text(fit: Fit, chapters: Sequence[PaperChapter]) -> Document:
        return text.lay_out(with_boxes(text.html(chapters, fit), lacking))

    def set_with(
        fit: Fit, chapters: Sequence[PaperChapter] = text.chapters
    ) -> tuple[Document, Sequence[PaperChapter]]:
        return with_fitting_tables(chapters, partial(lay_out_text, fit), turns=text.turns_pages)

    def set_facing(fit: Fit) -> tuple[Document, Fit]:
        if not edition.is_bound:
            document, chapters = set_with(fit)
            return with_filled_pages(chapters, document, partial(lay_out_text, fit))[0], fit
        document, chapters, fit = with_gutter(fit, text.chapters, set_with)
        document, chapters = with_filled_pages(chapters, document, partial(lay_out_text, fit))
        if (needed := gutter(len(document.pages))) > fit.binding:
            fit = replace(fit, binding=needed)
            document = lay_out_text(fit, chapters)
        return document, fit

    bindings: dict[Fit, Fit] = {}

    def set_in(fit: Fit) -> Document:
        bindings[fit] = fit
        if text.faces:
            document, bindings[fit] = set_facing(fit)
            return document
        document = set_with(fit)[0]
        blank = edition.blanks(len(document.pages))
        return set_with(replace(fit, blank=blank))[0] if blank else document

    with collected_remarks() as remarks:
        document, fit = fit_pages(fits_for(edition, text.stylesheet), edition.pages, set_in)
    return Pages(document, bindings[fit], tuple(remarks))


def page_findings(pages: Pages, context: PrintContext, edition: PdfEdition) -> tuple[Finding, ...]:
    """What a proofreader finds on `pages`, or that they are more than the edition may have."""
    if edition.pages is not None and len(pages.document.pages) > edition.pages:
        return (overrun(pages.document, edition, pages.fit, context.galley),)
    findings = proof_findings(pages.document, context.galley)
    return tuple(finding for finding in findings if finding.code not in edition.unsaid)


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
    parts = parts_of(chapters, metadata, edition.name)
    return context.layouts.render(
        edition.document,
        metadata=MetadataView.of(metadata),
        clinic=ClinicView.of(context.galley.manuscript.clinic),
        logo=PictureView.of(context.galley.logo) if context.galley.logo else None,
        chapters=chapters,
        parts=parts,
        contents=contents_of(chapters, metadata.title, metadata.toc_depth or 1) if parts else (),
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
