"""The booklet: small pages on large sheets, to be folded and stapled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prepress.editions.pdf_edition import PdfEdition
from prepress.editions.trims import LETTER, Trim

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.checks.preflight.demands import Demands
    from prepress.manuscript.edition_options import EditionOption
    from prepress.pdf.pages import PrintContext
    from prepress.text.yaml_source import Value


@dataclass(frozen=True, kw_only=True)
class BookletEdition(PdfEdition):
    """Small pages on a large `sheet`: two to a side, ordered to be folded and stapled.

    With `n_up` they stand in reading order instead, two or four to a side.
    """

    name = "booklet"
    unit = "side"
    unsaid = frozenset({"T-003"})  # it ends on its back cover
    sheet: Trim = LETTER
    n_up: int | None = None

    @property
    def pages_to_a_sheet(self) -> int:
        """Those of a folded sheet; unfolded ones stand alone."""
        return 1 if self.n_up else 4

    @property
    def page(self) -> Trim:
        """A half of the sheet, or a quarter where four pages stand on it."""
        short, long = sorted((self.sheet.width_mm, self.sheet.height_mm))
        return Trim(short / 2, long / 2) if self.n_up == 4 else Trim(long / 2, short)

    def options(self) -> Mapping[str, EditionOption]:
        """The sheet, what all PDFs take, and how many pages stand on a side."""
        from prepress.manuscript.edition_options import EditionOption
        from prepress.manuscript.measured_values import trim_of_text

        return {
            "sheet": EditionOption(
                "sheet", trim_of_text, "sheet: a4", "the sheet of paper that it is printed on"
            ),
            **super().options(),
            "n-up": EditionOption(
                "n_up",
                _pages_to_a_side,
                "n-up: 4",
                "2 or 4 pages to a side in reading order, not to be folded",
            ),
        }

    def finish(self, document: Document, copy: PrintContext) -> bytes:
        """The pages on their sheets, which carry no tags."""
        from prepress.pdf.imposition import impose

        return impose(super().finish(document, copy), self)

    def demands(self) -> Demands:
        """Those of an office printer; `print` is the edition for the screen."""
        return replace(super().demands(), tagged=False)


def _pages_to_a_side(option: Value) -> int:
    from prepress.manuscript.metadata_values import line_of_text

    text = line_of_text(option)
    if text not in ("2", "4"):
        raise option.wrong(f"is “{text}”, but must be 2 or 4")
    return int(text)
