"""Headings and bullets stand as they should where a picture floats behind or beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from prepress.pdf.engine.boxes import Box, BoxKind, boxes_on, page_boxes
from prepress.pdf.engine.engine import lay_out
from tests.shelf import Shelf

CSS = """@page { size: 300px 400px; margin: 20px } section { break-before: page }
.figure { float: inline-start; height: 90px; width: 120px } .end { float: inline-end }
body, h2, p, ul { margin: 0 } h2 { break-after: avoid } .box { border: 2px solid }"""
WORDS = "Words that go on and on. "
FIGURE = "<div class='figure'></div>"


def boxes(folder: Path, body: str, direction: str = "ltr") -> list[Box]:
    _, layouts = Shelf(folder).add({"1.md": "# One\n"}).set()
    html = f"<html lang='en' dir='{direction}'><style>{CSS}</style><body>{body}</body></html>"
    return list(boxes_on(page_boxes(lay_out(html, folder, layouts, {}))))


def ends(found: list[Box], direction: str = "ltr") -> list[float]:
    """How far from the edge at which lines begin each bullet ends, in px."""
    bullets = [each for each in found if each.tag == "li::marker" and each.kind is BoxKind.BLOCK]
    edges = [each.edges for each in bullets if each.edges]
    return [300 - left if direction == "rtl" else right for left, _, right, _ in edges]


@pytest.mark.parametrize("around", ["", " class='box'"])
def test_heading_that_begins_a_block_goes_overleaf_with_the_figure_behind_it(
    tmp_path: Path, around: str
) -> None:
    block = f"<div{around}><h2>Heading</h2>{FIGURE}<p>{WORDS * 9}</p></div>"
    body = "".join(
        f"<section><div style='height: {height}px'></div>{block}</section>"
        for height in range(200, 350, 25)
    )
    found = boxes(tmp_path, body)
    headings = [each.page for each in found if each.tag == "h2" and each.kind is BoxKind.BLOCK]
    figures = [each.page for each in found if each.element.get("class") == "figure"]
    assert headings == figures
    begun: dict[object, int] = {}
    for each in found:
        if each.element.get("class") == "box":
            begun.setdefault(each.element, each.page)
    assert [*begun.values()] in ([], headings)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_bullet_stands_between_its_words_and_the_figure_beside_them(
    tmp_path: Path, direction: str
) -> None:
    items = f"<li>{WORDS}</li><li>{WORDS * 3}</li><li>{WORDS}</li>"
    found = boxes(tmp_path, f"{FIGURE}<ul>{items}</ul>", direction)
    assert ends(found, direction) == pytest.approx([140, 140, 60], abs=1)


def test_bullet_stays_at_the_edge_beside_a_figure_on_the_other_side(tmp_path: Path) -> None:
    figure = FIGURE.replace("figure", "figure end")
    found = boxes(tmp_path, f"{figure}<ul><li>{WORDS}</li></ul>")
    assert ends(found) == pytest.approx([60], abs=1)


def test_table_for_which_no_room_is_beside_a_figure_is_divided_below_it(tmp_path: Path) -> None:
    rows = f"<tr><td>{WORDS}</td><td style='min-width: 200px'>b</td></tr>" * 6
    found = boxes(tmp_path, f"<h2>Heading</h2>{FIGURE}<table>{rows}</table>")
    assert sorted({each.page for each in found if each.tag == "tr"}) == [1, 2, 3]
