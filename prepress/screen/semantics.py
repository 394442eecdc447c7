"""Semantics: the meaning of the galley's elements, for reading systems (epub:type) and screen
readers (role).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from prepress.galley.galley import INDEX_MARKS
from prepress.screen.parts import EPUB_TYPE, MATHML, SVG, XHTML, XML_LANG
from prepress.screen.phone_tables import prepare_for_phones
from prepress.text.xhtml import HEADINGS, is_callout_title

if TYPE_CHECKING:
    from prepress.layouts.words import Words

#: For each class, with the element that carries it, its epub:type and role (EPUB Structural
#: Semantics 1.1 and DPUB-ARIA 1.1). A single note has no role there: doc-endnote is deprecated, a
#: list item says enough.
_MEANINGS: tuple[tuple[str, str, str | None, str | None], ...] = (
    ("header", "titlepage", "titlepage", None),
    ("p", "subtitle", "subtitle", "doc-subtitle"),
    ("section", "copyright-page", "copyright-page", None),
    ("nav", "list-of-figures", "loi", None),
    ("nav", "list-of-tables", "lot", None),
    ("section", "notes", "endnotes", "doc-endnotes"),
    ("a", "note-call", "noteref", "doc-noteref"),
    ("a", "note-back", "backlink", "doc-backlink"),
    ("section", "sources", "bibliography", "doc-bibliography"),
    ("a", "source-call", "biblioref", "doc-biblioref"),
    ("section", "glossary", "glossary", "doc-glossary"),
    ("a", "glossary-link", "glossref", "doc-glossref"),
    ("aside", "callout", None, "note"),
)
#: For each role of a part of a book its epub:type and role, where they are not those of a chapter.
_ROLES: dict[str, tuple[str | None, str | None]] = {
    "halftitlepage": ("halftitlepage", None),
    "titlepage": ("titlepage", None),
    "copyright-page": ("copyright-page", None),
    "dedication": ("dedication", "doc-dedication"),
    "epigraph": ("epigraph", "doc-epigraph"),
    "toc": ("toc", None),
    "loi": ("loi", None),
    "lot": ("lot", None),
    "foreword": ("foreword", "doc-foreword"),
    "preface": ("preface", "doc-preface"),
    "acknowledgments": ("acknowledgments", "doc-acknowledgments"),
    "introduction": ("introduction", "doc-introduction"),
    "prologue": ("prologue", "doc-prologue"),
    "part": ("part", "doc-part"),
    "conclusion": ("conclusion", "doc-conclusion"),
    "epilogue": ("epilogue", "doc-epilogue"),
    "afterword": ("afterword", "doc-afterword"),
    "appendix": ("appendix", "doc-appendix"),
    "glossary": ("glossary", "doc-glossary"),
    "bibliography": ("bibliography", "doc-bibliography"),
    "index": ("index", "doc-index"),
    "contributors": ("contributors", None),
    "colophon": ("colophon", "doc-colophon"),
}
_CHAPTER = ("chapter", "doc-chapter")
#: The same of an index (EPUB Indexes 1.0).
_OF_INDEX: tuple[tuple[str, str, str | None, str | None], ...] = (
    ("section", "index", "index", "doc-index"),
    ("div", "index-group", "index-group", None),
    ("ul", "index-entries", "index-entry-list", None),
    ("li", "index-entry", "index-entry", None),
    ("span", "index-term", "index-term", None),
    ("span", "index-places", "index-locator-list", None),
    ("a", "index-locator", "index-locator", None),
    ("a", "index-link", "index-xref-preferred", None),
    ("a", "index-related", "index-xref-related", None),
)
_HEADINGS = frozenset(f"{{{XHTML}}}{tag}" for tag in HEADINGS)
_FOREIGN = {f"{{{XHTML}}}svg": SVG, f"{{{XHTML}}}math": MATHML}


def mark_up(tree: etree._Element, words: Words) -> None:
    """Give the elements of a document their meaning; a role that the galley or a layout has set
    stays.
    """
    for root in list(tree.iter(*_FOREIGN)):
        _adopt(root, _FOREIGN[root.tag])
    for formula in list(tree.iter(f"{{{MATHML}}}math")):
        _annotate(formula)
    for tag, name, kind, role in _MEANINGS:
        for element in _of_class(tree, tag, name):
            _give_meaning(element, kind, role)
    _mark_up_lists(tree)
    _mark_up_notes(tree, words)
    for chapter in _of_class(tree, "section", "chapter"):
        _give_meaning(chapter, *_ROLES.get(chapter.get("data-role", ""), _CHAPTER))
        _label_chapter(chapter)
    _prepare_tables(tree)


def _mark_up_notes(tree: etree._Element, words: Words) -> None:
    for notes in _of_class(tree, "section", "notes"):
        for note in notes.xpath(".//*[local-name() = 'li'][@id]"):
            _give_meaning(note, "endnote", None)
    for link in _of_class(tree, "a", "note-back"):
        _label_way_back(link, words)


def _mark_up_lists(tree: etree._Element) -> None:
    """The parts of glossaries and of the index."""
    for glossary in _of_class(tree, "section", "glossary"):
        for name, kind in (("dt", "glossterm"), ("dd", "glossdef")):
            for element in glossary.iter(f"{{{XHTML}}}{name}"):
                _give_meaning(element, kind, None)
    for index in list(_of_class(tree, "section", "index")):
        _mark_up_index(index)


def _mark_up_index(index: etree._Element) -> None:
    for tag, name, kind, role in _OF_INDEX:
        for element in _of_class(index, tag, name):
            element.attrib.pop(INDEX_MARKS, None)
            _give_meaning(element, kind, role)


def _give_meaning(element: etree._Element, kind: str | None, role: str | None) -> None:
    if kind and EPUB_TYPE not in element.attrib:
        element.set(EPUB_TYPE, kind)
    if role and "role" not in element.attrib:
        element.set("role", role)


def _of_class(tree: etree._Element, tag: str, name: str) -> Iterator[etree._Element]:
    return (
        element
        for element in tree.iter(f"{{{XHTML}}}{tag}")
        if name in element.get("class", "").split()
    )


def _adopt(root: etree._Element, namespace: str) -> None:
    """HTML knows a drawing or formula by its name, XML only by its namespace."""
    for element in root.iter(f"{{{XHTML}}}*"):
        element.tag = f"{{{namespace}}}{etree.QName(element).localname}"


def _annotate(formula: etree._Element) -> None:
    """The LaTeX of a formula beside it, as readers may copy it (MathML Core, 5.1).

    It has its namespace without a prefix, since some readers parse EPUB as HTML.
    """
    own = etree.Element(formula.tag, dict(formula.attrib), {None: MATHML})
    own.tail, formula.tail = formula.tail, None
    if "display" in formula.getparent().get("class", "").split():
        formula.getparent().set("tabindex", "0")  # scrolls where it is wider than the screen
    formula.getparent().replace(formula, own)
    tex = formula.get("alttext")
    holder = etree.SubElement(own, f"{{{MATHML}}}semantics") if tex and len(formula) == 1 else own
    holder.extend(list(formula))
    if holder is not own:
        note = {"encoding": "application/x-tex"}
        etree.SubElement(holder, f"{{{MATHML}}}annotation", note).text = tex


def _label_way_back(link: etree._Element, words: Words) -> None:
    """An arrow is no name that a screen reader could read out."""
    if "aria-label" not in link.attrib:
        link.set("aria-label", words["back_to_text"])
        if words.foreign:
            link.set("lang", words.lang)
            link.set(XML_LANG, words.lang)


def _label_chapter(chapter: etree._Element) -> None:
    """A chapter is called what its first heading says that is no callout's."""
    heading = next((each for each in chapter.iter(*_HEADINGS) if _may_name(each)), None)
    if heading is not None and not {"aria-label", "aria-labelledby"} & set(chapter.attrib):
        chapter.set("aria-labelledby", heading.get("id"))


def _may_name(heading: etree._Element) -> bool:
    return bool(heading.get("id")) and not is_callout_title(heading)


def _prepare_tables(tree: etree._Element) -> None:
    for head in list(tree.iter(f"{{{XHTML}}}th")):
        _make_a_cell_if_empty(head)
    for table in list(tree.iter(f"{{{XHTML}}}table")):
        prepare_for_phones(table)


def _make_a_cell_if_empty(head: etree._Element) -> None:
    """A head that says nothing heads nothing: it is a cell, as the corner of a table is."""
    if len(head) == 0 and not (head.text or "").strip():
        head.tag = f"{{{XHTML}}}td"
        for name in ("scope", "abbr"):
            head.attrib.pop(name, None)
