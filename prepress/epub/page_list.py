"""The page list: markers in the documents where the printed pages begin, and the list that leads to
them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from prepress.galley.page_breaks import ANCHOR, PageBreak, letter_places
from prepress.screen.parts import EPUB_TYPE, XHTML, Document

_SPAN = f"{{{XHTML}}}span"
#: A marker stands before these rather than inside them or between them and what they hold.
_WHOLE = frozenset(f"{{{XHTML}}}{tag}" for tag in ("a", "figure", "img", "picture", "svg"))
#: Where these begin their paragraph, a marker stands before them.
_INLINE = frozenset(
    f"{{{XHTML}}}{tag}"
    for tag in ("abbr", "b", "code", "em", "i", "kbd", "q", "small", "span", "strong")
)
#: In these, text and markers stand freely.
_CONTAINERS = frozenset(
    f"{{{XHTML}}}{tag}" for tag in ("div", "section", "header", "footer", "aside", "nav", "body")
)


@dataclass(frozen=True)
class PageEntry:
    """An entry of the page list."""

    label: str
    href: str


@dataclass(frozen=True)
class _Cut:
    """A place in the text of an element, or with `is_tail` in that behind it."""

    owner: etree._Element
    is_tail: bool
    at: int


def page_entries(breaks: Sequence[PageBreak], names: Mapping[str, str]) -> tuple[PageEntry, ...]:
    """The list's entries in the order of the pages; `names` are those of the parts' documents."""
    return tuple(
        PageEntry(each.label, f"{names[_part(each, names)]}#{_marker_id(each)}") for each in breaks
    )


def mark_pages(breaks: Sequence[PageBreak], parts: Mapping[str, Document]) -> None:
    """Put a marker for each of `breaks` into the documents.

    `parts` has the document of the `titlepage`, of the `contents`, of each chapter by its id, and
    last of `about`. A page whose part the EPUB does not have begins with the last of them.
    """
    anchors = {
        part: {e.get(ANCHOR): e for e in document.tree.iter("*")}
        for part, document in parts.items()
    }
    # From the last to the first, since a marker moves what comes behind it in its element.
    for (part, _), group in groupby(reversed(breaks), lambda each: _spot(each, parts)):
        _insert_all(list(group), parts[part], anchors[part])


def _spot(place: PageBreak, known: Mapping[str, object]) -> tuple[str, str]:
    """What breaks in the same element have in common."""
    return _part(place, known), place.anchor


def _part(place: PageBreak, known: Mapping[str, object]) -> str:
    return place.part if place.part in known else [*known][-1]


def _marker_id(place: PageBreak) -> str:
    return f"page.{place.label}"  # with a dot, which no id of a heading has


def drop_anchors(documents: Sequence[Document]) -> None:
    """Take the elements' numbers out of the finished documents."""
    for document in documents:
        for element in document.tree.iter("*"):
            element.attrib.pop(ANCHOR, None)


def _insert_all(
    group: Sequence[PageBreak], document: Document, anchors: Mapping[str | None, etree._Element]
) -> None:
    """Put the markers of breaks in one element, from the last to the first, into its document."""
    element = anchors.get(group[0].anchor)
    if element is None:
        for each in group:
            _insert_apart(_marker(each), each, document)
        return
    inside = [each for each in group if each.offset]
    cuts = list(_cuts(element, [each.offset for each in reversed(inside)]))
    for each, cut in zip(inside, reversed(cuts), strict=True):
        _insert_into(element, cut, _marker(each))
    for each in group[len(inside) :]:
        _insert_at_beginning(element, _marker(each))


def _marker(place: PageBreak) -> etree._Element:
    name = {"id": _marker_id(place), "role": "doc-pagebreak", "aria-label": place.label}
    return etree.Element(_SPAN, {**name, EPUB_TYPE: "pagebreak"})


def _insert_apart(marker: etree._Element, place: PageBreak, document: Document) -> None:
    """Put `marker` at the beginning or the end of a document, or of its notes."""
    body = document.tree.find(f"{{{XHTML}}}body")
    assert body is not None, "every document has one"
    holder = next((child for child in body if child.tag in _CONTAINERS), body)
    if holder.tag == f"{{{XHTML}}}nav":
        # Its heading, since nothing else may stand before the list (EPUB 3.3, 7.3.1).
        holder = holder[0]
    if place.anchor == "notes":
        holder = next(
            (each for each in body.iter(f"{{{XHTML}}}section") if "notes" in each.get("class", "")),
            holder,
        )
    if place.anchor or place.part != holder.get("id"):
        marker.tail, holder.text = holder.text, None
        holder.insert(0, marker)
    else:
        holder.append(marker)


def _insert_into(element: etree._Element, cut: _Cut | None, marker: etree._Element) -> None:
    """Put `marker` at `cut` into the element's own text, before its end where there is none."""
    if element.tag in _WHOLE:
        _insert_before(element, marker)
    elif cut is None:
        element.append(marker)
    elif cut.is_tail:
        text = cut.owner.tail or ""
        cut.owner.tail, marker.tail = text[: cut.at], text[cut.at :]
        cut.owner.addnext(marker)
    else:
        text = cut.owner.text or ""
        cut.owner.text, marker.tail = text[: cut.at], text[cut.at :]
        cut.owner.insert(0, marker)


def _insert_at_beginning(element: etree._Element, marker: etree._Element) -> None:
    """Put `marker` before the element's own text."""
    outermost = _outermost_beginning_with(element)
    if element.tag in _WHOLE:
        _insert_before(element, marker)
    elif outermost is not element:
        outermost.insert(0, marker)
    else:
        _insert_into(element, next(_cuts(element, [0]), None), marker)


def _insert_before(element: etree._Element, marker: etree._Element) -> None:
    whole = element
    while (parent := whole.getparent()) is not None and parent.tag in _WHOLE:
        whole = parent
    whole.addprevious(marker)


def _outermost_beginning_with(element: etree._Element) -> etree._Element:
    """The outermost element whose text begins with that of `element`."""
    while element.tag in _INLINE and element.getprevious() is None:
        parent = element.getparent()
        if parent is None or (parent.text or "").strip():
            break
        element = parent
    return element


def _cuts(element: etree._Element, offsets: Sequence[int]) -> Iterator[_Cut | None]:
    """Where in the element's own text the letter behind each of `offsets` others stands, the
    smallest first; None behind its end.
    """
    waiting = list(reversed(offsets))
    count = 0
    for owner, is_tail, text in _own_texts(element):
        for at, letter_count in letter_places(text):
            count += letter_count
            while waiting and count > waiting[-1]:
                waiting.pop()
                yield _Cut(owner, is_tail, _before_openers(text, at))
        if not waiting:
            return
    yield from (None for _ in waiting)


def _own_texts(element: etree._Element) -> Iterator[tuple[etree._Element, bool, str]]:
    """The pieces of text in the element itself: its own, then those behind each child."""
    yield element, False, element.text or ""
    for child in list(element):
        yield child, True, child.tail or ""


def _before_openers(text: str, at: int) -> int:
    """The place `at`, or where the brackets and quotes begin that open there."""
    while at and unicodedata.category(text[at - 1]) in ("Ps", "Pi"):
        at -= 1
    return at
