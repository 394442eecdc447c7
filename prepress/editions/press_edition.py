"""The press edition: the PDF for the print shop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prepress.editions.pdf_edition import TrimmedEdition

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.checks.preflight.demands import Demands
    from prepress.manuscript.edition_options import EditionOption
    from prepress.pdf.pages import PrintContext


@dataclass(frozen=True, kw_only=True)
class PressEdition(TrimmedEdition):
    """The PDF for the print shop: PDF/X-4 in CMYK, `bleed` in mm and crop marks.

    `profile` is the path of an ICC profile in the project; where it is None, GRACoL for
    coated paper in inches, FOGRA39 for other.
    """

    name = "press"
    bleed: float = 3.0
    profile: str | None = None

    def options(self) -> Mapping[str, EditionOption]:
        """Those of a trimmed page, the bleed and the profile."""
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
        """Those of PDF/X-4."""
        from prepress.pdf.press import render_options

        return render_options()

    def finish(self, document: Document, copy: PrintContext) -> bytes:
        """The PDF/X-4 in the colours of its profile. Raises SourceError where there is no such
        profile.
        """
        from prepress.pdf.press import press_profile, write_for_press

        return write_for_press(document, self, press_profile(self, copy))

    def demands(self) -> Demands:
        """What it has to bear on a printing press."""
        from prepress.checks.preflight.demands import Demands
        from prepress.pdf.separation import MOST_INK

        return Demands(ppi=300, bleed_mm=self.bleed, ink_limit=100 * MOST_INK, tagged=False)
