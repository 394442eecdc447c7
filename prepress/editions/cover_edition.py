"""The cover: back, spine and front of a printed book on one sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prepress.editions.pdf_edition import BleedingEdition, TrimmedEdition
from prepress.editions.stocks import USUAL_STOCK, page_thickness
from prepress.editions.trims import LETTER, TRIM_MEANING, Trim
from prepress.errors import Place, SourceError

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.editions.making import EditionContext, FinishedEdition
    from prepress.galley.galley import SetChapter
    from prepress.manuscript.edition_options import EditionOption
    from prepress.manuscript.metadata import Metadata
    from prepress.pdf.pages import PrintContext

#: Front, spine and back.
_PANELS = 3
#: From so many mm on, a spine is a part of its own; a brochure is stapled.
_THINNEST_SPINE = 0.3


@dataclass(frozen=True, kw_only=True)
class CoverEdition(BleedingEdition):
    """The wrap of a paperback, for the print shop: the front, which is that of the EPUB too, the
    back with the blurb and the bar code, and between them a spine as wide as the pages of the
    `press` edition are thick, else those of the `print` edition.

    `spine`, in mm, says how wide it is where the printer has said so; else it is told from the
    number of `leaves` and the `thickness` of a page. The author need not say its `trim`, which is
    that of those pages.
    """

    name = "cover"
    is_for_readers = False
    is_for_printers = True
    is_cover = True
    needs = ("press", "print")
    document = "cover-wrap.html"
    leaf = "panel"
    overrun_remedy = "Shorten the title or the blurb, or lower min-size:."
    unsaid = frozenset({"T-003", "T-004", "T-007", "T-008"})  # its panels are looked at as they lie
    trim: Trim | None = None
    thickness: float = USUAL_STOCK
    spine: float | None = None
    leaves: int = 0
    bleed: float = 3.0
    pages: int | None = _PANELS
    min_size: float = 8.5

    @property
    def is_for_press(self) -> bool:
        """It is, also without a bleed."""
        return True

    @property
    def page(self) -> Trim:
        """Its front."""
        return self.trim or LETTER

    @property
    def stylesheets(self) -> tuple[str, ...]:
        """Those of the press, of the front wherever it is shown, of the rest, and of printers of
        books, who want nothing transparent.
        """
        opaque = ("opaque",) if self.printer else ()
        return ("press", "cover", "cover-wrap", *opaque)

    def implied(self, changes: Mapping[str, object]) -> Mapping[str, object]:
        """The bleed that a printer asks for."""
        from prepress.editions.printers import PRINTERS

        printer = PRINTERS.get(str(changes.get("profile")))
        others = super().implied(changes)
        return {"bleed": printer.bleed_mm, **others} if printer else others

    @property
    def spine_mm(self) -> float:
        """How wide the spine is; 0 where there is none."""
        width = 2 * self.leaves * self.thickness if self.spine is None else self.spine
        return round(width, 3) if width >= _THINNEST_SPINE else 0.0

    def part_of(self, chapters: Sequence[SetChapter]) -> Sequence[SetChapter]:
        """Nothing of the text."""
        return ()

    def options(self) -> Mapping[str, EditionOption]:
        """Those of its page, the paper or the spine; it has always the same panels."""
        from prepress.manuscript.edition_options import EditionOption
        from prepress.manuscript.measured_values import length, trim_of_text

        others = {name: each for name, each in super().options().items() if name != "pages"}
        return {
            "trim": EditionOption("trim", trim_of_text, "trim: a4", TRIM_MEANING),
            "paper": EditionOption(
                "thickness",
                page_thickness,
                "paper: 0.0025in",
                "how thick a page of the book is: kdp-white, kdp-cream, 0.0025in or 400ppi",
            ),
            "spine": EditionOption(
                "spine",
                length(0, 100),
                "spine: 12.5mm",
                "how wide the spine is, where the printer says so",
            ),
            **others,
        }

    def make(self, context: EditionContext) -> FinishedEdition:
        """The cover around the pages that the book has. Raises SourceError where nobody knows how
        many these are, and as others do.
        """
        from prepress.pdf.cover_findings import cover_findings

        fitted = self._around_book(context)
        made = super(CoverEdition, fitted).make(context)
        manuscript = context.galley.manuscript
        lines = manuscript.metadata.lines
        words = Place(manuscript.metadata_file, lines.get("blurb") or lines.get("title"))
        said = tuple(
            replace(each, place=words) if each.code == "F-001" else each for each in made.findings
        )
        found = cover_findings(made.data, context.galley, fitted)
        return replace(made, findings=said + found, pages=1)

    def book_of(self, metadata: Metadata) -> TrimmedEdition | None:
        """The edition whose pages it goes around; None where none is declared."""
        declared = {each.name: each for each in metadata.editions}
        found = (declared.get(name) for name in self.needs)
        return next((each for each in found if isinstance(each, TrimmedEdition)), None)

    def _around_book(self, context: EditionContext) -> CoverEdition:
        """This edition with the size and thickness of the book."""
        metadata = context.galley.manuscript.metadata
        around = self.book_of(metadata)
        pages = context.page_count(around.name) if around else None
        if pages is None and self.spine is None:
            raise SourceError(
                "The width of the spine is not known: no edition has the book's pages.",
                "Declare the press or the print edition too, or write spine: below cover:.",
                self.place_of("", metadata, context.galley.manuscript.metadata_file),
            )
        trim = self.trim or (around.page if around else LETTER)
        fitted = replace(self, trim=trim, leaves=-(-(pages or 0) // 2))
        return fitted if fitted.spine_mm else replace(fitted, pages=_PANELS - 1)

    def layout_values(self, context: PrintContext) -> Mapping[str, object]:
        """What stands on front, spine and back."""
        from prepress.pdf.cover_panels import cover_values

        return cover_values(context, self)

    def finish(self, document: Document, copy: PrintContext) -> bytes:
        """The panels side by side on one sheet."""
        from prepress.pdf.wrapping import wrap_cover

        return wrap_cover(super().finish(document, copy), self)
