"""What a small file would multiply without end is bounded where it is read."""

from __future__ import annotations

import pytest

from tests.shelf import Shelf, codes


def multiplying(times: int, levels: int) -> str:
    """A drawing whose every level uses the one below it so many times."""
    groups = "".join(
        f'<g id="a{level}">{f"""<use href="#a{level - 1}"/>""" * times}</g>'
        for level in range(1, levels)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg"><g id="a0"><path d="M0 0"/></g>{groups}</svg>'


def test_drawing_that_multiplies_is_too_large(shelf: Shelf) -> None:
    shelf.add({"1.md": "![A](a.svg)\n\n![B](b.svg)\n"})
    shelf.add({"a.svg": multiplying(10, 9), "b.svg": multiplying(10, 3)})
    galley = shelf.galley()
    assert codes(galley) == ["I-004"]
    assert "100000 elements" in galley.findings[0].what


def test_drawing_that_uses_itself_is_counted_once(shelf: Shelf) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><g id="a"><use href="#a"/></g></svg>'
    assert codes(shelf.add({"1.md": "![A](a.svg)\n", "a.svg": drawing}).galley()) == []


@pytest.mark.parametrize(
    ("written", "kept"),
    [("99999", "1000"), ("9" * 5000, "1000"), ("1000", "1000"), ("2", "2"), ("0099999", "1000")],
    ids=["many", "digits", "most", "few", "zeros"],
)
def test_cell_spans_as_many_columns_as_in_a_browser(shelf: Shelf, written: str, kept: str) -> None:
    table = (
        f'<table><colgroup><col span="{written}"/></colgroup>'
        f'<tr><td colspan="{written}" rowspan="{written}">a</td></tr></table>\n'
    )
    markup = shelf.add({"1.md": table}).galley().chapters[0].markup
    assert f'span="{kept}"' in markup and f'colspan="{kept}"' in markup
