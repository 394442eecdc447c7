"""Where what must stand together goes overleaf, what stays on the page is left in order."""

from __future__ import annotations

from pathlib import Path

from prepress.pdf.engine.boxes import Box, BoxKind, boxes_on, page_boxes
from prepress.pdf.engine.engine import lay_out
from tests.shelf import Shelf

CSS = """@page { size: 300px 400px; margin: 20px } h2, p { margin: 0; height: 20px }
h2 { break-after: avoid; clear: both } td { padding: 0; height: 50px } table { border: 3px solid }
figure { break-inside: avoid; float: right; margin: 0; width: 90px } div { height: 200px }"""
FIGURE = "<figure><div style='height: 100px'></div></figure>"


def boxes(folder: Path, body: str) -> list[Box]:
    """All boxes of a document with this body."""
    _, layouts = Shelf(folder).add({"1.md": "# One\n"}).set()
    html = f"<html lang='en'><style>{CSS}</style><body>{body}</body></html>"
    return [*boxes_on(page_boxes(lay_out(html, folder, layouts, {})))]


def test_table_ends_below_the_rows_that_stay(tmp_path: Path) -> None:
    table = f"<table>{'<tr><td>Words</td></tr>' * 6}</table>"
    after = "<p style='break-before: avoid; height: 60px'>Kept with it.</p>"
    laid_out = [box for box in boxes(tmp_path, table + after) if box.edges]
    for page in (1, 2):
        kinds = {(box.kind, box.tag): box.edges for box in laid_out if box.page == page}
        table_ends, row_ends = kinds[BoxKind.TABLE, "table"], kinds[BoxKind.OTHER, "tr"]
        assert table_ends
        assert row_ends
        assert 0 <= table_ends[3] - row_ends[3] < 9


def test_figure_stays_with_its_section_where_the_heading_below_goes_overleaf(
    tmp_path: Path,
) -> None:
    body = f"<p>One.</p><div></div>{FIGURE}<h2>Two</h2>{FIGURE}<p>Words.</p>"
    places = [(box.tag, box.page) for box in boxes(tmp_path, body) if box.kind is BoxKind.BLOCK]
    assert [place for place in places if place[0] in ("figure", "h2")] == [
        *(("figure", 1), ("h2", 2), ("figure", 2)),
    ]
