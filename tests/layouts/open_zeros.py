"""Open zeros: the zero of a font without the stroke through it, which its makers draw and which
readers of dates and telephone numbers take for an eight or an empty set.

uv run python -m tests.layouts.open_zeros FONT.ttf …
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

Point = tuple[float, float]
_Contour = list[tuple[str, tuple[Point, ...]]]


def contours_of(font: TTFont, name: str) -> list[_Contour]:
    """The contours of the glyph `name`, each from its first point to its last curve."""
    pen = RecordingPen()
    font.getGlyphSet()[name].draw(pen)
    found: list[_Contour] = []
    for operator, points in pen.value:
        if operator == "moveTo":
            found.append([])
        if operator != "closePath":
            found[-1].append((operator, points))
    return found


def open_zero(font: TTFont) -> None:
    """Draw the zero of `font` without its stroke. Raises ValueError where it has none."""
    contours = contours_of(font, "zero")
    if len(contours) != 3:
        raise ValueError("this zero has no stroke through it")
    pen = TTGlyphPen(font.getGlyphSet())
    outline, *parts = contours
    for contour in (outline, _joined(*parts)):
        for operator, points in contour:
            getattr(pen, operator)(*points)
        pen.closePath()
    font["glyf"]["zero"] = pen.glyph()
    font["glyf"]["zero"].recalcBounds(font["glyf"])


def _joined(low: _Contour, high: _Contour) -> _Contour:
    """The whole inside of a zero from the parts `low` and `high` of a stroke that runs upwards to
    the left; both begin beside their straight line, which is left out.
    """
    start, right, (_, (left_begins,)), *left = low
    _, (_, (high_begins,)), *high_arcs = high
    first = _corner(right[1][-2:], (high_begins, high_arcs[0][1][0]))
    last = _corner(high_arcs[-1][1][-2:], (left_begins, left[0][1][0]))
    joint: list[tuple[str, tuple[Point, ...]]] = [
        ("qCurveTo", (first, high_begins)),
        *high_arcs,
        ("qCurveTo", (last, left_begins)),
    ]
    return [start, right, *joint, *left]


def _corner(leaving: tuple[Point, ...], entering: tuple[Point, ...]) -> Point:
    """Where the tangent through the two points `leaving` one curve meets the one through those
    `entering` another, in whole units.
    """
    (before, end), (start, after) = leaving, entering
    dx, dy, ex, ey = (
        end[0] - before[0],
        end[1] - before[1],
        after[0] - start[0],
        after[1] - start[1],
    )
    along = ((start[0] - end[0]) * ey - (start[1] - end[1]) * ex) / (dx * ey - dy * ex)
    return round(end[0] + along * dx), round(end[1] + along * dy)


def main(files: Sequence[str]) -> None:
    """Draw the zeros of the fonts `files` anew."""
    for file in files:
        with TTFont(file, recalcTimestamp=False) as font:
            open_zero(font)
            font.save(file)


if __name__ == "__main__":
    main(sys.argv[1:])
