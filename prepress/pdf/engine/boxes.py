"""Laid boxes: what the layout engine put on each page, with the elements and lines that it came
from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from textwrap import shorten
from typing import Any

from prepress.errors import Place
from prepress.galley.page_breaks import ANCHOR
from prepress.galley.source_places import SourcePlaces
from prepress.text.xhtml import has_class, plain_text


@dataclass(frozen=True, eq=False)
class PlacedBox:
    """A box as it is laid, the `page` on which it stands (from 1), and whether it is in the `run`
    of the text.
    """

    box: Any
    page: int
    around: PlacedBox | None
    run: bool

    @cached_property
    def elements(self) -> tuple[Any, ...]:
        """The elements that the box belongs to, the outermost first; one that has several boxes
        stands once.
        """
        outer = self.around.elements if self.around else ()
        element = self.box.element
        return outer if element is None or (outer and outer[-1] is element) else (*outer, element)

    @property
    def edges(self) -> tuple[float, float, float, float] | None:
        """Left, top, right and bottom of the border box in px from the corner of the page; None if
        never laid out.
        """
        try:
            left, top = float(self.box.border_box_x()), float(self.box.border_box_y())
            return left, top, left + self.box.border_width(), top + self.box.border_height()
        except (AttributeError, TypeError, ValueError):
            return None


@dataclass(frozen=True, eq=False)
class TextLine:
    """A line that has text or a picture, or a picture that is a block; `broken` where the author
    ended it.
    """

    laid: PlacedBox
    text: str
    broken: bool

    @property
    def page(self) -> int:
        """The page on which it stands, from 1."""
        return self.laid.page

    @property
    def elements(self) -> tuple[Any, ...]:
        """The elements that it belongs to, the outermost first."""
        return self.laid.elements

    @property
    def block(self) -> Any:
        """The element whose text the line is."""
        return self.elements[-1]


def laid_on(page: Any, number: int) -> Iterator[PlacedBox]:
    """The boxes of the page's main content, in the order of the text; what stands in the margins is
    left out.
    """
    roots = [box for box in page._page_box.children if box.element_tag == "html"]
    waiting = [PlacedBox(box, number, None, True) for box in reversed(roots)]
    while waiting:
        laid = waiting.pop()
        yield laid
        # What stands inside a line, such as a small block, is part of it and not a line of the run.
        run = laid.run and type(laid.box).__name__ != "LineBox"
        # The engine hides an absolutely placed box in a placeholder.
        children = [getattr(child, "_box", child) for child in getattr(laid.box, "children", ())]
        waiting.extend(
            PlacedBox(child, number, laid, run and child.is_in_normal_flow())
            for child in reversed(children)
        )


def line_in(laid: PlacedBox) -> TextLine | None:
    """What is in a line, without numbers of notes and marks of lists; None if there is nothing
    else.
    """
    texts, pictured, broken, waiting = [], False, False, [laid.box]
    while waiting:
        box = getattr(waiting[-1], "_box", waiting[-1])
        waiting.pop()
        beside = box is not laid.box and not box.is_in_normal_flow()
        if (
            beside
            or str(box.element_tag).endswith("::marker")
            or has_class(box.element, "a", "note-call")
        ):
            continue
        texts.append(getattr(box, "text", ""))
        pictured = pictured or hasattr(box, "replacement")
        broken = broken or box.element_tag == "br"
        waiting.extend(reversed(getattr(box, "children", ())))
    text = "".join(texts).strip()
    return TextLine(laid, text, broken) if text or pictured else None


def quote_element(element: Any) -> str:
    """The first words of the element, or of its picture's description."""
    return shorten(plain_text(element) or description(element), 60, placeholder=" …")


def description(element: Any) -> str:
    """The alt text of the first picture in the element."""
    return next((image.get("alt") or "" for image in element.iter("img")), "")


def place_of(elements: Sequence[Any], element: Any, places: SourcePlaces, said: str = "") -> Place:
    """Where the words with which `element` opens, or those that are `said` in it, are written.

    `elements` are those around it.
    """
    ids = {outer.get("id") for outer in elements if has_class(outer, "section", "chapter")}
    own = [chapter.file for chapter in places.galley.chapters if chapter.id in ids]
    anchored = places.of_anchor(element.get(ANCHOR))
    opening = anchored or places.find(plain_text(element) or description(element), own)
    return places.find(said, own, opening.line or 0) if said else opening
