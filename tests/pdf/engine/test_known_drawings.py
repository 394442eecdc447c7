"""A drawing that was written before is written without being drawn again, and no byte shows that."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from prepress.layouts.layouts import Layouts
from prepress.pdf.engine.engine import lay_out, open_engine
from prepress.pdf.engine.engine_remarks import collected_remarks

ROOT = Path(__file__).parents[3]
LAYOUTS = Layouts((ROOT / "layouts",), (ROOT / "fonts",))
PLAIN = (
    '<path d="M0 0h9v9z" fill="#123"/><g stroke="red" opacity="1"><rect width="4" height="3"/></g>'
)
#: Each has a number, since what has another one was not drawn before.
SHAPES = {
    "plain": PLAIN,
    "pale": '<circle r="4" fill-opacity=".5" stroke-opacity=".25" stroke="#00f"/>',
    "like the one before": '<path d="M0 0h9v9z" fill="#123"/>' * 2,
}
OTHERS = {
    "words": '<text y="9" font-family="monospace">Words</text>',
    "half seen together": f'<g opacity=".5">{PLAIN}</g>',
    "colours that change": (
        '<linearGradient id="g"><stop stop-color="red"/><stop offset="1"/></linearGradient>'
        '<rect width="9" height="9" fill="url(#g)"/>'
    ),
    "the same again": '<g id="a"><path d="M0 0h9v9z"/></g><use href="#a" x="3"/>',
    "a part of it": '<path id="a" d="M0 0h9v9z"/><rect width="9" height="9" clip-path="url(#a)"/>',
    "rules": "<style>path { fill: #456 }</style><path d='M0 0h9v9z'/>",
    "what fails": '<path d="M0 0h9v9z"/><g><path d="M0 0h9" transform="rotate(a)"/></g>',
}
#: What may stand before and around it.
PLACES = (
    "{}",
    "<p style='color: #123'>Words</p>{}{}",
    "<p style='color: rgb(0 0 255 / .5)'>{}</p><p>{}",
    "<div style='opacity: .5'>{}</div>",
    "<div style='transform: rotate(9deg)'>{} Words</div>",
)


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    return count()


def svg(inside: str, number: int) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="20" data-n="{number}">'
    )
    return f"{head}{inside}</svg>"


def printed(place: str, drawing: str) -> tuple[bytes, list[str]]:
    html = f"<!DOCTYPE html><html lang=en><title>T</title><body>{place.replace('{}', drawing)}"
    with collected_remarks() as remarks:
        return lay_out(html, ROOT, LAYOUTS, {}).write_pdf(pdf_identifier=b"same"), remarks


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The numbers of the drawings that the engine was asked to draw."""
    open_engine()
    svg_of = import_module("weasyprint.svg").SVG
    asked: list[str] = []
    draw = svg_of.draw

    def draw_and_note(self: Any, *rest: Any) -> None:
        asked.append(self.tree.get("data-n"))
        draw(self, *rest)

    monkeypatch.setattr(svg_of, "draw", draw_and_note)
    return asked


@pytest.mark.parametrize("shape", [*SHAPES, *OTHERS])
def test_no_byte_shows_what_was_drawn_before(shape: str, numbers: Iterator[int]) -> None:
    inside, same = {**SHAPES, **OTHERS}[shape], next(numbers)
    for place in (*PLACES, *PLACES):
        assert printed(place, svg(inside, same)) == printed(place, svg(inside, next(numbers)))


@pytest.mark.parametrize("shape", SHAPES)
def test_plain_drawing_is_drawn_once(shape: str, numbers: Iterator[int], drawn: list[str]) -> None:
    drawing = svg(SHAPES[shape], next(numbers))
    assert printed("{}", drawing) == printed("{}", drawing)
    assert len(drawn) == 1


@pytest.mark.parametrize("shape", OTHERS)
def test_other_drawings_are_drawn_each_time(
    shape: str, numbers: Iterator[int], drawn: list[str]
) -> None:
    drawing = svg(OTHERS[shape], next(numbers))
    assert printed("{}", drawing) == printed("{}", drawing)
    assert len(drawn) == 2


def test_size_is_its_own(numbers: Iterator[int], drawn: list[str]) -> None:
    drawing = svg(PLAIN, next(numbers))
    assert printed("{}", drawing) != printed("<style>svg { width: 30px }</style>{}", drawing)
    assert len(drawn) == 2
