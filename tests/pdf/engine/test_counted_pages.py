"""Pages beyond what there may be are counted as if they were written; others are written."""

from __future__ import annotations

from pathlib import Path

from prepress.layouts.layouts import Layouts
from prepress.pdf.engine.counted_pages import only_counting_beyond
from prepress.pdf.engine.engine import lay_out, open_engine

ROOT = Path(__file__).parents[3]
LAYOUTS = Layouts((ROOT / "layouts",), (ROOT / "fonts",))
HTML = (
    "<html lang=en><style>@page { size: 60mm 40mm; @bottom-left { content: 'Foot' } } "
    f"h1 {{ background: red }}</style><body><h1>One</h1>{'<p>Some words on a line.</p>' * 9}"
)


def test_pages_beyond_are_as_many_but_bare() -> None:
    open_engine()
    whole = lay_out(HTML, ROOT, LAYOUTS, {})
    with only_counting_beyond(1):
        counted = lay_out(HTML, ROOT, LAYOUTS, {})
    assert len(counted.pages) == len(whole.pages) > 1
    assert [len(page._page_box.children) for page in whole.pages] == [2] * len(whole.pages)
    assert [len(page._page_box.children) for page in counted.pages] == [1] * len(whole.pages)


def test_pages_within_are_written_as_ever() -> None:
    open_engine()
    whole = lay_out(HTML, ROOT, LAYOUTS, {})
    with only_counting_beyond(len(whole.pages)):
        within = lay_out(HTML, ROOT, LAYOUTS, {})
    assert within.write_pdf(pdf_identifier=b"same") == whole.write_pdf(pdf_identifier=b"same")
