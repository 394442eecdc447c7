"""Finished book: which pages of a book that was put in place are those of which division, and what
text each of them was made from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from prepress.files.digests import sealed, unsealed
from prepress.files.shapes import expect_shape
from prepress.text.escapes import json_text

#: The form in which it is kept; one of another form is not read.
_FORM = 1


@dataclass(frozen=True)
class FinishedDivision:
    """A division, by the chapter that opens it, with the number of its pages and the digest of the
    text that was written for it.
    """

    opening: str
    pages: int
    text: str


@dataclass(frozen=True)
class FinishedBook:
    """The `divisions` of a book in their order, of whose pages the `binding` takes so many mm."""

    binding: float
    divisions: tuple[FinishedDivision, ...]

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return sum(division.pages for division in self.divisions)

    @property
    def ranges(self) -> Mapping[str, tuple[int, int]]:
        """The first page of each division, from 0, and the page behind its last, by its opening."""
        found = {}
        begin = 0
        for division in self.divisions:
            found[division.opening] = (begin, begin + division.pages)
            begin += division.pages
        return found

    def text_of(self, opening: str) -> str | None:
        """The digest of the text of a division; None where there was none of this opening."""
        return next((each.text for each in self.divisions if each.opening == opening), None)

    def to_bytes(self) -> bytes:
        """As it is kept."""
        return sealed(json_text({"form": _FORM, **asdict(self)}, sorted_keys=True).encode())

    @classmethod
    def from_bytes(cls, data: bytes) -> FinishedBook | None:
        """What was kept as `data`; None where it is damaged or of another form."""
        try:
            values = json.loads(unsealed(data) or b"")
            if values.pop("form") != _FORM:
                return None
            divisions = tuple(FinishedDivision(**each) for each in values.pop("divisions"))
            book = cls(**values, divisions=divisions)
            expect_shape(book, cls)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return None
        return book
