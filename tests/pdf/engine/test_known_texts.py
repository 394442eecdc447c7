"""What the engine works out once changes no byte of a PDF, and is not worked out again."""

from __future__ import annotations

from importlib import import_module
from inspect import unwrap
from pathlib import Path
from typing import Any

import pytest

from prepress.pdf.engine.boxes import BoxKind, boxes_on, line_in, page_boxes
from prepress.pdf.engine.engine import lay_out, open_engine
from prepress.pdf.engine.reuse import engine_cache
from tests.shelf import Shelf

#: What is replaced in the engine so that something is worked out once.
REPLACED = (
    "weasyprint.css.StyleFor.set_computed_styles",
    "weasyprint.draw.text.draw_first_line",
    "weasyprint.layout.preferred.split_first_line",
    "weasyprint.text.line_break.Layout.reactivate",
    "weasyprint.text.line_break.Layout.set_text",
    "weasyprint.text.line_break.Layout.setup",
    "pydyf.PDF.write",
)
CSS = """
@page { size: 90mm 60mm; margin: 10mm; @top-left { content: string(head) } @bottom-right {
content: counter(page) } } @page :first { margin: 15mm } @page :left { @top-left { color: blue } }
h1 { string-set: head content(); break-before: page } p { text-align: justify; hyphens: auto }
a { text-decoration: underline } b { letter-spacing: 1px; font-variant-caps: small-caps }
td { width: 10mm } p { font-feature-settings: "kern", "liga" 0; overflow-wrap: break-word }
"""
TEXT = (
    "<p>Extraordinary <b>affine</b> words, <a href='#x'>AV To</a> x<sup>2</sup> "
    "\u05e9\u05dc\u05d5\u05dd and e\u0301 stand here again and again, so that lines are broken between them. 😀</p>"
)
ROW = "<tr><td>One word <td>two words<td>three other words, 12\u00a0mg\n"


def html(parts: int, rows: int = 3) -> str:
    body = "".join(
        f"<h1>Part {number}</h1>{TEXT * 3}<table>{ROW * rows}</table>" for number in range(parts)
    )
    return f"<html lang='en'><style>{CSS}</style><body id='x'>{body}</body></html>"


def pdf(root: Path, parts: int = 3) -> bytes:
    _, layouts = Shelf(root).add({"1.md": "# One\n"}).set()
    data: bytes = lay_out(html(parts), root, layouts, {}).write_pdf(pdf_identifier=True)
    return data


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return pdf(tmp_path_factory.mktemp("known"))


@pytest.mark.parametrize("name", REPLACED)
def test_no_byte_is_other_than_the_engine_alone_would_make_it(
    name: str, known: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_engine()
    replaced = _found(name)
    assert unwrap(replaced) is not replaced
    monkeypatch.setattr(name, unwrap(replaced))
    assert pdf(tmp_path) == known


def test_pages_that_are_alike_have_one_style(tmp_path: Path) -> None:
    _, layouts = Shelf(tmp_path).add({"1.md": "# One\n"}).set()
    first, *others = (page._page_box for page in lay_out(html(4), tmp_path, layouts, {}).pages)
    assert len(others) > 4
    assert {id(box.style) for box in others} == {id(others[0].style)} != {id(first.style)}


def test_lines_that_are_alike_are_measured_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, layouts = Shelf(tmp_path).add({"1.md": "# One\n"}).set()
    open_engine()
    measured: list[str] = []
    create = import_module("weasyprint.text.line_break").create_layout

    def create_and_note(text: str, *others: Any) -> Any:
        measured.append(text)
        return create(text, *others)

    monkeypatch.setattr("weasyprint.text.line_break.create_layout", create_and_note)
    lay_out(html(1, rows=30).replace("word", "term"), tmp_path, layouts, {})
    assert 0 < max(map(measured.count, measured)) < 15


@pytest.mark.parametrize(
    "declared",
    [
        *("hyphens: none", 'hyphenate-character: "="', "hyphenate-limit-chars: 19 9 9"),
        *("letter-spacing: 1mm", "word-spacing: 4mm", "tab-size: 1"),
        *("white-space: nowrap", "word-break: break-all", "overflow-wrap: anywhere"),
        "font-size: 14pt",
    ],
)
def test_the_same_words_are_broken_as_each_style_asks(declared: str, tmp_path: Path) -> None:
    _, layouts = Shelf(tmp_path).add({"1.md": "# One\n"}).set()
    words = "Extraordinary and incomprehensible words, considerably\tunpronounceable: 10 mg"

    def lines(*styles: str) -> list[tuple[str, float]]:
        texts = "".join(f"<pre style='{each}'>{words}</pre>" for each in styles)
        css = "pre { width: 21mm; white-space: pre-wrap; hyphens: auto }"
        page = f"<html lang=en><style>{css}</style>{texts}"
        boxes = boxes_on(page_boxes(lay_out(page, tmp_path, layouts, {})))
        found = [line for box in boxes if box.kind is BoxKind.LINE and (line := line_in(box))]
        return [(line.text, line.box.width or 0.0) for line in found]

    engine_cache.cache_clear()
    usual = lines("")
    engine_cache.cache_clear()
    other = lines(declared)
    assert other != usual
    assert (lines("", declared), lines("")) == (usual + other, usual)


def test_words_that_were_drawn_are_not_set_again_to_be_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, layouts = Shelf(tmp_path).add({"1.md": "# One\n"}).set()
    line = "Some quite ordinary words in “marks” stand here side by side, and others. "
    page = f"<style>{CSS}</style><p style='hyphens: none'>{line * 30}<ul>{'<li>One' * 20}</ul>"
    document = lay_out(page, tmp_path, layouts, {})
    drawn: list[str] = []
    set_text = import_module("weasyprint.text.line_break").Layout.set_text

    def set_and_note(self: Any, text: str, justify: bool = False) -> None:
        drawn.append(text)
        set_text(self, text, justify)

    monkeypatch.setattr("weasyprint.text.line_break.Layout.set_text", set_and_note)
    document.write_pdf()
    assert drawn.count("words in “marks”") == 1
    assert drawn.count("One") <= 2  # of twenty: the first text of a style makes the style known


def _found(name: str) -> Any:
    module, _, rest = name.partition(".")
    found: Any = import_module(module)
    for part in rest.split("."):
        if not hasattr(found, part):
            import_module(f"{found.__name__}.{part}")
        found = getattr(found, part)
    return found
