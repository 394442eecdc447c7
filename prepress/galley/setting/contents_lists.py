"""Contents lists: the headings of a chapter, or of the whole book, as links where the author asks
for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml import etree

from prepress.text.xhtml import HEADINGS, has_class, is_callout_title, plain_text

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft
    from prepress.layouts.words import Words
    from prepress.manuscript.metadata import Metadata

_HERE = "contents-here"
#: Headings that their author leaves out of every list (Pandoc, kramdown).
_UNLISTED = frozenset({"unlisted", "no_toc", "no-toc"})
#: How many levels of headings are listed.
_DEEPEST = 3


def set_contents_lists(drafts: Sequence[Draft], metadata: Metadata, words: Words) -> None:
    """Put a list of links into each place that is marked for one; where there is nothing to list,
    the mark goes. What is no book may ask for its contents in its metadata.
    """
    if metadata.toc and metadata.layout != "book":
        _mark_contents(drafts, words)
    for draft in drafts:
        marks = [each for each in draft.elements("div") if has_class(each, "div", _HERE)]
        for mark in marks:
            own = _headings([draft], mark)
            is_whole = has_class(mark, "div", "whole") or len(own) < 2
            depth = metadata.toc_depth or _DEEPEST
            entries = _headings(drafts, mark, depth) if is_whole else own
            _fill(mark, entries, words)
        for repeated in [each for each in marks if each.get("role")][1:]:
            _leave_landmark(repeated)


def _mark_contents(drafts: Sequence[Draft], words: Words) -> None:
    """Mark the place before the first chapter's words for a list of all headings, with a title; not
    where the author has a list in the text.
    """
    if not drafts or any(
        has_class(each, "div", _HERE) for draft in drafts for each in draft.elements("div")
    ):
        return
    tree = drafts[0].tree
    mark = etree.Element("div", {"class": f"{_HERE} whole", "data-title": words["contents"]})
    mark.tail, tree.text = tree.text, None
    tree.insert(0, mark)


def _headings(
    drafts: Sequence[Draft], mark: etree._Element, depth: int = _DEEPEST
) -> list[etree._Element]:
    """The headings to be listed: not the one right above the `mark`, which is the list's own, nor a
    lone title above all others.
    """
    found = [
        heading
        for draft in drafts
        for heading in draft.elements(*HEADINGS)
        if _is_listed(heading) and heading is not mark.getprevious()
    ]
    highest = min((_level(each) for each in found), default=0)
    tops = [each for each in found if _level(each) == highest]
    if len(tops) == 1 and tops[0] is found[0] and len(found) > 1:
        found.remove(tops[0])
        highest = min(_level(each) for each in found)
    return [each for each in found if _level(each) < highest + depth]


def _is_listed(heading: etree._Element) -> bool:
    """Whether it has words and its author does not leave it out; what stands in notes is no part of
    the text, and a callout's title no heading for those who ask for this list.
    """
    if is_callout_title(heading) or is_unlisted(heading):
        return False
    return bool(plain_text(heading)) and not _is_in_notes(heading)


def is_unlisted(heading: etree._Element) -> bool:
    """Whether its author leaves it out of every list."""
    return not _UNLISTED.isdisjoint((heading.get("class") or "").split())


def _level(heading: etree._Element) -> int:
    return int(heading.tag[1])


def _is_in_notes(heading: etree._Element) -> bool:
    return any(has_class(each, "section", "notes") for each in heading.iterancestors())


def _fill(mark: etree._Element, headings: Sequence[etree._Element], words: Words) -> None:
    if not headings:
        parent = mark.getparent()
        assert parent is not None, "a mark stands in a chapter"
        parent.remove(mark)
        return
    title = mark.get("data-title")
    mark.attrib.clear()
    mark.attrib.update(
        {"class": "contents-list", "role": "navigation", "aria-label": words["contents"]}
    )
    if title:
        heading = etree.SubElement(mark, "p", {"class": "callout-title"})
        heading.text = title
    mark.append(_list(list(headings)))


def _leave_landmark(contents: etree._Element) -> None:
    """Let the first list of a chapter alone be a landmark, since two need two names (axe's rule
    `landmark-unique`).
    """
    del contents.attrib["role"], contents.attrib["aria-label"]


def _list(headings: list[etree._Element]) -> etree._Element:
    """A list of `headings`, in each item those that stand below it."""
    group = etree.Element("ol")
    while headings:
        first = headings.pop(0)
        end = next(
            (at for at, each in enumerate(headings) if _level(each) <= _level(first)), len(headings)
        )
        item = etree.SubElement(group, "li")
        link = etree.SubElement(
            item, "a", {"class": "contents-link", "href": f"#{first.get('id')}"}
        )
        link.text = plain_text(first)
        if end:
            item.append(_list(headings[:end]))
        del headings[:end]
    return group
