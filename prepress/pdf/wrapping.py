"""Wrapping: the panels of a cover side by side, as they lie around the pages of a book."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from prepress.pdf.folding import row_of_panels
from prepress.pdf.sheets import PT_PER_MM, Sheet, place_on_sheets
from prepress.pdf.viewing import runs_from_right

if TYPE_CHECKING:
    import pikepdf

    from prepress.editions.cover_edition import CoverEdition


def wrap_cover(data: bytes, edition: CoverEdition) -> bytes:
    """The PDF `data`, whose pages are front, spine and back, as one sheet on which the back stands
    at the left; what is read from right to left is mirrored.

    More panels, of a cover that is not written, stand on sheets of their own.
    """

    def sheets_of(pdf: pikepdf.Pdf) -> Sequence[Sheet]:
        widths = [float(page.trimbox[2] - page.trimbox[0]) for page in pdf.pages]
        height, bleed = edition.page.height_mm * PT_PER_MM, edition.bleed * PT_PER_MM
        panels = range(len(widths))
        rows: list[Sequence[int]] = [[panel] for panel in panels]
        if len(widths) == edition.pages:
            rows = [panels if runs_from_right(pdf) else panels[::-1]]
        return [row_of_panels(row, widths, height, bleed, marks=edition.marks) for row in rows]

    return place_on_sheets(data, sheets_of, flip=None)
