"""Recording: which box of the layout each structure element came from, which WeasyPrint does not
say by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from prepress.errors import MachineError

#: The version whose tags the repairs were written against. Another one may well work; the
#: conformance tests tell.
SUPPORTED_WEASYPRINT = "70.0"


@dataclass(frozen=True, eq=False)
class Source:
    """What a structure element was made of; `tag` may name a pseudo-element, such as
    `li::marker`.
    """

    box: Any
    page: int
    in_margin: bool

    @property
    def element(self) -> Element | None:
        """The HTML element, None for boxes that belong to none."""
        element: Element | None = self.box.element
        return element

    @property
    def tag(self) -> str:
        """The element's tag, with the pseudo-element where it is one; empty for no element."""
        return self.box.element_tag or "" if self.box.element is not None else ""

    def attribute(self, name: str) -> str | None:
        """An attribute of the HTML element."""
        return None if self.element is None else self.element.get(name)


@contextmanager
def recorded_sources() -> Iterator[dict[int, Source]]:
    """The source of each structure element by the element's identity, while a document is written.

    This is the one place that touches a private part of WeasyPrint. Raises MachineError where that
    part is gone.
    """
    import weasyprint
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.absolute import AbsolutePlaceholder
    from weasyprint.pdf import tags

    build = getattr(tags, "_build_box_tree", None)
    if build is None:
        what = f"This makebook cannot tag the PDFs of WeasyPrint {weasyprint.VERSION}."
        raise MachineError(what, f"Install WeasyPrint {SUPPORTED_WEASYPRINT}.")
    sources: dict[int, Source] = {}
    margins = 0

    def build_and_record(
        box: Any, parent: Any, pdf: Any, page_number: int, *rest: Any
    ) -> Iterator[Any]:
        nonlocal margins
        laid_out = box._box if isinstance(box, AbsolutePlaceholder) else box
        is_margin = isinstance(laid_out, boxes.MarginBox)
        margins += is_margin
        try:
            for element in build(box, parent, pdf, page_number, *rest):
                sources.setdefault(id(element), Source(laid_out, page_number, margins > 0))
                yield element
        finally:
            margins -= is_margin

    tags._build_box_tree = build_and_record
    try:
        yield sources
    finally:
        tags._build_box_tree = build
