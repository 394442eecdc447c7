"""A clinic's brand: its two colours as tokens of the stylesheets, each refused where text in it
would be too pale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from prepress.colour import Colour, OklchColour, contrast
from prepress.errors import Place
from prepress.findings import Finding

if TYPE_CHECKING:
    from prepress.manuscript.clinic import Clinic

#: What tokens.css promises of all text on its ground.
NEEDED = 7.0
_WHITE: Colour = (255, 255, 255)
#: The softest ink that stands on a tint, as tokens.css has it.
_INK_SOFT: Colour = (0x43, 0x4F, 0x57)
_TINT, _LIGHTEST_TINT, _TINT_CHROMA = 0.948, 0.972, 0.018
#: In the dark the colour is light and its tint dark (screen.css).
_DARK, _DARK_CHROMA, _DARK_TINT, _DARK_TINT_CHROMA = 0.8, 0.1, 0.275, 0.03
_STEP = 0.004
_TINTS = round((_LIGHTEST_TINT - _TINT) / _STEP) + 1


@dataclass(frozen=True)
class Brand:
    """The clinic's colours as `#rrggbb`; None where the layout's own stays."""

    primary: str | None = None
    accent: str | None = None

    @classmethod
    def of(cls, clinic: Clinic) -> Brand:
        """The brand of a clinic."""
        return cls(clinic.primary, clinic.accent)

    @property
    def paper(self) -> str:
        """The rule that sets the tokens on paper; empty where there is nothing to set."""
        return _rule(_light_tokens(name, colour) for name, colour in self._colours)

    @property
    def screen(self) -> str:
        """The rules that set the tokens on a screen, by day and in the dark."""
        dark = _rule(_dark_tokens(name, colour) for name, colour in self._colours)
        return f"{self.paper}@media (prefers-color-scheme: dark) {{ {dark}}}\n" if dark else ""

    def behind(self, stylesheet: str) -> str:
        """The content of a style element: `stylesheet`, then the colours for paper.

        They are an element of their own, so that the engine does not read all the rest again for
        each clinic.
        """
        return f"{stylesheet}</style>\n<style>{self.paper}" if self.paper else stylesheet

    @property
    def _colours(self) -> tuple[tuple[str, Colour], ...]:
        both = (("primary", self.primary), ("accent", self.accent))
        return tuple((name, _colour_of(written)) for name, written in both if written)


def pale_colours(clinic: Clinic) -> tuple[Finding, ...]:
    """K-002 for each colour in which text has less than 7:1 on white or on its own tint, with the
    nearest that has.
    """
    findings = []
    for name, written in (("primary", clinic.primary), ("accent", clinic.accent)):
        if not written:
            continue
        colour = _colour_of(written)
        found = _least_contrast(colour)
        if found >= NEEDED:
            continue
        what = (
            f"The colour “{written}” is too pale for text: its contrast with white and with its "
            f"own tint is only {found:.2f}:1, where {NEEDED:g}:1 is needed."
        )
        hint = f'Take the nearest that is dark enough: {name}: "{_hex(_darken(colour))}"'
        findings.append(Finding("K-002", clinic.places.get(name, Place("sources")), what, hint))
    return tuple(findings)


def _least_contrast(colour: Colour) -> float:
    return min(contrast(colour, _WHITE), contrast(colour, _tint(colour)))


def _darken(colour: Colour) -> Colour:
    whole = OklchColour.of(colour)
    return _first(
        lambda step: whole.with_lightness(whole.lightness - step * _STEP).colour,
        lambda darker: _least_contrast(darker) >= NEEDED,
    )


@lru_cache(maxsize=1024)
def _tint(colour: Colour) -> Colour:
    """A ground for text in `colour` and in the softest ink, no lighter than it must be, and never
    white.
    """
    hue = OklchColour.of(colour)
    tints = [
        hue.with_lightness(_TINT + step * _STEP, _TINT_CHROMA).colour for step in range(_TINTS)
    ]
    for tint in tints:
        if contrast(_INK_SOFT, tint) >= NEEDED and contrast(colour, tint) >= NEEDED:
            return tint
    return tints[-1]


def _light_tokens(name: str, colour: Colour) -> Iterator[str]:
    yield f"--{name}: {_hex(colour)}"
    yield f"--{name}-tint: {_hex(_tint(colour))}"


def _dark_tokens(name: str, colour: Colour) -> Iterator[str]:
    hue = OklchColour.of(colour)
    tint = hue.with_lightness(_DARK_TINT, _DARK_TINT_CHROMA).colour
    light = _first(
        lambda step: hue.with_lightness(_DARK + step * _STEP, _DARK_CHROMA).colour,
        lambda lighter: contrast(lighter, tint) >= NEEDED,
    )
    yield f"--{name}: {_hex(light)}"
    yield f"--{name}-tint: {_hex(tint)}"


def _first(colour: Callable[[int], Colour], passes: Callable[[Colour], bool]) -> Colour:
    """The first of the colours, from step 0 on, that passes; black or white passes in the end."""
    return next(filter(passes, map(colour, range(round(1 / _STEP) + 1))))


def _rule(tokens: Iterable[Iterator[str]]) -> str:
    declarations = "; ".join(chain.from_iterable(tokens))
    return f":root {{ {declarations} }}\n" if declarations else ""


def _colour_of(written: str) -> Colour:
    return int(written[1:3], 16), int(written[3:5], 16), int(written[5:7], 16)


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
