"""Colour: how much an ink stands out from its ground after WCAG 2.2, in colour and in greyscale."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

#: Red, green and blue from 0 to 255.
Colour = tuple[int, int, int]

#: Colours whose parts differ by no more than this are one colour to the eye.
_SAME = 24
#: A change of a pixel by less than this, of 255, is not seen.
_SEEN = 4


@dataclass(frozen=True)
class Pair:
    """The colour of a character and the colour that is behind it."""

    ink: Colour
    ground: Colour

    @property
    def in_colour(self) -> float:
        """The contrast after WCAG 2.2, from 1 to 21."""
        return contrast(self.ink, self.ground)

    @property
    def in_grey(self) -> float:
        """The contrast on a printer without colour."""
        return contrast(_grey(self.ink), _grey(self.ground))

    @property
    def is_seen(self) -> bool:
        """Whether the eye sees any difference."""
        return any(
            abs(one - another) >= _SEEN for one, another in zip(self.ink, self.ground, strict=True)
        )

    def is_like(self, other: Pair) -> bool:
        """Whether a reader would call them the same two colours."""
        parts = zip(self.ink + self.ground, other.ink + other.ground, strict=True)
        return all(abs(one - another) <= _SAME for one, another in parts)


@lru_cache(maxsize=4096)
def contrast(one: Colour, another: Colour) -> float:
    """The contrast of two colours after WCAG 2.2, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(another)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Colour) -> float:
    """The relative luminance after WCAG 2.2, from 0 to 1."""
    shares = (part / 255 for part in colour)
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _grey(colour: Colour) -> Colour:
    """The grey that printers make of a colour (luma, ITU-R BT.601)."""
    luma = round(0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2])
    return luma, luma, luma
