"""Glossary terms: what a book explains, from the definition lists of its glossary, or from the
headings there where it has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from lxml import etree

from prepress.text.xhtml import HEADINGS, has_class, is_callout_title, plain_text

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft

#: What the file of a glossary is called, without numbers before it.
_NAMES = frozenset({"glossary", "glossar", "glosario", "glossaire"})
_IN_BRACKETS = re.compile(r"(?P<outer>[^()]+?)\s*\((?P<inner>[^()]+)\)")


@dataclass(frozen=True)
class Glossary:
    """A glossary: the `root` that holds all of it in a chapter, its lists of definitions, and the
    heading above it, if any.
    """

    draft: Draft
    root: etree._Element
    lists: tuple[etree._Element, ...]
    heading: etree._Element | None


@dataclass(frozen=True)
class GlossaryTerm:
    """A term: the `element` that says it, and the forms in which the text may say it."""

    draft: Draft
    element: etree._Element
    forms: tuple[str, ...]

    @property
    def words(self) -> str:
        """The term as it stands in the glossary."""
        return plain_text(self.element)


def is_called_glossary(draft: Draft) -> bool:
    """Whether the chapter is a glossary: its file is called so, or says so."""
    if draft.chapter.role == "glossary":
        return True
    return PurePosixPath(draft.chapter.file).stem.lower().lstrip("0123456789-_. ") in _NAMES


def glossaries_in(drafts: Sequence[Draft]) -> Iterator[Glossary]:
    """The glossaries of a book: its chapters that are one, and the divisions that are called so."""
    for draft in drafts:
        places = [each for each in draft.elements("div") if has_class(each, "div", "glossary")]
        for place in places:
            before = place.getprevious()
            above = before if before is not None and before.tag in HEADINGS else None
            yield Glossary(draft, place, tuple(place.iter("dl")), _first_heading(place) or above)
        if is_called_glossary(draft) and not places:
            lists = tuple(draft.elements("dl"))
            yield Glossary(draft, draft.tree, lists, _first_heading(draft.tree))


def terms_of(glossary: Glossary) -> Iterator[GlossaryTerm]:
    """The terms of a glossary in their order; several above one definition are forms of the
    first.
    """
    if not glossary.lists:
        yield from _terms_by_heading(glossary)
    for listed in glossary.lists:
        group: list[etree._Element] = []
        for child in listed:
            if child.tag == "dt":
                group.append(child)
            elif child.tag == "dd" and group:
                forms = [form for each in group for form in _forms_of(plain_text(each))]
                yield GlossaryTerm(glossary.draft, group[0], tuple(dict.fromkeys(forms)))
                group = []


def _terms_by_heading(glossary: Glossary) -> Iterator[GlossaryTerm]:
    for heading in glossary.root.iter(*HEADINGS):
        words = plain_text(heading)
        if heading is not glossary.heading and len(words) > 1 and not is_callout_title(heading):
            yield GlossaryTerm(glossary.draft, heading, tuple(_forms_of(words)))


def _forms_of(words: str) -> list[str]:
    """The term itself, and where it says another in brackets, as in “positron emission tomography
    (PET)”, both of them.
    """
    found = _IN_BRACKETS.fullmatch(words)
    return [found["outer"], found["inner"]] if found else [words] if words else []


def _first_heading(root: etree._Element) -> etree._Element | None:
    headings = (each for each in root.iter(*HEADINGS) if not is_callout_title(each))
    return next((each for each in headings if plain_text(each)), None)
