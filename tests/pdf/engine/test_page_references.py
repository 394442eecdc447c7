"""A reference names the page of what it leads to, wherever that stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from prepress.pdf.engine.boxes import boxes_on, page_boxes
from prepress.pdf.engine.engine import lay_out
from tests.shelf import Shelf

PAGE = "@page { size: 300px 400px; margin: 20px } body, p { font-size: 12px; margin: 0 }"
CSS = """section { break-before: page } a::after { content: "on " target-counter(attr(href url), page) }
p::after { content: "last is " target-counter("#c", page) }"""


#: Names of pages that take several lines, where a number that is not known yet takes one.
NAMES = " ".join(f'"{name * 60}"' for name in ("one ", "two ", "three ", "four ", "five "))
LONG = f"@counter-style long {{ system: fixed; symbols: {NAMES} }} div {{ height: 300px }}"


def texts(folder: Path, css: str, body: str) -> list[str]:
    """All that is shown on the pages of a document."""
    _, layouts = Shelf(folder).add({"1.md": "# One\n"}).set()
    html = f"<html lang='en'><style>{PAGE}{css}</style><body>{body}</body></html>"
    boxes = boxes_on(page_boxes(lay_out(html, folder, layouts, {})))
    return [box.text for box in boxes if box.text]


def test_references_to_pages_before_and_behind_are_right(tmp_path: Path) -> None:
    links = "<div><a href='#a'></a></div><div><a href='#c'></a></div><p></p>"
    body = "".join(f"<section id='{name}'>{links}</section>" for name in "abc")
    assert texts(tmp_path, CSS, body) == ["on 1", "on 3", "last is 3"] * 3


@pytest.mark.parametrize("anchor", ["attr(href url)", '"#é"'])
def test_reference_follows_a_place_that_it_moves_itself(tmp_path: Path, anchor: str) -> None:
    css = f"{LONG} a::before {{ content: target-counter({anchor}, page, long) }}"
    # The place goes from page 2 to page 3, but there are five pages before and after.
    body = (
        "<p><a href='#%C3%A9'></a></p><div></div><div></div><p id='é'>Here.</p><div></div>"
        "<div style='break-before: right'></div>"
    )
    *lines, here = texts(tmp_path, css, body)
    assert {*" ".join(lines).split()} == {"three"}
    assert here == "Here."
