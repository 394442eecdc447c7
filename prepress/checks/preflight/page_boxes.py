"""Page boxes: paper, bleed and trim lie inside each other, and colour that reaches the cut goes
on into the bleed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pikepdf
from PIL import Image, ImageChops

from prepress.findings import Finding
from prepress.readers.pdf_page import PAPER, PROOF_DPI, Box, Proof

if TYPE_CHECKING:
    from prepress.errors import Place

_PT_PER_MM = 72 / 25.4
_TOLERANCE_PT = 0.01
_TOLERANCE_MM = 0.1
#: A pixel that an edge cuts is half paper, so edges are looked at this many pixels further in.
_INSIDE = 2
#: Colour along one millimetre of the cut.
_RUN = re.compile(rb"\xff{6,}")


def trim_of(page: pikepdf.Page) -> Box:
    """The box to which the page is cut, in points."""
    return _box(page.trimbox)


def nested_boxes(
    page: pikepdf.Page, number: int, place: Place, bleed_mm: float, *, binds: bool = False
) -> list[Finding]:
    """B-004, where the page's boxes are not nested, or the bleed is narrower than `bleed_mm`; one
    side may `bind` and need none.
    """
    media, bleed, trim = _box(page.mediabox), _box(page.bleedbox), _box(page.trimbox)
    hint = "Report this to the makers of makebook: layouts cannot cause it."
    findings = []
    if min(_margins(media, bleed)) < -_TOLERANCE_PT:
        what = f"The bleed of page {number} reaches beyond the sheet on which it is printed."
        findings.append(Finding("B-004", place, what, hint))
    if min(_margins(bleed, trim)) < -_TOLERANCE_PT:
        what = f"The finished size of page {number} reaches beyond its bleed."
        findings.append(Finding("B-004", place, what, hint))
        return findings
    left, bottom, right, top = _margins(bleed, trim)
    narrowest = min(max(left, right) if binds else min(left, right), bottom, top) / _PT_PER_MM
    if bleed_mm > 0 and narrowest < bleed_mm - _TOLERANCE_MM:
        what = (
            f"The bleed of page {number} is {narrowest:.1f} mm wide, where {bleed_mm:g} mm are "
            f"needed."
        )
        findings.append(Finding("B-004", place, what, hint))
    return findings


def bleeding_colour(
    page: pikepdf.Page, proof: Proof, place: Place, bleed_mm: float
) -> Iterator[Finding]:
    """B-004, for each side of the page on which colour stops at the cut, where a careless cut
    leaves a white line.
    """
    trim = proof.pixels(_box(page.trimbox), PROOF_DPI)
    bleed = proof.pixels(_box(page.bleedbox), PROOF_DPI)
    colour = _without_paper(proof.image)
    left, top, right, bottom = trim
    across, down = (left + _INSIDE, right - _INSIDE), (top + _INSIDE, bottom - _INSIDE)
    strips = {
        "left": colour.crop((bleed[0] + _INSIDE, down[0], left + _INSIDE + 1, down[1])).transpose(
            Image.Transpose.TRANSPOSE
        ),
        "right": colour.crop((right - _INSIDE - 1, down[0], bleed[2] - _INSIDE, down[1])).transpose(
            Image.Transpose.TRANSVERSE
        ),
        "upper": colour.crop((across[0], bleed[1] + _INSIDE, across[1], top + _INSIDE + 1)),
        "lower": colour.crop(
            (across[0], bottom - _INSIDE - 1, across[1], bleed[3] - _INSIDE)
        ).transpose(Image.Transpose.FLIP_TOP_BOTTOM),
    }
    for side, strip in strips.items():
        if _stops(strip):
            what = f"Colour at the {side} edge of page {proof.number} stops at the cut."
            hint = (
                f"Let it reach {bleed_mm:g} mm beyond the edge of the page, in the layout's "
                f"“look.css”."
            )
            yield Finding("B-004", place, what, hint)


def coloured_edges(proof: Proof, page: pikepdf.Page) -> list[str]:
    """The sides of a page on which colour reaches the cut."""
    left, top, right, bottom = proof.pixels(_box(page.trimbox), PROOF_DPI)
    colour = _without_paper(proof.image)
    inner = left + _INSIDE, top + _INSIDE, right - _INSIDE, bottom - _INSIDE
    lines = {
        "left": (inner[0], inner[1], inner[0] + 1, inner[3]),
        "right": (inner[2] - 1, inner[1], inner[2], inner[3]),
        "upper": (inner[0], inner[1], inner[2], inner[1] + 1),
        "lower": (inner[0], inner[3] - 1, inner[2], inner[3]),
    }
    return [side for side, line in lines.items() if _RUN.search(colour.crop(line).tobytes())]


def _stops(strip: Image.Image) -> bool:
    """Whether colour along the last row, inside the cut, is missing from most of a row further out.

    Most of it, because a photograph may have a few white spots there.
    """
    width, pixels = strip.width, strip.tobytes()
    rows = [pixels[start : start + width] for start in range(0, len(pixels), width)]
    return any(
        row.count(0, *run.span()) * 2 > run.end() - run.start()
        for run in _RUN.finditer(rows[-1])
        for row in rows[:-1]
    )


def _without_paper(image: Image.Image) -> Image.Image:
    """255 where there is colour and 0 where there is bare paper."""
    red, green, blue = image.split()
    darkest = ImageChops.darker(ImageChops.darker(red, green), blue)
    return darkest.point([255] * PAPER + [0] * (256 - PAPER))


def _box(array: pikepdf.Object) -> Box:
    first, second, third, fourth = (float(number) for number in list(array))
    return min(first, third), min(second, fourth), max(first, third), max(second, fourth)


def _margins(outer: Box, inner: Box) -> tuple[float, float, float, float]:
    """How far `outer` lies outside `inner` on each side, in points; negative where it lies
    inside.
    """
    return inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]
