"""Page breaks, as TeX, Quarto, Leanpub, Typora and HTML write them."""

from __future__ import annotations

import pypdfium2
import pytest

from tests.dialects.forms import Form, Shown

_BREAKS = {
    "newpage": "\\newpage",
    "pagebreak": "\\pagebreak",
    "clearpage": "\\clearpage",
    "leanpub": "{pagebreak}",
    "quarto": "{{< pagebreak >}}",
    "style": '<div style="page-break-after: always"></div>',
    "style-of-paragraph": '<p style="page-break-after: always;">&nbsp;</p>',
    "typora": '<div style="page-break-after: always; visibility: hidden">\\pagebreak</div>',
    "class": '<div class="page-break"></div>',
    "class-in-one": '<div class="pagebreak"> </div>',
}
FORMS = {
    name: Form(f"# One\n\nFirst.\n\n{text}\n\nSecond.\n") for name, text in _BREAKS.items()
} | {
    "at-the-ends": Form("\\newpage\n\n# One\n\nWords.\n\n\\newpage\n"),
    "twice": Form("# One\n\nFirst.\n\n\\newpage\n\n\\pagebreak\n\nSecond.\n"),
    "before": Form(
        '# One\n\nFirst.\n\n<div style="page-break-before: always">\n\nSecond.\n\n</div>\n'
    ),
    "chapters": Form("# One\n\nFirst.\n\n\\newpage\n", {"2-next.md": "# Two\n\nSecond.\n"}),
    "book": Form(
        "# One\n\nFirst.\n\n\\newpage\n",
        {"2-next.md": "# Two\n\nSecond.\n"},
        "title: Tiny\nlang: en\nlayout: book\n",
    ),
    "code": Form("# One\n\n    \\newpage\n\nAnd `\\newpage` too.\n"),
}


def _pages(form: Shown) -> list[str]:
    with pypdfium2.PdfDocument(form.pdf_file) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


@pytest.mark.parametrize("name", [*_BREAKS, "twice", "before"])
def test_break_begins_one_page(shown: dict[str, Shown], name: str) -> None:
    first, second = _pages(shown[name])
    assert "First." in first
    assert "Second." in second
    assert "Second." in shown[name].epub
    assert "page" not in shown[name].epub
    assert [code for code in shown[name].codes if not code.startswith("T-")] == []


def test_break_at_the_ends_makes_no_empty_page(shown: dict[str, Shown]) -> None:
    assert len(_pages(shown["at-the-ends"])) == 1


def test_break_at_the_end_of_a_chapter_parts_it_from_the_next(shown: dict[str, Shown]) -> None:
    pages = _pages(shown["chapters"])
    assert [("First." in page, "Second." in page) for page in pages][-2:] == [
        (True, False),
        (False, True),
    ]


def test_break_before_a_chapter_that_begins_a_page_makes_no_empty_one(
    shown: dict[str, Shown],
) -> None:
    pages = [page for page in _pages(shown["book"]) if page]  # chapters begin on the right
    at = next(number for number, page in enumerate(pages) if "First." in page)
    assert "Second." in pages[at + 1]


def test_break_in_code_is_code(shown: dict[str, Shown]) -> None:
    assert shown["code"].words_of("//pre") == ["\\newpage"]
    assert len(_pages(shown["code"])) == 1
