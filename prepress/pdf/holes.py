"""Holes: a figure that does not fit on a page any more stands behind the text that follows it,
which fills the page, as figures do in books.

WeasyPrint 70 has no floats of the page. So the figures are moved in the text itself, where a layout
has left a hole before one, and what is between two openings of chapters is laid out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from prepress.galley.page_breaks import ANCHOR
from prepress.pdf.engine.boxes import Box, BoxKind, PageBox, page_boxes
from prepress.pdf.engine.engine_remarks import collected_remarks
from prepress.text.xhtml import add_class, parse_xhtml, serialise_xhtml

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.pdf.paper import PaperChapter

#: The class of what stands behind its place in the text.
MOVED = "moved"
#: How much of a page may be empty before a figure without anything being done.
_LEAST_HOLE = 0.08
#: How often chapters that have holes are laid out again: a figure that is moved moves others.
_MOST_ROUNDS = 4
#: A figure goes behind these, but never into another section.
_FILLING = frozenset({"p", "ul", "ol", "dl", "blockquote", "pre", "div"})
#: What is a figure here; a table that may go over two pages leaves no hole.
_MOVABLE = frozenset({"figure"})
_INTRODUCES = "introduces"

LayOut = Callable[[Sequence["PaperChapter"]], "Document"]


@dataclass(frozen=True)
class _Hole:
    """A hole of a height, in px, before the figure of an `anchor`, in the chapter of an `id`."""

    chapter: str
    anchor: str
    height: float


def with_filled_pages(
    chapters: Sequence[PaperChapter], document: Document, lay_out: LayOut
) -> tuple[Document, Sequence[PaperChapter]]:
    """The anchored `chapters`, which came to `document`, laid out again with figures moved to where
    they leave no holes, and they themselves.

    Only those chapters that have holes are tried. Each of them begins on a new page, so that what
    is found for them alone holds in the book.
    """
    settled = {chapter.id: chapter for chapter in chapters}
    waiting, tried = [*chapters], document
    for _ in range(_MOST_ROUNDS):
        moved = _moved(waiting, tried)
        if not moved:
            break
        settled |= moved
        waiting = [*moved.values()]
        with collected_remarks():
            tried = lay_out(waiting)
    filled = [settled[chapter.id] for chapter in chapters]
    return (document, chapters) if filled == [*chapters] else (lay_out(filled), filled)


def may_move(figure: Any, around: Any) -> bool:
    """Whether a `figure` in the element `around` it might stand behind the text that follows."""
    siblings = list(around)
    place = siblings.index(figure)
    is_introduced = place > 0 and _INTRODUCES in siblings[place - 1].get("class", "").split()
    after = siblings[place + 1 :]
    return bool(after) and after[0].tag in _FILLING and not is_introduced


def _moved(chapters: Sequence[PaperChapter], document: Document) -> dict[str, PaperChapter]:
    """Those of the `chapters` in which figures can be moved, by their ids, with these moved."""
    holes: dict[str, list[_Hole]] = {}
    pages = page_boxes(document)
    for hole in _holes(pages):
        holes.setdefault(hole.chapter, []).append(hole)
    if not holes:
        return {}
    heights = _heights(pages)
    moved = {}
    for chapter in [each for each in chapters if each.id in holes]:
        tried = _with_moves(chapter, holes[chapter.id], heights)
        if tried != chapter:
            moved[chapter.id] = tried
    return moved


def _heights(pages: Sequence[PageBox]) -> Mapping[str, float]:
    """How much room what has an anchor takes, on all its pages together."""
    heights: dict[str, float] = {}
    for box in (box for page in pages for box in page.boxes()):
        anchor = box.element.get(ANCHOR) if box.element is not None else None
        if anchor and box.edges and _is_outermost(box):
            heights[anchor] = heights.get(anchor, 0.0) + box.edges[3] - box.edges[1]
    return heights


def _is_outermost(box: Box) -> bool:
    """Whether it is the whole box of its element, not a line or a part of it."""
    if box.kind is BoxKind.LINE or "::" in box.tag:
        return False
    return box.around is None or box.around.element is not box.element


def _holes(pages: Sequence[PageBox]) -> Iterator[_Hole]:
    """The holes at the feet of `pages` that a figure leaves which begins the next."""
    for page, after in pairwise(pages):
        first = _first_block(after)
        if first is None or first.tag not in _MOVABLE:
            continue
        chapter = _section_around(first)
        anchor, empty = first.element.get(ANCHOR), page.room_below(page.boxes())
        if chapter is None or not anchor or empty < _LEAST_HOLE * page.height:
            continue
        begins_here = first.breaks_before or _stands_on(page, first.element)
        if not begins_here and _stands_on(page, chapter):
            yield _Hole(chapter.get("id", ""), anchor, empty)


def _section_around(box: Box) -> Any:
    """The innermost section around the element of a box; None where there is none."""
    return next((each for each in reversed(box.elements[:-1]) if each.tag == "section"), None)


def _stands_on(page: PageBox, element: Any) -> bool:
    return any(box.element is element for box in page.boxes())


def _first_block(page: PageBox) -> Box | None:
    """The first block on the page that stands in a section itself."""
    for box in page.boxes():
        around = box.around
        if (
            box.run
            and around is not None
            and around.tag == "section"
            and box.tag not in ("section", "")
            and box.kind in (BoxKind.BLOCK, BoxKind.TABLE, BoxKind.PICTURE_BLOCK, BoxKind.OTHER)
        ):
            return box
    return None


def _with_moves(
    chapter: PaperChapter, holes: Sequence[_Hole], heights: Mapping[str, float]
) -> PaperChapter:
    root = parse_xhtml(chapter.markup)
    by_anchor = {element.get(ANCHOR): element for element in root}
    for hole in holes:
        figure = by_anchor.get(hole.anchor)
        if figure is not None:
            _move(figure, hole.height, heights)
    return replace(chapter, markup=serialise_xhtml(root))


def _move(figure: Any, room: float, heights: Mapping[str, float]) -> None:
    """Move the figure behind as much of the text below it as fills the `room`, if there is any."""
    before = figure.getprevious()
    if before is not None and _INTRODUCES in before.get("class", "").split():
        return
    behind, filled = None, 0.0
    for element in figure.itersiblings():
        if not isinstance(element.tag, str) or element.tag not in _FILLING:
            break
        behind = element
        filled += heights.get(element.get(ANCHOR, ""), 0.0)
        introduces = _INTRODUCES in element.get("class", "").split()
        if filled >= room and not introduces:
            break
    if behind is None or _INTRODUCES in behind.get("class", "").split():
        return
    add_class(figure, MOVED)
    tail, figure.tail = figure.tail, None
    behind.addnext(figure)
    figure.tail = tail
