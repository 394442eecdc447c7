"""The press edition: the PDF for the print shop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prepress.editions.pdf_edition import BleedingEdition, TrimmedEdition


@dataclass(frozen=True, kw_only=True)
class PressEdition(BleedingEdition, TrimmedEdition):
    """The PDF for the print shop: PDF/X-4 in CMYK, `bleed` in mm and crop marks."""

    name = "press"
    is_for_printers = True
    bleed: float = 3.0

    @property
    def binds(self) -> bool:
        """Printers of books take none there."""
        return self.printer is not None

    def implied(self, changes: Mapping[str, object]) -> Mapping[str, object]:
        """Nor do they ask for a bleed of pages that have no colour at their edges."""
        others = super().implied(changes)
        return {"bleed": 0.0, **others} if others else others

    @property
    def is_for_press(self) -> bool:
        """It is, also without a bleed."""
        return True
