"""Resolution: enough pixels in each picture for the size at which it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import TYPE_CHECKING

from prepress.findings import Finding

if TYPE_CHECKING:
    from prepress.checks.preflight.content import PageContent, PlacedPicture
    from prepress.errors import Place

_TOLERANCE = 0.99
_MM_PER_PT = 25.4 / 72


def coarse_pictures(contents: Sequence[PageContent], place: Place, ppi: int) -> Iterator[Finding]:
    """B-002, once for each picture of a page that has fewer than `ppi` pixels per inch, where it is
    largest.
    """
    for number, content in enumerate(contents, 1):
        worst: dict[object, PlacedPicture] = {}
        for order, placed in enumerate(content.pictures):
            key = (
                placed.image.objgen
                if placed.image is not None and placed.image.is_indirect
                else order
            )
            if key not in worst or placed.ppi < worst[key].ppi:
                worst[key] = placed
        for placed in worst.values():
            if placed.ppi < ppi * _TOLERANCE:
                yield _finding(placed, number, place, ppi)


def _finding(placed: PlacedPicture, number: int, place: Place, ppi: int) -> Finding:
    width, height = (size * _MM_PER_PT for size in placed.size_pt)
    pixels = f"{placed.pixels[0]} × {placed.pixels[1]} pixels"
    needed = " × ".join(str(ceil(size / 72 * ppi)) for size in placed.size_pt)
    what = (
        f"The picture of {pixels} on page {number} is printed {width:.0f} × {height:.0f} mm large, "
        f"which is {placed.ppi:.0f} pixels per inch where {ppi} are needed."
    )
    return Finding(
        "B-002", place, what, f"Use a picture of at least {needed} pixels, or show it smaller."
    )
