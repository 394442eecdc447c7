"""The list of sources: at the end of the book, or where the author has left room for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lxml import etree

from prepress.galley.setting.draft import unique_name
from prepress.text.xhtml import HEADINGS, add_class, is_callout_title

if TYPE_CHECKING:
    from prepress.galley.setting.citation_style import CitationStyle
    from prepress.galley.setting.draft import Draft
    from prepress.layouts.words import Words

_ADDRESS = re.compile(
    r"(?P<url>https?://[^\s<>\"“”]*[^\s<>\"“”.,;:)\]])"
    r"|(?P<sign>\bdoi:\s?)(?P<doi>10\.\d{4,9}/[^\s<>\"“”]*[^\s<>\"“”.,;:)\]])",
    re.IGNORECASE,
)


class SourceList:
    """The list of a style's sources. `anchors` are the ids of its entries, `back` those of the
    citations of each.
    """

    def __init__(
        self,
        style: CitationStyle,
        anchors: Mapping[str, str],
        words: Words,
        back: Mapping[str, Sequence[str]],
    ) -> None:
        self._style = style
        self._anchors = anchors
        self._words = words
        self._back = back

    def place(self, drafts: Sequence[Draft], taken: set[str]) -> None:
        """Put the list into the element with the id `refs`, as in Pandoc, else behind the last
        chapter's text: below the heading that ends it, or below one of its own.
        """
        for draft in drafts:
            for element in draft.elements("div", "section"):
                if element.get("id") == "refs":
                    self._fill(element)
                    return
        tree = drafts[-1].tree
        notes = [each for each in tree if "notes" in each.get("class", "").split()]
        at = tree.index(notes[0]) if notes else len(tree)
        section = etree.Element("section")
        section.tail = "\n"
        last = tree[at - 1] if at else None
        if last is not None and last.tag in HEADINGS and not (last.tail or "").strip():
            tree.insert(at, section)
            section.set("aria-labelledby", last.get("id", ""))
        else:
            heading = etree.SubElement(section, self._level(drafts))
            heading.set("id", unique_name("references", taken))
            self._say(heading, "references")
            section.set("aria-labelledby", heading.get("id", ""))
            tree.insert(at, section)
        self._fill(section)

    def _level(self, drafts: Sequence[Draft]) -> str:
        """A chapter's heading where there are several, else that of a section."""
        if len(drafts) == 1:
            return "h2"
        found = drafts[-1].elements(*HEADINGS)
        return next((each.tag for each in found if not is_callout_title(each)), "h2")

    def _fill(self, section: etree._Element) -> None:
        section.tag = "section"
        add_class(section, "sources")
        section.set("role", "doc-bibliography")
        if not {"aria-labelledby", "aria-label"} & set(section.attrib):
            section.set("aria-label", self._words["references"])
        numeric = self._style.form.is_numeric
        entries = etree.SubElement(section, "ol" if numeric else "ul")
        entries.set("class", "source-list" if numeric else "source-list by-author")
        for key, entry in self._style.entries():
            item = etree.SubElement(entries, "li", {"id": self._anchors[key]})
            item.append(entry)
            entry.set("class", "source")
            _keep_whole(entry)
            _link_addresses(entry)
            self._lead_back(item, self._back.get(key, ()))
        entries.tail = "\n"

    def _lead_back(self, item: etree._Element, calls: Sequence[str]) -> None:
        for number, call in enumerate(calls, 1):
            _add_space(item)
            link = etree.SubElement(item, "a", {"class": "note-back", "role": "doc-backlink"})
            link.set("href", f"#{call}")
            label = self._words["back_to_text"]
            link.set("aria-label", label if len(calls) == 1 else f"{label} ({number})")
            link.text = "↩"

    def _say(self, element: etree._Element, key: str) -> None:
        if not self._words.foreign:
            element.text = self._words[key]
            return
        said = etree.SubElement(element, "span", {"lang": self._words.lang, "dir": self._words.dir})
        said.text = self._words[key]


def _add_space(item: etree._Element) -> None:
    last = item[-1]
    last.tail = (last.tail or "") + " "


def _keep_whole(entry: etree._Element) -> None:
    """A volume's number is not to be broken, which the layout engine does before a bracket."""
    for part in entry.iter("i", "b"):
        if part.text and len(part) == 0 and " " not in part.text:
            part.set("class", "whole")


def _link_addresses(entry: etree._Element) -> None:
    """Addresses and DOIs as links."""
    for element in list(entry.iter()):
        _link_text(element, is_tail=False)
        if element is not entry:
            _link_text(element, is_tail=True)


def _link_text(element: etree._Element, *, is_tail: bool) -> None:
    text = (element.tail if is_tail else element.text) or ""
    found = list(_ADDRESS.finditer(text))
    if not found:
        return
    starts = [each.start("url") if each["url"] else each.start("doi") for each in found]
    links = [_address_link(each) for each in found]
    for link, each, stop in zip(links, found, [*starts[1:], len(text)], strict=True):
        link.tail = text[each.end() : stop]
    if is_tail:
        element.tail = text[: starts[0]]
        for link in reversed(links):
            _add_behind(element, link)
    else:
        element.text = text[: starts[0]]
        element[:0] = links


def _address_link(found: re.Match[str]) -> etree._Element:
    link = etree.Element("a", {"href": found["url"] or f"https://doi.org/{found['doi']}"})
    link.text = found["url"] or found["doi"]
    return link


def _add_behind(element: etree._Element, link: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None, "what has a tail has a parent"
    parent.insert(parent.index(element) + 1, link)
