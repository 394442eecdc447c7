"""Carried notes: no note at the foot of a page is lost, and each stands where there is room."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from prepress.layouts.layouts import Layouts
from prepress.pdf.engine.engine import lay_out

ROOT = Path(__file__).parents[3]
LAYOUTS = Layouts((ROOT / "layouts",), (ROOT / "fonts",))
STYLE = (
    "@font-face { font-family: Own; src: url(fonts/literata/Literata-Regular.ttf) }"
    "@page { size: 300px; margin: 20px } body { font: 16px/20px Own; margin: 0 }"
    "p, h1 { font: inherit; margin: 0; orphans: 2; widows: 2 } h1 { break-before: page }"
    ".note { float: footnote } .box { break-inside: avoid }"
    ".far::after { content: target-counter(attr(href url), page) }"
)


def pages(tmp_path: Path, body: str) -> list[str]:
    html = f"<html><head><style>{STYLE}</style></head><body>{body}</body></html>"
    data = lay_out(html, tmp_path, LAYOUTS, {}).write_pdf()
    assert data
    with pypdfium2.PdfDocument(BytesIO(data)) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def lines(count: int, word: str = "line") -> str:
    return "<br>".join(f"{word}{number}" for number in range(1, count + 1))


@pytest.mark.parametrize("count", range(4, 12))
@pytest.mark.parametrize("far", ["", '<p><a class="far" href="#x">page </a></p>'])
def test_no_note_is_lost_where_pages_are_laid_out_again(
    tmp_path: Path, count: int, far: str
) -> None:
    body = (
        f'<p>{lines(count)}<span class="note">first note</span>'
        f'<span class="note">second note</span></p><div class="box">{far}<p>{lines(6, "box")}</p>'
        f'</div><h1>Next</h1>{far}<p>Text<span class="note">third note</span></p>'
        f'<h1 id="x">Last</h1><p>{lines(11, "end")}<span class="note">last note</span></p>'
    )
    text = " ".join(pages(tmp_path, body))
    for note in ("first", "second", "third", "last"):
        assert text.count(f"{note} note") == 1
    assert text.count("box6") == 1


def test_note_does_not_go_with_a_box_that_finds_no_room(tmp_path: Path) -> None:
    body = f'<p>{lines(7)}<span class="note">the note</span></p>'
    body += f'<div class="box"><p>{lines(6, "box")}</p></div>'
    first, second = pages(tmp_path, body)
    assert "the note" in first
    assert "box1" in second
