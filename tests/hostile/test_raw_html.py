"""Raw HTML at random gives a valid EPUB that has all its words."""

from __future__ import annotations

from tests.hostile.judging import epub_faults
from tests.hostile.raw_html import RawHtml
from tests.shelf import Shelf


def test_epub_of_any_html_is_valid_and_has_every_word(shelf: Shelf) -> None:
    html = RawHtml(seed=20)
    assert epub_faults(shelf, html.chapters(8, 10), html.words) == []
