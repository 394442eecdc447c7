"""The large-print edition: the PDF for readers who need large letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.editions.pdf_edition import TrimmedEdition
from prepress.errors import SourceError

if TYPE_CHECKING:
    from prepress.errors import Place

#: What is smaller is no large print, in pt.
_SMALLEST = 18.0


@dataclass(frozen=True, kw_only=True)
class LargePrintEdition(TrimmedEdition):
    """The PDF for readers who need large letters: nothing in it is smaller than 18 pt."""

    name = "large-print"
    can_be_divided = True
    min_size: float = _SMALLEST

    def in_layout(self, layout: str) -> LargePrintEdition:
        """Large letters need large pages, whatever the layout."""
        return self

    def refuse_contradictions(self, place: Place) -> None:
        """Refuse small letters."""
        size = self.size if self.size is not None else self.min_size
        if min(size, self.min_size) < _SMALLEST:
            remedy = "Leave size and min-size out, or raise them."
            raise SourceError("Large print is 18 pt or more.", remedy, place)
        super().refuse_contradictions(place)
