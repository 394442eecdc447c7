"""Writing for Word: from the galley to the bytes of a .docx."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from lxml import etree

from prepress.import_word.wordml import R, W
from prepress.text.xhtml import parse_xhtml
from prepress.word.list_numbering import WordLists
from prepress.word.word_blocks import BlockPlace, BlockWriter
from prepress.word.word_blocks_read import WordBlock, read_blocks
from prepress.word.word_identity import WordChapter, WordIdentity
from prepress.word.word_inline import InlineWriter
from prepress.word.word_names import MADE, w
from prepress.word.word_notes import WordNotes
from prepress.word.word_package import WordPackage, core_properties, footer_part, settings_part
from prepress.word.word_pictures import WordPictures
from prepress.word.word_styles import styles_part
from prepress.word.word_text import WordText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prepress.galley.galley import Galley, SetChapter
    from prepress.word.word_looks import WordLooks

#: The content of each picture and the suffix of its file, by its `url`.
PictureFiles = dict[str, tuple[bytes, str]]


@dataclass
class WordWriter:
    """Writes a galley for Word; `data` has its pictures, and without them it has none."""

    galley: Galley
    data: Mapping[str, tuple[bytes, str]]
    links: dict[str, str] = field(default_factory=dict)
    chapters: list[tuple[str, range]] = field(default_factory=list)

    def __post_init__(self) -> None:
        known = {each.url: each for each in self.galley.pictures}
        self.pictures = WordPictures(known, self.data)
        self.notes = WordNotes(self._note)
        inline = InlineWriter(self._call, self.pictures.run, self._address, anchor_name)
        self.writer = BlockWriter(inline, WordLists(), self._wanted())
        self.document = w("document", w("body", *self._blocks(), self._section()))
        self.footnotes = self.notes.part()

    def package(self) -> WordPackage:
        """All parts of the .docx."""
        metadata = self.galley.manuscript.metadata
        revision = self.galley.revision
        parts = {
            "styles": styles_part(metadata.lang, is_rtl=metadata.dir == "rtl"),
            "settings": settings_part(metadata.lang),
            "footnotes": self.footnotes,
            "footer": footer_part(f"{metadata.title} · {revision}"),
        }
        if self.writer.lists.begun:
            parts["numbering"] = self.writer.lists.part()
        footer = f"rId{list(parts).index('footer') + 1}"
        for reference in self.document.iter(f"{W}footerReference"):
            reference.set(f"{R}id", footer)
        pictures = {
            relation: (f"media/picture{at}{self.data[url][1]}", self.data[url][0])
            for at, (url, relation) in enumerate(self.pictures.relations.items(), 1)
        }
        return WordPackage(
            self.document,
            parts,
            self.identity.part(),
            core_properties(metadata, revision),
            {relation: address for address, relation in self.links.items()},
            pictures,
        )

    @cached_property
    def blocks(self) -> tuple[WordBlock, ...]:
        """What was written, as it reads when it comes back."""
        metadata = self.galley.manuscript.metadata
        numbering = self.writer.lists.part()
        links = {relation: address for address, relation in self.links.items()}
        styles = styles_part(metadata.lang, is_rtl=metadata.dir == "rtl")
        text = WordText(self.document, self.footnotes, styles, numbering, None, links, links)
        return read_blocks(text)

    @cached_property
    def identity(self) -> WordIdentity:
        """What the edition notes of itself."""
        digests = {number: each.digest for each in self.blocks for number in each.numbers}
        chapters = tuple(
            WordChapter(file, {at: digests[at] for at in numbers if at in digests})
            for file, numbers in self.chapters
        )
        return WordIdentity(self.galley.manuscript.name, chapters)

    def _blocks(self) -> Iterator[etree._Element]:
        metadata = self.galley.manuscript.metadata
        front = (
            ("Title", metadata.title),
            ("Subtitle", metadata.subtitle or ""),
            ("Author", ", ".join(metadata.author)),
        )
        for style, words in front:
            yield from self.writer.flow(_words(words), BlockPlace(style)) if words else ()
        self.chapters.append(("", range(self.writer.blocks)))
        for chapter in self.galley.chapters:
            first = self.writer.blocks
            yield from self._chapter(chapter)
            self.chapters.append((chapter.file, range(first, self.writer.blocks)))

    def _chapter(self, chapter: SetChapter) -> Iterator[etree._Element]:
        notes = parse_xhtml(chapter.notes)
        self.notes.items = {item.get("id", ""): item for item in notes.iter("li") if item.get("id")}
        if chapter.id in self.writer.wanted:
            self.writer.waiting.append(chapter.id)
        yield from self.writer.flow(parse_xhtml(chapter.markup), BlockPlace())
        for item in list(self.notes.items.values()):
            yield from self._note(item)
        self.notes.items = {}

    def _note(self, item: Any) -> list[etree._Element]:
        waiting, self.writer.waiting = self.writer.waiting, []
        blocks = list(self.writer.flow(item, BlockPlace("footnote text")))
        self.writer.waiting = waiting
        return blocks

    def _call(self, element: Any, looks: WordLooks) -> etree._Element | None:
        return self.notes.call(element, replace(looks, style=MADE))

    def _address(self, address: str) -> str:
        return self.links.setdefault(address, f"rIdLink{len(self.links) + 1}")

    def _wanted(self) -> frozenset[str]:
        """The places that links of the text lead to."""
        trees = [
            parse_xhtml(markup)
            for chapter in self.galley.chapters
            for markup in (chapter.markup, chapter.notes)
        ]
        links = (link.get("href", "") for tree in trees for link in tree.iter("a"))
        return frozenset(link[1:] for link in links if link.startswith("#"))

    def _section(self) -> etree._Element:
        """The paper: Letter, with margins of an inch."""
        margins = dict.fromkeys(("top", "right", "bottom", "left"), 1440)
        footer = w("footerReference", type="default")
        is_rtl = self.galley.manuscript.metadata.dir == "rtl"
        return w(
            "sectPr",
            footer,
            w("pgSz", w=12240, h=15840),
            w("pgMar", **margins, header=720, footer=720, gutter=0),
            w("bidi") if is_rtl else None,
        )


def anchor_name(identity: str) -> str:
    """The name of the bookmark at a place in the text; Word takes 40 letters, digits and
    underscores.
    """
    return f"_to_{sha256(identity.encode()).hexdigest()[:20]}"


def _words(words: str) -> etree._Element:
    element = etree.Element("p")
    element.text = words
    return element
