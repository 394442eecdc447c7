"""Joined divisions: printed divisions, with the fonts that they share, as one PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from prepress.pdf.divisions.joining import Bookmark, join
from prepress.pdf.engine.engine import open_engine
from prepress.pdf.engine.shared_fonts import FontUse, write_fonts
from prepress.pdf.tagging.text_tags import remap_hyphens_of

if TYPE_CHECKING:
    from prepress.pdf.divisions.division import PrintedDivision


def join_divisions(
    divisions: Sequence[PrintedDivision],
    pdfs: Iterable[bytes],
    font_files: Mapping[str, bytes],
    labels: Sequence[str],
) -> bytes:
    """One PDF of the `divisions`, whose own are the `pdfs` and whose pages are called `labels`;
    `font_files` are those of their fonts, by digest.
    """
    return join(
        pdfs,
        _fonts(divisions, font_files),
        [frozenset(use.key for use in division.fonts) for division in divisions],
        list(_bookmarks(divisions)),
        labels,
    )


def _fonts(divisions: Sequence[PrintedDivision], font_files: Mapping[str, bytes]) -> bytes:
    open_engine()
    uses: list[FontUse] = [use for division in divisions for use in division.fonts]
    pdf, fonts = write_fonts(uses, font_files, divisions[0].font_options)
    if not any(division.has_hyphens for division in divisions):
        remap_hyphens_of(pdf, ())
    pdf.add_object(fonts)
    pdf.catalog["Fonts"] = fonts.reference
    stream = BytesIO()
    pdf.write(stream, version=b"1.7", compress=True)
    return stream.getvalue()


def _bookmarks(divisions: Sequence[PrintedDivision]) -> Iterator[Bookmark]:
    before = 0
    for division in divisions:
        for mark in division.bookmarks:
            yield replace(mark, page=mark.page + before)
        before += len(division.pages)
