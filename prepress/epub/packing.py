"""Packing an EPUB: from the galley to the file's bytes, by EbookLib around our own XHTML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.epub.cover import PrintCover, cover_picture
from prepress.epub.documents import documents_of
from prepress.epub.embedded_fonts import embed_fonts
from prepress.epub.package import assemble
from prepress.epub.writer import write_epub
from prepress.images.derivatives import screen_copy
from prepress.screen.context import ScreenContext
from prepress.screen.names import PackageNames, picture_names
from prepress.screen.parts import Document, Part
from prepress.screen.stylesheet import read_stylesheet

if TYPE_CHECKING:
    from prepress.editions.epub_edition import EpubEdition
    from prepress.galley.galley import Galley
    from prepress.galley.page_breaks import PageBreak
    from prepress.layouts.layouts import Layouts
    from prepress.layouts.words import Words


def pack_epub(
    galley: Galley,
    layouts: Layouts,
    words: Words,
    print_cover: PrintCover | None = None,
    *,
    edition: EpubEdition,
    root: Path | None = None,
    breaks: Callable[[], tuple[PageBreak, ...]] = tuple,
) -> bytes:
    """The whole EPUB of `galley`; the same galley and layouts give the same bytes.

    `print_cover` turns the cover's HTML into a PDF of one page; without it the layout engine of the
    PDF editions does. Pictures of the cover's layout lie in the project at `root`. `breaks` gives
    where the pages of the print edition begin, for the page list; where it gives none there is no
    list. Raises SourceError for a broken layout, MachineError where a cover must be printed and
    Pango is missing.
    """
    context = _context(galley, layouts, words, edition)
    cover = cover_picture(context, root or galley.manuscript.folder, print_cover)
    images = [
        Part(context.pictures[picture.url], picture.media_type, screen_copy(picture))
        for picture in galley.pictures
        if context.pictures[picture.url] != cover.name
    ]
    stylesheet = read_stylesheet(layouts.stylesheet("screen"))
    context = replace(context, breaks=breaks())
    documents = documents_of(context, cover.name)
    fonts = embed_fonts(stylesheet, layouts, documents, context.names, wanted=edition.embed_fonts)
    parts: list[Document | Part] = [*documents, fonts.stylesheet, cover, *images, *fonts.parts]
    return write_epub(assemble(galley, parts, paginated=bool(context.breaks)), galley)


def draw_cover(
    galley: Galley, layouts: Layouts, words: Words, *, edition: EpubEdition, root: Path
) -> None:
    """Draw the cover, so that `pack_epub` finds it drawn in this process. Raises as `pack_epub`
    does.
    """
    cover_picture(_context(galley, layouts, words, edition), root)


def _context(galley: Galley, layouts: Layouts, words: Words, edition: EpubEdition) -> ScreenContext:
    names = PackageNames()
    pictures = picture_names(galley.pictures, names)
    return ScreenContext(galley, layouts, words, edition, names, pictures)
