"""What readers write into stands on paper as a ruler would have it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.layouts.test_figures_on_paper import Sheet
from tests.shelf import Shelf


def test_steps_of_a_scale_are_equally_far_apart(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\n::: pain-scale\nHow strong is it?\n:::\n"}).build("print")
    page = Sheet((shelf.root / "output" / "tiny.pdf").read_bytes())
    boxes = [page.words(str(step)) for step in range(10)]
    middles = [(left + right) / 2 for left, _, right, _ in boxes]
    steps = [right - left for left, right in pairwise(middles)]
    assert steps == pytest.approx([steps[0]] * 9, abs=0.3)
