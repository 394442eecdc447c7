"""Image difference: where two pictures of a page differ so much that it is seen on paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PIL import Image, ImageChops

if TYPE_CHECKING:
    from prepress.readers.pdf_page import Area

#: What the edge of a letter may differ in, from 0 to 255, when it is drawn a hair's breadth aside.
_EDGE = 56
#: What a ground may differ in, on average over a cell: less is not seen.
_GROUND = 3
#: The side of the square cells, in dots, that differ as a whole or not at all.
_CELL = 8
_WHITE = (255, 255, 255)


def mask(picture: Image.Image, areas: Iterable[Area]) -> Image.Image:
    """A copy of `picture`, in which `areas` are bare paper."""
    copy = picture.convert("RGB")
    for area in areas:
        if area[0] < area[2] and area[1] < area[3]:
            copy.paste(_WHITE, area)
    return copy


def differing_areas(old: Image.Image, new: Image.Image) -> tuple[Area, ...]:
    """The areas in which two pictures of one size differ, from top to bottom; cells that touch are
    one area.
    """
    strongest = _strongest(ImageChops.difference(old, new))
    if strongest.getbbox() is None:
        return ()
    edges = strongest.point(lambda value: 255 if value > _EDGE else 0)
    coarse, ground = edges.reduce(_CELL), strongest.reduce(_CELL)
    cells = {
        (index % coarse.width, index // coarse.width)
        for index, (edge, mean) in enumerate(zip(coarse.tobytes(), ground.tobytes(), strict=True))
        if edge or mean > _GROUND
    }
    areas = [_without_rim(edges, _area(cluster, old.size)) for cluster in _clusters(cells)]
    return tuple(sorted(areas, key=lambda area: (area[1], area[0])))


def _strongest(difference: Image.Image) -> Image.Image:
    """Of red, green and blue, what differs most."""
    red, green, blue = difference.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _clusters(cells: set[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Cells that touch one another, or have only one cell between them."""
    left, clusters = set(cells), []
    while left:
        cluster = [left.pop()]
        for x, y in cluster:
            near = {
                (x + across, y + down) for across in range(-2, 3) for down in range(-2, 3)
            } & left
            left -= near
            cluster += near
        clusters.append(cluster)
    return clusters


def _area(cluster: list[tuple[int, int]], size: tuple[int, int]) -> Area:
    columns, rows = zip(*cluster, strict=True)
    right, bottom = (max(columns) + 1) * _CELL, (max(rows) + 1) * _CELL
    return min(columns) * _CELL, min(rows) * _CELL, min(right, size[0]), min(bottom, size[1])


def _without_rim(edges: Image.Image, area: Area) -> Area:
    """`area` without the rim that only its cells have; the whole of it where nothing but a ground
    differs.
    """
    inner = edges.crop(area).getbbox()
    if inner is None:
        return area
    return area[0] + inner[0], area[1] + inner[1], area[0] + inner[2], area[1] + inner[3]
