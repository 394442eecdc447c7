"""Colour: how much an ink stands out from its ground (WCAG 2.2), and colours by lightness, chroma
and hue (OKLCH), so that one can be made darker and stay itself.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

#: Red, green and blue from 0 to 255.
Colour = tuple[int, int, int]

#: Colours whose parts differ by no more than this are one colour to the eye.
_SAME = 24
#: A change of a pixel by less than this, of 255, is not seen.
_SEEN = 4
_HALVINGS = 24


@dataclass(frozen=True)
class ColourPair:
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

    def is_like(self, other: ColourPair) -> bool:
        """Whether a reader would call them the same two colours."""
        parts = zip(self.ink + self.ground, other.ink + other.ground, strict=True)
        return all(abs(one - another) <= _SAME for one, another in parts)


@dataclass(frozen=True)
class OklchColour:
    """A colour in Björn Ottosson's OKLCH: `lightness` from 0 to 1, `chroma` from 0, `hue` in
    radians.
    """

    lightness: float
    chroma: float
    hue: float

    @classmethod
    def of(cls, colour: Colour) -> OklchColour:
        """The OKLCH of an sRGB colour."""
        red, green, blue = (_linear(part / 255) for part in colour)
        long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
        middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
        short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
        a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
        b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
        lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
        return cls(lightness, math.hypot(a, b), math.atan2(b, a))

    def with_lightness(self, lightness: float, chroma: float | None = None) -> OklchColour:
        """The same hue at another lightness, and at most the given chroma."""
        return replace(
            self,
            lightness=lightness,
            chroma=self.chroma if chroma is None else min(self.chroma, chroma),
        )

    @property
    def colour(self) -> Colour:
        """The nearest sRGB colour of this lightness and hue; one outside sRGB loses chroma."""
        if _is_srgb(parts := self._linear_parts):
            return _encode(parts)
        low, high = 0.0, self.chroma
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            inside = _is_srgb(replace(self, chroma=middle)._linear_parts)
            low, high = (middle, high) if inside else (low, middle)
        return _encode(replace(self, chroma=low)._linear_parts)

    @property
    def _linear_parts(self) -> tuple[float, float, float]:
        a, b = self.chroma * math.cos(self.hue), self.chroma * math.sin(self.hue)
        long = (self.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
        middle = (self.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
        short = (self.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
        return (
            4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
        )


@lru_cache(maxsize=4096)
def contrast(one: Colour, another: Colour) -> float:
    """The contrast of two colours after WCAG 2.2, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(another)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Colour) -> float:
    """The relative luminance after WCAG 2.2, from 0 to 1."""
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _grey(colour: Colour) -> Colour:
    """The grey that printers make of a colour (luma, ITU-R BT.601)."""
    luma = round(0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2])
    return luma, luma, luma


def _is_srgb(parts: tuple[float, float, float]) -> bool:
    return all(-1e-4 <= part <= 1 + 1e-4 for part in parts)


def _linear(share: float) -> float:
    return float(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)


def _encode(parts: tuple[float, float, float]) -> Colour:
    red, green, blue = (round(255 * _share(min(1.0, max(0.0, part)))) for part in parts)
    return red, green, blue


def _share(part: float) -> float:
    return float(12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055)
