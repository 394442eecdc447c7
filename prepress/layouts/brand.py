"""A brand: the two colours of a clinic or a look as tokens of the stylesheets, each refused where
text in it would be too pale.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from prepress.colour import Colour, OklchColour, contrast
from prepress.errors import Place
from prepress.findings import Finding

if TYPE_CHECKING:
    from prepress.manuscript.clinic import Clinic
    from prepress.manuscript.look import Look

#: What tokens.css promises of all text on its ground.
NEEDED = 7.0
_WHITE: Colour = (255, 255, 255)
#: The softest ink that stands on a tint, as tokens.css has it.
_INK_SOFT: Colour = (0x43, 0x4F, 0x57)
_TINT, _LIGHTEST_TINT, _TINT_CHROMA = 0.948, 0.972, 0.018
#: In the dark the colour is light and its tint dark (screen.css).
_DARK, _DARK_CHROMA, _DARK_TINT, _DARK_TINT_CHROMA = 0.8, 0.1, 0.275, 0.03
_STEP = 0.004
#: How light soft ink may be at most, and in how many steps it is looked for.
_SOFTEST_LIGHTNESS, _INK_STEPS = 0.45, 32
#: A tint as the layouts have them, on which soft ink stands.
_LIGHT_TINT: Colour = (0xE6, 0xF0, 0xF2)
_SET = re.compile(
    r"--(primary|accent)\s*:\s*(#(?:[0-9a-f]{6}|[0-9a-f]{3}))\s*(?=[;}!/])", re.IGNORECASE
)
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
#: What a stylesheet says that has rules of its own for the dark.
DARK_RULES = "prefers-color-scheme"
_TINTS = round((_LIGHTEST_TINT - _TINT) / _STEP) + 1


@dataclass(frozen=True)
class Brand:
    """Colours as `#rrggbb`; None where the layout's own stays."""

    primary: str | None = None
    accent: str | None = None

    @classmethod
    def of(cls, clinic: Clinic, look: Look | None = None) -> Brand:
        """The brand of a clinic; the colours that `look` itself names win."""
        if look is None:
            return cls(clinic.primary, clinic.accent)
        return cls(look.primary or clinic.primary, look.accent or clinic.accent)

    @classmethod
    def set_in(cls, stylesheet: str) -> Brand:
        """The colours that `stylesheet` sets as tokens, if it says nothing of the dark itself."""
        if DARK_RULES in stylesheet:
            return cls()
        found = {name.lower(): _in_full(written) for name, written, _ in colours_set_in(stylesheet)}
        return cls(found.get("primary"), found.get("accent"))

    @property
    def paper(self) -> str:
        """The rule that sets the tokens on paper; empty where there is nothing to set."""
        return _rule(_light_tokens(name, colour) for name, colour in self._colours)

    @property
    def screen(self) -> str:
        """The rules that set the tokens on a screen, by day and in the dark."""
        return self.paper + self.dark

    @property
    def dark(self) -> str:
        """The rule that sets the tokens on a screen in the dark."""
        dark = _rule(_dark_tokens(name, colour) for name, colour in self._colours)
        return f"@media (prefers-color-scheme: dark) {{ {dark}}}\n" if dark else ""

    def behind(self, stylesheet: str, own: str = "") -> str:
        """The content of a style element: `stylesheet`, then the colours for paper, then what is
        `own` to a text.
        """
        return with_element_behind(stylesheet, self.paper + own)

    @property
    def _colours(self) -> tuple[tuple[str, Colour], ...]:
        both = (("primary", self.primary), ("accent", self.accent))
        return tuple((name, _colour_of(written)) for name, written in both if written)


def with_element_behind(stylesheet: str, more: str) -> str:
    """The content of a style element for paper: `stylesheet`, then `more` in an element of its own,
    so that the engine does not read all before it again for each clinic or edition.
    """
    return f"{stylesheet}</style>\n<style>{more}" if more else stylesheet


def pale_colours(
    clinic: Clinic, look: Look | None = None, styles: Mapping[str, str] | None = None
) -> tuple[Finding, ...]:
    """K-002 for each colour of the clinic, the look and the `styles` of a text, by their files, in
    which text has less than 7:1 on white or on its own tint, with the nearest that has.
    """
    written = [
        (name, colour, whose.places.get(name, Place("sources")), '{}: "{}"')
        for whose, names in ((clinic, ("primary", "accent")), (look, ("primary", "accent", "ink")))
        if whose
        for name in names
        if (colour := getattr(whose, name))
    ]
    for file, text in (styles or {}).items():
        written += _written_in_style(file, text)
    found = [_pale_colour(*each) for each in written]
    return tuple(finding for finding in found if finding)


def _written_in_style(file: str, text: str) -> list[tuple[str, str, Place, str]]:
    return [
        (f"--{name.lower()}", colour, Place(file, line), "{}: {}")
        for name, colour, line in colours_set_in(text)
    ]


def colours_set_in(stylesheet: str) -> list[tuple[str, str, int]]:
    """The tokens for colours of text that `stylesheet` sets outside of its rules for the dark: the
    name, the colour as it is written, and the line.
    """
    text = _REMARK.sub(lambda remark: "\n" * remark[0].count("\n"), stylesheet)
    text = text.partition("@media")[0] if DARK_RULES in text else text
    return [
        (found[1], found[2], text.count("\n", 0, found.start()) + 1)
        for found in _SET.finditer(text)
    ]


def _pale_colour(name: str, written: str, place: Place, form: str) -> Finding | None:
    colour = _colour_of(_in_full(written))
    found = _least_contrast(colour)
    if found >= NEEDED:
        return None
    what = (
        f"The colour “{written}” is too pale for text: its contrast with white and with its "
        f"own tint is only {found:.2f}:1, where {NEEDED:g}:1 is needed."
    )
    nearest = form.format(name, _hex(_darken(colour)))
    return Finding("K-002", place, what, f"Take the nearest that is dark enough: {nearest}")


def soft_ink(ink: str) -> str:
    """The softest colour of the hue of `ink` in which text on a tint is read well."""
    colour = OklchColour.of(_colour_of(ink))
    span = _SOFTEST_LIGHTNESS - colour.lightness
    for step in range(_INK_STEPS, 0, -1):
        softer = colour.with_lightness(colour.lightness + span * step / _INK_STEPS).colour
        if contrast(softer, _LIGHT_TINT) >= NEEDED:
            return _hex(softer)
    return ink


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


def _in_full(written: str) -> str:
    """A colour as it may be `written`, with six digits."""
    digits = written.lower().removeprefix("#")
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
