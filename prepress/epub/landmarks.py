"""Landmarks: the parts of a book that reading systems lead to, and what EPUB 2 calls them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from prepress.screen.parts import EPUB_TYPE, XHTML

if TYPE_CHECKING:
    from prepress.screen.parts import Document

#: What is made for a book, by its role in the vocabulary.
ROLES_OF_MADE: Mapping[str, str] = MappingProxyType(
    {
        "titlepage": "titlepage",
        "copyright-page": "copyright-page",
        "list-of-figures": "loi",
        "list-of-tables": "lot",
        "endnotes": "endnotes",
    }
)
#: The roles that are landmarks, with the types of EPUB 2's guide (OPF 2.0.1, 2.6).
LANDMARKS: Mapping[str, str] = MappingProxyType(
    {
        "titlepage": "title-page",
        "copyright-page": "copyright-page",
        "dedication": "dedication",
        "epigraph": "epigraph",
        "loi": "loi",
        "lot": "lot",
        "foreword": "foreword",
        "preface": "preface",
        "acknowledgments": "acknowledgements",
        "introduction": "other.introduction",
        "prologue": "other.prologue",
        "epilogue": "other.epilogue",
        "afterword": "other.afterword",
        "appendix": "other.appendix",
        "endnotes": "notes",
        "glossary": "glossary",
        "bibliography": "bibliography",
        "index": "index",
        "colophon": "colophon",
    }
)


@dataclass(frozen=True)
class Landmark:
    """A part of a book that readers look for: its `kind`, its document and what it is called."""

    kind: str
    href: str
    text: str


def guide_of(documents: Sequence[Document]) -> list[dict[str, str]]:
    """The landmarks among `documents` as EPUB 2 has them, for readers that know no others."""
    types = {**LANDMARKS, "cover": "cover", "toc": "toc", "bodymatter": "text"}
    links = (
        link
        for document in documents
        if document.is_nav
        for nav in document.tree.iter(f"{{{XHTML}}}nav")
        if nav.get(EPUB_TYPE) == "landmarks"
        for link in nav.iter(f"{{{XHTML}}}a")
    )
    return [
        {
            "type": types[link.get(EPUB_TYPE, "")],
            "title": "".join(link.itertext()),
            "href": link.get("href", ""),
        }
        for link in links
    ]
