"""Setting the glossary: its lists as such for reading systems, and a link to each term where a
chapter first uses it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml import etree

from prepress.findings import Finding
from prepress.galley.setting.draft import ascii_name, unique_name
from prepress.galley.setting.glossary.first_uses import FirstUses
from prepress.galley.setting.glossary.terms import (
    Glossary,
    GlossaryTerm,
    glossaries_in,
    is_called_glossary,
    terms_of,
)
from prepress.text.xhtml import add_class, plain_text

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft
    from prepress.layouts.words import Words


def may_have_glossary(drafts: Sequence[Draft]) -> bool:
    """Whether it is worth the while to look for a glossary."""
    return any(is_called_glossary(each) or "glossary" in each.chapter.text for each in drafts)


def set_glossary(drafts: Sequence[Draft], lang: str, words: Words) -> list[Finding]:
    """Link the terms of the book's glossaries; a term that is explained twice, or never used, is
    said.
    """
    glossaries = list(glossaries_in(drafts))
    taken = _taken_ids(drafts)
    findings: list[Finding] = []
    terms: dict[str, GlossaryTerm] = {}
    for glossary in glossaries:
        own = list(terms_of(glossary))
        for term in own:
            findings += _add(terms, term, taken)
        if not own:
            findings.append(_empty(glossary))
        _set_apart(glossary, words, taken, _level(glossary, drafts))
    if not terms:
        return findings
    apart = {glossary.draft.id for glossary in glossaries if is_called_glossary(glossary.draft)}
    uses = FirstUses({form: each.element.get("id", "") for form, each in terms.items()}, lang)
    linked = _linked_by_hand(drafts)
    for tree in [draft.tree for draft in drafts if draft.id not in apart]:
        linked |= uses.link_in(tree)
    unused = dict.fromkeys(term for term in terms.values() if term.element.get("id") not in linked)
    return [*findings, *map(_unused, unused)]


def _taken_ids(drafts: Sequence[Draft]) -> set[str]:
    taken = {element.get("id", "") for draft in drafts for element in draft.elements()}
    return taken | {draft.id for draft in drafts}


def _add(terms: dict[str, GlossaryTerm], term: GlossaryTerm, taken: set[str]) -> list[Finding]:
    first = next((terms[form] for form in term.forms if form in terms), None)
    if term.element.get("id") is None:
        name = f"term-{ascii_name(term.words) or 'glossary'}"
        term.element.set("id", unique_name(name, taken))
    for form in term.forms:
        terms.setdefault(form, term)
    if first is None:
        return []
    place = first.draft.place(first.element)
    what = f"The glossary explains “{term.words}” here, and before in {place}."
    hint = "Make one of the two; links lead to the first."
    return [Finding("Q-007", term.draft.place(term.element), what, hint)]


def _linked_by_hand(drafts: Sequence[Draft]) -> set[str]:
    """What the author's own links lead to."""
    return {
        link.get("href", "")[1:]
        for draft in drafts
        for link in draft.elements("a")
        if link.get("href", "").startswith("#")
    }


def _level(glossary: Glossary, drafts: Sequence[Draft]) -> int:
    """The level of a heading for it: a chapter's, where the others have such."""
    is_chapter = len(drafts) > 1 and glossary.root is glossary.draft.tree
    return 1 if is_chapter and any(draft.tree.find(".//h1") is not None for draft in drafts) else 2


def _set_apart(glossary: Glossary, words: Words, taken: set[str], level: int) -> None:
    """Put what belongs to a glossary into a section that says so, below a heading."""
    if glossary.root is not glossary.draft.tree:
        section = glossary.root
        section.tag = "section"
    elif glossary.lists:
        section = _around(glossary.lists)
    else:
        return
    add_class(section, "glossary")
    section.set("class", " ".join(dict.fromkeys(section.get("class", "").split())))
    section.set("role", "doc-glossary")
    heading = glossary.heading
    if heading is None:
        heading = etree.Element(f"h{level}", {"id": unique_name("glossary", taken)})
        said = heading
        if words.foreign:
            said = etree.SubElement(heading, "span", {"lang": words.lang, "dir": words.dir})
        said.text = words["glossary"]
        section.insert(0, heading)
    section.set("aria-labelledby", heading.get("id", ""))


def _around(lists: Sequence[etree._Element]) -> etree._Element:
    """A section around all lists of a chapter, and what stands between them."""
    parent = lists[0].getparent()
    assert parent is not None, "a list stands in a chapter"
    last = [each for each in lists if each.getparent() is parent][-1]
    start, end = parent.index(lists[0]), parent.index(last)
    section = etree.Element("section")
    inside = parent[start : end + 1]
    section.tail, last.tail = last.tail, "\n"
    parent.insert(start, section)
    section.extend(inside)
    return section


def _empty(glossary: Glossary) -> Finding:
    what = "This glossary explains no term that could be linked to."
    hint = "Write the term on a line of its own, and below it : and what it means."
    return Finding("Q-007", glossary.draft.place(glossary.root), what, hint)


def _unused(term: GlossaryTerm) -> Finding:
    what = f"The glossary explains “{plain_text(term.element)}”, which no chapter says."
    hint = "Take it out, or write the other words for it on lines of their own below it."
    return Finding("Q-006", term.draft.place(term.element), what, hint)
