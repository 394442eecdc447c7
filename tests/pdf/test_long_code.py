"""Long code goes on overleaf, and short code stays whole."""

from __future__ import annotations

import pytest

from tests.pdf.pages import pages_of
from tests.shelf import Shelf

#: Fills all but the foot of a page.
ABOVE = "Text.\n\n" * 20


def code(lines: int) -> str:
    return "~~~\n" + "".join(f"line-{number}\n" for number in range(lines)) + "~~~\n"


def test_long_code_goes_over_pages(shelf: Shelf) -> None:
    shelf.add({"1.md": f"# One\n\n{ABOVE}## Two\n\n{code(30)}"})
    first, second = pages_of(shelf).texts
    assert "Two" in first
    assert "line-2\n" in first
    assert "line-29" in second


@pytest.mark.parametrize("above", range(24, 34, 3))
def test_lines_of_long_code_do_not_stand_alone(shelf: Shelf, above: int) -> None:
    shelf.add({"1.md": "# One\n\n" + "Text.\n\n" * above + code(14)})
    counts = [text.count("line-") for text in pages_of(shelf).texts]
    assert sum(counts) == 14
    assert all(count == 0 or count >= 3 for count in counts)


def test_short_code_stays_whole(shelf: Shelf) -> None:
    shelf.add({"1.md": f"# One\n\n{ABOVE}{code(9)}\n{ABOVE}"})
    assert [text.count("line-") for text in pages_of(shelf).texts] == [0, 9]
