"""Where a figure stands is told by the shape and size of its picture, or by its author."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from tests.shelf import SQUARE, Shelf

WIDE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M1 1h18v8H1z"/></svg>'


def photo(width: int, height: int) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (width, height), "navy").save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("picture", "attributes", "classes"),
    [
        ("a.svg", "", "in-margin"),
        ("wide.svg", "", "in-column"),
        ("a.png", "", "in-column"),
        ("small.png", "", "in-margin"),
        ("a.png", " .margin", "in-margin margin"),
        ("a.png", " .decorative", "in-margin decorative"),
        ("a.svg", " width=3cm", "in-column"),
        ("a.svg", " .column", "column"),
        ("a.svg", " .wide", "wide"),
        ("a.svg", " .full", "full"),
        ("a.png", " .left", "left"),
    ],
)
def test_figure_stands_where_its_picture_or_author_has_it(
    shelf: Shelf, picture: str, attributes: str, classes: str
) -> None:
    files: dict[str, str | bytes] = {"a.svg": SQUARE, "wide.svg": WIDE, "a.png": photo(800, 600)}
    alt = "" if "decorative" in attributes else ' alt="A"'
    text = f"# One\n\n![]({picture}){{{attributes}{alt}}}\n"
    shelf.add({"1.md": text, **files, "small.png": photo(120, 90)})
    assert f'<figure class="{classes}">' in shelf.set()[0].chapters[0].markup


@pytest.mark.parametrize("before", ["- ", "> "])
def test_figure_in_a_list_or_quote_stays_there(shelf: Shelf, before: str) -> None:
    shelf.add({"1.md": f"# One\n\nText.\n\n{before}![Legend](a.svg)\n", "a.svg": SQUARE})
    markup = shelf.galley().chapters[0].markup
    assert "in-margin" not in markup
    assert "<img" in markup
