"""Lines end where their words do, whatever stands behind the space that follows."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2

from prepress.pdf.engine.boxes import BoxKind, boxes_on, line_in, page_boxes
from prepress.pdf.engine.engine import lay_out
from tests.shelf import Shelf

TEXT = (
    "For safety, <code>addCommand()</code> does not copy the inherited settings from the parent "
    "command. There is a helper routine <code>copyInheritedSettings()</code> for copying them."
)


def test_no_word_before_code_stands_alone_on_its_line(tmp_path: Path) -> None:
    _, layouts = Shelf(tmp_path).add({"1.md": "# One\n"}).set()
    paragraphs = "".join(f'<p style="width: {width}px">{TEXT}' for width in range(360, 620, 3))
    html = (
        f"<html lang='en'><style>p {{ break-after: page }}</style><body>{paragraphs}</body></html>"
    )
    pdf = lay_out(html, tmp_path, layouts, {}).write_pdf()
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        pages = [page.get_textpage().get_text_bounded().splitlines() for page in document]
    assert len(pages) > 80
    assert [lines for lines in pages if any(" " not in each.strip() for each in lines[:-1])] == []


def test_code_amid_emphasised_words_is_not_broken_where_the_next_line_holds_it(
    tmp_path: Path,
) -> None:
    _, layouts = Shelf(tmp_path).add({"1.md": "# One\n"}).set()
    text = "<em>For users of the standard or of <code>verify=ssl_context</code> this is it.</em>"
    css = "p { break-after: page } body { overflow-wrap: break-word }"
    paragraphs = "".join(f'<p style="width: {width}px">{text}' for width in range(260, 420, 5))
    html = f"<html lang='en'><style>{css}</style><body>{paragraphs}</body></html>"
    pdf = lay_out(html, tmp_path, layouts, {}).write_pdf()
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    assert len(pages) > 30
    assert [page for page in pages if "verify=ssl_context" not in page] == []


def test_no_word_before_a_no_break_space_stands_alone_on_its_line(tmp_path: Path) -> None:
    _, layouts = Shelf(tmp_path).add({"1.md": "# One\n"}).set()
    text = "Walk about for as long as you wish \u2013\u00a0<em>or rest a while at home</em>"
    widths = range(200, 520, 4)
    paragraphs = "".join(f'<p style="width: {width}px">{text}</p>' for width in widths)
    document = lay_out(f"<html lang='en'><body>{paragraphs}</body></html>", tmp_path, layouts, {})
    boxes = [box for box in boxes_on(page_boxes(document)) if box.kind is BoxKind.LINE]
    lines = [line.text for box in boxes if (line := line_in(box))]
    assert not {"wish", "for", "about", "Walk", "as", "long"} & {*lines}


def test_code_that_no_line_can_end_before_does_not_leave_its_column(tmp_path: Path) -> None:
    _, layouts = Shelf(tmp_path).add({"1.md": "# One\n"}).set()
    code = f"<pre><code><span>parse</span><span>(</span><span>{'w' * 60}</span>\nend</code></pre>"
    css = "pre { overflow-wrap: anywhere; white-space: pre-wrap; width: 200px }"
    html = f"<html><style>{css}</style><body>{code}</body></html>"
    document = lay_out(html, tmp_path, layouts, {})
    edges = [box.edges for box in boxes_on(page_boxes(document)) if box.kind is BoxKind.TEXT]
    assert max(each[2] for each in edges if each) < page_boxes(document)[0].left + 201
