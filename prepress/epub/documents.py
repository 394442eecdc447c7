"""The documents of an EPUB: the XHTML files of the spine, filled from the layouts' partials that
the printed edition shares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from prepress.epub.emoji_spans import mark_emoji
from prepress.epub.nav import contents_of
from prepress.epub.page_list import drop_anchors, mark_pages, page_entries
from prepress.epub.parts import XML_LANG, Document
from prepress.epub.references import PackageMap, resolve
from prepress.epub.semantics import mark_up
from prepress.errors import SourceError
from prepress.galley.page_breaks import number_elements
from prepress.layouts.typefaces.scripts import EMOJI_TYPEFACE

if TYPE_CHECKING:
    from prepress.epub.context import EpubContext
    from prepress.galley.galley import SetChapter


@dataclass(frozen=True)
class _DocumentNames:
    """What the documents are called in the package; each chapter stands with its name."""

    cover: str
    titlepage: str
    nav: str
    about: str
    chapters: tuple[tuple[SetChapter, str], ...]

    @classmethod
    def of(cls, context: EpubContext) -> _DocumentNames:
        """Names that no other part has."""
        take = context.names.take
        stems = ("cover", "titlepage", "nav", "about")
        cover, titlepage, nav, about = (take(stem, ".xhtml") for stem in stems)
        chapters = [(each, take(each.stem, ".xhtml")) for each in context.galley.chapters]
        return cls(cover, titlepage, nav, about, tuple(chapters))


def documents_of(context: EpubContext, cover: str) -> list[Document]:
    """The documents in reading order: cover, title page, contents, the chapters, and what stands at
    the end.

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
    contents = _contents_document(context, names, text)
    mark_pages(context.breaks, {"contents": contents, **text})
    titlepage, *others = text.values()
    drop_anchors(others)
    content = context.fill("cover.xhtml", image=cover)
    cover_page = _document(context, names.cover, words["cover"], "frontmatter", content)
    documents = [cover_page, titlepage, contents, *others]
    if EMOJI_TYPEFACE.folder in context.layouts.typefaces:
        mark_emoji(documents)
    return documents


def _text_documents(context: EpubContext, names: _DocumentNames) -> dict[str, Document]:
    """The documents of the text by the parts of the book: `titlepage`, each chapter by its id, and
    `about`, where it says anything.
    """
    title = context.galley.manuscript.metadata.title
    content = context.fill("titlepage.html") + context.fill("draft-note.html")
    text = {"titlepage": _document(context, names.titlepage, title, "frontmatter", content)}
    for chapter, name in names.chapters:
        shown = number_elements(chapter) if context.breaks else chapter
        content = context.fill("chapter.html", chapter=shown)
        matter = f"{chapter.matter or 'body'}matter"
        text[chapter.id] = _document(context, name, chapter.title or title, matter, content)
    end = _about(context)
    if end:
        about = context.words["about"]
        text["about"] = _document(context, names.about, about, "backmatter", end)
    return text


def _contents_document(
    context: EpubContext, names: _DocumentNames, text: Mapping[str, Document]
) -> Document:
    """The table of contents, the page list and the landmarks."""
    words = context.words
    title = context.galley.manuscript.metadata.title
    about = (names.about, words["about"]) if "about" in text else None
    parts = {"contents": names.nav, **{part: each.name for part, each in text.items()}}
    navigation = context.fill(
        "nav.xhtml",
        contents=contents_of(names.chapters, title, about),
        pages=page_entries(context.breaks, parts),
        cover=names.cover,
        nav=names.nav,
        start=_start(names.chapters),
    )
    return _document(context, names.nav, words["contents"], "frontmatter", navigation, is_nav=True)


def _start(chapters: Sequence[tuple[SetChapter, str]]) -> str | None:
    """The document in which the text begins, behind what stands in front of it."""
    body = [name for chapter, name in chapters if chapter.matter in ("", "body")]
    return next(iter((*body, *(name for _, name in chapters))), None)


def _about(context: EpubContext) -> str:
    """What the contact block and the colophon say, where they say anything."""
    texts = [context.fill(layout) for layout in ("contact.html", "colophon.html")]
    return "\n".join(text for text in texts if text.strip())


def _document(
    context: EpubContext, name: str, title: str, matter: str, content: str, *, is_nav: bool = False
) -> Document:
    """The document `name` around `content`; `matter` is the part of the book that it belongs to."""
    text = context.fill("document.xhtml", title=title, matter=matter, content=content)
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
    try:
        tree = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(
            f"The layouts give no well-formed XHTML here: {error.msg}.",
            "Close every element, quote every attribute, and write &#160; for &nbsp;.",
            name,
        ) from error
    for element in tree.iter("*"):
        if lang := element.get("lang"):
            element.set(XML_LANG, lang)
    return Document(name, tree, is_nav)
