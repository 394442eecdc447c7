"""Pictures of pages: put into a frame, and beside one another."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image


def framed(image: Image.Image, colour: str) -> Image.Image:
    """The image with a thin line of that colour around it."""
    frame = Image.new("RGB", (image.width + 2, image.height + 2), colour)
    frame.paste(image, (1, 1))
    return frame


def in_a_row(
    images: Sequence[Image.Image], gap: int, ground: str = "white", margin: int = 0
) -> Image.Image:
    """The images with a `gap` between them, in px, on a `ground`; those with a `margin` around all
    of them stand in its middle, others at its head.
    """
    width = sum(image.width for image in images) + gap * (len(images) - 1)
    height = max(image.height for image in images)
    row = Image.new("RGB", (width + 2 * margin, height + 2 * margin), ground)
    left = margin
    for image in images:
        top = (row.height - image.height) // 2 if margin else 0
        row.paste(image.convert("RGB"), (left, top))
        left += image.width + gap
    return row
