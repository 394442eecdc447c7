"""The preview shows the copies of clinics, each with what is wrong in the text that it has."""

from __future__ import annotations

import pytest

from prepress.building.build import build
from prepress.building.report import BuildRequest
from prepress.preview.feed import Round
from tests.clinics.group import clinic
from tests.preview.conftest import Looking

ALL = BuildRequest(all_clinics=True)


@pytest.fixture
def group(looking: Looking) -> Looking:
    metadata = "title: T\nlang: en\neditions: [epub]\n"
    looking.shelf.add({"1.md": "# One\n\n![x](gone.png)\n"}, metadata=metadata)
    clinic(looking.shelf, north="name: North\n", south="name: South\n")
    project = looking.shelf.project
    looking.feed.round = Round().next(build(project, ALL), project, ALL)
    return looking


def test_copies_of_every_clinic_are_shown(group: Looking) -> None:
    assert dict(group.feed.round.shown) == {"tiny-north": ("epub",), "tiny-south": ("epub",)}


def test_finding_in_the_text_stands_beside_each_copy(group: Looking) -> None:
    for name in ("tiny-north", "tiny-south"):
        cards = group.view("epub", name)["findings"]
        assert [card["code"] for card in cards] == ["I-001"]


def test_clinic_that_is_gone_shows_nothing(group: Looking) -> None:
    project, asked = group.shelf.project, BuildRequest(clinics=("east",))
    assert dict(Round().next(group.feed.round.report, project, asked).editions) == {}
