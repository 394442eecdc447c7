"""The screen context: all that an edition on a screen is made from, and the layouts filled with
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lxml import etree

import prepress
from prepress.errors import SourceError
from prepress.galley.book_parts import BookPart, parts_of
from prepress.galley.galley import SetChapter
from prepress.layouts.views import (
    ClinicView,
    MetadataView,
    PictureView,
    WordsView,
    days_of,
    edition_view,
)
from prepress.screen.active_content import refuse_active_content
from prepress.screen.parts import XML_LANG, Document

if TYPE_CHECKING:
    from prepress.editions import Edition
    from prepress.galley.galley import Galley
    from prepress.galley.page_breaks import PageBreak
    from prepress.layouts.layouts import Layouts
    from prepress.layouts.words import Words
    from prepress.screen.names import PackageNames


#: What the documents that are made for a book are called, by the words for that.
_TITLES = {
    "copyright-page": "copyright_page",
    "list-of-figures": "list_of_figures",
    "list-of-tables": "list_of_tables",
    "endnotes": "notes",
}


@dataclass(frozen=True)
class ScreenContext:
    """One galley at work: its layouts and words, the `names` of the files that are made, and where
    each picture lies, by its `url`.

    `breaks` say where the pages of the print edition begin.
    """

    galley: Galley
    layouts: Layouts
    words: Words
    edition: Edition
    names: PackageNames
    pictures: Mapping[str, str]
    breaks: tuple[PageBreak, ...] = ()

    @cached_property
    def parts(self) -> tuple[BookPart, ...]:
        """The parts of a book in their order; none where this is none."""
        galley = self.galley
        return parts_of(galley.chapters, galley.manuscript.metadata, self.edition.name)

    @cached_property
    def reading_parts(self) -> tuple[BookPart, ...]:
        """The parts of a book; of what is none, a title page and the chapters."""
        written = [
            BookPart(each.id, "chapter.html", each.matter or "body", each)
            for each in self.galley.chapters
        ]
        return self.parts or (
            BookPart("titlepage", "titlepage.html", "front"),
            BookPart("contents", "", "front"),
            *written,
        )

    def title_of(self, part: BookPart) -> str:
        """What the document of a part is called."""
        if part.chapter is None and part.name in _TITLES:
            return self.words[_TITLES[part.name]]
        title = self.galley.manuscript.metadata.title
        return (part.chapter.title if part.chapter else "") or title

    def listed(self, part: BookPart) -> SetChapter:
        """A part as the contents list it, also one that is made for a book."""
        made = SetChapter(part.name, part.name, "", self.title_of(part), "", "", ())
        return part.chapter or made

    def document(self, name: str, layout: str, *, is_nav: bool = False, **values: Any) -> Document:
        """The document `name`, which is the whole of the filled `layout`.

        Raises SourceError where it is not well-formed, or runs or fetches anything.
        """
        text = self.fill(layout, **values)
        parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
        try:
            tree = etree.fromstring(text.encode(), parser)
        except etree.XMLSyntaxError as error:
            raise SourceError(
                f"The layouts give no well-formed XHTML here: {error.msg}.",
                "Close every element, quote every attribute, and write &#160; for &nbsp;.",
                name,
            ) from error
        refuse_active_content(text, tree, self.layouts, name)
        for element in tree.iter("*"):
            if lang := element.get("lang"):
                element.set(XML_LANG, lang)
        return Document(name, tree, is_nav)

    def fill(self, layout: str, *, chapter: SetChapter | None = None, **values: object) -> str:
        """The layout file `layout` filled for the screen. Raises SourceError where it is broken."""
        return self.layouts.render(layout, chapter=chapter, **self._usual_values, **values)

    @cached_property
    def _usual_values(self) -> Mapping[str, Any]:
        """What each layout is filled with."""
        metadata, logo = self.galley.manuscript.metadata, self.galley.logo
        return {
            "metadata": MetadataView.of(metadata),
            "clinic": ClinicView.of(self.galley.manuscript.clinic),
            "logo": PictureView.of(logo) if logo else None,
            "notices": self.galley.notices,
            "chapters": self.galley.chapters,
            "parts": self.parts,
            "revision": self.galley.revision,
            "words": WordsView.of(self.words, days_of(metadata)),
            "edition": edition_view(self.edition),
            "medium": "screen",
            "generator": f"makebook {prepress.__version__}",
        }
