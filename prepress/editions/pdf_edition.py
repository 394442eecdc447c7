"""Editions on paper: what all PDFs have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from prepress.editions.edition import Edition
from prepress.editions.trims import LETTER, TRIM_MEANING, UNIT_MM, Trim
from prepress.errors import SourceError

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.checks.parity.edition_content import EditionContent
    from prepress.checks.preflight.demands import Demands
    from prepress.editions.making import EditionContext, FinishedEdition, PageMap
    from prepress.editions.printers import Printer
    from prepress.errors import Place
    from prepress.manuscript.edition_options import EditionOption
    from prepress.pdf.fitting import Fit
    from prepress.pdf.pages import PrintContext

#: The standards that a PDF for the screen and the office printer keeps.
_TAGGED = frozenset({"ua1", "2a"})
_FIELD_FONT = "fonts/atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Regular.ttf"
#: The finished page of layouts that are not printed on that: 5.5 by 8.5 in for books.
_USUAL_TRIMS = {"book": Trim(5.5 * UNIT_MM["in"], 8.5 * UNIT_MM["in"])}


@dataclass(frozen=True, kw_only=True)
class PdfEdition(Edition):
    """What all editions on paper have: the `size` of their text in pt, and `pages`, the most that
    they may fill.

    Where `size` is None, the layout's stylesheets give it. To keep within `pages`, the text may
    shrink to `min_size` pt, and leading and spacing with it.

    It is laid out by the layout file `document`, on what is called its `leaf`; of its pages the
    `own_last_pages` hold nothing of the text. Where it `can_be_divided`, a book is printed chapter
    by chapter.
    """

    suffix = ".pdf"
    form = "pdf"
    document: ClassVar[str] = "document.html"
    own_last_pages: ClassVar[int] = 0
    can_be_divided: ClassVar[bool] = False
    overrun_remedy: ClassVar[str] = "Shorten the text, or allow more with pages:."
    size: float | None = None
    min_size: float = 11.0
    pages: int | None = None

    @property
    def budget(self) -> str:
        """The most that it may fill, in words; only asked where there is a budget."""
        return f"{self.pages} {self.leaf}{'s' * (self.pages != 1)}"

    @property
    def most_ppi(self) -> int:
        """The most pixels per inch that its photos have."""
        return 300

    @property
    def is_filled_in(self) -> bool:
        """Whether its fields can be filled in on a screen; else they are lines and boxes."""
        return False

    @property
    def turns_pages(self) -> bool:
        """Whether a page may lie on its side, for a table that is too wide."""
        return False

    @property
    def is_bound(self) -> bool:
        """Whether its pages are bound, which takes the more of them the more they are."""
        return False

    @property
    def pages_to_a_sheet(self) -> int:
        """How many pages there are at least for each that is needed."""
        return 1

    @property
    def page(self) -> Trim:
        """The size of the page on which the text is laid out."""
        raise NotImplementedError

    @property
    def stylesheets(self) -> tuple[str, ...]:
        """The layers of style that are its own, which not every layout has."""
        return (self.name,)

    def layout_values(self, context: PrintContext) -> Mapping[str, object]:
        """What its layout shows beside what all of them do."""
        return {}

    def blanks(self, pages: int) -> int:
        """How many blank ones to lay out before its own last pages, where it came to `pages`."""
        return 0

    def options(self) -> Mapping[str, EditionOption]:
        """The size of the text and the page budget."""
        from prepress.manuscript.edition_options import EditionOption
        from prepress.manuscript.measured_values import count, number

        return {
            "size": EditionOption(
                "size", number(6, 72, "pt"), "size: 13pt", "the size of the text"
            ),
            "pages": EditionOption(
                "pages",
                count(1, 10_000),
                "pages: 2",
                "the most pages; the text shrinks a little to fit",
            ),
            "min-size": EditionOption(
                "min_size",
                number(6, 72, "pt"),
                "min-size: 11pt",
                "the smallest size that it may shrink to",
            ),
        }

    def refuse_contradictions(self, place: Place) -> None:
        """Refuse a text that is smaller than it may become."""
        size = self.size if self.size is not None else self.min_size
        if self.min_size > size:
            what = f"The text has {size:g} pt, which is less than min-size, {self.min_size:g} pt."
            raise SourceError(what, "Lower min-size, or raise size.", place)

    def make(self, context: EditionContext) -> FinishedEdition:
        """The PDF. Raises SourceError for a broken layout or profile, MachineError where Pango is
        missing.
        """
        from prepress.editions.laid_out_pages import (
            divided_book,
            forget_pages,
            laid_out,
            print_context,
        )
        from prepress.editions.making import FinishedEdition
        from prepress.pdf.printing import print_edition

        if book := divided_book(context, self):
            forget_pages()  # a book's take much room
            found = tuple(each for each in book.findings if each.code not in self.unsaid)
            kept = {**book.kept, **book.order}
            return FinishedEdition(book.joined(), found, len(book.breaks), book.fit.size, kept=kept)
        pages = laid_out(context, self)
        forget_pages()
        printed = print_edition(print_context(context, self), self, pages=pages)
        return FinishedEdition(printed.data, printed.findings, printed.pages, printed.fit.size)

    def page_map(self, context: EditionContext) -> PageMap:
        """Where its pages begin, once they are laid out; where the context has a key, they are kept
        in this process, which may `make` the edition next. Raises as `make` does.
        """
        from prepress.editions.laid_out_pages import divided_book, laid_out
        from prepress.editions.making import PageMap
        from prepress.pdf.page_map import page_map

        inputs = context.layouts.inputs
        if book := divided_book(context, self):
            return PageMap(book.breaks, inputs.digests, kept=book.kept)
        pages = laid_out(context, self)
        breaks = page_map(pages.document)
        return PageMap(breaks, inputs.digests, len(pages.document.pages), pages.fit)

    @property
    def fitting(self) -> tuple[Trim, int | None, float | None, float]:
        """What the size of its text follows from, as far as that is for its author to say."""
        return self.page, self.pages, self.size, self.min_size

    def known_fit(self, context: EditionContext) -> Fit | None:
        """How its text is set in an edition of the same pages, where that is known."""
        return None

    def render_options(self) -> Mapping[str, Any]:
        """The options with which the engine lays its pages out."""
        from prepress.pdf.tagging.conformance import render_options

        return render_options(_TAGGED)

    def finish(self, document: Document, copy: PrintContext) -> bytes:
        """The file of the laid-out `document`. Raises SourceError where a source of it is wrong."""
        from prepress.pdf.tagging.repairs import write_tagged

        font = partial(_field_font, copy) if self.is_filled_in else None
        return write_tagged(document, _TAGGED, field_font=font)

    def demands(self) -> Demands:
        """What it has to bear on an office printer, and for a screen reader."""
        from prepress.checks.preflight.demands import Demands

        return Demands(ppi=150)

    def content(self, data: bytes) -> EditionContent:
        """Its text layer, and what its structure tells of pictures and headings."""
        from prepress.checks.parity.of_pdf import shown_by_pdf

        return shown_by_pdf(data)


@dataclass(frozen=True, kw_only=True)
class BleedingEdition(PdfEdition):
    """An edition that an office printer makes as well as a print shop: with a `bleed`, in mm, it is
    a PDF/X-4 in the colours of its `profile`, which is the path of an ICC profile in the project;
    where that is None, FOGRA39 for coated paper. The `profile` of one that `is_for_printers` may be
    the name of a printer whose demands are known.
    """

    is_for_printers: ClassVar[bool] = False

    bleed: float = 0.0
    profile: str | None = None
    marks: bool = True

    @property
    def is_for_press(self) -> bool:
        """Whether a print shop makes it."""
        return self.bleed > 0

    @property
    def customer(self) -> str:
        """The printer, where its demands are known."""
        return self.profile if self.profile and self.printer else ""

    @property
    def printer(self) -> Printer | None:
        """The printer's demands, where they are known."""
        from prepress.editions.printers import PRINTERS

        return PRINTERS.get(self.profile or "")

    def implied(self, changes: Mapping[str, object]) -> Mapping[str, object]:
        """A printer whose demands are known takes no marks."""
        from prepress.editions.printers import PRINTERS

        return {"marks": False} if changes.get("profile") in PRINTERS else {}

    def refuse_contradictions(self, place: Place) -> None:
        """Refuse a printer of books for what is none."""
        if self.customer and not self.is_for_printers:
            what = f"The {self.name} edition is no book, which {self.customer} prints."
            raise SourceError(what, "Take profile: out.", self.places.get("profile", place))
        super().refuse_contradictions(place)

    @property
    def paper(self) -> Trim:
        """The sheet that it comes from: its page, where that is not a part of one."""
        return self.page

    @property
    def binds(self) -> bool:
        """Whether its pages have no bleed where they are bound."""
        return False

    @property
    def most_ppi(self) -> int:
        """What its printer shows."""
        return 300 if self.is_for_press else 150

    @property
    def stylesheets(self) -> tuple[str, ...]:
        """The inks of the press, where it is meant for one, and its own."""
        inks = ("press",) if self.is_for_press else ()
        return tuple(dict.fromkeys((*inks, self.name)))

    def options(self) -> Mapping[str, EditionOption]:
        """Those of its page, the bleed and the profile."""
        from prepress.editions.printers import PROFILE_MEANING, profile_of_text
        from prepress.manuscript.edition_options import EditionOption
        from prepress.manuscript.measured_values import length
        from prepress.manuscript.metadata_values import yes_or_no

        return {
            **super().options(),
            "bleed": EditionOption(
                "bleed", length(0, 20), "bleed: 3mm", "how far colour runs over the edge"
            ),
            "marks": EditionOption(
                "marks", yes_or_no, "marks: false", "whether marks show where it is cut"
            ),
            "profile": EditionOption("profile", profile_of_text, "profile: kdp", PROFILE_MEANING),
        }

    def make(self, context: EditionContext) -> FinishedEdition:
        """The PDF, in the standard that its printer asks for where that can be."""
        made = super().make(context)
        if not self.printer or not self.printer.wants_pdfx1a:
            return made
        from prepress.pdf.pdfx1a import as_pdfx1a

        return replace(made, data=as_pdfx1a(made.data) or made.data)

    def render_options(self) -> Mapping[str, Any]:
        """Those of PDF/X-4 for the press, else those of a tagged PDF."""
        from prepress.pdf.press import render_options

        return render_options() if self.is_for_press else super().render_options()

    def finish(self, document: Document, copy: PrintContext) -> bytes:
        """The PDF/X-4 in the colours of its profile, else the tagged PDF. Raises SourceError where
        there is no such profile.
        """
        from prepress.pdf.press import press_profile, write_for_press

        if not self.is_for_press:
            return super().finish(document, copy)
        profile = press_profile(self, copy)
        return write_for_press(document, self.bleed, profile, binds=self.binds)

    def demands(self) -> Demands:
        """What it has to bear on a printing press, or in an office."""
        from prepress.checks.preflight.demands import Demands
        from prepress.pdf.separation import MOST_INK

        if not self.is_for_press:
            return super().demands()
        ink = self.printer.most_ink if self.printer else MOST_INK
        return Demands(
            ppi=300, bleed_mm=self.bleed, ink_limit=100 * ink, tagged=False, binds=self.binds
        )


@dataclass(frozen=True, kw_only=True)
class TrimmedEdition(PdfEdition):
    """An edition whose pages are the finished pages, of a `trim`; where that is None, of the size
    that is usual for its layout.
    """

    trim: Trim | None = None

    @property
    def is_bound(self) -> bool:
        """They may well be."""
        return True

    @property
    def page(self) -> Trim:
        """The finished page."""
        return self.trim or LETTER

    def in_layout(self, layout: str) -> TrimmedEdition:
        """With the trim of that layout, where it has none."""
        return replace(self, trim=self.trim or _USUAL_TRIMS.get(layout))

    def options(self) -> Mapping[str, EditionOption]:
        """The finished page, and what all PDFs take."""
        from prepress.manuscript.edition_options import EditionOption
        from prepress.manuscript.measured_values import trim_of_text

        trim = EditionOption("trim", trim_of_text, "trim: a4", TRIM_MEANING)
        return {"trim": trim, **super().options()}


def _field_font(copy: PrintContext) -> bytes:
    """The file of the font in which fields are filled in."""
    return copy.layouts.font(_FIELD_FONT).read_bytes()
