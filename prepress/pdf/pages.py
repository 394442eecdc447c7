"""Pages: the galley laid out on the pages of a PDF edition, within its page budget."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import prepress
from prepress.errors import Place, SourceError
from prepress.findings import Finding
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
from prepress.pdf.copyfitting import Copyfitter
from prepress.pdf.engine.engine import lay_out, open_engine
from prepress.pdf.engine.engine_remarks import collected_remarks
from prepress.pdf.fitting import Fit, fit_pages, fits_for, from_known
from prepress.pdf.glyphs import with_boxes
from prepress.pdf.half_empty import fuller_pages, leaves_room_for_pictures
from prepress.pdf.holes import with_filled_pages
from prepress.pdf.index_pages import with_index_pages, without_page_numbers
from prepress.pdf.overrun import overrun
from prepress.pdf.page_notes import with_page_notes
from prepress.pdf.paper import PaperChapter, paper_chapter
from prepress.pdf.paragraph_ends import with_long_ends
from prepress.pdf.proofs import proof_findings
from prepress.pdf.wide_tables import LayOut, with_fitting_tables

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.editions.pdf_edition import PdfEdition
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
    root. The `known_fit` is how the same text is set in an edition of the same pages, and the
    `likely_fit` the one with which to begin.
    """

    galley: Galley
    project: Project
    layouts: Layouts
    words: Words
    known_fit: Fit | None = None
    likely_fit: Fit | None = None


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
        """What `edition` takes of the context. Raises SourceError for a broken layout, MachineError
        where Pango is missing.
        """
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
        open_engine()  # it is looked over, so not later, while a part of it is replaced
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
        self, chapters: Sequence[PaperChapter], lay_out_text: LayOut, lay_out_smaller: LayOut
    ) -> Document:
        """The pages of these `chapters` of a book, set so that their tables and figures fit: as
        `lay_out_text` does, or as `lay_out_smaller` does with smaller pictures.
        """
        document, fitting = with_fitting_tables(chapters, lay_out_text, turns=self.turns_pages)
        document, fitting = with_filled_pages(fitting, document, lay_out_text)
        return lay_out_smaller(fitting) if leaves_room_for_pictures(document) else document

    def lay_out(self, html: str, *, smaller: bool = False) -> Document:
        """The pages of a document; those of a book have `smaller` pictures only if it is said,
        since it is better to move them. Raises MachineError where Pango is missing.
        """
        context, smaller = self.context, smaller or not self.faces
        with fuller_pages(html, is_book=self.faces, pictures=smaller):
            return lay_out(html, context.project.root, context.layouts, self.options)


def lay_out_pages(
    context: PrintContext, edition: PdfEdition, lacking: frozenset[str] = frozenset()
) -> Pages:
    """Lay out `context` on pages of the edition, with boxes for the characters that its fonts are
    `lacking`.

    Raises SourceError for a broken layout and MachineError where Pango is missing.
    """
    text = PaperText.of(context, edition)
    setter = _WholeText(text, lacking)
    settled: dict[Fit, Fit] = {}

    def set_in(fit: Fit) -> Document:
        document, settled[fit] = setter.set_facing(fit) if text.faces else setter.set_alone(fit)
        return document

    with collected_remarks() as remarks:
        has_crisis_first = _has_crisis_first(context, edition)
        all_fits = fits_for(edition, text.stylesheet, has_crisis_first=has_crisis_first)
        fits = from_known(context.known_fit, all_fits)
        if text.faces:
            document, fit = fit_pages(fits, edition.pages, set_in, context.likely_fit)
        else:
            fitter = Copyfitter(edition, text.stylesheet, set_in)
            document, fit = fitter.fitted(fits, text.chapters, context.likely_fit)
    return Pages(document, settled[fit], tuple(remarks))


@dataclass(frozen=True)
class _WholeText:
    """How all chapters of a `text` are set together, with boxes for what its fonts are
    `lacking`.
    """

    text: PaperText
    lacking: frozenset[str]

    @property
    def _lang(self) -> str:
        return self.text.context.galley.manuscript.metadata.lang

    def set_alone(self, fit: Fit) -> tuple[Document, Fit]:
        """The pages of a text whose pages stand alone, with as many blank ones as it takes."""
        document, chapters = self._set(fit, self.text.chapters)
        blank = self.text.edition.blanks(len(document.pages))
        if blank:
            fit = replace(fit, blank=blank)
            document, chapters = self._set(fit, self.text.chapters)
        return self._with_index(fit, chapters, document), fit

    def set_facing(self, fit: Fit) -> tuple[Document, Fit]:
        """The facing pages of a book, with the gutter that they need and without holes."""
        if not self.text.edition.is_bound:
            document, chapters = self._set(fit, self.text.chapters)
            document, chapters, fit = self._filled(fit, chapters, document)
            return self._with_index(fit, chapters, document), fit
        document, chapters, fit = with_gutter(fit, self.text.chapters, self._set)
        document, chapters, fit = self._filled(fit, chapters, document)
        if (needed := gutter(len(document.pages))) > fit.binding:
            fit = replace(fit, binding=needed)
            document = self._lay_out(fit, chapters)
        return self._with_index(fit, chapters, document), fit

    def _set(
        self, fit: Fit, chapters: Sequence[PaperChapter]
    ) -> tuple[Document, Sequence[PaperChapter]]:
        lay_out_text = partial(self._lay_out, fit)
        return with_fitting_tables(chapters, lay_out_text, turns=self.text.turns_pages)

    def _filled(
        self, fit: Fit, chapters: Sequence[PaperChapter], document: Document
    ) -> tuple[Document, Sequence[PaperChapter], Fit]:
        document, chapters = with_filled_pages(chapters, document, partial(self._lay_out, fit))
        if leaves_room_for_pictures(document):
            fit = replace(fit, has_smaller_pictures=True)
            document = self._lay_out(fit, chapters)
        return document, chapters, fit

    def _with_index(
        self, fit: Fit, chapters: Sequence[PaperChapter], document: Document
    ) -> Document:
        return with_index_pages(chapters, self._lang, partial(self._lay_out_all, fit), document)

    def _lay_out(self, fit: Fit, chapters: Sequence[PaperChapter]) -> Document:
        """Laid out with an index whose numbers are not known yet."""
        without = [without_page_numbers(chapter, self._lang) for chapter in chapters]
        return self._lay_out_all(fit, without)

    def _lay_out_all(self, fit: Fit, chapters: Sequence[PaperChapter]) -> Document:
        html = with_boxes(self.text.html(chapters, fit), self.lacking)
        return self.text.lay_out(html, smaller=fit.has_smaller_pictures)


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
    parts = parts_of(chapters, metadata, edition.name)
    return context.layouts.render(
        edition.document,
        metadata=MetadataView.of(metadata),
        clinic=ClinicView.of(context.galley.manuscript.clinic),
        logo=PictureView.of(context.galley.logo) if context.galley.logo else None,
        notices=context.galley.notices,
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
        **edition.layout_values(context),
    )
