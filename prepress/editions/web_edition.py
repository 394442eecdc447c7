"""The web edition: the text as pages that a browser shows, which need no script and no network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prepress.editions.edition import Edition

if TYPE_CHECKING:
    from prepress.checks.parity.edition_content import EditionContent
    from prepress.editions.making import EditionContext, FinishedEdition
    from prepress.manuscript.edition_options import EditionOption

_INSIDE, _BESIDE = "inside", "beside"


@dataclass(frozen=True, kw_only=True)
class WebEdition(Edition):
    """Pages for any browser: one for a handout, one for each chapter of a book.

    The `files` of styles, fonts and pictures lie `inside` each page or `beside` it; a book is one
    page where they lie inside, and where nobody says it they lie inside a handout alone. It leads
    to those of the `declared` editions that are for readers.
    """

    name = "web"
    suffix = ".html"
    form = "web"
    files: str | None = None
    declared: tuple[str, ...] = ()

    def options(self) -> Mapping[str, EditionOption]:
        """Where styles, fonts and pictures lie."""
        from prepress.manuscript.edition_options import EditionOption
        from prepress.manuscript.metadata_values import one_of

        files = EditionOption(
            "files",
            one_of(_INSIDE, _BESIDE),
            "files: beside",
            "where styles, fonts, pictures and the pages of chapters lie: inside the one page, or "
            "beside it in a folder; a book's beside it else",
        )
        return {"files": files}

    def among(self, declared: Iterable[str]) -> WebEdition:
        """With the names of the others."""
        return replace(self, declared=tuple(name for name in declared if name != self.name))

    def file_name(self, publication: str) -> str:
        """The page is called as the publication is, since its suffix tells it from the PDFs."""
        return f"{publication}{self.suffix}"

    def folder_name(self, publication: str) -> str:
        """The folder of what lies beside the page of `publication`."""
        return f"{publication}-{self.name}"

    def has_pages(self, chapters: int) -> bool:
        """Whether each of the `chapters` of a book has a page of its own."""
        return chapters > 1 and self.files != _INSIDE

    def has_files_beside(self, *, is_divided: bool) -> bool:
        """Whether styles, fonts and pictures lie beside a text that `is_divided` into pages or is
        one.
        """
        return is_divided or self.files == _BESIDE

    def make(self, context: EditionContext) -> FinishedEdition:
        """The page that all others begin from, and those. Raises SourceError for a broken
        layout.
        """
        from prepress.editions.making import FinishedEdition
        from prepress.web.writing import web_files

        page, beside = web_files(context, self)
        return FinishedEdition(page, beside=beside)

    def content(self, data: bytes) -> EditionContent:
        """What its page shows in a browser."""
        return self.whole_content(data, {})

    def whole_content(self, data: bytes, beside: Mapping[str, bytes]) -> EditionContent:
        """What its pages show in a browser that follows their stylesheet."""
        from prepress.checks.parity.of_web import shown_by_pages

        return shown_by_pages(data, beside)
