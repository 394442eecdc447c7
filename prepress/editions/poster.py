"""The poster: one large page, its letters as large as the text allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.editions.pdf_edition import BleedingEdition, TrimmedEdition
from prepress.editions.trims import Trim

if TYPE_CHECKING:
    from prepress.galley.galley import SetChapter
    from prepress.manuscript.edition_options import EditionOption

_TABLOID = Trim(279.4, 431.8)


@dataclass(frozen=True, kw_only=True)
class PosterEdition(BleedingEdition, TrimmedEdition):
    """One large page for a wall: what its author marks `{.poster}`, else all of the text, in the
    largest letters in which it fits.
    """

    name = "poster"
    document = "poster.html"
    overrun_remedy = (
        "Shorten the text, put {.poster} behind the headings of the sections that it shall show, "
        "or lower min-size:."
    )
    trim: Trim = _TABLOID
    pages: int | None = 1
    min_size: float = 16.0

    def part_of(self, chapters: Sequence[SetChapter]) -> Sequence[SetChapter]:
        """What is marked for it, where anything is."""
        from prepress.galley.marked_parts import has_marks, marked_parts

        return marked_parts(chapters, self.name) if has_marks(chapters, self.name) else chapters

    def options(self) -> Mapping[str, EditionOption]:
        """Those of a trimmed page, but a number of pages."""
        return {name: each for name, each in super().options().items() if name != "pages"}
