"""The print edition: the PDF for the office printer and the screen."""

from __future__ import annotations

from dataclasses import dataclass

from prepress.editions.pdf_edition import TrimmedEdition


@dataclass(frozen=True, kw_only=True)
class PrintEdition(TrimmedEdition):
    """The PDF for the office printer and the screen: tagged, live links, no marks."""

    name = "print"
    can_be_divided = True

    @property
    def most_ppi(self) -> int:
        """What an office printer and a screen show."""
        return 150

    @property
    def is_filled_in(self) -> bool:
        """It is what people open on a screen."""
        return True

    @property
    def turns_pages(self) -> bool:
        """On a screen and an office printer, pages of one book may lie either way."""
        return True

    def file_name(self, publication: str) -> str:
        """The file is called as the publication is, since it is what most people ask for."""
        return f"{publication}{self.suffix}"
