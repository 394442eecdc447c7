"""Marked parts: what an author marks for an edition that has no room for all of the text, such as
`## In a crisis {.card}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from lxml import etree

from prepress.text.xhtml import HEADINGS, parse_xhtml, serialise_xhtml, take_out

if TYPE_CHECKING:
    from prepress.galley.galley import SetChapter

    AnyChapter = TypeVar("AnyChapter", bound=SetChapter)

_ITEMS = frozenset({"li", "dt", "dd"})
#: What can stand by itself.
_BLOCKS = frozenset(
    {*HEADINGS, "aside", "blockquote", "details", "div", "dl", "figure", "hr", "ol", "p", "pre"}
    | {"section", "table", "ul"}
)


def has_marks(chapters: Sequence[SetChapter], mark: str) -> bool:
    """Whether anything in `chapters` has the class `mark`."""
    return any(
        mark in chapter.markup
        and next(_marked(parse_xhtml(chapter.markup), mark), None) is not None
        for chapter in chapters
    )


def marked_parts(chapters: Sequence[AnyChapter], mark: str) -> tuple[AnyChapter, ...]:
    """The chapters with nothing but what has the class `mark`, and the notes that it calls.

    A heading stands for its section, up to the next heading of its level; anything else for itself.
    Links to what is left out become their words. Other chapters are left out.
    """
    parts = (_marked_part(chapter, mark) for chapter in chapters if mark in chapter.markup)
    found = tuple(part for part in parts if part.markup)
    ids = {each.get("id") for part in found for each in _all_elements(part)}
    return tuple(_without_dead_links(part, ids) for part in found)


def marked_elements(root: etree._Element, mark: str) -> frozenset[etree._Element]:
    """All elements below `root` that are marked, or stand in what is."""
    tops = _marked(root, mark)
    return frozenset(each for top in tops for each in top.iter() if isinstance(each.tag, str))


def _marked(root: etree._Element, mark: str) -> Iterator[etree._Element]:
    """The outermost elements that are marked, with those that a marked heading stands for."""
    seen: set[etree._Element] = set()
    for element in root.iter():
        if element in seen or mark not in str(element.get("class", "")).split():
            continue
        for top in _section(element):
            if top not in seen:
                seen.update(top.iter())
                yield top


def _section(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    if element.tag not in HEADINGS:
        return
    for following in element.itersiblings():
        if following.tag in HEADINGS and following.tag <= element.tag:
            return
        yield following


def _marked_part(chapter: AnyChapter, mark: str) -> AnyChapter:
    root = parse_xhtml(chapter.markup)
    tops = list(_marked(root, mark))
    called = {link.get("href", "")[1:] for top in tops for link in top.iter("a") if _is_call(link)}
    part = etree.Element("div")
    for top in tops:
        whole = _whole(top)
        whole.tail = "\n"
        part.append(whole)
    return replace(
        chapter, markup=serialise_xhtml(part), notes=_called_notes(chapter.notes, called)
    )


def _whole(element: etree._Element) -> etree._Element:
    """The element, in a list or paragraph of its own where it cannot stand alone."""
    around = element.getparent()
    if element.tag in _BLOCKS or around is None:
        return element
    holder = etree.Element(around.tag if element.tag in _ITEMS else "p")
    if around.tag == "ol":
        element.set("value", f"{around.index(element) + 1}")
    element.tail = None
    holder.append(element)
    return holder


def _is_call(link: etree._Element) -> bool:
    return "note-call" in link.get("class", "").split()


def _called_notes(notes: str, called: set[str]) -> str:
    """Those of the `notes` that are called, each with its own number."""
    if not called or not notes:
        return ""
    root = parse_xhtml(notes)
    for listed in root.iter("ol"):
        for number, item in enumerate(list(listed), 1):
            if item.get("id") in called:
                item.set("value", f"{number}")
            elif item.get("id"):
                listed.remove(item)
    return serialise_xhtml(root)


def _all_elements(chapter: SetChapter) -> Iterator[etree._Element]:
    for markup in (chapter.markup, chapter.notes):
        yield from parse_xhtml(markup).iter("*")


def _without_dead_links(chapter: AnyChapter, ids: set[str | None]) -> AnyChapter:
    def mended(markup: str) -> str:
        root = parse_xhtml(markup)
        for link in list(root.iter("a")):
            href = link.get("href", "")
            if not href.startswith("#") or href[1:] in ids:
                continue
            if "note-back" in link.get("class", "").split():
                take_out(link)
            else:
                _to_words(link)
        return serialise_xhtml(root)

    return replace(chapter, markup=mended(chapter.markup), notes=mended(chapter.notes))


def _to_words(link: etree._Element) -> None:
    link.tag = "span"
    for name in ("href", "role"):
        link.attrib.pop(name, None)
