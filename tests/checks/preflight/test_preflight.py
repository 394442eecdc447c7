"""The whole preflight, on PDFs as they are delivered."""

from io import BytesIO
from time import process_time

import pikepdf
import pytest

from prepress.checks.preflight.demands import Demands
from prepress.checks.preflight.preflight import preflight
from prepress.errors import Place, SourceError
from tests.checks.preflight.sheets import Sheets, opened, said, saved, text
from tests.pdf.pages import pages_of
from tests.shelf import SQUARE, Shelf

PRINT = Demands(ppi=150)


def test_handout_passes_in_time(handout: bytes) -> None:
    start = process_time()
    assert preflight(handout, "handout.pdf", PRINT) == ()
    assert process_time() - start < 1.5


@pytest.mark.parametrize("layout", ["handout", "book"])
def test_book_with_everything_passes(shelf: Shelf, layout: str) -> None:
    callouts = "".join(f"::: {kind}\nMind this.\n:::\n\n" for kind in ("note", "warning", "tip"))
    words = (
        "# One\n\nH~2~O and *x*^2^, `code`, [a link](https://clinic.example), a note[^1].\n\n![A "
        "square](s.svg)\n\n"
    )
    table = "| A | B |\n|---|---|\n| 1 | 2 |\n\n"
    code = "```python\nfor x in y: print(x)  # why\n```\n\n- [ ] to do\n\n[^1]: Small.\n"
    shelf.add(
        {
            "1.md": words + callouts + table + code,
            "2.md": "# Two\n\n## Three\n\n> Quoted.\n",
            "s.svg": SQUARE,
        },
        metadata=f"title: Tiny\nlang: en\nlayout: {layout}\n",
    )
    assert preflight(pages_of(shelf).printed.data, "tiny.pdf", PRINT) == ()


def test_findings_name_the_file() -> None:
    findings = preflight(Sheets().page(text("Hello")).data, "tiny.pdf", PRINT)
    assert {finding.place for finding in findings} == {Place("tiny.pdf")}
    assert all(finding.what.endswith(".") and finding.hint.endswith(".") for finding in findings)


def test_untagged_pdf_breaks_no_rule_of_the_standards() -> None:
    data = Sheets().page(text("Hello")).data
    assert said(preflight(data, "tiny.pdf", PRINT), "B-007")
    assert not said(preflight(data, "tiny.pdf", Demands(ppi=150, tagged=False)), "B-007")


def test_locked_pdf_is_found(handout: bytes) -> None:
    pdf = opened(handout)
    target = BytesIO()
    pdf.save(target, encryption=pikepdf.Encryption(owner="o", user="u"))
    (what,) = said(preflight(target.getvalue(), "handout.pdf", PRINT), "B-007")
    assert "password" in what


def test_no_pdf_is_refused() -> None:
    with pytest.raises(SourceError, match="damaged"):
        preflight(b"nothing", "tiny.pdf", PRINT)


def test_saving_again_changes_nothing(handout: bytes) -> None:
    assert preflight(saved(opened(handout)), "handout.pdf", PRINT) == ()


def test_page_without_content_or_resources_is_fine() -> None:
    sheets = Sheets().page("")
    for key in ("/Contents", "/Resources"):
        del sheets.pdf.pages[0].obj[key]
    assert preflight(sheets.data, "tiny.pdf", Demands(ppi=150, tagged=False)) == ()


def test_resources_that_all_pages_share_are_found() -> None:
    sheets = Sheets().page(text("Hello"))
    page = sheets.pdf.pages[0].obj
    page.Parent.Resources = page.Resources
    del page["/Resources"]
    assert len(sheets.found("B-001")) == 2
