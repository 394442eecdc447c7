"""Ids: every anchor of the book, unique in the whole galley and stable while the words around it
change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from prepress.findings import Finding
from prepress.galley.setting.draft import Draft, unique_name
from prepress.galley.setting.site_anchors import SiteAnchors
from prepress.text.xhtml import HEADINGS, is_callout_title, plain_text

#: What the layouts of books call their own parts.
_OF_BOOKS = frozenset({"endnotes", "endnotes-title", "list-of-figures", "list-of-tables"})
_REFERRING = ("aria-labelledby", "aria-describedby", "headers")


@dataclass(frozen=True)
class Ids:
    """`by_file` maps each chapter's file to its ids as written and as settled."""

    by_file: Mapping[str, Mapping[str, str]]
    findings: tuple[Finding, ...]

    def anywhere(self, written: str) -> str | None:
        """The settled id of `written` where exactly one chapter has it."""
        settled = self._settled.get(written, ())
        return next(iter(settled)) if len(settled) == 1 else None

    @cached_property
    def _settled(self) -> dict[str, set[str]]:
        """The settled ids of each written one."""
        found: dict[str, set[str]] = {}
        for ids in self.by_file.values():
            for written, settled in ids.items():
                found.setdefault(written, set()).add(settled)
        return found


def settle_ids(drafts: Sequence[Draft]) -> Ids:
    """Give each heading an id, and each id that stands twice in the book a number.

    Ids that authors wrote go first, so that a heading made from the same words gives way; so does a
    callout's title to a heading.
    """
    taken = {"contact", "contents"}
    if any(draft.chapter.role for draft in drafts):
        taken |= _OF_BOOKS
    for draft in drafts:
        taken |= {draft.id, f"{draft.id}-notes", f"{draft.id}-addresses"}
    by_file: dict[str, dict[str, str]] = {}
    findings: list[Finding] = []
    for draft in drafts:
        ids: dict[str, str] = {}
        by_file[draft.chapter.file] = ids
        for element in draft.elements():
            written = element.get("id")
            if written is None:
                continue
            if written in ids and element.tag in HEADINGS:
                findings.append(_twice(draft, element, written))
            settled = unique_name(
                _free_of_page(re.sub(r"\s+", "-", written.strip())) or "part", taken
            )
            ids.setdefault(written, settled)
            element.set("id", settled)
    _name_headings(drafts, by_file, taken, of_callouts=False)
    _name_headings(drafts, by_file, taken, of_callouts=True)
    for draft in drafts:
        settled_ids = by_file[draft.chapter.file]
        findings += _follow(draft, settled_ids)
        for written in _title_ids(draft):
            settled_ids.setdefault(written, draft.id)
        settled_ids.update(_site_anchors(draft).others(settled_ids))
    return Ids(by_file, tuple(findings))


def _name_headings(
    drafts: Sequence[Draft],
    by_file: Mapping[str, dict[str, str]],
    taken: set[str],
    *,
    of_callouts: bool,
) -> None:
    """Give each heading that has no id one made from its words: the titles `of_callouts`, or all
    others.
    """
    for draft in drafts:
        for heading in draft.elements(*HEADINGS):
            if heading.get("id") is None and is_callout_title(heading) == of_callouts:
                made = heading_id(plain_text(heading))
                settled = unique_name(made, taken)
                by_file[draft.chapter.file].setdefault(made, settled)
                heading.set("id", settled)


def _title_ids(draft: Draft) -> tuple[str, ...]:
    """The ids of the heading that has become the title; they lead to the top of the chapter."""
    if draft.chapter.title_heading is None:
        return ()
    anchor, words = draft.chapter.title_heading
    return (anchor,) if anchor else (heading_id(words),)


def _site_anchors(draft: Draft) -> SiteAnchors:
    """The ids that other tools give the chapter's headings, also to the one that is the title."""
    anchors = SiteAnchors()
    if draft.chapter.title_heading:
        anchors.add(draft.chapter.title_heading[1], draft.id)
    for heading in draft.elements(*HEADINGS):
        if not is_callout_title(heading):
            anchors.add(plain_text(heading), heading.get("id"))
    return anchors


def heading_id(text: str) -> str:
    """The id made from a heading's words, as Pandoc makes it: lower case, hyphens, nothing before
    the first letter.
    """
    words = re.sub(r"[^\w\s.-]", "", text.casefold())
    return _free_of_page(re.sub(r"^[\W\d_]+", "", re.sub(r"\s+", "-", words.strip()))) or "section"


def _free_of_page(identifier: str) -> str:
    """`identifier`, but for `page.7`, which marks a printed page in the EPUB."""
    return re.sub(r"^page\.(?=\d+$)", "page-", identifier)


def _follow(draft: Draft, ids: Mapping[str, str]) -> Iterator[Finding]:
    """Let attributes that point at ids of the same chapter follow them; those that point at none
    are left out.
    """
    for element in draft.elements():
        for name in _REFERRING:
            if name not in element.attrib:
                continue
            settled = [ids.get(written, "") for written in element.get(name, "").split()]
            if settled and all(settled) and (name != "headers" or _are_headers(element, settled)):
                element.set(name, " ".join(settled))
                continue
            what = f"The attribute “{name}” of <{element.tag}> names no element of this chapter."
            code = "H-002" if name == "headers" else "H-003"
            yield Finding(code, draft.place(element, name), what, "Delete it, or mend it.")
            del element.attrib[name]


def _are_headers(cell: etree._Element, ids: Sequence[str]) -> bool:
    """Whether all `ids` are those of headers of the table of `cell`."""
    table = next(cell.iterancestors("table"), None)
    headers = () if table is None else table.iter("th")
    return {header.get("id") for header in headers}.issuperset(ids)


def _twice(draft: Draft, heading: etree._Element, written: str) -> Finding:
    return Finding(
        "S-001",
        draft.place(heading),
        (
            f"The id “{written}” stands twice in this chapter, so a link to it could mean either "
            f"place."
        ),
        "Give one of the headings another id.",
    )
