"""The press edition: the PDF for the print shop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.editions.pdf_edition import BleedingEdition, PdfEdition, TrimmedEdition

if TYPE_CHECKING:
    from prepress.editions.edition import Edition
    from prepress.editions.making import EditionContext
    from prepress.pdf.fitting import Fit

_PROOF = "print"


@dataclass(frozen=True, kw_only=True)
class PressEdition(BleedingEdition, TrimmedEdition):
    """The PDF for the print shop: PDF/X-4 in CMYK, `bleed` in mm and crop marks.

    A text that has to keep within its pages is set as in the print edition, where that has the same
    ones: what was seen there is what is printed.
    """

    name = "press"
    is_for_readers = False
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

    def needed(self, declared: Iterable[Edition]) -> tuple[str, ...]:
        """The print edition, where its size and number of pages are the same."""
        same = (each for each in declared if isinstance(each, PdfEdition) and each.name == _PROOF)
        if self.pages is None or not any(each.fitting == self.fitting for each in same):
            return ()
        return (_PROOF,)

    def known_fit(self, context: EditionContext) -> Fit | None:
        """That of the print edition."""
        return context.fit(_PROOF)
