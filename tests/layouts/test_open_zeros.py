"""The zeros of running text have no stroke through them; those of code keep theirs."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from prepress.project.project import shipped_folder
from tests.layouts.open_zeros import contours_of, open_zero

TEXT = sorted(
    file
    for family in ("atkinson-hyperlegible-next", "literata")
    for file in (shipped_folder("fonts") / family).glob("*.ttf")
)


@pytest.mark.parametrize("file", TEXT, ids=lambda file: file.stem)
def test_zero_in_text_is_an_outline_and_its_inside(file: Path) -> None:
    with TTFont(file) as font:
        assert len(contours_of(font, "zero")) == 2


def test_zero_in_code_can_be_told_from_a_letter() -> None:
    folder = shipped_folder("fonts") / "atkinson-hyperlegible-mono"
    with TTFont(folder / "AtkinsonHyperlegibleMono-Regular.ttf") as font:
        assert len(contours_of(font, "zero")) > 2


def test_zero_is_opened_once() -> None:
    with TTFont(TEXT[0]) as font, pytest.raises(ValueError, match="no stroke"):
        open_zero(font)
