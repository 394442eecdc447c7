"""The documents of an EPUB: the XHTML files of the spine, filled from the layouts' partials that
the printed edition shares.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from prepress.epub.landmarks import LANDMARKS, ROLES_OF_MADE, Landmark
from prepress.epub.page_list import drop_anchors, mark_pages, page_entries
from prepress.galley.book_parts import BookPart, has_copyright_page
from prepress.galley.contents import DEEPEST
from prepress.galley.page_breaks import number_elements
from prepress.layouts.typefaces.scripts import EMOJI_TYPEFACE
from prepress.screen.emoji_spans import mark_emoji
from prepress.screen.nav import contents_of
from prepress.screen.parts import XHTML, Document
from prepress.screen.references import PackageMap, resolve
from prepress.screen.semantics import mark_up

if TYPE_CHECKING:
    from prepress.screen.context import ScreenContext


#: The documents that are not listed in the contents, and the parts that stand in the last of all.
_UNLISTED = frozenset({"titlepage", "copyright-page", "contents"})
_ABOUT = frozenset({"contact", "colophon"})


@dataclass(frozen=True)
class _DocumentNames:
    """What the documents are called in the package; each part of the text stands with its name."""

    cover: str
    titlepage: str
    nav: str
    about: str
    parts: tuple[tuple[BookPart, str], ...]

    @classmethod
    def of(cls, context: ScreenContext) -> _DocumentNames:
        """Names that no other part has."""
        take = context.names.take
        stems = ("cover", "titlepage", "nav", "about")
        cover, titlepage, nav, about = (take(stem, ".xhtml") for stem in stems)
        own = {"titlepage": titlepage, "contents": nav}
        parts = [
            (part, own.get(part.name) or take(_stem(part), ".xhtml"))
            for part in context.reading_parts
            if part.name not in _ABOUT
        ]
        return cls(cover, titlepage, nav, about, tuple(parts))


def _stem(part: BookPart) -> str:
    return part.chapter.stem if part.chapter else part.name


def documents_of(context: ScreenContext, cover: str) -> list[Document]:
    """The documents in reading order: cover, title page, contents, the chapters, and what stands at
    the end; in a book, all its parts in their order.

    `cover` is the name of the cover's picture in the package. Raises SourceError where a layout is
    broken.
    """
    galley, words = context.galley, context.words
    names = _DocumentNames.of(context)
    text = _text_documents(context, names)
    package = PackageMap.of(text.values(), galley.pictures, context.pictures)
    for document in text.values():
        mark_up(document.tree, words)
        resolve(document, package)
        _write_numbers(document)
    contents = _contents_document(context, names, text)
    mark_pages(context.breaks, {"contents": contents, **text})
    drop_anchors(list(text.values()))
    content = context.fill("cover.xhtml", image=cover)
    cover_page = _document(context, names.cover, words["cover"], "frontmatter", content)
    order = [part.name for part, _ in names.parts]
    at = order.index("contents") if "contents" in order else 1
    documents = [cover_page, *text.values()]
    documents.insert(1 + at, contents)
    if EMOJI_TYPEFACE.folder in context.layouts.typefaces:
        mark_emoji(documents)
    return documents


def _text_documents(context: ScreenContext, names: _DocumentNames) -> dict[str, Document]:
    """The documents of the text by the parts of the book: `titlepage`, each chapter by its id, and
    `about`, where it says anything.
    """
    text: dict[str, Document] = {}
    for part, name in names.parts:
        if part.name == "contents":
            continue
        chapter = part.chapter
        if chapter and context.breaks:
            chapter = number_elements(chapter)
        content = context.fill(part.layout, chapter=chapter)
        content += "" if text else context.fill("draft-note.html")
        title = context.title_of(part)
        text[part.name] = _document(context, name, title, f"{part.matter}matter", content)
    end = _about(context)
    if end:
        about = context.words["about"]
        text["about"] = _document(context, names.about, about, "backmatter", end)
    return text


def _contents_document(
    context: ScreenContext, names: _DocumentNames, text: Mapping[str, Document]
) -> Document:
    """The table of contents, the page list and the landmarks."""
    words = context.words
    metadata = context.galley.manuscript.metadata
    about = (names.about, words["about"]) if "about" in text else None
    parts = {"contents": names.nav, **{part: each.name for part, each in text.items()}}
    listed = [
        (context.listed(part), name) for part, name in names.parts if part.name not in _UNLISTED
    ]
    navigation = context.fill(
        "nav.xhtml",
        contents=contents_of(listed, metadata.title, about, metadata.toc_depth or DEEPEST),
        pages=page_entries(context.breaks, parts),
        cover=names.cover,
        nav=names.nav,
        start=_start(names),
        landmarks=_landmarks(context, names),
    )
    return _document(context, names.nav, words["contents"], "frontmatter", navigation, is_nav=True)


def _start(names: _DocumentNames) -> str | None:
    """The document in which the text begins, behind what stands in front of it."""
    written = [(part, name) for part, name in names.parts if part.chapter]
    body = [name for part, name in written if part.matter == "body"]
    return next(iter((*body, *(name for _, name in written))), None)


def _landmarks(context: ScreenContext, names: _DocumentNames) -> tuple[Landmark, ...]:
    """Where the parts of a book begin that readers look for, beside cover, contents and text."""
    if not context.parts:
        return ()
    found = []
    for part, name in names.parts:
        role = part.chapter.role if part.chapter else ROLES_OF_MADE.get(part.name, "")
        if role in LANDMARKS:
            is_title = part.name == "titlepage"
            title = context.words["title_page"] if is_title else context.title_of(part)
            found.append(Landmark(role, name, title))
    return tuple(found)


def _about(context: ScreenContext) -> str:
    """What the contact block and the colophon say, where they say anything; a book may have said
    the latter in front.
    """
    in_front = has_copyright_page(context.parts)
    layouts = ("contact.html",) if in_front else ("contact.html", "colophon.html")
    texts = [context.fill(layout) for layout in layouts]
    return "\n".join(text for text in texts if text.strip())


def _document(
    context: ScreenContext,
    name: str,
    title: str,
    matter: str,
    content: str,
    *,
    is_nav: bool = False,
) -> Document:
    """The document `name` around `content`; `matter` is the part of the book that it belongs to."""
    return context.document(
        name, "document.xhtml", is_nav=is_nav, title=title, matter=matter, content=content
    )


def _write_numbers(document: Document) -> None:
    for link in document.tree.iter(f"{{{XHTML}}}a"):
        href = link.get("href", "")
        if href.lower().startswith("sms:"):
            _write_number(link, href)


def _write_number(link: etree._Element, href: str) -> None:
    """The number for text messages as words: EPUBCheck takes `sms:` (RFC 5724) for no scheme
    (HTM-025).

    It is no telephone number either, so that `tel:` would lead people astray.
    """
    del link.attrib["href"]
    number = re.split("[?;&]", href[len("sms:") :])[0]
    words = "".join(link.itertext())
    if re.sub(r"\W", "", number) in re.sub(r"\W", "", words):
        return
    last = link[-1] if len(link) else None
    if last is None:
        link.text = f"{link.text or ''} ({number})"
    else:
        last.tail = f"{last.tail or ''} ({number})"
