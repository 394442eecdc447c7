"""A clinic's colours replace the layout's everywhere, and one in which text could not be read well
is refused.
"""

from __future__ import annotations

import re

import pytest

from prepress.colour import Colour, OklchColour, contrast
from prepress.layouts.brand import NEEDED, Brand, pale_colours
from prepress.manuscript.clinic import Clinic
from tests.clinics.group import TINY, clinic, composed
from tests.shelf import Shelf

PURPLE, WINE = "#5a2a6e", "#7a1f3d"
COLOURS = ["#0f4c5c", "#7d3510", "#000000", PURPLE, WINE, "#00429d", "#1b5e20"]
PALE = ["#4fa3b5", "#ff0000", "#ffff00", "#ffffff", "#808080", "#00ff00", "#5f8f5f", "#e07a00"]


def parsed(colour: str) -> Colour:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def tokens(css: str) -> dict[str, Colour]:
    return {name: parsed(colour) for name, colour in re.findall(r"--([\w-]+): (#[0-9a-f]{6})", css)}


@pytest.mark.parametrize(
    "colour", [(0, 0, 0), (255, 255, 255), (15, 76, 92), (255, 0, 0), (0, 0, 255), (7, 200, 3)]
)
def test_colour_comes_back_from_oklch(colour: Colour) -> None:
    assert OklchColour.of(colour).colour == colour


@pytest.mark.parametrize("colour", COLOURS)
def test_dark_colour_passes_with_readable_tints_by_day_and_in_the_dark(colour: str) -> None:
    assert pale_colours(Clinic(primary=colour)) == ()
    brand = Brand(colour, colour)
    day = tokens(brand.paper)
    assert day["primary"] == day["accent"] == parsed(colour)
    assert (
        min(
            contrast(day["primary"], day["primary-tint"]), contrast(day["primary"], (255, 255, 255))
        )
        >= NEEDED
    )
    assert contrast((0x43, 0x4F, 0x57), day["primary-tint"]) >= NEEDED  # --ink-soft
    dark = tokens(brand.screen.partition("@media")[2])
    for ground in (dark["primary-tint"], (0x13, 0x19, 0x1C)):  # --paper in the dark
        assert contrast(dark["primary"], ground) >= NEEDED
        assert contrast((0xE3, 0xE8, 0xEA), ground) >= NEEDED  # --ink


@pytest.mark.parametrize("colour", COLOURS)
def test_tint_is_a_breath_of_its_colour(colour: str) -> None:
    tint = OklchColour.of(tokens(Brand(colour).paper)["primary-tint"])
    assert tint.chroma < 0.02


@pytest.mark.parametrize("colour", PALE)
def test_pale_colour_is_refused_with_the_nearest_that_passes(colour: str) -> None:
    (finding,) = pale_colours(Clinic(accent=colour))
    assert (finding.code, str(finding.severity)) == ("K-002", "error")
    assert f"“{colour}”" in finding.what
    (offered,) = re.findall(r'accent: "(#[0-9a-f]{6})"', finding.hint)
    assert pale_colours(Clinic(accent=offered)) == ()
    assert contrast(parsed(offered), (255, 255, 255)) < 7.9  # no darker than it must be


def test_offered_colour_keeps_its_hue() -> None:
    (finding,) = pale_colours(Clinic(primary="#4fa3b5"))
    offered = OklchColour.of(parsed(finding.hint.split('"')[1]))
    assert abs(offered.hue - OklchColour.of(parsed("#4fa3b5")).hue) < 0.1


def test_refusal_names_the_line_of_the_clinics_own_file(shelf: Shelf) -> None:
    clinic(shelf.add({"1.md": "Text."}, metadata=TINY), north="name: North\nprimary: '#4fa3b5'\n")
    assert [str(each.place) for each in composed(shelf, "north").known] == [
        "sources/clinics/north.yaml:2"
    ]


def test_colours_stand_last_in_the_stylesheet_of_the_screen(shelf: Shelf) -> None:
    clinic(shelf.add({"1.md": "Text."}, metadata=TINY), f'name: A\nprimary: "{PURPLE}"\n')
    css = composed(shelf).layouts.stylesheet("screen")
    assert css.rindex(f"--primary: {PURPLE}") > css.rindex("--primary: #8ccfde")
    assert "--accent:" not in css[css.rindex(f"--primary: {PURPLE}") :]


def test_short_colour_and_one_without_its_sign_are_read(shelf: Shelf) -> None:
    clinic(
        shelf.add({"1.md": "Text."}, metadata=TINY), "name: A\nprimary: '#036'\naccent: 7A1F3D\n"
    )
    assert composed(shelf).layouts.brand == Brand("#003366", WINE)
