"""Strangers' books: what must be read in each, and what is read in its finished files.

A book lies in `books/KIND/NAME/`; `books/KIND/NAME.yaml` says what its text means: the headings
with their levels, how many elements of some kinds, the code blocks, the links that lead out, the
pictures' alt texts, and the words in order. A phrase ends where a link or a quotation begins, since
paper sets signs of its own there.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pypdfium2
import yaml
from lxml import etree, html

BOOKS = Path(__file__).parent / "books"
#: What looks like markup that nobody has read.
RAW = re.compile(
    r"##|\*\*|~~|```|:::|\]\(|\]\[|\[\^|\[!|\[[ x]?\]|\{[.:#]|\|[-–—:]+\||</?[a-zA-Z][^<>]*>|"
    r"&#?\w+;|markdown="
)
_OF_NOTES = (
    "parent::*[@role = 'doc-endnotes'] | self::li/parent::ol/parent::*[@role = 'doc-endnotes']"
)
_CODE = ("pre", "code", "kbd", "samp")
_OPF = {"opf": "http://www.idpf.org/2007/opf"}
#: Quotation marks and dashes stand in their typographic forms; an automatic hyphen is no part of a
#: word.
_FOLDED = str.maketrans({**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚", "'")})
_NOT_READ = re.compile(r"[\s\x02\u00ad\u200b\ufffe]")


@dataclass(frozen=True)
class Book:
    """A book by its kind and name."""

    kind: str
    name: str

    @property
    def folder(self) -> Path:
        """Its text."""
        return BOOKS / self.kind / self.name

    @property
    def publication(self) -> str:
        """What it is called among all the others in one project."""
        return f"{self.kind}-{self.name}"

    @cached_property
    def seen(self) -> dict[str, Any]:
        """What must be seen in it."""
        seen: dict[str, Any] = yaml.safe_load(self.folder.with_suffix(".yaml").read_text("utf-8"))
        return seen


def all_books() -> list[Book]:
    """Every book that has a file which says what must be read in it, in the order of their
    names.
    """
    return [Book(file.parent.name, file.stem) for file in sorted(BOOKS.glob("*/*.yaml"))]


def folded(text: str) -> str:
    """`text` without white space and automatic hyphens, with straight quotation marks."""
    return _NOT_READ.sub("", text).translate(_FOLDED)


def missing(phrases: list[str], text: str) -> list[str]:
    """The `phrases` that do not stand in `text`, each behind the one before it."""
    whole, place, gone = _letters(text), 0, []
    for phrase in phrases:
        letters = _letters(phrase)
        found = whole.find(letters, place)
        if found < 0:
            gone.append(phrase)
        else:
            place = found + len(letters)
    return gone


def _letters(text: str) -> str:
    """PDFium takes any hyphen at the end of a line for an automatic one."""
    return folded(text).replace("-", "")


class Screen:
    """An EPUB's documents as a reader meets them."""

    def __init__(self, epub: Path) -> None:
        with zipfile.ZipFile(epub) as archive:
            package = etree.fromstring(archive.read("EPUB/content.opf"))
            self.title = package.findtext(".//{*}title")
            hrefs = package.xpath("//opf:item[@id = //opf:itemref/@idref]/@href", namespaces=_OPF)
            # The documents are well-formed: other tests say so. This reader only drops the
            # namespaces.
            self._documents = [html.fromstring(archive.read(f"EPUB/{href}")) for href in hrefs]

    @property
    def text(self) -> str:
        """All that is read, in order."""
        return " ".join(" ".join(document.find("body").itertext()) for document in self._documents)

    @property
    def prose(self) -> str:
        """The same without code."""
        left_out = " or ".join(f"ancestor::{tag}" for tag in _CODE)
        return "".join(
            "".join(document.xpath(f"//body//text()[not({left_out})]"))
            for document in self._documents
        )

    def code(self) -> list[str]:
        """Every piece of code, in a block or in a line."""
        return [element.text_content() for tag in _CODE for element in self._all(tag)]

    def headings(self) -> list[str]:
        """The level and the words of each heading."""
        found = self._all("h1", "h2", "h3", "h4", "h5", "h6")
        return [f"{heading.tag[1]} {' '.join(heading.text_content().split())}" for heading in found]

    def count(self, tag: str) -> int:
        """How many elements `tag` there are."""
        return len(list(self._all(tag)))

    def code_blocks(self) -> list[str]:
        """The text of each."""
        return [block.text_content().strip("\n") for block in self._all("pre")]

    def links(self) -> list[str]:
        """The addresses that lead out of the book, but for sms:, which EPUBCheck takes for no
        address.
        """
        addresses = [link.get("href", "") for link in self._all("a")]
        return [address for address in addresses if re.match("(?!sms:)[a-z]+:", address)]

    def pictures(self) -> list[str]:
        """The alt text of each."""
        return [picture.get("alt") for picture in self._all("img")]

    def _all(self, *tags: str) -> Iterator[Any]:
        """The elements in the author's chapters, without the heading and the list that hold the
        notes.
        """
        for document in self._documents:
            for chapter in document.xpath("//section[@role = 'doc-chapter']"):
                for element in chapter.iter(*tags):
                    if not element.xpath(_OF_NOTES):
                        yield element


def printed_text(pdf: Path) -> str:
    """The text of all pages."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def raw(text: str, code: list[str]) -> list[str]:
    """What looks like markup in the words of `text` that are not `code`, each with what stands
    around it.
    """
    words = folded(text)
    for piece in sorted(filter(RAW.search, map(folded, code)), key=len, reverse=True):
        words = words.replace(piece, " ")
    return [words[max(0, found.start() - 15) : found.end() + 15] for found in RAW.finditer(words)]
