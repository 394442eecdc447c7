"""Drafts: the chapters' trees while they are being set."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from lxml import etree

from prepress.text.escapes import words_of_name
from prepress.text.xhtml import parse_xhtml

if TYPE_CHECKING:
    from prepress.errors import Place
    from prepress.galley.setting.chapter_markup import Markup
    from prepress.galley.source_map.source_map import SourceMap
    from prepress.manuscript.manuscript import Chapter

#: File names that the EPUB's own documents take.
_TAKEN = ("about", "contents", "cover", "nav", "titlepage")


@dataclass(frozen=True)
class Draft:
    """A chapter's tree, a `div` that is changed in place. `originals` are its elements as they were
    read, and `source` knows where each is written.
    """

    chapter: Chapter
    stem: str
    tree: etree._Element
    originals: tuple[etree._Element, ...]
    source: SourceMap

    @property
    def id(self) -> str:
        """The id that anchors the chapter as a whole."""
        return f"chapter-{self.stem}"

    @property
    def plain_name(self) -> str:
        """The file's name as words: `02-what-it-is.md` is `What it is`."""
        name = re.sub(r"^[\d._ -]+(?=\D)", "", PurePosixPath(self.chapter.file).stem)
        words = re.sub(r"[-_\s]+", " ", name).strip()
        return words_of_name(words[:1].upper() + words[1:])

    def place(self, element: etree._Element, needle: str = "") -> Place:
        """Where an element is written that was read from the chapter; `needle` is some of it."""
        return self.source.place_of(self._order.get(element, 0), needle)

    def origins(self) -> dict[etree._Element, int]:
        """The elements of the tree as it is now, each with the number among the `originals` of what
        it was made of.
        """
        origins: dict[etree._Element, int] = {}
        for element in self.tree.iter():
            parent = element.getparent()
            inherited = origins[parent] if parent is not None else 0
            origins[element] = self._order.get(element, inherited)
        return origins

    @cached_property
    def _order(self) -> dict[etree._Element, int]:
        return {element: index for index, element in enumerate(self.originals)}

    def elements(self, *tags: str) -> Iterator[etree._Element]:
        """The elements of the tree with one of `tags`, in reading order."""
        yield from list(self.tree.iter(*tags))

    def take_notes(self) -> etree._Element | None:
        """The section of notes, taken out of the tree; its list is all that it holds."""
        for section in self.elements("section"):
            if "notes" in section.get("class", "").split():
                # In a document, since lxml looks through all of a tree that is in none whenever one
                # of its elements is given up.
                etree.Element("div").append(section)
                return section
        return None


def drafts_of(chapters: Sequence[Chapter], markups: Sequence[Markup]) -> list[Draft]:
    """One draft per chapter, each with a file stem of its own in plain ASCII."""
    drafts: list[Draft] = []
    taken = set(_TAKEN)
    for number, (chapter, markup) in enumerate(zip(chapters, markups, strict=True), 1):
        name = f"{chapter.folder}/{PurePosixPath(chapter.file).stem}"
        stem = unique_name(ascii_name(name) or f"chapter-{number}", taken)
        tree = parse_xhtml(markup.html)
        drafts.append(Draft(chapter, stem, tree, tuple(tree.iter()), markup.source))
    return drafts


def ascii_name(text: str) -> str:
    """`text` as lower-case ASCII letters, digits and hyphens; empty where nothing of it can be
    kept.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def unique_name(name: str, taken: set[str]) -> str:
    """`name`, or `name-2`, `name-3` … where it is taken; the answer is taken from now on."""
    if name not in taken:
        taken.add(name)
        return name
    # The numbers are taken one after the other, but for gaps that the author's own names make.
    high = 2
    while f"{name}-{high}" in taken:
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if f"{name}-{middle}" in taken else (low, middle)
    free = f"{name}-{high}"
    taken.add(free)
    return free
