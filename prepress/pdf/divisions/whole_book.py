"""The whole book: its printed divisions joined to one PDF, with the fonts that they share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from prepress.pdf.divisions.division import PrintedDivision, pdf_of
from prepress.pdf.divisions.joining import Bookmark, join
from prepress.pdf.engine.engine import open_engine
from prepress.pdf.engine.shared_fonts import FontUse, write_fonts
from prepress.pdf.tagging.text_tags import remap_hyphens_of


@dataclass(frozen=True)
class WholeBook:
    """The `divisions` of a book, each of which is `kept` with its PDF in one of the `files`, and
    the content of their fonts by its digest.
    """

    divisions: Sequence[PrintedDivision]
    files: Sequence[str]
    kept: Mapping[str, bytes]
    font_files: Mapping[str, bytes]

    def pdf(self, labels: Sequence[str]) -> bytes:
        """Its PDF, whose pages are called `labels`."""
        return join(
            (pdf_of(self.kept[file]) for file in self.files),
            self._fonts(),
            [frozenset(use.key for use in division.fonts) for division in self.divisions],
            list(self._bookmarks()),
            labels,
        )

    def _fonts(self) -> bytes:
        open_engine()
        uses: list[FontUse] = [use for division in self.divisions for use in division.fonts]
        pdf, fonts = write_fonts(uses, self.font_files, self.divisions[0].font_options)
        if not any(division.has_hyphens for division in self.divisions):
            remap_hyphens_of(pdf, ())
        pdf.add_object(fonts)
        pdf.catalog["Fonts"] = fonts.reference
        stream = BytesIO()
        pdf.write(stream, version=b"1.7", compress=True)
        return stream.getvalue()

    def _bookmarks(self) -> Iterator[Bookmark]:
        before = 0
        for division in self.divisions:
            for mark in division.bookmarks:
                yield replace(mark, page=mark.page + before)
            before += len(division.pages)
