"""An index names the pages of its entries in order, each of them once."""

from __future__ import annotations

import re

import pytest

from prepress.galley.galley import INDEX_MARKS
from prepress.pdf.index_pages import PageNumber, numbered_index

PAGES = {name: PageNumber(at, str(at + 1)) for name, at in {"a": 4, "b": 4, "c": 5, "d": 8}.items()}


@pytest.mark.parametrize(
    ("marks", "shown"),
    [
        ("d a", "5, 9"),
        ("a b", "5"),
        ("a c d", "5–6, 9"),
        ("a *b d", "*5*, 9"),
        ("a..c *d", "5–6, *9*"),
        ("*a..c b c d", "*5–6*, 9"),
    ],
)
def test_page_of_an_entry_is_named_once_and_stands_out_where_it_matters_most(
    marks: str, shown: str
) -> None:
    link = f'<a class="index-locator" {INDEX_MARKS}="{marks}"></a>'
    html = numbered_index(f'<span class="index-places">{link}</span>', PAGES, "en")
    written = re.sub("</?strong[^>]*>", "*", html)
    assert re.sub("<[^>]*>", "", written).removeprefix(", ") == shown
