"""Drawn marks: what a page of a PDF puts on paper, as outlines and pictures in px of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import hypot
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

#: A matrix as PDF writes it (ISO 32000-1, 8.3.4).
Matrix = tuple[float, float, float, float, float, float]
#: `M`, `L`, `C` or `Z`, and the coordinates that belong to it.
Segment = tuple[str, tuple[float, ...]]
Outline = tuple[Segment, ...]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class UnfaithfulError(Exception):
    """Something on a page that could not be drawn exactly as it is."""


def combined(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does what `first` does, `then` the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def moved(segments: Iterable[Segment], matrix: Matrix) -> tuple[Segment, ...]:
    """The `segments` in the coordinates into which `matrix` leads."""
    a, b, c, d, e, f = matrix
    found: list[Segment] = []
    for letter, numbers in segments:
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        points = [(a * x + c * y + e, b * x + d * y + f) for x, y in pairs]
        found.append((letter, tuple(number for point in points for number in point)))
    return tuple(found)


@dataclass(frozen=True)
class Paint:
    """A colour of sRGB, each channel up to 255, and how much it covers."""

    colour: tuple[int, int, int] = (0, 0, 0)
    opacity: float = 1.0


@dataclass(frozen=True)
class Nib:
    """How lines are drawn: PDF's numbers for caps and joins."""

    width: float = 1.0
    cap: int = 0
    join: int = 0
    miter: float = 10.0
    dashes: tuple[float, ...] = ()
    phase: float = 0.0


@dataclass(frozen=True)
class PaintedPath:
    """An outline that is filled, stroked or both, inside its clips; `matrix` leads from the
    coordinates of its segments to the page.
    """

    segments: tuple[Segment, ...]
    matrix: Matrix
    clips: tuple[int, ...]
    fill: Paint | None = None
    stroke: Paint | None = None
    nib: Nib = field(default_factory=Nib)
    even_odd: bool = False

    @property
    def scale(self) -> float | None:
        """How much wider lines are on the page than the nib is; None where that differs with their
        direction.
        """
        a, b, c, d, _, _ = self.matrix
        across, up = hypot(a, b), hypot(c, d)
        is_even = abs(across - up) < 1e-4 * across and abs(a * c + b * d) < 1e-4 * across * up
        return across if is_even or self.stroke is None else None


@dataclass(frozen=True)
class Bitmap:
    """Pixels at their place on the page, upright: left, top, width and height; `jpeg` is their
    file where they came in one.
    """

    image: Image
    box: tuple[float, float, float, float]
    clips: tuple[int, ...]
    jpeg: bytes = b""


@dataclass(frozen=True)
class Drawing:
    """A page of `width` by `height` pt: its marks from the lowest to the highest, and the outlines
    to which their `clips` are the indices.
    """

    width: float
    height: float
    marks: tuple[PaintedPath | Bitmap, ...]
    clips: tuple[tuple[Segment, ...], ...]
