"""The pictures in the README and the manual show what is printed now; where one does not, the commands in
tests/docs make it anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tests.benchmarks.scale import kept
from tests.browsing import REMEDY
from tests.docs.editions import HANDOUT, IN_EDITIONS, editions_picture, handout_picture
from tests.docs.gallery import GALLERY, LOOKS, look_picture
from tests.docs.parts import PARTS, part_picture, parts
from tests.docs.scale import SHOWN, scale_picture
from tests.handout import built_handout
from tests.programs import program

#: How much darker or lighter a pixel is, of 255, that looks otherwise, and the share of those that
#: another browser or version of a drawing library may draw otherwise.
_SEEN = 40
_MOST = 0.004


def differs(kept: Path, made: Image.Image) -> float:
    """The share of pixels that look otherwise; all of them where the size is another one."""
    with Image.open(kept) as shown:
        if shown.size != made.size:
            return 1.0
        difference = ImageChops.difference(shown.convert("L"), made.convert("L"))
    return sum(difference.histogram()[_SEEN:]) / (made.width * made.height)


@pytest.mark.parametrize("look", [file.stem for file in sorted(LOOKS.glob("*.css"))])
def test_picture_of_a_look_is_current(look: str) -> None:
    assert differs(GALLERY / f"{look}.png", look_picture(look)) < _MOST


@pytest.mark.parametrize("part", sorted(parts()))
def test_picture_of_a_part_is_current(part: str) -> None:
    assert differs(PARTS / f"{part}.png", part_picture(parts()[part])) < _MOST


def test_picture_of_many_clinics_shows_the_figures_that_were_measured() -> None:
    assert SHOWN.read_text("utf-8") == scale_picture(kept())


def test_pictures_of_the_handout_are_current(tmp_path_factory: pytest.TempPathFactory) -> None:
    program("chromium", REMEDY)  # before anything is built
    output = built_handout(tmp_path_factory)
    assert differs(IN_EDITIONS, editions_picture(output)) < _MOST
    assert differs(HANDOUT, handout_picture(output)) < 5 * _MOST
