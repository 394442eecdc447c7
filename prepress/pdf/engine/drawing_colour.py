"""Drawing colour: lets drawings that stand in the text take its colour, which the engine does not
hand on to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_SVG = "{http://www.w3.org/2000/svg}svg"


@contextmanager
def formulas_in_colour(html: str) -> Iterator[None]:
    """In the block, `currentColor` in a formula is the colour of the text around it."""
    if 'class="formula"' not in html:
        yield
        return
    from weasyprint.html import HTML_HANDLERS

    handle = HTML_HANDLERS[_SVG]

    def handle_in_colour(element: Any, box: Any, *rest: Any) -> Any:
        if element.get("class") == "formula":
            element.set("color", _written(box.style["color"]))
        return handle(element, box, *rest)

    HTML_HANDLERS[_SVG] = handle_in_colour
    try:
        yield
    finally:
        HTML_HANDLERS[_SVG] = handle


def _written(colour: Any) -> str:
    """A colour of the engine as CSS writes it; inks stay inks."""
    if colour.space == "device-cmyk":
        return f"device-cmyk({' '.join(f'{ink:g}' for ink in colour.coordinates)})"
    shares = ",".join(f"{100 * level:g}%" for level in colour.to("srgb").coordinates)
    return f"rgb({shares})"
