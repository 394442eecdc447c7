"""Page views: what the layout of web pages may know of each of them, as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from prepress.screen.nav import NavEntry, contents_of
from prepress.screen.references import address_from
from prepress.text.xhtml import parse_xhtml, plain_text

if TYPE_CHECKING:
    from prepress.galley.galley import SetChapter
    from prepress.screen.context import ScreenContext
    from prepress.web.other_languages import OtherLanguage
    from prepress.web.page_plan import PlannedPage

#: About as much as search engines show.
_LONGEST_DESCRIPTION = 160
#: Levels of headings in the contents of a book, where its author says nothing.
_DEEPEST = 2


@dataclass(frozen=True)
class PageLink:
    """A link of a page: its `address` and `text`; where it leads to another language, the tag of
    that and its direction, and where to a file, its media type.
    """

    address: str
    text: str
    lang: str = ""
    dir: str = ""
    media_type: str = ""


@dataclass(frozen=True)
class WebPageView:
    """A page: `id` is where its text begins, `address` where it lies on the web, if anybody has
    said so; `home` is the first page, on all others.
    """

    id: str
    title: str
    description: str
    address: str
    home: PageLink | None
    previous: PageLink | None
    next: PageLink | None
    languages: tuple[PageLink, ...]
    forms: tuple[PageLink, ...]
    contents: tuple[NavEntry, ...]
    stylesheet: str


@dataclass(frozen=True)
class PageSurroundings:
    """What the pages of a text lead to: one another, in `pages`, its translations in other
    `languages`, other `forms` of it by their files, and the file of their `stylesheet`, empty where
    that is inside.
    """

    pages: tuple[PlannedPage, ...]
    languages: tuple[OtherLanguage, ...]
    forms: tuple[PageLink, ...]
    stylesheet: str


def page_view(context: ScreenContext, around: PageSurroundings, place: int) -> WebPageView:
    """The view of the page at this `place` among all, counted from 0."""
    pages, page = around.pages, around.pages[place]
    metadata = context.galley.manuscript.metadata
    is_first = place == 0
    return WebPageView(
        id=f"web.{place + 1}",
        title=page.title if is_first else f"{page.title} – {metadata.title}",
        description=_description(context, page, is_first=is_first),
        address=_address(metadata.web_address, page, pages[0]),
        home=None if is_first else PageLink(_from(page, pages[0]), metadata.title),
        previous=_link(page, pages[place - 1 : place]),
        next=_link(page, pages[place + 1 : place + 2]),
        languages=tuple(
            PageLink(address_from(page.name, each.page), each.name, each.lang, each.dir)
            for each in around.languages
        ),
        forms=tuple(
            PageLink(address_from(page.name, each.address), each.text, media_type=each.media_type)
            for each in around.forms
        ),
        contents=_contents(context, pages) if is_first else (),
        stylesheet=around.stylesheet and address_from(page.name, around.stylesheet),
    )


def _address(first: str | None, page: PlannedPage, first_page: PlannedPage) -> str:
    """Where the page lies on the web, where the `first` one lies at an address."""
    if first is None or page == first_page:
        return first or ""
    return urljoin(first, _from(first_page, page))


def _link(page: PlannedPage, others: Sequence[PlannedPage]) -> PageLink | None:
    return next((PageLink(_from(page, each), each.title) for each in others), None)


def _from(page: PlannedPage, other: PlannedPage) -> str:
    return address_from(page.name, other.name)


def _contents(context: ScreenContext, pages: Sequence[PlannedPage]) -> tuple[NavEntry, ...]:
    """The contents of a book, unless its author has written them; a handout has those that its
    author puts into its text.
    """
    if not context.parts or any(each.role == "toc" for each in context.galley.chapters):
        return ()
    first, *others = pages
    listed = [(context.listed(part), _from(first, page)) for page in others for part in page.parts]
    if not others:
        listed = [(part.chapter, "") for part in first.parts if part.chapter]
    if len(listed) < 2:
        return ()
    metadata = context.galley.manuscript.metadata
    return contents_of(listed, metadata.title, None, metadata.toc_depth or _DEEPEST)


def _description(context: ScreenContext, page: PlannedPage, *, is_first: bool) -> str:
    """What search engines show of the page: what its author says, else how it begins."""
    metadata = context.galley.manuscript.metadata
    said = (metadata.description or metadata.subtitle) if is_first else None
    begun = _first_words([part.chapter for part in page.parts if part.chapter])
    return shorten(said or next(begun, ""), _LONGEST_DESCRIPTION, placeholder=" …")


def _first_words(chapters: Sequence[SetChapter]) -> Iterator[str]:
    """The paragraphs of `chapters`, as plain words."""
    for chapter in chapters:
        for paragraph in parse_xhtml(chapter.markup).iter("p"):
            if words := plain_text(paragraph):
                yield words
