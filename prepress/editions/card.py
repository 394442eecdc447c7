"""The card: what a reader needs at once, in the size of a wallet, several to a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prepress.editions.pdf_edition import PdfEdition
from prepress.editions.trims import LETTER, Trim
from prepress.errors import SourceError

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.editions.making import EditionContext, FinishedEdition
    from prepress.errors import Place
    from prepress.galley.galley import SetChapter
    from prepress.manuscript.edition_options import EditionOption
    from prepress.pdf.pages import PrintContext

#: What wallets are made for: 3.5 × 2 in where sheets are as wide as Letter, 85 × 54 mm elsewhere.
_AMERICAN = Trim(88.9, 50.8)
_EUROPEAN = Trim(85.0, 54.0)
_SIDES = 2


@dataclass(frozen=True, kw_only=True)
class CardEdition(PdfEdition):
    """Cards for the wallet, as many as stand on a `sheet`, to be cut apart.

    A card says what its author marks `{.card}`, whom to turn to, and where in a crisis. With
    `pages: 2` the contact stands on its back; the sheets are then flipped on the long edge.
    """

    name = "card"
    document = "card.html"
    leaf = "side"
    unsaid = frozenset({"T-003", "T-004"})
    overrun_remedy = (
        "Shorten what is marked {.card}, or allow a back, where the contact stands, with pages: 2."
    )
    sheet: Trim = LETTER
    pages: int | None = 1
    min_size: float = 7.0

    @property
    def page(self) -> Trim:
        """The card."""
        return _AMERICAN if self.sheet.width_mm in (215.9, 279.4, 355.6) else _EUROPEAN

    def refuse_contradictions(self, place: Place) -> None:
        """Refuse a third side, and a sheet that no card fits on."""
        if self.pages is not None and self.pages > _SIDES:
            raise SourceError("A card has no more than 2 sides.", "Write pages: 2.", place)
        card, sheet = self.page, self.sheet
        if sheet.width_mm < card.width_mm or sheet.height_mm < card.height_mm:
            what = f"A card of {card.width_mm:g} × {card.height_mm:g} mm is larger than its sheet."
            raise SourceError(what, "Write sheet: letter or sheet: a4.", place)
        super().refuse_contradictions(place)

    def part_of(self, chapters: Sequence[SetChapter]) -> Sequence[SetChapter]:
        """What is marked for it."""
        from prepress.galley.marked_parts import marked_parts

        return marked_parts(chapters, self.name)

    def make(self, context: EditionContext) -> FinishedEdition:
        """The sheets, or F-002 where there is nothing to say on them. Raises as others do."""
        from prepress.pdf.cards import empty_card

        made = super().make(context)
        return replace(made, findings=made.findings + empty_card(context.galley, self))

    def options(self) -> Mapping[str, EditionOption]:
        """The sheet, the size of the text, and whether there is a back."""
        from prepress.manuscript.edition_options import EditionOption
        from prepress.manuscript.measured_values import trim_of_text

        sheet = EditionOption(
            "sheet", trim_of_text, "sheet: a4", "the sheet of paper that it is printed on"
        )
        return {"sheet": sheet, **super().options()}

    def finish(self, document: Document, copy: PrintContext) -> bytes:
        """The cards on their sheets, with marks where they are cut."""
        from prepress.pdf.cards import lay_cards

        return lay_cards(super().finish(document, copy), self)
