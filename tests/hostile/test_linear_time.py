"""Texts of one thing again and again are set in time that grows as they do."""

from __future__ import annotations

import pytest

from tests.hostile.doubling import seconds_of
from tests.hostile.shapes import SHAPES

#: Shapes that once took squares, and so many pieces of each that these would take over a minute.
LONG = {
    "links without an end": 20_000,
    "pictures without an end": 15_000,
    "brackets": 4_000,
    "comments": 20_000,
    "spaces in a heading": 30_000,
    "tabs in a heading": 15_000,
    "calls of a note": 2_000,
    "abbreviations of many words": 3_000,
    "page breaks": 2_000,
}


@pytest.mark.parametrize("name", LONG)
def test_long_text_is_set_in_seconds(name: str) -> None:
    assert seconds_of(SHAPES[name](LONG[name])) < 5
