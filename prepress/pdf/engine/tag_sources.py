"""Tag sources: which box of the layout each structure element came from, which WeasyPrint does not
say by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element


@dataclass(frozen=True, eq=False)
class Source:
    """The box that a structure element was made of, on a `page`, from 0; `in_margin` is whether it
    is part of a running head or foot.
    """

    page: int
    in_margin: bool
    _inside: Any

    @property
    def element(self) -> Element | None:
        """The HTML element, None for boxes that belong to none."""
        element: Element | None = self._inside.element
        return element

    @property
    def tag(self) -> str:
        """The element's tag, with the pseudo-element where it is one, such as `li::marker`; empty
        for no element.
        """
        return self._inside.element_tag or "" if self.element is not None else ""

    @property
    def top(self) -> float:
        """How far below the head of the page it begins, in px."""
        return float(self._inside.position_y)

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the border box, in px from the page's upper left."""
        inside = self._inside
        left, top = float(inside.border_box_x()), float(inside.border_box_y())
        return left, top, left + inside.border_width(), top + inside.border_height()

    @property
    def first_letter(self) -> tuple[float, float] | None:
        """Where the first text in it begins, on its base line, in px; None where it has no text."""
        box = self._inside
        while not isinstance(box, _boxes().TextBox):
            children = getattr(box, "children", ())
            if not children:
                return None
            box = getattr(children[0], "_box", children[0])
        return float(box.position_x), float(box.position_y + box.baseline)

    @property
    def is_from_right(self) -> bool:
        """Whether it is read from right to left."""
        return bool(self._inside.style["direction"] == "rtl")

    @property
    def text_size(self) -> float:
        """The size of its letters, in px."""
        return float(self._inside.style["font_size"])

    @property
    def is_leader(self) -> bool:
        """Whether it holds the dots of `leader()`."""
        return bool(self._inside.is_leader)

    @property
    def is_footnote_area(self) -> bool:
        """Whether it holds the notes at the foot of a page."""
        return isinstance(self._inside, _boxes().FootnoteAreaBox)

    @property
    def holds_lines(self) -> bool:
        """Whether it is a block that holds lines of text and no other blocks."""
        boxes = _boxes()
        if not isinstance(self._inside, boxes.BlockContainerBox):
            return False
        children = self._inside.children
        return bool(children) and isinstance(children[0], boxes.LineBox)

    @property
    def list_style(self) -> str | None:
        """The counter style of a list by its name, None where it has none."""
        style = self._inside.style["list_style_type"]
        return style if isinstance(style, str) else None

    def attribute(self, name: str) -> str | None:
        """An attribute of the HTML element."""
        return None if self.element is None else self.element.get(name)


@contextmanager
def recorded_sources() -> Iterator[dict[int, Source]]:
    """The source of each structure element by the element's identity, while a document is
    written.
    """
    from weasyprint.layout.absolute import AbsolutePlaceholder
    from weasyprint.pdf import tags

    build = tags._build_box_tree
    boxes = _boxes()
    sources: dict[int, Source] = {}
    margins = 0

    def build_and_record(
        box: Any, parent: Any, pdf: Any, page_number: int, *rest: Any
    ) -> Iterator[Any]:
        nonlocal margins
        inside = box._box if isinstance(box, AbsolutePlaceholder) else box
        is_margin = isinstance(inside, boxes.MarginBox)
        margins += is_margin
        try:
            for element in build(box, parent, pdf, page_number, *rest):
                sources.setdefault(id(element), Source(page_number, margins > 0, inside))
                yield element
        finally:
            margins -= is_margin

    tags._build_box_tree = build_and_record
    try:
        yield sources
    finally:
        tags._build_box_tree = build


def _boxes() -> Any:
    """The engine's classes of boxes; asked for late, since opening the engine takes long."""
    from weasyprint.formatting_structure import boxes

    return boxes
