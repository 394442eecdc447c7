"""Writing web pages: from the galley to the files of a web edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prepress.editions import EDITIONS
from prepress.galley.book_parts import has_copyright_page
from prepress.images.derivatives import screen_copy
from prepress.layouts.form_names import form_name, media_type
from prepress.layouts.typefaces.scripts import EMOJI_TYPEFACE
from prepress.screen.context import ScreenContext
from prepress.screen.emoji_spans import mark_emoji
from prepress.screen.names import PackageNames, picture_names
from prepress.screen.parts import XHTML
from prepress.screen.references import PackageMap, resolve
from prepress.screen.semantics import mark_up
from prepress.web.html import data_address, html_of
from prepress.web.other_languages import other_languages
from prepress.web.page_plan import PlannedPage, pages_of
from prepress.web.page_views import PageLink, PageSurroundings, page_view
from prepress.web.web_fonts import WebStyle, web_style

if TYPE_CHECKING:
    from prepress.editions.making import EditionContext
    from prepress.editions.web_edition import WebEdition
    from prepress.screen.parts import Document

#: What the layout of the page has itself.
_UNFILLED = frozenset({"contents", "contact", "colophon"})


@dataclass(frozen=True)
class _Folder:
    """Where what lies beside the pages goes: the folder's name, with a slash behind it; empty where
    it is inside them.
    """

    name: str

    @property
    def stylesheet(self) -> str:
        return f"{self.name}style.css" if self.name else ""


def web_files(context: EditionContext, edition: WebEdition) -> tuple[bytes, Mapping[str, bytes]]:
    """The first page of the edition, and its other files by their names from where that lies; the
    same galley and layouts give the same bytes.

    Raises SourceError for a broken layout.
    """
    galley = context.galley
    screen = ScreenContext(galley, context.layouts, context.words, edition, PackageNames(), {})
    pages = pages_of(screen, edition)
    is_beside = edition.has_files_beside(is_divided=len(pages) > 1)
    folder = _Folder(f"{edition.folder_name(galley.manuscript.name)}/" if is_beside else "")
    pictures = _pictures(context, folder)
    screen = replace(screen, pictures={url: name for url, (name, _) in pictures.items()})
    around = PageSurroundings(
        pages,
        other_languages(context.project, galley.manuscript, edition, context.layouts.inputs),
        _forms(screen, edition),
        folder.stylesheet,
    )
    documents = _documents(screen, around)
    style = web_style(context.layouts, documents, is_beside=is_beside)
    first, *others = (html_of(each, "" if folder.name else style.text) for each in documents)
    beside = {
        **_files_beside(folder, style, pictures),
        **{page.name: data for page, data in zip(pages[1:], others, strict=True)},
    }
    return first, beside


def _pictures(context: EditionContext, folder: _Folder) -> dict[str, tuple[str, bytes]]:
    """For each picture's `url` where it lies, and its bytes; inside a page it is its address."""
    pictures = context.galley.pictures
    copies = {each.url: screen_copy(each) for each in pictures}
    if not folder.name:
        return {
            each.url: (data_address(each.media_type, copies[each.url]), b"") for each in pictures
        }
    names = picture_names(pictures, PackageNames())
    return {url: (f"{folder.name}{name}", copies[url]) for url, name in names.items()}


def _files_beside(
    folder: _Folder, style: WebStyle, pictures: Mapping[str, tuple[str, bytes]]
) -> dict[str, bytes]:
    if not folder.name:
        return {}
    return {
        **dict(pictures.values()),
        **{f"{folder.name}{name}": data for name, data in style.files.items()},
        folder.stylesheet: style.text.encode(),
    }


def _forms(screen: ScreenContext, edition: WebEdition) -> tuple[PageLink, ...]:
    """The files of the other editions that its author has declared for readers."""
    name = screen.galley.manuscript.name
    others = [EDITIONS[each] for each in edition.declared]
    return tuple(
        PageLink(each.file_name(name), form_name(each, screen.words), media_type=media_type(each))
        for each in others
        if each.is_for_readers
    )


def _documents(screen: ScreenContext, around: PageSurroundings) -> list[Document]:
    documents = [_document(screen, around, place) for place in range(len(around.pages))]
    package = PackageMap.of(documents, screen.galley.pictures, screen.pictures)
    for document in documents:
        mark_up(document.tree, screen.words)
        resolve(document, package)
        _let_code_scroll(document)
    if EMOJI_TYPEFACE.folder in screen.layouts.typefaces:
        mark_emoji(documents)
    return documents


def _let_code_scroll(document: Document) -> None:
    """Let code that is wider than the screen be scrolled by the keyboard, too (WCAG 2.2, 2.1.1)."""
    for code in document.tree.iter(f"{{{XHTML}}}pre"):
        code.set("tabindex", "0")


def _document(screen: ScreenContext, around: PageSurroundings, place: int) -> Document:
    """The page at this `place`: its parts, and around them what leads to others."""
    page = around.pages[place]
    is_first = place == 0
    return screen.document(
        page.name,
        "web.html",
        page=page_view(screen, around, place),
        front=_filled(screen, page, in_front=True),
        content=_filled(screen, page, in_front=False),
        is_first=is_first,
        has_colophon=is_first and not has_copyright_page(screen.parts),
    )


def _filled(screen: ScreenContext, page: PlannedPage, *, in_front: bool) -> str:
    """What stands on the page before the contents of a book, or behind them."""
    names = [each.name for each in page.parts]
    at = names.index("contents") if "contents" in names else 1  # behind the title
    parts = page.parts[:at] if in_front else page.parts[at:]
    return "\n".join(
        screen.fill(each.layout, chapter=each.chapter)
        for each in parts
        if each.name not in _UNFILLED
    )
