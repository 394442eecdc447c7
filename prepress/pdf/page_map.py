"""The page map: where in the galley each page of a laid-out document begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from prepress.galley.page_breaks import ANCHOR, PageBreak, letters
from prepress.pdf.engine.boxes import Box, BoxKind, page_boxes
from prepress.pdf.holes import MOVED
from prepress.pdf.page_labels import page_labels
from prepress.text.xhtml import has_class

if TYPE_CHECKING:
    from weasyprint import Document

#: What the layouts put around the chapters, and the part that it belongs to.
_PARTS = (
    ("section", "half-title", "titlepage"),
    ("header", "titlepage", "titlepage"),
    ("section", "copyright-page", "copyright-page"),
    ("nav", "list-of-figures", "list-of-figures"),
    ("nav", "list-of-tables", "list-of-tables"),
    ("nav", "contents", "contents"),
    ("section", "endnotes", "endnotes"),
    ("section", "contact", "about"),
    ("footer", "colophon", "about"),
)


def page_map(document: Document) -> tuple[PageBreak, ...]:
    """A break for each page of `document`, which was laid out from anchored chapters.

    A page begins with its first text or picture; a table's head that is repeated there, the numbers
    of lists and what stylesheets add do not count. A page without any begins where the next one
    does.
    """
    return page_breaks(page_starts(document), page_labels(page_boxes(document)))


def page_starts(document: Document) -> tuple[PageBreak | None, ...]:
    """What of the text begins each page of `document`, without labels; None where nothing does."""
    seen: Counter[Any] = Counter()
    own_letters = cache(_own_letters)
    starts: list[PageBreak | None] = []
    for page in page_boxes(document):
        start: PageBreak | None = None
        for box in page.boxes():
            if not _is_content(box):
                continue
            element = box.element
            if start is None and not (seen[element] and seen[element] >= own_letters(element)):
                start = _break("", box.elements, seen)
            seen[element] += len(letters(box.text))
        starts.append(start)
    return tuple(starts)


def page_breaks(starts: Sequence[PageBreak | None], labels: Sequence[str]) -> tuple[PageBreak, ...]:
    """The breaks of pages that begin with these `starts` and are called `labels`."""
    return tuple(reversed(list(_breaks_backwards(starts[::-1], labels[::-1]))))


def _breaks_backwards(
    starts: Sequence[PageBreak | None], labels: Sequence[str]
) -> Iterator[PageBreak]:
    """The breaks from the last to the first, with a place for pages that have none of their own."""
    place = PageBreak("", "about")
    for start, label in zip(starts, labels, strict=True):
        place = replace(start or place, label=label)
        yield place


def _is_content(box: Box) -> bool:
    """Whether it is a text or picture that comes from an element and not from the stylesheet, and
    stands at its place in the text.
    """
    if box.kind is BoxKind.TEXT:
        shown = bool(box.text.strip())
    else:
        shown = box.is_picture and box.tag in ("img", "svg")
    if not shown or box.element is None or "::" in box.tag:
        return False
    return not any(MOVED in (each.get("class") or "").split() for each in box.elements)


def _own_letters(element: Any) -> int:
    """How many letters stand in the element itself, not in those inside it."""
    texts = [element.text or "", *(child.tail or "" for child in element)]
    return len(letters("".join(texts)))


def _break(label: str, elements: Sequence[Any], seen: Counter[Any]) -> PageBreak:
    made = (part for part in _PARTS if any(has_class(each, *part[:2]) for each in elements))
    written = (each.get("id") for each in elements if has_class(each, "section", "chapter"))
    part = next(written, None) or next((name for *_, name in made), "about")
    anchor = next((element for element in reversed(elements) if element.get(ANCHOR)), None)
    if anchor is None:
        sections = [element for element in elements if has_class(element, "section", "notes")]
        notes = any(not has_class(section, "section", "addresses") for section in sections)
        return PageBreak(label, part, "notes" if notes and part != "endnotes" else "")
    return PageBreak(label, part, anchor.get(ANCHOR), seen[anchor])
