"""The press edition: the PDF for the print shop."""

from __future__ import annotations

from dataclasses import dataclass

from prepress.editions.pdf_edition import BleedingEdition, TrimmedEdition


@dataclass(frozen=True, kw_only=True)
class PressEdition(BleedingEdition, TrimmedEdition):
    """The PDF for the print shop: PDF/X-4 in CMYK, `bleed` in mm and crop marks."""

    name = "press"
    bleed: float = 3.0

    @property
    def is_for_press(self) -> bool:
        """It is, also without a bleed."""
        return True
