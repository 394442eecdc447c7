"""Setting the index: a section with the entries under their letters, where the author has left room
for it, else at the end of the book.

Each entry leads to the sections in which it is marked, called by their names. Paper puts the
numbers of pages in their place: `INDEX_MARKS` says of each link which marks it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from lxml import etree

from prepress.errors import Place
from prepress.findings import Finding
from prepress.galley.galley import INDEX_MARKS
from prepress.galley.setting.book_index.entries import IndexEntry, by_letter, entries_of
from prepress.galley.setting.book_index.named_sections import NamedSection, sections_of
from prepress.galley.setting.book_index.written_marks import IndexMark, read_marks
from prepress.galley.setting.draft import Draft, ascii_name, unique_name
from prepress.text.separators import signs_between
from prepress.text.suggestions import nearest
from prepress.text.xhtml import HEADINGS, add_text, has_class, is_callout_title, plain_text

if TYPE_CHECKING:
    from prepress.layouts.words import Words
    from prepress.manuscript.metadata import Metadata

_PLACE = re.compile(r"[ >]*(?::{3,}\s*\{?[^}\n]*(?<![\w-])index\b|\\printindex)")
_NAMES = frozenset({"index", "book-index", "general-index", "subject-index"})
_SIGNS = (".index", "index-mark", r"\index", r"\printindex", "::: index", ":::index")


def may_have_index(drafts: Sequence[Draft]) -> bool:
    """Whether it is worth the while to look for marks, or for the place of an index."""
    return any(
        _is_called_index(draft) or any(sign in draft.chapter.text for sign in _SIGNS)
        for draft in drafts
    )


def set_index(drafts: list[Draft], metadata: Metadata, words: Words) -> list[Finding]:
    """Set the index of the book. Where it has no place of its own and there are several chapters,
    it is one more of `drafts`.
    """
    read = read_marks(drafts)
    findings = list(read.findings)
    places = [
        (draft, element)
        for draft in drafts
        for element in draft.elements("div")
        if has_class(element, "div", "index")
    ]
    for at, (draft, place) in enumerate(places):
        if at or not read.marks:
            number = [each for each, _ in places[:at]].count(draft)
            findings.append(_needless(draft, number, has_marks=bool(read.marks)))
            _remove(place)
    if not read.marks:
        return findings
    setter = _IndexSetter(drafts, read.marks, metadata, words)
    section, level = setter.section_at(places[0][1] if places else None)
    findings += setter.fill(section, level)
    return findings


class _IndexSetter:
    """Sets the index of the `marks`; `_anchors` has the id of each entry that is set."""

    def __init__(
        self,
        drafts: list[Draft],
        marks: Sequence[IndexMark],
        metadata: Metadata,
        words: Words,
    ) -> None:
        self._drafts = drafts
        self._words = words
        self._lang = metadata.lang
        self._whole = entries_of(marks)
        ends = [mark.end for mark in marks if mark.end is not None]
        title = metadata.title
        self._sections = sections_of(drafts, {*ends, *(mark.element for mark in marks)}, title)
        self._taken = {element.get("id", "") for draft in drafts for element in draft.elements()}
        self._taken |= {draft.id for draft in drafts}
        self._anchors: dict[str, str] = {}
        self._ids: dict[int, str] = {}
        self._unknown: list[Finding] = []
        for mark in marks:
            if mark.has_place:
                self._name(mark.element, mark.path[0].words)
                if mark.end is not None:
                    self._name(mark.end, mark.path[0].words)

    def section_at(self, place: etree._Element | None) -> tuple[etree._Element, int]:
        """The section that will hold the index, and the level of the heading above it."""
        if place is not None:
            place.tag = "section"
            heading = _heading_of(place)
            level = _level(heading) if heading is not None else 2
            if heading is None:
                heading = self._add_heading(place, level)
            return self._labelled(place, heading), level
        own = _own_chapter_of(self._drafts)
        if own is not None:
            section = etree.SubElement(own.tree, "section", {"class": "index"})
            section.tail = "\n"
            heading = next((each for each in own.elements(*HEADINGS) if plain_text(each)), None)
            if heading is None:
                heading = self._add_heading(section, 1)
            return self._labelled(section, heading), _level(heading)
        if len(self._drafts) > 1:
            return self._own_chapter()
        tree = self._drafts[-1].tree
        notes = [each for each in tree if "notes" in each.get("class", "").split()]
        section = etree.Element("section", {"class": "index"})
        section.tail = "\n"
        tree.insert(tree.index(notes[0]) if notes else len(tree), section)
        return self._labelled(section, self._add_heading(section, 2)), 2

    def fill(self, section: etree._Element, level: int) -> list[Finding]:
        """Put the entries into the section."""
        section.set("role", "doc-index")
        groups = by_letter(self._whole, self._lang)
        self._give_ids()
        letters = etree.SubElement(section, "div", {"class": "index-columns"})
        for letter, entries in groups:
            group = etree.SubElement(letters, "div", {"class": "index-group"})
            tag = f"h{min(6, level + 1)}"
            heading = etree.SubElement(group, tag, {"class": "index-letter unlisted"})
            name = ascii_name(letter) or "signs"
            heading.set("id", unique_name(f"index-{name}", self._taken))
            if letter:
                heading.text = letter
            else:
                self._say(heading, "index_symbols")
            self._add_entries(group, entries)
        section.tail = "\n"
        return self._unknown

    def _own_chapter(self) -> tuple[etree._Element, int]:
        last = self._drafts[-1]
        stem = unique_name("index", {each.stem for each in self._drafts})
        while f"chapter-{stem}" in self._taken:
            stem = f"{stem}-2"
        self._taken.add(f"chapter-{stem}")
        tree = etree.Element("div")
        section = etree.SubElement(tree, "section", {"class": "index"})
        chapter = last.chapter
        if chapter.role:
            chapter = replace(chapter, role="index", matter="back")
        self._drafts.append(Draft(chapter, stem, tree, (), last.source))
        level = 1 if any(draft.tree.find(".//h1") is not None for draft in self._drafts) else 2
        return self._labelled(section, self._add_heading(section, level)), level

    def _add_heading(self, section: etree._Element, level: int) -> etree._Element:
        heading = etree.Element(f"h{level}", {"id": unique_name("index", self._taken)})
        heading.tail, section.text = section.text, None
        section.insert(0, heading)
        self._say(heading, "index")
        return heading

    @staticmethod
    def _labelled(section: etree._Element, heading: etree._Element) -> etree._Element:
        section.set("aria-labelledby", heading.get("id", ""))
        return section

    def _name(self, element: etree._Element, words: str) -> None:
        if element.get("id") is None:
            element.set("id", unique_name(f"mark-{ascii_name(words) or 'index'}", self._taken))

    def _give_ids(self) -> None:
        """Every entry that something may lead to has an id: those of the first level, which are
        found by their words in any case of letters.
        """
        for entry in self._whole.below.values():
            name = ascii_name(entry.term.words) or "entry"
            anchor = unique_name(f"index-{name}", self._taken)
            self._ids[id(entry)] = anchor
            for term in entry.terms:
                self._anchors.setdefault(term.key.casefold(), anchor)

    def _add_entries(self, holder: etree._Element, entries: Sequence[IndexEntry]) -> None:
        listed = etree.SubElement(holder, "ul", {"class": "index-entries"})
        for entry in entries:
            item = etree.SubElement(listed, "li", {"class": "index-entry"})
            if id(entry) in self._ids:
                item.set("id", self._ids[id(entry)])
            item.append(_term(entry))
            self._add_places(item, entry)
            below = entry.sorted_below(self._lang)
            has_more = bool(entry.marks or below)
            for see in [("index_see", entry.see)] if entry.see else []:
                self._add_references(item, *see)
            if below:
                self._add_entries(item, below)
            if entry.also:
                self._add_references(item, "index_see_also", entry.also, apart=has_more)

    def _add_places(self, item: etree._Element, entry: IndexEntry) -> None:
        groups: dict[tuple[NamedSection, NamedSection, bool], list[IndexMark]] = {}
        for mark in entry.marks:
            start = self._sections[mark.element]
            end = start if mark.end is None else self._sections[mark.end]
            groups.setdefault((start, end, mark.is_main), []).append(mark)
        if not groups:
            return
        places = etree.SubElement(item, "span", {"class": "index-places"})
        semicolon = signs_between(self._lang)[1]
        places.text = ": " if semicolon == "; " else "："
        if self._lang.startswith("fr"):
            places.text = "\u00a0: "
        for (start, end, is_main), marks in groups.items():
            if len(places):
                places[-1].tail = semicolon
            holder = etree.SubElement(places, "strong") if is_main else places
            link = etree.SubElement(holder, "a", {"class": "index-locator"})
            link.set("href", f"#{marks[0].element.get('id')}")
            link.set(INDEX_MARKS, " ".join(map(_written, marks)))
            link.text = start.name if start == end else f"{start.name} – {end.name}"

    def _add_references(
        self, item: etree._Element, key: str, others: Mapping[str, IndexMark], *, apart: bool = True
    ) -> None:
        """Lead to other entries: behind the term with `see`, below all else with `see also`."""
        comma, semicolon = signs_between(self._lang)
        is_see = key == "index_see"
        if is_see or not apart:
            add_text(item, comma)
            holder = etree.SubElement(item, "span", {"class": "index-see"})
        else:
            holder = etree.SubElement(item, "p", {"class": "index-see"})
        before, _, after = self._words[key].partition("{term}")
        for number, part in enumerate((before, after)):
            if part.strip():
                said = etree.SubElement(holder, "em")
                said.text = part.strip()
                if self._words.foreign:
                    said.attrib.update({"lang": self._words.lang, "dir": self._words.dir})
                _lead_over(holder, said, part, is_before=number == 0)
            if number == 0:
                for count, (words, mark) in enumerate(others.items()):
                    if count:
                        add_text(holder, semicolon)
                    self._refer(holder, words, mark)

    def _refer(self, holder: etree._Element, words: str, mark: IndexMark) -> None:
        anchor = self._anchors.get(words.casefold())
        if anchor is None:
            known = [entry.term.words for entry in self._whole.below.values()]
            near = nearest(words, known)
            what = f"The index leads to “{words}”, which is no entry of it."
            there = f'Mark its place: []{{.index term="{words}"}}.'
            hint = f"Did you mean “{near}”?" if near else there
            self._unknown.append(
                Finding("Q-004", mark.draft.place(mark.element, words), what, hint)
            )
            add_text(holder, words)
            return
        kind = "index-related" if mark.also == words else "index-link"
        link = etree.SubElement(holder, "a", {"class": kind, "href": f"#{anchor}"})
        link.text = words

    def _say(self, element: etree._Element, key: str) -> None:
        if not self._words.foreign:
            element.text = self._words[key]
            return
        said = etree.SubElement(element, "span", {"lang": self._words.lang, "dir": self._words.dir})
        said.text = self._words[key]


def _lead_over(holder: etree._Element, said: etree._Element, part: str, *, is_before: bool) -> None:
    """Keep the spaces between the words and the terms."""
    if is_before:
        said.tail = " " if part.endswith(" ") else None
    elif part.startswith(" "):
        holder.remove(said)
        add_text(holder, " ")
        holder.append(said)


def _term(entry: IndexEntry) -> etree._Element:
    term = entry.term
    if term.shown is None:
        found = etree.Element("span", {"class": "index-term"})
        found.text = term.words
        return found
    shown = deepcopy(term.shown)
    if shown.tag == "span":
        shown.set("class", "index-term")
        return shown
    found = etree.Element("span", {"class": "index-term"})
    found.append(shown)
    return found


def _written(mark: IndexMark) -> str:
    """The mark as the attribute has it."""
    star = "*" if mark.is_main else ""
    end = f"..{mark.end.get('id')}" if mark.end is not None else ""
    return f"{star}{mark.element.get('id')}{end}"


def _is_called_index(draft: Draft) -> bool:
    """Whether the chapter is there for the index: its file is called so, or says so."""
    role = draft.chapter.role
    if role not in ("", "chapter"):
        return bool(role == "index")
    name = PurePosixPath(draft.chapter.file).stem.lower().lstrip("0123456789-_. ")
    return name in _NAMES


def _has_words(draft: Draft) -> bool:
    """Whether there is anything but a heading, as in the text that a folder begins with."""
    return any(each.tag not in HEADINGS for each in draft.tree)


def _own_chapter_of(drafts: list[Draft]) -> Draft | None:
    """The chapter that is there for the index. The first is one only where it says nothing, and
    then it is moved to the end: an `index.md` stands first in its folder, as an introduction.
    """
    if len(drafts) > 1 and _is_called_index(drafts[0]) and not _has_words(drafts[0]):
        drafts.append(drafts.pop(0))
    return next((draft for draft in drafts[1:] if _is_called_index(draft)), None)


def _heading_of(place: etree._Element) -> etree._Element | None:
    """The heading in the place of the index, or right above it."""
    inside = next((each for each in place.iter(*HEADINGS) if plain_text(each)), None)
    if inside is not None:
        return inside
    before = place.getprevious()
    if before is None or before.tag not in HEADINGS or is_callout_title(before):
        return None
    return before


def _level(heading: etree._Element) -> int:
    return int(heading.tag[1])


def _needless(draft: Draft, number: int, *, has_marks: bool) -> Finding:
    """What is said of the place of this number, from 0, in its chapter. An empty element has no
    line of its own, so it is looked for in the text.
    """
    lines = draft.chapter.text.split("\n")
    written = [at for at, line in enumerate(lines) if _PLACE.match(line)][number : number + 1]
    first = draft.chapter.first_line
    place = Place(draft.chapter.file, first + written[0] if written else None)
    if has_marks:
        what = "The index has a place before this one already, so this one is left empty."
        return Finding("Q-005", place, what, "Delete one of the two.")
    what = "Here is room for an index, but no word of the text is marked for it."
    return Finding("Q-005", place, what, "Mark words so: [ketamine]{.index}.")


def _remove(place: etree._Element) -> None:
    parent = place.getparent()
    assert parent is not None, "a place stands in a chapter"
    children = list(place)
    at = parent.index(place)
    for child in reversed(children):
        parent.insert(at + 1, child)
    parent.remove(place)
