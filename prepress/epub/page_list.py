"""The page list: markers in the documents where the printed pages begin, and the list that leads to
them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from prepress.epub.parts import EPUB_TYPE, XHTML, Document
from prepress.galley.page_breaks import ANCHOR, PageBreak, letters

_SPAN = f"{{{XHTML}}}span"
#: A marker stands before these rather than inside them or between them and what they hold.
_WHOLE = frozenset(f"{{{XHTML}}}{tag}" for tag in ("a", "figure", "picture", "svg"))
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
    for each in reversed(breaks):
        marker = etree.Element(
            _SPAN, {"id": _marker_id(each), "role": "doc-pagebreak", "aria-label": each.label}
        )
        marker.set(EPUB_TYPE, "pagebreak")
        part = _part(each, parts)
        _insert(marker, each, parts[part], anchors[part])


def _part(place: PageBreak, known: Mapping[str, object]) -> str:
    return place.part if place.part in known else [*known][-1]


def _marker_id(place: PageBreak) -> str:
    return f"page.{place.label}"  # with a dot, which no id of a heading has


def drop_anchors(documents: Sequence[Document]) -> None:
    """Take the elements' numbers out of the finished documents."""
    for document in documents:
        for element in document.tree.iter("*"):
            element.attrib.pop(ANCHOR, None)


def _insert(
    marker: etree._Element,
    place: PageBreak,
    document: Document,
    anchors: Mapping[str | None, etree._Element],
) -> None:
    element = anchors.get(place.anchor)
    if element is not None:
        _insert_into(element, place.offset, marker)
        return
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


def _insert_into(element: etree._Element, offset: int, marker: etree._Element) -> None:
    """Put `marker` into the element's own text behind `offset` letters, else before its end."""
    if element.tag == f"{{{XHTML}}}img" or element.tag in _WHOLE:
        _insert_before(element, marker)
        return
    outermost = element if offset else _outermost_beginning_with(element)
    if outermost is not element:
        outermost.insert(0, marker)
        return
    for owner, is_tail, text in _own_texts(element):
        count = len(letters(text))
        if offset < count:
            at = _position(text, offset)
            marker.tail = text[at:]
            if is_tail:
                owner.tail = text[:at]
                owner.addnext(marker)
            else:
                owner.text = text[:at]
                owner.insert(0, marker)
            return
        offset -= count
    element.append(marker)


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


def _own_texts(element: etree._Element) -> Iterator[tuple[etree._Element, bool, str]]:
    """The pieces of text in the element itself: its own, then those behind each child."""
    yield element, False, element.text or ""
    for child in list(element):
        yield child, True, child.tail or ""


def _position(text: str, offset: int) -> int:
    """Where in `text` the letter behind `offset` others stands; brackets and quotes that open there
    come with it.
    """
    at = next(index for index in range(len(text)) if len(letters(text[: index + 1])) > offset)
    while at and unicodedata.category(text[at - 1]) in ("Ps", "Pi"):
        at -= 1
    return at
