"""Contrast: whether all text stands out from its ground on paper, in colour and on a printer
without colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageChops

from prepress.colour import Colour, ColourPair, luminance
from prepress.findings import Finding
from prepress.readers.pdf_page import PROOF_DPI, Area, Character, Proof

if TYPE_CHECKING:
    from prepress.errors import Place

_NEEDED, _NEEDED_BY_LARGE = 4.5, 3.0
#: The ink is the middle of that twentieth of a character's pixels on which the character changes
#: most.
_MIDDLE_OF_EXTREME = 40
#: Dots per inch at which doubtful text is looked at again, small text and large text.
_CLOSE, _CLOSE_LARGE = 600, 300
_LARGE = 24
_WORDS = 6
_HINT = "Choose two colours that differ more in lightness, in the layout's “look.css”."


@dataclass(frozen=True)
class _Layers:
    """A part of the page with its text and without; `area` is where it lies on the page."""

    printed: Image.Image
    bare: Image.Image
    area: Area

    @cached_property
    def changes(self) -> Image.Image:
        """How much the text changes each pixel, at most 255."""
        red, green, blue = ImageChops.difference(self.printed, self.bare).split()
        return ImageChops.lighter(ImageChops.lighter(red, green), blue)

    def pair(self, area: Area) -> ColourPair:
        """The colours of the character in `area`; twice the same where it changes nothing."""
        left, top = area[0] - self.area[0], area[1] - self.area[1]
        width, height = area[2] - area[0], area[3] - area[1]
        changes = self.changes.crop((left, top, left + width, top + height)).tobytes()
        level = sorted(changes)[-max(1, len(changes) // _MIDDLE_OF_EXTREME)]
        row, column = divmod(changes.index(level), width)
        spot = (left + column, top + row)
        return ColourPair(_pixel(self.printed, spot), _pixel(self.bare, spot))


@dataclass(frozen=True)
class _Run:
    """Characters of one page in the same two colours, with the contrast that they need."""

    pair: ColourPair
    needed: float
    characters: list[Character] = field(default_factory=list)

    def takes(self, character: Character, pair: ColourPair) -> bool:
        """Whether the character belongs to it."""
        return _contrast_for(character) == self.needed and self.pair.is_like(pair)

    @property
    def words(self) -> str:
        """The first words of it."""
        text, last = "", self.characters[0].index
        for character in self.characters:
            text += (" " if character.index > last + 1 else "") + character.text
            last = character.index
        words = text.split()
        return " ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")


def pale_text(proof: Proof, place: Place) -> list[Finding]:
    """B-003, once for each two colours of the page that do not stand out from each other enough.

    All text is looked at roughly, and closely only where that leaves a doubt: thin strokes look
    paler on a rough proof.
    """
    layers = _layers(proof, PROOF_DPI, None)
    doubtful = [
        character
        for character in proof.characters
        if _is_area(area := proof.pixels(character.box, PROOF_DPI))
        and not _is_enough(character, layers.pair(area))
    ]
    runs: list[_Run] = []
    for _, line in groupby(doubtful, lambda character: character.line):
        for character, pair in _still_pale(proof, list(line)):
            run = next((run for run in runs if run.takes(character, pair)), None)
            if run is None:
                runs.append(run := _Run(pair, _contrast_for(character)))
            run.characters.append(character)
    return [_finding(run, proof.number, place) for run in runs]


def _still_pale(proof: Proof, line: Sequence[Character]) -> Iterator[tuple[Character, ColourPair]]:
    """Those of a line's characters that stay too pale under the loupe."""
    dpi = _CLOSE if max(character.size_pt for character in line) < _LARGE else _CLOSE_LARGE
    areas = [proof.pixels(character.box, dpi) for character in line]
    lefts, tops, rights, bottoms = zip(*areas, strict=True)
    layers = _layers(proof, dpi, (min(lefts), min(tops), max(rights), max(bottoms)))
    loupe = _Loupe(proof, layers, line[0].piece, dpi)
    for character, area in zip(line, areas, strict=True):
        pair = layers.pair(area)
        if not _is_enough(character, pair) and (
            pair.is_seen or loupe.could_show(area, pair.ground)
        ):
            yield character, pair


@dataclass(frozen=True)
class _Loupe:
    """A piece of text that is drawn again in black or white, each of them only once."""

    proof: Proof
    layers: _Layers
    piece: Any
    dpi: int

    def could_show(self, area: Area, ground: Colour) -> bool:
        """Whether text that is not seen would be in another colour: if not, it is cut off or has no
        shape at all.
        """
        return (self._black if luminance(ground) > 0.2 else self._white).pair(area).is_seen

    @cached_property
    def _black(self) -> _Layers:
        return self._layers_in(0)

    @cached_property
    def _white(self) -> _Layers:
        return self._layers_in(255)

    def _layers_in(self, grey: int) -> _Layers:
        with self.proof.in_grey(self.piece, grey):
            return _Layers(
                self.proof.picture(self.dpi, self.layers.area), self.layers.bare, self.layers.area
            )


def _layers(proof: Proof, dpi: int, area: Area | None) -> _Layers:
    printed = proof.image if area is None else proof.picture(dpi, area)
    with proof.without_text():
        return _Layers(printed, proof.picture(dpi, area), area or (0, 0, *printed.size))


def _is_area(area: Area) -> bool:
    return area[2] > area[0] and area[3] > area[1]


def _is_enough(character: Character, pair: ColourPair) -> bool:
    return min(pair.in_colour, pair.in_grey) >= _contrast_for(character)


def _contrast_for(character: Character) -> float:
    """3:1 from 18 points, or from 14 points in bold; sizes are rounded as layouts do."""
    size = round(character.size_pt, 1)
    return _NEEDED_BY_LARGE if size >= (14 if character.bold else 18) else _NEEDED


def _pixel(image: Image.Image, spot: tuple[int, int]) -> Colour:
    pixel = image.getpixel(spot)
    assert isinstance(pixel, tuple)
    return int(pixel[0]), int(pixel[1]), int(pixel[2])


def _finding(run: _Run, number: int, place: Place) -> Finding:
    pair = run.pair
    colours = "#{:02x}{:02x}{:02x} on #{:02x}{:02x}{:02x}".format(*pair.ink, *pair.ground)
    what = (
        f"The text “{run.words}” on page {number} has too little contrast with its ground "
        f"({colours}): "
        f"{pair.in_colour:.2f}:1 in colour and {pair.in_grey:.2f}:1 in greyscale, where "
        f"{run.needed:g}:1 is needed."
    )
    return Finding("B-003", place, what, _HINT)
