"""A reference names the page of what it leads to, wherever that stands."""

from __future__ import annotations

from pathlib import Path

from prepress.pdf.engine.boxes import boxes_on, page_boxes
from prepress.pdf.engine.engine import lay_out
from tests.shelf import Shelf

CSS = """@page { size: 300px 400px; margin: 20px } section { break-before: page }
a::after { content: "on " target-counter(attr(href url), page) }
p::after { content: "last is " target-counter("#c", page) }"""


def test_references_to_pages_before_and_behind_are_right(tmp_path: Path) -> None:
    _, layouts = Shelf(tmp_path).add({"1.md": "# One\n"}).set()
    links = "<div><a href='#a'></a></div><div><a href='#c'></a></div><p></p>"
    body = "".join(f"<section id='{name}'>{links}</section>" for name in "abc")
    html = f"<html lang='en'><style>{CSS}</style><body>{body}</body></html>"
    texts = [box.text for box in boxes_on(page_boxes(lay_out(html, tmp_path, layouts, {})))]
    assert [*filter(None, texts)] == ["on 1", "on 3", "last is 3"] * 3
