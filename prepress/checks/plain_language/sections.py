"""Sections: the text of a galley under each of its headings and titled callouts, as blocks of
running words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from prepress.checks.plain_language.sentences import Sentence, sentences_of
from prepress.errors import Place
from prepress.galley.source_places import SourcePlaces
from prepress.text.xhtml import HEADINGS, has_class, is_callout_title, parse_xhtml, plain_text

if TYPE_CHECKING:
    from prepress.galley.galley import Galley, SetChapter

#: Headings of lists of sources, which nobody reads as a text.
_SOURCES = re.compile(
    r"(references?|(works )?cited|sources?|notes|bibliography|endnotes|"
    r"literatur(verzeichnis)?|quellen(angaben)?|referencias|fuentes|bibliograf[ií]a)",
    re.IGNORECASE,
)
#: Elements that hold no running words: code, the ornaments of headings, links that a machine reads.
_WORDLESS = frozenset({"pre", "script", "style", "svg", "math", "dt"})
_BLOCKS = {
    "p": "paragraph",
    "li": "item",
    "dd": "item",
    "figcaption": "caption",
    "caption": "caption",
}
_CELLS = frozenset({"td", "th"})
_NESTED = frozenset(
    {"p", "ul", "ol", "dl", "table", "pre", "blockquote", "div", "figure", "aside", "details"}
)


@dataclass(frozen=True)
class Block:
    """A piece of running text: a paragraph, an item of a list, a caption or a cell of a table."""

    kind: str
    text: str

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences. A caption or cell has some only where it is written as one, with its full
        stop.
        """
        return tuple(sentences_of(self.text, strict=self.kind in ("caption", "cell")))


@dataclass(frozen=True)
class Section:
    """The text under one heading, up to the next one, or in one callout with a title.

    `title` is the publication's where no heading comes before the text. `callout` is the kind of
    callout that it is, such as `warning`; empty where it is none.
    """

    title: str
    place: Place
    blocks: tuple[Block, ...]
    callout: str = ""
    headed: bool = True

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of all its blocks."""
        return tuple(sentence for block in self.blocks for sentence in block.sentences)


@dataclass(frozen=True)
class Text:
    """The sections of a galley in reading order, and where their words are written."""

    sections: tuple[Section, ...]
    places: SourcePlaces

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences of the text."""
        return tuple(sentence for section in self.sections for sentence in section.sentences)

    def place_of(self, words: str, section: Section) -> Place:
        """Where `words` of `section` are written: a file and a line."""
        return self.places.find(
            words, [section.place.file], after=(section.place.line or 0) + section.headed
        )


def text_of(galley: Galley) -> Text:
    """The running text of `galley`, without its notes and lists of sources."""
    places = SourcePlaces(galley)
    sections = [
        section
        for chapter in galley.chapters
        for section in _SectionReader(chapter, galley, places).sections()
    ]
    return Text(tuple(sections), places)


class _SectionReader:
    """Walks through one chapter and lays each block under the heading that it stands below."""

    def __init__(self, chapter: SetChapter, galley: Galley, places: SourcePlaces) -> None:
        self._chapter = chapter
        self._places = places
        self._line = next(
            each.first_line for each in galley.manuscript.chapters if each.file == chapter.file
        )
        first = Section(chapter.title, Place(chapter.file, self._line), (), headed=False)
        self._sections: list[tuple[Section, list[Block]]] = [(first, [])]
        self._under = 0
        self._headings: dict[Any, int] = {}

    def sections(self) -> Iterator[Section]:
        """The chapter's sections in the order of their headings; the one before them where it has
        text.
        """
        tree = parse_xhtml(self._chapter.markup)
        headings = (each for each in tree.iter(*HEADINGS) if not is_callout_title(each))
        self._headings = {each: number for number, each in enumerate(headings)}
        self._walk(tree)
        for section, blocks in self._sections:
            if (section.headed or blocks) and not _is_list_of_sources(section.title):
                yield replace(section, blocks=tuple(blocks))

    def _walk(self, parent: Any) -> None:
        for element in parent:
            tag = element.tag
            if tag in HEADINGS:
                self._begin(_without_numeral(element), "", element)
            elif tag == "aside":
                self._callout(element)
            elif tag in _CELLS:
                self._take("cell", [element])
            elif tag in _BLOCKS:
                self._take(_BLOCKS[tag], list(_own_texts(element)))
                self._walk([child for child in element if child.tag in _NESTED - {"p"}])
            elif _holds_text(element):
                self._walk(element)

    def _callout(self, box: Any) -> None:
        """A callout is a section of its own where it has a title or heading; behind it, the one
        around it goes on.
        """
        classes = (box.get("class") or "").split()
        kinds = (each.removeprefix("callout-") for each in classes if each.startswith("callout-"))
        kind = next(kinds, "")
        if kind == "qr":
            return
        around = self._under
        title = next((child for child in box if is_callout_title(child)), None)
        if title is not None and plain_text(title):
            self._begin(plain_text(title), kind)
        self._walk([child for child in box if child is not title])
        self._under = around

    def _begin(self, title: str, callout: str, heading: Any = None) -> None:
        if heading is not None:
            place = self._places.of_heading(self._chapter, self._headings[heading])
        else:
            place = self._places.find(title, [self._chapter.file], after=self._line)
        self._line = max(self._line, (place.line or 0) + 1)  # the next heading may be the same
        self._sections.append((Section(title, place, (), callout), []))
        self._under = len(self._sections) - 1

    def _take(self, kind: str, pieces: Sequence[Any]) -> None:
        for piece in pieces:
            text = piece if isinstance(piece, str) else _words(piece)
            if text.strip():
                self._sections[self._under][1].append(Block(kind, " ".join(text.split())))


def _holds_text(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in _WORDLESS:
        return False
    return not any(has_class(element, "section", name) for name in ("sources", "index"))


def _is_list_of_sources(title: str) -> bool:
    words = re.sub(r"^[\dIVX]+[.)]?\s+", "", title)
    return _SOURCES.fullmatch(words.strip(" :.")) is not None


def _without_numeral(heading: Any) -> str:
    numeral = "".join(plain_text(child) for child in heading if has_class(child, "span", "numeral"))
    return plain_text(heading).removeprefix(numeral).strip()


def _own_texts(element: Any) -> Iterator[str]:
    """The texts of a paragraph or item itself; those of paragraphs in an item each for itself."""
    yield _words(element, nested=False)
    for child in element:
        if child.tag == "p":
            yield _words(child)


def _words(element: Any, *, nested: bool = True) -> str:
    """The words of `element` without the numbers of its notes, citations in brackets and code."""
    texts = [element.text or ""]
    for child in element:
        if child.tag == "br":
            texts.append(" ")
        elif _has_words(child) and (nested or child.tag not in _NESTED):
            texts.append(_words(child, nested=nested))
        texts.append(child.tail or "")
    return "".join(texts)


def _has_words(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in _WORDLESS or element.tag == "code":
        return False
    if has_class(element, "span", "citation"):
        return not plain_text(element).lstrip().startswith(("(", "["))
    return not has_class(element, "a", "note-call")
