"""The press: all that an EPUB is made from, and the layouts filled with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import prepress
from prepress.editions import EpubEdition
from prepress.epub.names import Names
from prepress.galley import Galley, SetChapter
from prepress.language import Words
from prepress.layouts import Layouts
from prepress.page_breaks import PageBreak


@dataclass(frozen=True)
class Press:
    """One galley at work: its layouts and words, the package's `names`, and each picture's name by its `url`.

    `breaks` say where the pages of the print edition begin.
    """

    galley: Galley
    layouts: Layouts
    words: Words
    edition: EpubEdition
    names: Names
    pictures: Mapping[str, str]
    breaks: tuple[PageBreak, ...] = ()

    def fill(self, layout: str, *, chapter: SetChapter | None = None, **context: object) -> str:
        """The layout file `layout` filled for the screen. Raises SourceError where it is broken."""
        return self.layouts.render(
            layout,
            metadata=self.galley.manuscript.metadata,
            clinic=self.galley.manuscript.clinic,
            logo=self.galley.logo,
            chapters=self.galley.chapters,
            chapter=chapter,
            revision=self.galley.revision,
            words=self.words,
            edition=self.edition,
            medium="screen",
            generator=f"makebook {prepress.__version__}",
            **context,
        )
