"""A table whose last rows go overleaf with what stands below it ends below the rows that stay."""

from __future__ import annotations

from pathlib import Path

from prepress.pdf.engine.boxes import BoxKind, boxes_on, page_boxes
from prepress.pdf.engine.engine import lay_out
from tests.shelf import Shelf

CSS = """@page { size: 300px 400px; margin: 20px } p { margin: 0; height: 60px; break-before: avoid }
td { padding: 0; height: 50px } table { border: 3px solid }"""


def test_table_ends_below_the_rows_that_stay(tmp_path: Path) -> None:
    _, layouts = Shelf(tmp_path).add({"1.md": "# One\n"}).set()
    table = f"<table>{'<tr><td>Words</td></tr>' * 6}</table>"
    html = f"<html lang='en'><style>{CSS}</style><body>{table}<p>Kept with it.</p></body></html>"
    boxes = list(boxes_on(page_boxes(lay_out(html, tmp_path, layouts, {}))))
    edges = {
        (kind, page): max(
            box.edges[3]
            for box in boxes
            if box.page == page and box.edges and (box.kind, box.tag) == kind
        )
        for kind in ((BoxKind.TABLE, "table"), (BoxKind.OTHER, "tr"))
        for page in (1, 2)
    }
    for page in (1, 2):
        below = edges[(BoxKind.TABLE, "table"), page] - edges[(BoxKind.OTHER, "tr"), page]
        assert 0 <= below < 9
