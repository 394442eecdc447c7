"""Lines end where their words do, whatever stands behind the space that follows."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2

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
