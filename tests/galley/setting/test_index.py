"""The section of the index is named by its heading, wherever it stands."""

import pytest

from tests.shelf import Shelf

MARK = "# One\n\nOf [it]{.index}.\n"


@pytest.mark.parametrize(
    ("files", "heading"),
    [
        ({"1.md": MARK}, '<h2 id="index">Index</h2>'),
        ({"1.md": MARK, "2.md": "# Two\n"}, '<h1 id="index">Index</h1>'),
        ({"1.md": MARK, "2-index.md": "Bold numbers lead to most.\n"}, '<h1 id="index">Index</h1>'),
    ],
)
def test_index_has_a_heading_that_names_it(
    shelf: Shelf, files: dict[str, str], heading: str
) -> None:
    markup = shelf.add(files).galley().chapters[-1].markup
    assert heading in markup
    assert 'aria-labelledby="index"' in markup
