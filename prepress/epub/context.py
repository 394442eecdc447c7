"""The EPUB context: all that an EPUB is made from, and the layouts filled with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import prepress
from prepress.galley.book_parts import parts_of
from prepress.layouts.views import (
    ClinicView,
    MetadataView,
    PictureView,
    WordsView,
    days_of,
    edition_view,
)

if TYPE_CHECKING:
    from prepress.editions.epub_edition import EpubEdition
    from prepress.epub.names import PackageNames
    from prepress.galley.book_parts import BookPart
    from prepress.galley.galley import Galley, SetChapter
    from prepress.galley.page_breaks import PageBreak
    from prepress.layouts.layouts import Layouts
    from prepress.layouts.words import Words


@dataclass(frozen=True)
class EpubContext:
    """One galley at work: its layouts and words, the package's `names`, and each picture's name by
    its `url`.

    `breaks` say where the pages of the print edition begin.
    """

    galley: Galley
    layouts: Layouts
    words: Words
    edition: EpubEdition
    names: PackageNames
    pictures: Mapping[str, str]
    breaks: tuple[PageBreak, ...] = ()

    @cached_property
    def parts(self) -> tuple[BookPart, ...]:
        """The parts of a book in their order; none where this is none."""
        galley = self.galley
        return parts_of(galley.chapters, galley.manuscript.metadata, self.edition.name)

    def fill(self, layout: str, *, chapter: SetChapter | None = None, **values: object) -> str:
        """The layout file `layout` filled for the screen. Raises SourceError where it is broken."""
        metadata, logo = self.galley.manuscript.metadata, self.galley.logo
        return self.layouts.render(
            layout,
            metadata=MetadataView.of(metadata),
            clinic=ClinicView.of(self.galley.manuscript.clinic),
            logo=PictureView.of(logo) if logo else None,
            chapters=self.galley.chapters,
            chapter=chapter,
            parts=self.parts,
            revision=self.galley.revision,
            words=WordsView.of(self.words, days_of(metadata)),
            edition=edition_view(self.edition),
            medium="screen",
            generator=f"makebook {prepress.__version__}",
            **values,
        )
