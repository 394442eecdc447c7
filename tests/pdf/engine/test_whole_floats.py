"""A figure with text around it stands on one page, wherever on a page it begins."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from prepress.building.composition import words_of
from prepress.editions.print_edition import PrintEdition
from prepress.pdf.engine.boxes import boxes_on, page_boxes
from prepress.pdf.engine.engine import lay_out
from prepress.pdf.pages import PrintContext, lay_out_pages
from prepress.pdf.proofs import proof_findings
from tests.shelf import SQUARE, Shelf

WORDS = "Words of the text that go on and on and on. "
CSS = """@page { size: 300px 400px; margin: 20px } section { break-before: page }
figure { border: 3px solid; break-inside: avoid; float: left; margin: 10px; padding: 5px; width: 120px }
h2, p { margin: 0 } h2 { break-after: avoid }"""
PICTURE = "<div style='height: 80px; overflow: hidden'></div>"
FIGURE = (
    f"<figure>{PICTURE}<figcaption>Three lines of caption below it, no less.</figcaption></figure>"
)


def figures(folder: Path, *sections: str) -> list[list[tuple[int, float]]]:
    """For each figure of the sections, on which pages it is, and the lowest edge there, in px."""
    _, layouts = Shelf(folder).add({"1.md": "# One\n"}).set()
    body = "".join(f"<section>{section}</section>" for section in sections)
    html = f"<html lang='en'><style>{CSS}</style><body>{body}</body></html>"
    found = defaultdict(list)
    for box in boxes_on(page_boxes(lay_out(html, folder, layouts, {}))):
        if box.tag == "figure" and box.edges:
            found[box.element].append((box.page, box.edges[3]))
    return list(found.values())


@pytest.mark.parametrize("before", ["", "<h2>Heading</h2>", "<p>One line.</p>"])
def test_figure_with_text_around_it_is_not_parted(tmp_path: Path, before: str) -> None:
    sections = [
        f"<div style='height: {height}px'></div><div>{before}{FIGURE}<p>{WORDS * 9}</p></div>"
        for height in range(0, 356, 9)
    ]
    found = figures(tmp_path, *sections)
    assert len(found) == len(sections)
    assert [places for places in found if len(places) > 1 or places[0][1] > 380.5] == []


def test_figure_that_no_page_holds_goes_on_overleaf(tmp_path: Path) -> None:
    tall = FIGURE.replace("no less", "no less, " + WORDS * 20)
    (pages,) = figures(tmp_path, f"<p>{WORDS}</p>{tall}<p>{WORDS * 9}</p>")
    assert len(pages) > 1


@pytest.mark.parametrize("place", ["left", "right"])
def test_figure_of_a_book_is_not_parted_wherever_on_a_page_it_begins(
    shelf: Shelf, place: str
) -> None:
    figure = f"![{WORDS * 2}](a.svg){{.{place} alt=A}}"
    sections = (
        f"Line.\n\n{'<br>' * lines}\n\n{figure}\n\n{WORDS * 40}" for lines in range(18, 42, 2)
    )
    text = "\n\n\\newpage\n\n".join(sections)
    shelf.add({"1.md": f"# One\n\n{text}\n", "a.svg": SQUARE})
    galley, layouts = shelf.set()
    context = PrintContext(galley, shelf.project, layouts, words_of(galley.manuscript, layouts)[0])
    findings = proof_findings(lay_out_pages(context, PrintEdition()).document, galley)
    assert [each.what for each in findings if each.code in ("T-002", "T-007")] == []
