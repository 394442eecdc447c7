"""Book printers: a finished book or cover held against what its printer asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

from prepress.checks.preflight.page_boxes import coloured_edges
from prepress.editions.printers import PRINTERS, Printer
from prepress.editions.stocks import stock_name
from prepress.errors import Place
from prepress.findings import Finding
from prepress.manuscript.isbn import IsbnError, isbn_of
from prepress.pdf.pdfx1a import obstacle
from prepress.pdf.viewing import runs_from_right
from prepress.readers.pdf import OpenPdf, open_pdf

if TYPE_CHECKING:
    from prepress.checks import CheckedEdition
    from prepress.editions.cover_edition import CoverEdition
    from prepress.editions.edition import Edition
    from prepress.editions.pdf_edition import BleedingEdition
    from prepress.editions.trims import Trim
    from prepress.manuscript.metadata import Metadata
    from prepress.readers.pdf_page import Character

_PT_PER_INCH = 72.0
_TOLERANCE_PT = 0.5
_MM_PER_INCH = 25.4
_TRANSPARENT = "transparent"
#: The sides of a page as messages call them.
_INNER, _OUTER, _UPPER, _LOWER = "inner", "outer", "upper", "lower"


def printer_findings(checked: CheckedEdition) -> tuple[Finding, ...]:
    """What the printer of a book or of its cover refuses, prints otherwise, or adds."""
    assert _has_printer(checked.edition), "no other is checked here"
    check = _PrinterCheck(checked, checked.edition, PRINTERS[checked.edition.customer])
    if _is_cover(checked.edition):
        return tuple(check.of_cover(checked.edition))
    return tuple(check.of_book())


def _has_printer(edition: Edition) -> TypeGuard[BleedingEdition]:
    """Whether it is one of those that printers of books take."""
    return edition.customer in PRINTERS


def _is_cover(edition: Edition) -> TypeGuard[CoverEdition]:
    """Whether it goes around the pages of another."""
    return edition.is_cover


@dataclass(frozen=True)
class _PrinterCheck:
    """An edition on its way to its printer."""

    checked: CheckedEdition
    edition: BleedingEdition
    printer: Printer

    def of_book(self) -> Iterator[Finding]:
        """What is said of the pages of a book."""
        with open_pdf(self.checked.data, self.checked.file) as pdf:
            pages = len(pdf)
            margins = _narrowest_margins(pdf)
            edges = {} if self.edition.bleed else dict(_pages_with_coloured_edges(pdf))
            why = obstacle(pdf.objects)
        trim = self.edition.page
        yield from self._size(trim)
        if self.printer.makes(trim.width_mm, trim.height_mm):
            yield from self._pages(pages)
        yield from self._margins(margins, pages)
        yield from self._bleed()
        yield from self._edges(edges)
        yield from self._standard(why)

    def of_cover(self, edition: CoverEdition) -> Iterator[Finding]:
        """What is said of a cover."""
        book = edition.book_of(self._metadata)
        if edition.trim:
            yield from self._size(edition.trim)
        if edition.trim and book and edition.trim != book.trim:
            what = "The cover has another size than the pages that it goes around."
            yield self._found("Y-013", "trim", what, "Take trim: out, below cover:.")
        yield from self._bleed()
        yield from self._isbn()
        with open_pdf(self.checked.data, self.checked.file) as pdf:
            yield from self._standard(obstacle(pdf.objects))

    @property
    def _metadata(self) -> Metadata:
        return self.checked.galley.manuscript.metadata

    def _found(self, code: str, option: str, what: str, hint: str) -> Finding:
        file = self.checked.galley.manuscript.metadata_file
        return Finding(code, self.edition.place_of(option, self._metadata, file), what, hint)

    def _size(self, trim: Trim) -> Iterator[Finding]:
        printer, size = self.printer, _inches(trim)
        if not printer.makes(trim.width_mm, trim.height_mm):
            least, most = (" × ".join(f"{side:g}" for side in each) for each in printer.sizes)
            what = f"{printer.title} makes no books of {size} in, only from {least} to {most} in."
            yield self._found("Y-010", "trim", what, "Write another trim:, such as trim: 6x9in")
        elif printer.usual_trim(trim.width_mm, trim.height_mm) is None:
            what = f"A book of {size} in has none of the sizes that {printer.title} lists."
            nearest = min(
                printer.trims,
                key=lambda each: (
                    abs(each[0] * _MM_PER_INCH - trim.width_mm)
                    + abs(each[1] * _MM_PER_INCH - trim.height_mm)
                ),
            )
            hint = f"The nearest is trim: {nearest[0]:g}x{nearest[1]:g}in"
            yield self._found("Y-013", "trim", what, hint)

    def _pages(self, pages: int) -> Iterator[Finding]:
        trim = self.edition.page
        cover = next((each for each in self._metadata.editions if _is_cover(each)), None)
        paper = stock_name(cover.thickness) if cover and "paper" in cover.places else ""
        limit = self.printer.page_limit(trim.width_mm, trim.height_mm, paper)
        if limit.fewest <= pages <= limit.most:
            return
        on = f" on {paper}" if paper else ""
        what = (
            f"The book has {pages} pages; {self.printer.title} makes books of {_inches(trim)} in"
            f"{on} with {limit.fewest} to {limit.most}."
        )
        hint = "Set it smaller, on thinner paper, or in two volumes."
        if pages < limit.fewest:
            hint = "Write more, or set it larger."
        yield self._found("Y-010", "trim", what, hint)

    def _margins(self, margins: Sequence[_Margin], pages: int) -> Iterator[Finding]:
        printer = self.printer
        outer = printer.outer_with_bleed if self.edition.bleed else printer.outer
        for margin in margins:
            needed = printer.gutter(pages) if margin.side == _INNER else outer
            if margin.width_pt >= needed * _PT_PER_INCH - _TOLERANCE_PT:
                continue
            of_pages = f" of a book of {pages} pages" if margin.side == _INNER else ""
            verb = "needs" if printer.refuses_margins else "recommends"
            yield self._found(
                "Y-011" if printer.refuses_margins else "Y-012",
                "profile",
                f"The {margin.side} margin of page {margin.page} is "
                f"{max(0.0, margin.width_pt) / _PT_PER_INCH:.3f} in wide up to “{margin.text}”, "
                f"where {printer.title} {verb} {needed:g} in{of_pages}.",
                "Take a smaller trim: or larger margins in the look.",
            )

    def _bleed(self) -> Iterator[Finding]:
        printer, edition = self.printer, self.edition
        if edition.marks:
            what = f"The file shows where it is cut, and {printer.title} takes no marks."
            yield self._found("Y-013", "marks", what, "Take marks: out.")
        may_be_none = edition.binds and not edition.bleed
        if not may_be_none and abs(edition.bleed - printer.bleed_mm) > 0.01:
            what = (
                f"The bleed is {edition.bleed:g} mm wide, where {printer.title} asks for "
                f"{printer.bleed:g} in."
            )
            yield self._found("Y-013", "bleed", what, f"Write bleed: {printer.bleed:g}in")

    def _edges(self, edges: Mapping[int, str]) -> Iterator[Finding]:
        """Only the first page is named, since a look has the same edges on many."""
        for page, side in [*edges.items()][:1]:
            more = f" and of {len(edges) - 1} more" if len(edges) > 1 else ""
            what = (
                f"Colour reaches the {side} edge of page {page}{more}, and without a bleed "
                f"{self.printer.title} may leave it white there."
            )
            hint = f"Write bleed: {self.printer.bleed:g}in"
            yield self._found("Y-013", "profile", what, hint)

    def _isbn(self) -> Iterator[Finding]:
        try:
            isbn = isbn_of(self._metadata)
        except IsbnError:  # the cover is not made, and says why
            return
        if isbn:
            return
        file, title = self.checked.galley.manuscript.metadata_file, self.printer.title
        place = self._metadata.lines.get("isbn") or self._metadata.lines.get("title")
        if self.printer.wants_isbn:
            what = f"The book has no ISBN, without which {title} takes none."
            hint = "Write isbn: with the one of the printed book."
            yield Finding("Y-014", Place(file, place), what, hint)
        else:
            what = f"The book has no ISBN; {title} gives it one and prints the bar code."
            hint = "Write isbn: where you have one, else leave it so."
            yield Finding("Y-015", Place(file, place), what, hint)

    def _standard(self, why: str) -> Iterator[Finding]:
        """What is said of a file that is none of the standard that was wanted, or holds what is not
        wanted, and `why`.
        """
        title = self.printer.title
        if self.edition.marks:
            return  # they are drawn so, and a finding of their own
        if self.printer.wants_pdfx1a and why:
            what = f"The file is a PDF/X-4, since there is {why}; {title} recommends PDF/X-1a:2001."
            hint = "Take it out, or look at the proof that you are sent there."
            yield self._found("Y-015", "profile", what, hint)
        elif _TRANSPARENT in why:
            what = f"There is {why}; {title} asks for files without transparency."
            hint = "Give the picture a ground of its own, or look at the proof there."
            yield self._found("Y-015", "profile", what, hint)


@dataclass(frozen=True)
class _Margin:
    """The narrowest margin at a side of all pages, the page, and what stands there."""

    side: str
    width_pt: float
    page: int
    text: str


def _narrowest_margins(pdf: OpenPdf) -> list[_Margin]:
    """The narrowest margin at each side that has text beside it."""
    from_right = runs_from_right(pdf.objects)
    narrowest: dict[str, _Margin] = {}
    for number, page in enumerate(pdf.objects.pages, 1):
        trim = [float(edge) for edge in page.trimbox]
        binds_left = (number % 2 == 1) != from_right
        sides = (_INNER, _LOWER, _OUTER, _UPPER) if binds_left else (_OUTER, _LOWER, _INNER, _UPPER)
        with pdf.proof(number) as proof:
            characters = proof.characters
            for at, side in enumerate(sides):
                margin = _margin(side, at, trim, number, characters)
                if margin and margin.width_pt < _width(narrowest.get(side)):
                    narrowest[side] = margin
    return [narrowest[side] for side in (_INNER, _OUTER, _UPPER, _LOWER) if side in narrowest]


def _pages_with_coloured_edges(pdf: OpenPdf) -> Iterator[tuple[int, str]]:
    """The pages on which colour reaches the cut, and at which side first."""
    for number, page in enumerate(pdf.objects.pages, 1):
        with pdf.proof(number) as proof:
            sides = coloured_edges(proof, page)
        if sides:
            yield number, sides[0]


def _width(margin: _Margin | None) -> float:
    return margin.width_pt if margin else float("inf")


def _margin(
    side: str, at: int, trim: Sequence[float], page: int, characters: Sequence[Character]
) -> _Margin | None:
    """The margin of a page at the side whose edge is the number `at` of its boxes."""
    way = 1 if at < 2 else -1
    widths = [(way * (each.box[at] - trim[at]), each) for each in characters]
    if not widths:
        return None
    width, nearest = min(widths, key=lambda each: each[0])
    line = "".join(each.text for each in characters if each.line == nearest.line)
    return _Margin(side, width, page, line[:40])


def _inches(trim: Trim) -> str:
    return " × ".join(
        f"{round(side / _MM_PER_INCH, 2):g}" for side in (trim.width_mm, trim.height_mm)
    )
