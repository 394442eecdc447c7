"""The leaflet: a sheet that is folded twice, with six panels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from prepress.editions.pdf_edition import BleedingEdition
from prepress.editions.trims import LETTER, Trim

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.manuscript.edition_options import EditionOption
    from prepress.pdf.pages import PrintContext
    from prepress.text.yaml_source import Value

#: How a sheet is folded: like a letter, one third over the other, or to and fro like a Z.
Fold = Literal["letter", "z"]
_FOLDS: Mapping[str, Fold] = {"letter": "letter", "z": "z"}
_PANELS = 6
#: The panel that is folded in is so much narrower, in mm, that it does not bulge.
_TUCKED_IN = 1.5


@dataclass(frozen=True, kw_only=True)
class LeafletEdition(BleedingEdition):
    """Six panels on both sides of one `sheet`, which is folded twice: a cover, the text, and a back
    with whom to turn to.

    Its pages are printed on both sides and flipped on the short edge.
    """

    name = "leaflet"
    unit = "side"
    unsaid = frozenset({"T-003"})  # it ends on its back
    document = "leaflet.html"
    leaf = "panel"
    own_last_pages = 1
    overrun_remedy = "Shorten the text, or lower min-size:."
    sheet: Trim = LETTER
    fold: Fold = "letter"
    pages: int | None = _PANELS
    min_size: float = 9.5

    @property
    def paper(self) -> Trim:
        """The sheet, before it is folded."""
        return self.sheet

    @property
    def page(self) -> Trim:
        """A panel; one that is folded in is narrower."""
        short, long = sorted((self.sheet.width_mm, self.sheet.height_mm))
        return Trim((long + self.tucked_in) / 3, short)

    @property
    def tucked_in(self) -> float:
        """By how many mm the panel that is folded in is narrower than the others."""
        return _TUCKED_IN if self.fold == "letter" else 0

    def blanks(self, pages: int) -> int:
        """The panels between the text and the back that it leaves empty."""
        return max(0, _PANELS - pages)

    def options(self) -> Mapping[str, EditionOption]:
        """The sheet, how it is folded, and what all PDFs take but a number of pages."""
        from prepress.manuscript.edition_options import EditionOption
        from prepress.manuscript.measured_values import trim_of_text

        others = {name: each for name, each in super().options().items() if name != "pages"}
        return {
            "sheet": EditionOption(
                "sheet", trim_of_text, "sheet: a4", "the sheet of paper that it is printed on"
            ),
            "fold": EditionOption(
                "fold",
                _fold,
                "fold: z",
                "letter: one third over the other, or z: to and fro",
            ),
            **others,
        }

    def finish(self, document: Document, copy: PrintContext) -> bytes:
        """The panels on both sides of the sheet."""
        from prepress.pdf.folding import fold_panels

        return fold_panels(super().finish(document, copy), self)


def _fold(option: Value) -> Fold:
    from prepress.manuscript.metadata_values import line_of_text

    text = line_of_text(option).lower()
    fold = _FOLDS.get(text)
    if fold is None:
        raise option.wrong(f"is “{text}”, but must be letter or z")
    return fold
