"""What floats on the outer side stands there on left and on right pages."""

from __future__ import annotations

from pathlib import Path

from prepress.pdf.engine.boxes import boxes_on, page_boxes
from prepress.pdf.engine.engine import lay_out
from tests.shelf import Shelf

CSS = """@page { size: 300px 400px; margin: 20px } section { break-before: page } body { margin: 0 }
.note { --float-side: outside; float: left; height: 20px; margin-left: 5px; width: 40px }"""


def test_note_in_the_outer_margin_is_mirrored_on_right_pages(tmp_path: Path) -> None:
    _, layouts = Shelf(tmp_path).add({"1.md": "# One\n"}).set()
    body = "<section><div class='note'></div><p>Words.</p></section>" * 3
    html = f"<html lang='en'><style>{CSS}</style><body>{body}</body></html>"
    boxes = boxes_on(page_boxes(lay_out(html, tmp_path, layouts, {})))
    notes = [each.edges for each in boxes if each.element.get("class") == "note"]
    assert [edges and edges[0] for edges in notes] == [235, 25, 235]
