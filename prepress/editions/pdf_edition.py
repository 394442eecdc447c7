"""Editions on paper: what all PDFs have in common, and the sizes of paper that they are cut to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, ClassVar

from prepress.editions.edition import Edition
from prepress.errors import SourceError

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.checks.parity.edition_content import EditionContent
    from prepress.checks.preflight.demands import Demands
    from prepress.editions.making import EditionContext, FinishedEdition, PageMap
    from prepress.errors import Place
    from prepress.files.digests import Digest
    from prepress.manuscript.edition_options import EditionOption
    from prepress.pdf.pages import Pages, PrintContext
    from prepress.text.yaml_source import Value

#: The standards that a PDF for the screen and the office printer keeps.
_TAGGED = frozenset({"ua1", "2a"})
_FIELD_FONT = "fonts/atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Regular.ttf"
_UNIT_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_NAMED_MM = {
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "tabloid": (279.4, 431.8),
    "a3": (297.0, 420.0),
}


@dataclass(frozen=True)
class Trim:
    """The size of the finished page in millimetres."""

    width_mm: float
    height_mm: float

    @classmethod
    def parse(cls, text: str) -> Trim | None:
        """Read `letter`, `legal`, `tabloid`, `a3`, `a4`, `a5` or a size such as `6x9in` or
        `148x210mm`; None for anything else.
        """
        name = text.strip().lower()
        if name in _NAMED_MM:
            return cls(*_NAMED_MM[name])
        size = re.fullmatch(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)", name)
        if not size:
            return None
        unit = _UNIT_MM[size[3]]
        trim = cls(float(size[1]) * unit, float(size[2]) * unit)
        return trim if 70 <= trim.width_mm <= 1000 and 70 <= trim.height_mm <= 1000 else None


#: The size of paper where the author names none.
LETTER = Trim(*_NAMED_MM["letter"])


@dataclass(frozen=True, kw_only=True)
class PdfEdition(Edition):
    """What all editions on paper have: the `size` of their text in pt, and `pages`, the most that
    they may fill.

    Where `size` is None, the layout's stylesheets give it. To keep within `pages`, the text may
    shrink to `min_size` pt, and leading and spacing with it.

    It is laid out by the layout file `document`, on what is called its `leaf`; of its pages the
    `own_last_pages` hold nothing of the text.
    """

    suffix = ".pdf"
    form = "pdf"
    document: ClassVar[str] = "document.html"
    leaf: ClassVar[str] = "page"
    own_last_pages: ClassVar[int] = 0
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
    def page(self) -> Trim:
        """The size of the page on which the text is laid out."""
        raise NotImplementedError

    @property
    def stylesheets(self) -> tuple[str, ...]:
        """The layers of style that are its own, which not every layout has."""
        return (self.name,)

    def blanks(self, pages: int) -> int:
        """How many blank ones to lay out before its own last pages, where it came to `pages`."""
        return 0

    def options(self) -> Mapping[str, EditionOption]:
        """The size of the text and the page budget."""
        from prepress.manuscript.edition_options import EditionOption, count, number

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
        from prepress.editions.making import FinishedEdition
        from prepress.pdf.printing import print_edition

        pages = _lay_out(context, self)
        _lay_out_once.cache_clear()  # a book's pages take much room
        printed = print_edition(_print_context(context), self, pages=pages)
        return FinishedEdition(printed.data, printed.findings, printed.pages, printed.fit.size)

    def page_map(self, context: EditionContext) -> PageMap:
        """Where its pages begin, once they are laid out; where the context has a key, they are kept
        in this process, which may `make` the edition next. Raises as `make` does.
        """
        from prepress.editions.making import PageMap
        from prepress.pdf.page_map import page_map

        pages = _lay_out(context, self)
        return PageMap(page_map(pages.document), context.layouts.inputs.digests)

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
    where that is None, FOGRA39 for coated paper.
    """

    bleed: float = 0.0
    profile: str | None = None

    @property
    def is_for_press(self) -> bool:
        """Whether a print shop makes it."""
        return self.bleed > 0

    @property
    def paper(self) -> Trim:
        """The sheet that it comes from: its page, where that is not a part of one."""
        return self.page

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
        from prepress.manuscript.edition_options import EditionOption, number
        from prepress.manuscript.metadata_values import line_of_text

        return {
            **super().options(),
            "bleed": EditionOption(
                "bleed", number(0, 20, "mm"), "bleed: 3mm", "how far colour runs over the edge"
            ),
            "profile": EditionOption(
                "profile",
                line_of_text,
                "profile: press/PSOcoated.icc",
                "a CMYK profile in the project; else GRACoL for inches, FOGRA39 for mm",
            ),
        }

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
        return write_for_press(document, self.bleed, press_profile(self, copy))

    def demands(self) -> Demands:
        """What it has to bear on a printing press, or in an office."""
        from prepress.checks.preflight.demands import Demands
        from prepress.pdf.separation import MOST_INK

        if not self.is_for_press:
            return super().demands()
        return Demands(ppi=300, bleed_mm=self.bleed, ink_limit=100 * MOST_INK, tagged=False)


@dataclass(frozen=True, kw_only=True)
class TrimmedEdition(PdfEdition):
    """An edition whose pages are the finished pages."""

    trim: Trim = LETTER

    @property
    def page(self) -> Trim:
        """The finished page."""
        return self.trim

    def options(self) -> Mapping[str, EditionOption]:
        """The finished page, and what all PDFs take."""
        from prepress.manuscript.edition_options import EditionOption

        trim = EditionOption(
            "trim",
            trim_of_text,
            "trim: a4",
            "the finished page: letter, legal, tabloid, a3, a4, a5 or such as 6x9in",
        )
        return {"trim": trim, **super().options()}


def trim_of_text(option: Value) -> Trim:
    """The size of paper that an author wrote. Raises SourceError where it is none."""
    from prepress.manuscript.metadata_values import line_of_text

    text = line_of_text(option)
    trim = Trim.parse(text)
    if trim is None:
        raise option.wrong(f"is “{text}”, which is no size of paper between 70 and 1000 mm")
    return trim


@dataclass(frozen=True)
class _Layout:
    """What is laid out: the `context` of a key, on the pages of an edition."""

    key: str
    edition: PdfEdition
    context: EditionContext = field(compare=False)


def _lay_out(context: EditionContext, edition: PdfEdition) -> Pages:
    """The pages of `edition`, which may have been laid out in this process before."""
    lay_out = _lay_out_once if context.key else _lay_out_once.__wrapped__
    pages, inputs = lay_out(_Layout(context.key, edition, context))
    context.layouts.inputs.add(inputs)
    return pages


@lru_cache(maxsize=1)
def _lay_out_once(layout: _Layout) -> tuple[Pages, Mapping[str, Digest]]:
    from prepress.pdf.pages import lay_out_pages

    pages = lay_out_pages(_print_context(layout.context), layout.edition)
    return pages, layout.context.layouts.inputs.digests


def _field_font(copy: PrintContext) -> bytes:
    """The file of the font in which fields are filled in."""
    return copy.layouts.font(_FIELD_FONT).read_bytes()


def _print_context(context: EditionContext) -> PrintContext:
    from prepress.pdf.pages import PrintContext

    return PrintContext(context.galley, context.project, context.layouts, context.words)
