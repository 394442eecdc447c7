"""Line places: where on the pages the lines of a text stand, so that both scroll together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.preview.line_pages import PageTexts

#: The line (from 1), its page (from 1), and how far down the text of that it stands, up to 1.
LinePlace = tuple[int, int, float]


def line_places(lines: Sequence[str], pages: PageTexts) -> list[LinePlace]:
    """The places of those `lines` whose words stand on the `pages` once, in their order.

    What stands out of order, as a note does at the foot of its page, is left out.
    """
    found = []
    for number, line in enumerate(lines, 1):
        place = pages.place_of(line)
        if place:
            found.append((number, *place))
    return _in_order(found)


def _in_order(found: Sequence[LinePlace]) -> list[LinePlace]:
    """The most of those `found` that never go back."""
    ends: list[tuple[int, float]] = []
    last: list[int] = []
    before: list[int | None] = []
    for at, (_, *place) in enumerate(found):
        end = (int(place[0]), place[1])
        length = bisect_right(ends, end)
        before.append(last[length - 1] if length else None)
        ends[length : length + 1] = [end]
        last[length : length + 1] = [at]
    chosen, at_now = [], last[-1] if last else None
    while at_now is not None:
        chosen.append(found[at_now])
        at_now = before[at_now]
    return chosen[::-1]
