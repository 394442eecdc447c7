"""Cross-references: figures, tables, listings, equations and sections that the text refers to,
called by their kind and number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from prepress.findings import Finding
from prepress.galley.markup.reference_forms import (
    REFERENCE,
    Cite,
    WrittenReference,
    parse_reference,
)
from prepress.galley.setting.part_headings import APPENDIX_WORD
from prepress.galley.setting.reference_targets import (
    ALWAYS_NUMBERED,
    Target,
    equation_number,
    forms_of,
    is_numbered_id,
    targets_of,
)
from prepress.galley.setting.theorems import number_theorem
from prepress.text.suggestions import Likenesses
from prepress.text.xhtml import add_class, add_text, plain_text

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft
    from prepress.galley.setting.ids import Ids
    from prepress.layouts.words import Words

#: What is called by its number, but has no caption that could say it.
_HEADED = frozenset({"chapter_number", "section_number", APPENDIX_WORD})
#: What an author has written before the number of a page, in the languages of the catalogues.
_PAGE_BEFORE = re.compile(
    r"\b(?:pages?|pp?\.|Seiten?|S\.|páginas?|págs?\.|trang|الصفحة)[\s\u00a0]*\Z",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(r"[.!?…][\"”’»)]*\s+\Z")
_PAGE = "page"


def written_references(draft: Draft) -> Iterator[tuple[etree._Element, WrittenReference]]:
    """The references of a chapter that are not yet set, in reading order."""
    for element in draft.elements("span"):
        written = element.get(REFERENCE)
        if written is not None:
            yield element, parse_reference(written)


def set_cross_references(
    drafts: Sequence[Draft],
    ids: Ids,
    words: Words,
    sources: frozenset[str],
    always: frozenset[str] = frozenset(),
) -> list[Finding]:
    """Number what is referred to, and the kinds that are `always` numbered, and set each reference
    as a link that says its kind and number.

    A key among the `sources` of a bibliography is a citation, and left for it. Where a reference
    leads nowhere, its words are set and a finding says so.
    """
    references = _References(drafts, ids, words, sources)
    described = [each for draft in drafts for each in _described_by_caption(draft)]
    findings = [found for draft in drafts for found in references.set_in(draft)]
    for image, caption in described:
        image.set("alt", plain_text(caption))
    for draft in drafts:
        references.fill_empty_links(draft)
    references.number_captions(always)
    return findings


def _described_by_caption(draft: Draft) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Each picture whose caption describes it too and holds a reference, with that caption."""
    for figure in draft.elements("figure"):
        image, caption = figure.find("img"), figure.find("figcaption")
        if image is None or caption is None or caption.find(f".//span[@{REFERENCE}]") is None:
            continue
        if image.get("alt") == plain_text(caption):
            yield image, caption


class _References:
    """The targets of a book and what refers to them."""

    def __init__(
        self, drafts: Sequence[Draft], ids: Ids, words: Words, sources: frozenset[str]
    ) -> None:
        self._ids = ids
        self._words = words
        self._sources = sources
        self._targets = targets_of(drafts, ids)
        self._used: set[str] = set()
        self._likenesses = Likenesses()
        self._known = cache(self._names_known_in)

    def set_in(self, draft: Draft) -> Iterator[Finding]:
        """Set the references of a chapter."""
        for element, reference in written_references(draft):
            if not all(self._is_ours(cite.key, reference) for cite in reference.cites):
                continue
            found = [self._find(cite.key, draft) for cite in reference.cites]
            for cite, target in zip(reference.cites, found, strict=True):
                if target is None:
                    yield self._unknown(cite.key, draft, element, reference)
            self._set(element, reference, found)

    def number_captions(self, always: frozenset[str]) -> None:
        """Say the number of everything that is of a kind to which something refers, or is `always`
        numbered.
        """
        kinds = (self._used | always | ALWAYS_NUMBERED) - _HEADED
        for target in self._targets.values():
            if target.number and target.word in kinds:
                self._say_number(target)

    def fill_empty_links(self, draft: Draft) -> None:
        """Links without words say what they lead to: `[](#x)`, as in Quarto and MyST."""
        for link in draft.elements("a"):
            href = link.get("href")
            if not href or len(link) or (link.text or "").strip():
                continue
            target = self._targets.get(unquote(href[1:])) if href.startswith("#") else None
            if target is None:
                link.text = href.removeprefix("#")
            else:
                self._used.add(target.word)
                self._fill(link, target, self._label(target))

    def _is_ours(self, key: str, reference: WrittenReference) -> bool:
        if key in self._sources:
            return False
        return is_numbered_id(key) or reference.written.startswith("\\")

    def _find(self, key: str, draft: Draft) -> Target | None:
        """What `key` leads to: in its own chapter first, written with a colon or a hyphen."""
        own = self._ids.by_file[draft.chapter.file]
        for form in forms_of(key):
            settled = own.get(form) or self._ids.anywhere(form)
            if settled is not None and settled in self._targets:
                self._used.add(self._targets[settled].word)
                return self._targets[settled]
        return None

    def _label(self, target: Target) -> str:
        return self._numbered(target) if target.number else target.title

    def _numbered(self, target: Target) -> str:
        """What a target is called with its number."""
        if target.word == APPENDIX_WORD:
            return self._words.fill(target.word, letter=target.number)
        if target.word.endswith("_number"):
            return self._words.fill(target.word, number=target.number)
        name = self._words[target.word]
        return self._words.fill("numbered_name", name=name, number=target.number)

    def _set(
        self,
        element: etree._Element,
        reference: WrittenReference,
        found: Sequence[Target | None],
    ) -> None:
        """A link for each target; bare words where there is none."""
        element.attrib.pop(REFERENCE)
        element.text = None
        is_page = reference.is_page or _asks_for_page(element)
        if is_page:
            reference = replace(reference, is_number=False)
        begins = is_page and _take_page_before(element)
        for index, (cite, target) in enumerate(zip(reference.cites, found, strict=True)):
            add_text(element, ", " if index else "")
            add_text(element, cite.prefix and f"{cite.prefix}\u00a0")
            if target is None:
                add_text(element, cite.key)
            else:
                link = etree.SubElement(element, "a", {"href": f"#{target.id}"})
                self._fill(link, target, self._text(target, cite, reference))
                if is_page:
                    _ask_for_page(link, begins=begins and index == 0)
            add_text(element, _behind(cite, reference))
        element.set("class", "cross-references")

    def _text(self, target: Target, cite: Cite, reference: WrittenReference) -> str:
        bare = reference.is_number or cite.hidden or bool(cite.prefix)
        if target.number and bare:
            is_equation = reference.written.startswith("\\eqref")
            return f"({target.number})" if is_equation else target.number
        return self._label(target)

    def _fill(self, link: etree._Element, target: Target, text: str) -> None:
        """Say `text` in a link. Who reads on paper finds a number without being told its page."""
        link.text = text
        if target.number:
            link.text = text.replace(" ", "\u00a0", 1)
            add_class(link, "cross-reference")
            if self._words.foreign and not text.isdigit():
                link.set("lang", self._words.lang)

    def _say_number(self, target: Target) -> None:
        label = self._numbered(target)
        if number_theorem(target.element, label):
            return
        if target.word == "equation_number":
            if equation_number(target.element) is not None:
                return
            number = etree.SubElement(target.element, "span", {"class": "equation-number"})
            number.text = f"({target.number})"
            return
        caption = _caption_of(target.element)
        if plain_text(caption) == self._words.catalogue.get(target.word):
            caption.text = None  # a callout without a title of its own
        has_words = bool(len(caption) or (caption.text or "").strip())
        said = self._words.fill("numbered_caption", label=label) if has_words else label
        number = etree.Element("span", {"class": "caption-number"})
        if self._words.foreign:
            number.attrib.update({"lang": self._words.lang, "dir": self._words.dir})
        number.text = said.replace(" ", "\u00a0")
        number.tail = f" {(caption.text or '').lstrip()}" if has_words else None
        caption.text = None
        caption.insert(0, number)

    def _names_known_in(self, file: str) -> list[str]:
        """What a reference in the chapter `file` may name, its own first."""
        own = [written for written in self._ids.by_file[file] if is_numbered_id(written)]
        return own + [target.id for target in self._targets.values() if is_numbered_id(target.id)]

    def _unknown(
        self, key: str, draft: Draft, element: etree._Element, reference: WrittenReference
    ) -> Finding:
        near = self._likenesses.nearest(key, self._known(draft.chapter.file), 0.5)
        hint = f"Did you mean “{near}”?" if near else _how_to_name(key)
        what = f"“{reference.written}” refers to “{key}”, which nothing here is called."
        return Finding("Q-001", draft.place(element, reference.written), what, hint)


def _how_to_name(key: str) -> str:
    return f"Write {{#{key}}} behind the picture, caption, heading or formula that is meant."


def _asks_for_page(element: etree._Element) -> bool:
    """Whether the author wants the page of what is referred to: `[@fig-x]{.page}`."""
    around = element.getparent()
    own = (element.get("class") or "").split()
    outer = (around.get("class") or "").split() if around is not None else []
    if around is not None and around.tag == "span" and _PAGE in outer:
        around.attrib.pop("class")
        return True
    return _PAGE in own


def _take_page_before(element: etree._Element) -> bool:
    """Take the author's own word for a page away from before a reference, since it stands where
    there are pages alone; whether the reference begins a sentence.
    """
    around, before = _place_of_words_before(element)
    holder, name = (around, "text") if before is None else (before, "tail")
    text = (getattr(holder, name) if holder is not None else "") or ""
    if found := _PAGE_BEFORE.search(text):
        text = text[: found.start()]
        setattr(holder, name, text)
    return bool(_ENDS_SENTENCE.search(text)) if text.strip() else before is None


def _place_of_words_before(
    element: etree._Element,
) -> tuple[etree._Element | None, etree._Element | None]:
    """What a reference stands in, not counting spans that begin with it, and what stands before it
    there.
    """
    around = element.getparent()
    while around is not None and around.tag == "span" and element.getprevious() is None:
        if (around.text or "").strip():
            break
        element, around = around, around.getparent()
    return around, element.getprevious()


def _ask_for_page(link: etree._Element, *, begins: bool) -> None:
    """Paper says the page in the place of the words; `begins` says that they begin a sentence."""
    names = ["page-reference", *(["begins-sentence"] if begins else [])]
    link.set("class", " ".join([*(link.get("class") or "").split(), *names]))


def _caption_of(element: etree._Element) -> etree._Element:
    """The caption of a figure, table or piece of code, which is added where there is none."""
    if element.tag in ("img", "span"):
        return _caption_around(element)
    if element.tag == "aside" and len(element):
        return element[0]  # its title
    found = _last_paragraph(element) if element.tag == "div" else None
    if found is None:
        found = next(element.iter("figcaption", "caption"), None)
    if found is None:
        found = next((each for each in element.iter("span") if _is_file_name(each)), None)
    return _add_caption(element) if found is None else found


def _last_paragraph(box: etree._Element) -> etree._Element | None:
    """The words below the content of a box, which are its caption in Quarto."""
    last = box[-1] if len(box) > 1 else None
    if last is None or last.tag != "p" or last.find(".//img") is not None:
        return None
    return last


def _add_caption(element: etree._Element) -> etree._Element:
    if element.tag == "figure":
        return etree.SubElement(element, "figcaption")
    is_table = element.tag == "table"
    caption = etree.Element("caption" if is_table else "p")
    if not is_table:
        caption.set("class", "caption")
    element.insert(0, caption)
    return caption


def _caption_around(element: etree._Element) -> etree._Element:
    """The caption of the figure around a picture; a picture in a line of text has none and is given
    one behind it.
    """
    figure = next(element.iterancestors("figure"), None)
    if figure is not None:
        return _caption_of(figure)
    caption = etree.Element("span", {"class": "caption"})
    caption.tail, element.tail = element.tail, " "
    element.addnext(caption)
    return caption


def _is_file_name(element: etree._Element) -> bool:
    return "filename" in element.get("class", "").split()


def _behind(cite: Cite, reference: WrittenReference) -> str:
    if not cite.suffix:
        return ""
    if reference.in_text:
        return f" [{cite.suffix}]"
    return cite.suffix if cite.suffix[0] in ",.:;)" else f" {cite.suffix}"
