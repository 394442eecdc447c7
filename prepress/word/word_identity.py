"""Word identity: what the Word edition notes of itself, so that it can be taken back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from prepress.word.word_names import IDENTITY

if TYPE_CHECKING:
    from prepress.import_word.word_file import WordFile

_NAME = f"{{{IDENTITY}}}"
_NUMBER = re.compile("[0-9]{1,9}")


@dataclass(frozen=True)
class WordChapter:
    """A chapter by its `file` in the publication, and the digest of each block that was made of it,
    by its number.
    """

    file: str
    blocks: dict[int, str]


@dataclass(frozen=True)
class WordIdentity:
    """The publication that a Word edition was made from, and its chapters."""

    publication: str
    chapters: tuple[WordChapter, ...]

    def part(self) -> etree._Element:
        """The XML in which it lies in the Word file."""
        root = etree.Element(
            f"{_NAME}word-edition", nsmap={None: IDENTITY}, publication=self.publication
        )
        for chapter in self.chapters:
            entry = etree.SubElement(root, f"{_NAME}chapter", file=chapter.file)
            for number, digest in sorted(chapter.blocks.items()):
                etree.SubElement(entry, f"{_NAME}block", number=str(number), digest=digest)
        return root


def identity_of(word: WordFile) -> WordIdentity | None:
    """What a Word file notes of itself; None where it is no Word edition."""
    for name in sorted(word.parts):
        if not name.startswith("customXml/") or not name.endswith(".xml"):
            continue
        root = word.tree(name)
        if root is not None and root.tag == f"{_NAME}word-edition":
            chapters = tuple(map(_chapter, root.iterfind(f"{_NAME}chapter")))
            return WordIdentity(root.get("publication", ""), chapters)
    return None


def _chapter(entry: etree._Element) -> WordChapter:
    blocks: Sequence[etree._Element] = entry.findall(f"{_NAME}block")
    digests = {
        int(each.get("number", "")): each.get("digest", "")
        for each in blocks
        if _NUMBER.fullmatch(each.get("number", ""))
    }
    return WordChapter(entry.get("file", ""), digests)
