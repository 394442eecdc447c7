"""Cards: one card as often as it stands on a sheet, with marks where the sheet is cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.errors import Place
from prepress.findings import Finding
from prepress.pdf.sheets import PT_PER_MM, Placing, Sheet, place_on_sheets

if TYPE_CHECKING:
    import pikepdf

    from prepress.editions.card import CardEdition
    from prepress.galley.galley import Galley

#: What printers leave white at the edges of a sheet, in mm.
_UNPRINTED = 5.0
#: Marks stand so far outside the cards and are so long, in pt.
_MARK_GAP, _MARK = 1 * PT_PER_MM, 4 * PT_PER_MM


def empty_card(galley: Galley, edition: CardEdition) -> tuple[Finding, ...]:
    """F-002, where neither the text nor the contact has anything for a card."""
    metadata = galley.manuscript.metadata
    if (metadata.contact and metadata.contact.crisis) or edition.part_of(galley.chapters):
        return ()
    line = metadata.lines.get("editions")
    return (
        Finding(
            "F-002",
            Place(galley.manuscript.metadata_file, line),
            "There is nothing to say on a card: no part of the text is marked for it, and the "
            "contact has no crisis line.",
            "Put {.card} behind the heading of a short section, such as “## In a crisis {.card}”, "
            "or write crisis: below contact: or in clinic.yaml.",
        ),
    )


def lay_cards(data: bytes, edition: CardEdition) -> bytes:
    """The PDF `data`, whose pages are the sides of one card, on sheets full of them.

    Only the first of them is read aloud. Backs stand behind their fronts where the sheet is flipped
    on its long edge.
    """

    def sheets_of(pdf: pikepdf.Pdf) -> Sequence[Sheet]:
        grid = _Grid.of(edition)
        return [grid.sheet(page, mirrored=page % 2 == 1) for page in range(len(pdf.pages))]

    return place_on_sheets(data, sheets_of, flip="LongEdge")


@dataclass(frozen=True)
class _Grid:
    """The cards on a sheet, all sizes in pt."""

    paper: tuple[float, float]
    card: tuple[float, float]
    columns: int
    rows: int

    @classmethod
    def of(cls, edition: CardEdition) -> _Grid:
        """As many as the sheet takes."""
        card, sheet = edition.page, edition.sheet
        columns = int((sheet.width_mm - 2 * _UNPRINTED) // card.width_mm)
        rows = int((sheet.height_mm - 2 * _UNPRINTED) // card.height_mm)
        return cls(
            (sheet.width_mm * PT_PER_MM, sheet.height_mm * PT_PER_MM),
            (card.width_mm * PT_PER_MM, card.height_mm * PT_PER_MM),
            max(1, columns),
            max(1, rows),
        )

    @property
    def lines(self) -> tuple[list[float], list[float]]:
        """Where the sheet is cut, from the left and from the foot."""
        return (
            _cuts(self.paper[0], self.card[0], self.columns),
            _cuts(self.paper[1], self.card[1], self.rows),
        )

    def sheet(self, page: int, *, mirrored: bool) -> Sheet:
        """The sheet with this `page` in every place, read from the upper left, or right."""
        across, up = self.lines
        order = reversed(across[:-1]) if mirrored else across[:-1]
        corners = [(x, y) for x in order for y in reversed(up[:-1])]
        placings = tuple(
            Placing(page, x, y, (x, y, x + self.card[0], y + self.card[1]), repeated=number > 0)
            for number, (x, y) in enumerate(corners)
        )
        paper = (0.0, 0.0, *self.paper)
        marks = " ".join(self._marks()).encode()
        return Sheet(paper, paper, paper, placings, marks)

    def _marks(self) -> Iterator[str]:
        """Short lines around the cards, in grey, at the ends of each cut."""
        across, up = self.lines
        yield "0.25 w 0.4 G"
        for x in across:
            for y, way in ((up[0], -1), (up[-1], 1)):
                begin = y + way * _MARK_GAP
                yield f"{x:.3f} {begin:.3f} m {x:.3f} {begin + way * _MARK:.3f} l"
        for y in up:
            for x, way in ((across[0], -1), (across[-1], 1)):
                begin = x + way * _MARK_GAP
                yield f"{begin:.3f} {y:.3f} m {begin + way * _MARK:.3f} {y:.3f} l"
        yield "S"


def _cuts(paper: float, card: float, number: int) -> list[float]:
    first = (paper - number * card) / 2
    return [first + at * card for at in range(number + 1)]
