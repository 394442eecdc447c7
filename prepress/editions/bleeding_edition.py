"""Editions that an office printer prints as well as a print shop, which asks for a bleed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prepress.editions.pdf_edition import PdfEdition

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.checks.preflight.demands import Demands
    from prepress.manuscript.edition_options import EditionOption
    from prepress.pdf.pages import PrintContext


@dataclass(frozen=True, kw_only=True)
class BleedingEdition(PdfEdition):
    """A tagged PDF for the screen and the office printer; with a `bleed`, in mm, a PDF/X-4 for the
    print shop, in the colours of its `profile` as the press edition is.
    """

    bleed: float = 0.0
    profile: str | None = None

    @property
    def is_for_press(self) -> bool:
        """Whether a print shop makes it."""
        return self.bleed > 0

    @property
    def most_ppi(self) -> int:
        """What its printer shows."""
        return 300 if self.is_for_press else 150

    @property
    def stylesheets(self) -> tuple[str, ...]:
        """The inks of the press, where it is meant for one, and its own."""
        return (*(("press",) if self.is_for_press else ()), *super().stylesheets)

    def options(self) -> Mapping[str, EditionOption]:
        """The bleed and the profile."""
        from prepress.editions.press_edition import press_options

        return {**super().options(), **press_options()}

    def render_options(self) -> Mapping[str, Any]:
        """Those of PDF/X-4 for the press, else those of a tagged PDF."""
        from prepress.pdf.press import render_options

        return render_options() if self.is_for_press else super().render_options()

    def finish(self, document: Document, copy: PrintContext) -> bytes:
        """The file that its printer takes. Raises SourceError where there is no such profile."""
        from prepress.pdf.press import press_profile, write_for_press

        if not self.is_for_press:
            return super().finish(document, copy)
        return write_for_press(document, self.bleed, press_profile(self.profile, copy))

    def demands(self) -> Demands:
        """What it has to bear there."""
        from prepress.editions.press_edition import press_demands

        return press_demands(self.bleed) if self.is_for_press else super().demands()
