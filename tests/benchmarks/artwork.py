"""Artwork: pictures as a clinic's handouts have them, a photograph and a drawing, the same ones for
the same seed.
"""

from __future__ import annotations

import io
from random import Random

from PIL import Image, ImageChops

_SIZE = (1600, 1067)
_COLOURS = ("#0f4c5c", "#8a3b12", "#f6d9c4", "#e2eef0", "#5f7a3a", "#c58b2a")


def photograph(seed: str) -> bytes:
    """A JPEG of soft shapes in changing light with the grain of a camera, about as large as a
    photograph is.
    """
    random = Random(seed)
    bands = [_clouds(random) for _ in range(3)]
    picture = Image.merge("RGB", bands)
    grain = _noise(random, _SIZE).point(lambda value: value // 16).convert("RGB")
    stream = io.BytesIO()
    ImageChops.add(picture, grain).save(stream, "JPEG", quality=88)
    return stream.getvalue()


def drawing(seed: str) -> bytes:
    """An SVG of some twenty shapes in a few colours."""
    random = Random(seed)
    shapes = [_shape(random) for _ in range(20)]
    ground = '<rect width="320" height="200" rx="12" fill="#e2eef0"/>'
    inside = "\n".join([ground, *shapes])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200">\n{inside}\n</svg>\n'
    ).encode()


def _clouds(random: Random) -> Image.Image:
    """Light and shade: noise of ever finer grain, each weaker than the one before."""
    clouds = Image.linear_gradient("L").resize(_SIZE)
    for cells, weight in ((3, 0.6), (8, 0.35), (24, 0.2), (80, 0.1)):
        layer = _noise(random, (cells, cells)).resize(_SIZE, Image.Resampling.BICUBIC)
        clouds = Image.blend(clouds, layer, weight)
    return clouds


def _noise(random: Random, size: tuple[int, int]) -> Image.Image:
    return Image.frombytes("L", size, random.randbytes(size[0] * size[1]))


def _shape(random: Random) -> str:
    x, y, extent = random.randint(30, 290), random.randint(30, 170), random.randint(6, 28)
    paint = f'fill="{random.choice(_COLOURS)}" stroke="#0f4c5c" stroke-width="2"'
    if random.random() < 0.5:
        return f'<circle cx="{x}" cy="{y}" r="{extent}" {paint}/>'
    leaf = (
        f"M{x} {y}c{extent} {-extent} {2 * extent} {extent} 0 {extent}c{-extent} 0 {-extent} -4 0 "
        f"{-extent}z"
    )
    return f'<path d="{leaf}" {paint}/>'
