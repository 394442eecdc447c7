"""Bar codes: a scanner finds where the bars begin and end."""

from __future__ import annotations

import re

from prepress.layouts.bar_code import bar_code


def test_white_stays_before_and_behind_the_bars() -> None:
    drawn = bar_code("9783161484100")
    (width,) = map(int, re.findall(r'viewBox="0 0 (\d+) ', drawn))
    bars = [(int(left), int(wide)) for left, wide in re.findall(r"M(\d+) 0h(\d+)v", drawn)]
    before, behind = bars[0][0], width - sum(bars[-1])
    assert (before, behind) == (11, 7)  # modules (GS1 General Specifications, 5.2.3)
