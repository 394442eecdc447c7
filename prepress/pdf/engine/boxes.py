"""Boxes: what the layout engine put on each page, as values of our own, with the elements and lines
that it came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from prepress.pdf.engine.page_numbers import COUNTED
from prepress.text.xhtml import has_class

if TYPE_CHECKING:
    from weasyprint import Document


class BoxKind(Enum):
    """What a box is, as far as anybody asks."""

    LINE = auto()
    TEXT = auto()
    TABLE = auto()
    BLOCK = auto()
    PICTURE_BLOCK = auto()
    PICTURE_IN_LINE = auto()
    OTHER = auto()


_FORCED = frozenset({"always", "page", "left", "right", "recto", "verso"})
_PICTURES = (BoxKind.PICTURE_BLOCK, BoxKind.PICTURE_IN_LINE)
_FILLING = (BoxKind.TEXT, BoxKind.TABLE, *_PICTURES)
_IN_RUN = (BoxKind.LINE, BoxKind.TABLE, BoxKind.PICTURE_BLOCK)


@dataclass(frozen=True, eq=False)
class Box:
    """A box on a `page`, from 1, with the box `around` it, and whether it is in the `run` of the
    text. All lengths are in px, all places from the upper left corner of the page.
    """

    page: int
    around: Box | None
    run: bool
    _inside: Any

    @cached_property
    def kind(self) -> BoxKind:
        """What it is. A first line with a style of its own is inside the line."""
        if self.tag.endswith("::first-line"):
            return BoxKind.OTHER
        return _kinds().get(type(self._inside), BoxKind.OTHER)

    @property
    def is_picture(self) -> bool:
        """Whether it shows a picture or a drawing."""
        return self.kind in _PICTURES

    @property
    def is_table_wrapper(self) -> bool:
        """Whether it holds nothing but a table and its caption."""
        return bool(self._inside.is_table_wrapper)

    @property
    def is_in_flow(self) -> bool:
        """Whether it neither floats nor is placed by itself."""
        return bool(self._inside.is_in_normal_flow())

    @property
    def is_floated(self) -> bool:
        """Whether it stands beside the text around it."""
        return bool(self._inside.is_floated())

    @property
    def breaks_before(self) -> bool:
        """Whether it must begin a page, or has a kind of page of its own."""
        return self._inside.style["break_before"] in _FORCED or self._has_own_pages

    @property
    def breaks_after(self) -> bool:
        """Whether a page must begin behind it."""
        return self._inside.style["break_after"] in _FORCED or self._has_own_pages

    @property
    def _has_own_pages(self) -> bool:
        """Whether its pages are of another kind than those of what is around it."""
        around = self.around._inside.style["page"] if self.around else ""
        return bool(self._inside.style["page"] != around)

    @property
    def has_height(self) -> bool:
        """Whether a stylesheet says how high it is."""
        return bool(self._inside.style["height"] != "auto")

    @property
    def margins(self) -> tuple[float, float]:
        """The margins above and below that its style asks for."""
        sides = (self._inside.style[f"margin_{side}"] for side in ("top", "bottom"))
        above, below = (getattr(side, "value", 0.0) for side in sides)
        return float(above), float(below)

    @property
    def element(self) -> Any:
        """The element that the box belongs to; None for boxes of the page itself."""
        return self._inside.element

    @property
    def tag(self) -> str:
        """The element's tag, with the pseudo-element where it is one, such as `li::marker`."""
        return self._inside.element_tag or ""

    @cached_property
    def elements(self) -> tuple[Any, ...]:
        """The elements that the box belongs to, the outermost first; one that has several boxes
        stands once.
        """
        outer = self.around.elements if self.around else ()
        element = self.element
        return outer if element is None or (outer and outer[-1] is element) else (*outer, element)

    @property
    def text(self) -> str:
        """What a box of text says; empty for all others."""
        return getattr(self._inside, "text", "")

    @property
    def width(self) -> float | None:
        """The width of its content; None if never laid out."""
        width = self._inside.width
        return float(width) if isinstance(width, int | float) else None

    @cached_property
    def edges(self) -> tuple[float, float, float, float] | None:
        """Left, top, right and bottom of the border box; None if never laid out."""
        inside = self._inside
        try:
            left, top = float(inside.border_box_x()), float(inside.border_box_y())
            return left, top, left + inside.border_width(), top + inside.border_height()
        except (AttributeError, TypeError, ValueError):
            return None

    @property
    def children(self) -> tuple[Box, ...]:
        """The boxes directly inside it, in the order of the text."""
        # What stands inside a line, such as a small block, is part of it and not a line of the run.
        run = self.run and self.kind is not BoxKind.LINE
        # The engine hides an absolutely placed box in a placeholder.
        insides = [getattr(each, "_box", each) for each in getattr(self._inside, "children", ())]
        return tuple(
            Box(self.page, self, run and inside.is_in_normal_flow(), inside) for inside in insides
        )


@dataclass(frozen=True, eq=False)
class PageBox:
    """The page of a `number`, from 1. All lengths are in px from its upper left corner."""

    number: int
    _inside: Any

    @property
    def counted(self) -> int:
        """Its number as its layout counts, which is the one that is printed."""
        return int(getattr(self._inside, COUNTED, self.number))

    @property
    def numerals(self) -> str:
        """The style of the numerals in which it is numbered, which its `--page-label` names."""
        said = self._inside.style["__page_label"]
        return "".join(token.value for token in said if token.type == "ident") or "decimal"

    @property
    def is_of_kind(self) -> bool:
        """Whether a stylesheet has a name for pages such as this one."""
        return bool(self._inside.page_type.name)

    @property
    def is_blank(self) -> bool:
        """Whether it is there only so that the next one is on the other side."""
        return bool(self._inside.page_type.blank)

    @property
    def size(self) -> tuple[float, float]:
        """The width and height of the finished page."""
        return float(self._inside.margin_width()), float(self._inside.margin_height())

    @property
    def left(self) -> float:
        """Where the space for the text begins."""
        return float(self._inside.content_box_x())

    @property
    def top(self) -> float:
        """Where the space for the text begins."""
        return float(self._inside.content_box_y())

    @property
    def width(self) -> float:
        """The width of the space for the text."""
        return float(self._inside.width)

    @property
    def height(self) -> float:
        """The height of the space for the text."""
        return float(self._inside.height)

    @property
    def root(self) -> Any:
        """The element that holds the whole document."""
        return self._inside.children[0].element

    def room_below(self, boxes: Iterable[Box]) -> float:
        """How much of its height is empty below all its `boxes`; none where nothing stands on
        it.
        """
        bottoms = [edges[3] for box in boxes if box.kind in _FILLING and (edges := box.edges)]
        return self.top + self.height - max(bottoms) if bottoms else 0.0

    @property
    def room_below_run(self) -> float:
        """How much of its height is empty below the run of the text; all of it where there is
        none.
        """
        run = (box for box in self.boxes() if box.run and box.kind in _IN_RUN)
        bottoms = [edges[3] for box in run if (edges := box.edges)]
        return self.top + self.height - max(bottoms, default=self.top)

    def is_full_to(self, share: float) -> bool:
        """Whether something stands below this `share` of its height; quick where it does, since
        what stands lowest is mostly the last.
        """
        lowest = self.top + share * self.height
        waiting = self._roots
        while waiting:
            box = waiting.pop()
            if box.kind in _FILLING and (edges := box.edges) and edges[3] >= lowest:
                return True
            waiting.extend(box.children)
        return False

    @property
    def _roots(self) -> list[Box]:
        roots = [inside for inside in self._inside.children if inside.element_tag == "html"]
        return [Box(self.number, None, True, inside) for inside in roots]

    def boxes(self) -> Iterator[Box]:
        """The boxes of the page's main content, in the order of the text; what stands in the
        margins is left out.
        """
        waiting = self._roots[::-1]
        while waiting:
            box = waiting.pop()
            yield box
            waiting.extend(reversed(box.children))


@dataclass(frozen=True, eq=False)
class TextLine:
    """A line that has text or a picture, or a picture that is a block; `broken` where the author
    ended it.
    """

    box: Box
    text: str
    broken: bool

    @property
    def page(self) -> int:
        """The page on which it stands, from 1."""
        return self.box.page

    @property
    def elements(self) -> tuple[Any, ...]:
        """The elements that it belongs to, the outermost first."""
        return self.box.elements

    @property
    def block(self) -> Any:
        """The element whose text the line is."""
        return self.elements[-1]


def page_boxes(document: Document) -> tuple[PageBox, ...]:
    """The pages of a laid-out `document`."""
    return tuple(PageBox(number, page._page_box) for number, page in enumerate(document.pages, 1))


def boxes_on(pages: Sequence[PageBox]) -> Iterator[Box]:
    """The boxes of the main content of all `pages`, in the order of the text."""
    for page in pages:
        yield from page.boxes()


def line_in(line: Box) -> TextLine | None:
    """What is in a line, without numbers of notes and marks of lists; None if there is nothing
    else.
    """
    texts, pictured, broken, waiting = [], False, False, [line]
    while waiting:
        box = waiting.pop()
        if box is not line and not box.is_in_flow:
            continue
        if box.tag.endswith("::marker") or has_class(box.element, "a", "note-call"):
            continue
        texts.append(box.text)
        pictured = pictured or box.is_picture
        broken = broken or box.tag == "br"
        waiting.extend(reversed(box.children))
    text = "".join(texts).strip()
    return TextLine(line, text, broken) if text or pictured else None


@lru_cache
def _kinds() -> Mapping[type, BoxKind]:
    """What boxes of each class of the engine are; a class that is derived from one is another."""
    from weasyprint.formatting_structure import boxes

    return {
        boxes.LineBox: BoxKind.LINE,
        boxes.TextBox: BoxKind.TEXT,
        boxes.TableBox: BoxKind.TABLE,
        boxes.InlineTableBox: BoxKind.TABLE,
        boxes.BlockBox: BoxKind.BLOCK,
        boxes.InlineBlockBox: BoxKind.BLOCK,
        boxes.BlockReplacedBox: BoxKind.PICTURE_BLOCK,
        boxes.InlineReplacedBox: BoxKind.PICTURE_IN_LINE,
    }
