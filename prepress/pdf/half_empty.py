"""Half-empty pages: a picture that did not fit on the rest of a page is set smaller where it can
still be read, and a table, a box or code that was kept whole may go on overleaf.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

from prepress.galley.page_breaks import ANCHOR
from prepress.pdf.engine.boxes import Box, PageBox, page_boxes
from prepress.pdf.white_space import is_forced
from prepress.text.xhtml import add_class, parse_xhtml, serialise_xhtml

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.pdf.paper import PaperChapter

#: Which part of a page may be empty before anything is done; a long chapter would nearly always be
#: laid out again for what a handout asks.
_MOST_EMPTY, _MOST_EMPTY_IN_BOOKS = 0.25, 0.4
#: How small a picture may become, as a share of its height, and in px, which are 25 mm.
_SMALLEST_SHARE, _SMALLEST = 0.4, 94.0
#: What cannot be parted from a picture in its paragraph, in px.
_FEW_LINES = 72.0
#: So much less, in px, that it surely fits.
_SLACK = 3.0
_MOST_ROUNDS = 3
#: What is kept whole where it can be; in a book, whose readers turn pages, boxes are too.
_DIVISIBLE = frozenset({"table", "tbody", "pre"})
_DIVISIBLE_IN_BOOKS = _DIVISIBLE | {"aside"}
#: The class of what may go over two pages, though it was kept whole at first.
DIVISIBLE = "divisible"
#: Their author gave these pictures the whole width, so that their height is as it is.
_SIZED = frozenset({"wide", "full"})
_SIGNS = ("<img", "<table", "<pre", "<aside")

#: What becomes of what has an anchor: a style of its own for a picture, a class for all else.
Changes = Mapping[str, str]
LayOut = Callable[[Sequence["PaperChapter"]], "Document"]


def with_fuller_pages(
    chapters: Sequence[PaperChapter], document: Document, lay_out: LayOut, *, is_book: bool = False
) -> tuple[Document, Sequence[PaperChapter]]:
    """The anchored `chapters`, which came to `document`, laid out so that fewer pages are half
    empty, and they themselves.
    """
    if not any(sign in chapter.markup for chapter in chapters for sign in _SIGNS):
        return document, chapters
    divisible = _DIVISIBLE_IN_BOOKS if is_book else _DIVISIBLE
    most_empty = _MOST_EMPTY_IN_BOOKS if is_book else _MOST_EMPTY
    done: set[tuple[str, str]] = set()
    for _ in range(_MOST_ROUNDS):
        changes = dict(_changes(page_boxes(document), divisible, most_empty))
        changes = {anchor: how for anchor, how in changes.items() if (anchor, how) not in done}
        if not changes:
            break
        done |= changes.items()
        chapters = [_changed(chapter, changes) for chapter in chapters]
        document = lay_out(chapters)
    return document, chapters


def _changes(
    pages: Sequence[PageBox], divisible: Set[str], most_empty: float
) -> Iterator[tuple[str, str]]:
    """What may become of what begins a page behind one that is half empty."""
    on_pages = [tuple(page.boxes()) for page in pages]
    for (page, boxes), (after, overleaf) in pairwise(zip(pages, on_pages, strict=True)):
        room = page.room_below(boxes)
        if room > most_empty * page.height and not is_forced(boxes, overleaf):
            here = {box.element for box in boxes}
            begun = [box for box in overleaf if box.element not in here]
            yield from _change(begun, after.top, room, divisible)


def _change(
    boxes: Sequence[Box], top: float, room: float, divisible: Set[str]
) -> Iterator[tuple[str, str]]:
    """What may become of the first of the `boxes` below the `top` of a page that goes beyond the
    `room`.
    """
    above = 0.0  # the head of a page swallows the margins of what stands there
    for box in boxes:
        whole = _whole(box)
        edges = whole.edges
        if not edges:
            continue
        if edges[1] - top < 1.0:
            above = max(above, whole.margins[0])
        over = edges[3] - top - room + above + (whole.margins[1] if box.is_picture else 0.0)
        if over <= 0 or edges[1] - top > room or not _can_change(box, divisible):
            continue
        yield from _how(box, over)
        return


def _whole(box: Box) -> Box:
    """The figure around a picture, with its caption, or the paragraph that a few lines below it
    end; else the box itself.
    """
    if not box.is_picture:
        return box
    whole, around = box, box.around
    while around:
        is_ending = around.tag in ("p", "li") and _below(around, box) < _FEW_LINES
        whole = around if around.tag == "figure" or is_ending else whole
        around = around.around
    return whole


def _below(around: Box, box: Box) -> float:
    """How much of what is `around` a box stands below it, in px."""
    return around.edges[3] - box.edges[3] if around.edges and box.edges else inf


def _can_change(box: Box, divisible: Set[str]) -> bool:
    """Whether it is a picture to which its author gave no size, or what was kept whole."""
    if "::" in box.tag or not box.element.get(ANCHOR):
        return False
    return not _is_sized(box) if box.is_picture else box.tag in divisible


def _how(box: Box, over: float) -> Iterator[tuple[str, str]]:
    """What may become of a box that is `over` the room that there was for it: a picture is set
    smaller by that if it can still be read.
    """
    anchor = box.element.get(ANCHOR)
    if not box.is_picture:
        yield anchor, DIVISIBLE
        return
    _, top, _, bottom = box.edges or (0.0, 0.0, 0.0, 0.0)
    height = bottom - top - over - _SLACK
    if height >= max(_SMALLEST, _SMALLEST_SHARE * (bottom - top)):
        yield anchor, f"max-height: {height:.0f}px"


def _is_sized(box: Box) -> bool:
    """Whether its author gave a picture its size."""
    return "width:" in box.element.get("style", "") or any(
        _SIZED & {*each.get("class", "").split()} for each in box.elements if each.tag == "figure"
    )


def _changed(chapter: PaperChapter, changes: Changes) -> PaperChapter:
    if not any(f'"{anchor}"' in chapter.markup for anchor in changes):
        return chapter
    root = parse_xhtml(chapter.markup)
    for element in root.iterdescendants("*"):
        how = changes.get(element.get(ANCHOR, ""))
        if how and element.tag == "img":
            element.set("style", how)
        elif how and how not in element.get("class", "").split():
            add_class(element, how)
    return replace(chapter, markup=serialise_xhtml(root))
