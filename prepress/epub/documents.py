"""Documents: the XHTML files of the spine, filled from the layouts' partials that the printed
edition shares.
"""

from __future__ import annotations

from lxml import etree

from prepress.epub.context import EpubContext
from prepress.epub.nav import contents_of
from prepress.epub.page_list import drop_anchors, entries_of, mark_pages
from prepress.epub.parts import XML_LANG, Document
from prepress.epub.references import PackageMap, resolve
from prepress.epub.semantics import mark_up
from prepress.errors import SourceError
from prepress.galley.page_breaks import number_elements


def documents_of(press: EpubContext, cover: str) -> list[Document]:
    """The documents in reading order: cover, title page, contents, the chapters, and what stands at
    the end.

    `cover` is the name of the cover's picture in the package. Raises SourceError where a layout is
    broken.
    """
    galley, words, names = press.galley, press.words, press.names
    title = galley.manuscript.metadata.title
    cover_page, title_page, nav, about_page = (
        names.take(stem, ".xhtml") for stem in ("cover", "titlepage", "nav", "about")
    )
    chapters = [(chapter, names.take(chapter.stem, ".xhtml")) for chapter in galley.chapters]
    text = {
        "titlepage": _document(
            press, title_page, title, "frontmatter", press.fill("titlepage.html")
        )
    }
    for chapter, name in chapters:
        content = press.fill(
            "chapter.html", chapter=number_elements(chapter) if press.breaks else chapter
        )
        text[chapter.id] = _document(press, name, chapter.title or title, "bodymatter", content)
    end = _about(press)
    if end:
        text["about"] = _document(press, about_page, words["about"], "backmatter", end)
    package = PackageMap.of(text.values(), galley.pictures, press.pictures)
    for document in text.values():
        mark_up(document.tree, words)
        resolve(document, package)
    navigation = press.fill(
        "nav.xhtml",
        contents=contents_of(chapters, title, (about_page, words["about"]) if end else None),
        pages=entries_of(
            press.breaks, {"contents": nav} | {part: each.name for part, each in text.items()}
        ),
        cover=cover_page,
        nav=nav,
        start=chapters[0][1] if chapters else None,
    )
    contents = _document(press, nav, words["contents"], "frontmatter", navigation, is_nav=True)
    mark_pages(press.breaks, {"contents": contents, **text})
    front, *others = text.values()
    drop_anchors(others)
    return [
        _document(
            press, cover_page, words["cover"], "frontmatter", press.fill("cover.xhtml", image=cover)
        ),
        front,
        contents,
        *others,
    ]


def _about(press: EpubContext) -> str:
    """What the contact block and the colophon say, where they say anything."""
    return "\n".join(
        text for layout in ("contact.html", "colophon.html") if (text := press.fill(layout)).strip()
    )


def _document(
    press: EpubContext, name: str, title: str, matter: str, content: str, *, is_nav: bool = False
) -> Document:
    """The document `name` around `content`; `matter` is the part of the book that it belongs to."""
    text = press.fill("document.xhtml", title=title, matter=matter, content=content)
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
