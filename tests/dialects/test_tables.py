"""Tables as Pandoc draws them, and their captions."""

from __future__ import annotations

import pytest

from tests.dialects.forms import Form, Shown
from tests.shelf import Shelf

_GRID = """# One

+----------+-----------+
| Medicine | Dose      |
+==========+==========:+
| Aspirin  | - 100 mg  |
|          | - 300 mg  |
+----------+-----------+
| Ask **us** first.    |
+----------+-----------+

Table: What to take

After it.
"""
_SIMPLE = """# One

  Right     Left     Centre
-------     ------ ----------
     12     34        56

: What is where {#tbl-x}

After it.
"""
_HEADLESS = """# One

-----  -----
one    two
three  four
-----  -----

After it.
"""
_MULTILINE = """# One

-------------------------------
 Name     Meaning
--------- ---------------------
 First    A row that goes
          over two lines.

 Second   Another one.
-------------------------------

After it.
"""
FORMS = {
    "grid": Form(_GRID),
    "simple": Form(_SIMPLE),
    "headless": Form(_HEADLESS),
    "multi-line": Form(_MULTILINE),
    "caption-below": Form("# One\nText.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nTable: Its words\n"),
    "caption-above": Form("# One\nText.\n\nTable: Its words\n\n| A | B |\n|---|---|\n| 1 | 2 |\n"),
    "caption-labelled": Form("# One\n\n| A | B |\n|---|---|\n| 1 | 2 |\n[Its words][label]\n"),
    "open": Form("# One\n\nA | B\n--|--\n1 | `x|y` \\| z\n"),
    "spans": Form(
        '# One\n\n<table><tr><th colspan="2">A</th></tr><tr><td>1</td><td>2</td></tr></table>\n'
    ),
    "rule": Form("# One\n\nBefore.\n\n----------\n\nAfter it.\n\n----------\n\nEnd.\n"),
}


def test_grid_has_head_spans_and_blocks_in_cells(shown: dict[str, Shown]) -> None:
    form = shown["grid"]
    assert form.words_of("//thead//th") == ["Medicine", "Dose"]
    assert form.words_of("//td//li") == ["100 mg", "300 mg"]
    assert form.words_of("//td[@colspan='2']") == ["Ask us first."]
    assert form.words_of("//caption") == ["What to take"]
    assert "+" not in form.pdf
    assert form.codes == []


def test_simple_table_has_its_alignment_and_caption(shown: dict[str, Shown]) -> None:
    form = shown["simple"]
    assert form.words_of("//th") == ["Right", "Left", "Centre"]
    assert [each.get("class") for each in form.elements("//td")] == [
        "align-right",
        None,
        "align-center",
    ]
    assert form.words_of("//table[@id='tbl-x']/caption") == ["What is where"]
    assert "Right Left Centre 12 34 56 After it." in form.pdf
    assert form.codes == []


def test_table_without_a_head_has_none(shown: dict[str, Shown]) -> None:
    assert shown["headless"].words_of("//tbody/tr") == ["one two", "three four"]
    assert not shown["headless"].elements("//thead")


def test_rows_of_several_lines_are_one_row(shown: dict[str, Shown]) -> None:
    form = shown["multi-line"]
    assert form.words_of("//th") == ["Name", "Meaning"]
    assert form.words_of("//td") == [
        "First",
        "A row that goes over two lines.",
        "Second",
        "Another one.",
    ]
    assert form.codes == []


@pytest.mark.parametrize("name", ["caption-below", "caption-above", "caption-labelled"])
def test_table_has_its_caption(shown: dict[str, Shown], name: str) -> None:
    assert shown[name].words_of("//table/caption") == ["Its words"]
    assert "Table:" not in shown[name].epub
    assert shown[name].codes == []


def test_rows_need_no_outer_pipes(shown: dict[str, Shown]) -> None:
    assert shown["open"].words_of("//td") == ["1", "x|y | z"]
    assert shown["open"].codes == []


def test_cells_of_raw_html_may_span(shown: dict[str, Shown]) -> None:
    assert shown["spans"].words_of("//th[@colspan='2']") == ["A"]


def test_rules_are_no_table(shown: dict[str, Shown]) -> None:
    assert len(shown["rule"].elements("//hr")) == 2
    assert not shown["rule"].elements("//table")


def test_rules_without_rows_are_no_table(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "# One\n\n---- ----\n\n---- -----\n"}).galley()
    assert "<table" not in galley.chapters[0].markup
