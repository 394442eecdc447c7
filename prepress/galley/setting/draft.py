"""Drafts: the chapters' trees while they are being set."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from lxml import etree

from prepress.galley.markup.source_lines import SourceLines
from prepress.manuscript.manuscript import Chapter
from prepress.text.xhtml import parse_xhtml

#: File names that the EPUB's own documents take.
_TAKEN = ("about", "contents", "cover", "nav", "titlepage")


@dataclass(frozen=True)
class Draft:
    """A chapter's tree, a `div` that is changed in place, and the means to say where in the source
    a thing stands.
    """

    chapter: Chapter
    stem: str
    tree: etree._Element
    lines: SourceLines

    @property
    def id(self) -> str:
        """The id that anchors the chapter as a whole."""
        return f"chapter-{self.stem}"

    @property
    def plain_name(self) -> str:
        """The file's name as words: `02-what-it-is.md` is `What it is`."""
        name = re.sub(r"^[\d._ -]+(?=\D)", "", PurePosixPath(self.chapter.file).stem)
        words = re.sub(r"[-_\s]+", " ", name).strip()
        return words[:1].upper() + words[1:]

    def elements(self, *tags: str) -> Iterator[etree._Element]:
        """The elements of the tree with one of `tags`, in reading order."""
        yield from list(self.tree.iter(*tags))

    def take_notes(self) -> etree._Element | None:
        """The section of notes, taken out of the tree; its list is all that it holds."""
        for section in self.elements("section"):
            if "notes" in section.get("class", "").split():
                parent = section.getparent()
                assert parent is not None, "only the root has no parent, and it is a div"
                parent.remove(section)
                return section
        return None


def drafts_of(chapters: Sequence[Chapter], fragments: Sequence[str]) -> list[Draft]:
    """One draft per chapter, each with a file stem of its own in plain ASCII."""
    drafts: list[Draft] = []
    taken = set(_TAKEN)
    for number, (chapter, fragment) in enumerate(zip(chapters, fragments, strict=True), 1):
        name = f"{chapter.folder}/{PurePosixPath(chapter.file).stem}"
        stem = unique_name(ascii_name(name) or f"chapter-{number}", taken)
        drafts.append(Draft(chapter, stem, parse_xhtml(fragment), SourceLines(chapter)))
    return drafts


def ascii_name(text: str) -> str:
    """`text` as lower-case ASCII letters, digits and hyphens; empty where nothing of it can be
    kept.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def unique_name(name: str, taken: set[str]) -> str:
    """`name`, or `name-2`, `name-3` … where it is taken; the answer is taken from now on."""
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free
