"""A page is drawn whole or in part, with its text as it is or in a grey, and read as it is seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from prepress.readers.pdf import open_pdf
from prepress.readers.pdf_page import Proof
from tests.checks.preflight.sheets import Sheets, text

ASLANT = "1 1 -1 1 40 20 cm "


@pytest.fixture
def page() -> Iterator[Proof]:
    """Red words, and three more: aslant, in the foot, and in both ways as the mark of a draft."""
    foot, mark = (f"/Artifact BMC {each} EMC\n" for each in (text("F", (20, 20)), text("M")))
    aslant = f"q {ASLANT}{text('A', (0, 0))}Q\n"
    content = text("Red", colour="#ff0000") + aslant + foot
    content += f"q {ASLANT}{mark}Q\n"
    with open_pdf(Sheets().page(content).data) as pdf, pdf.page(1) as opened:
        yield Proof(opened, 1)


def test_part_of_a_page_has_as_many_pixels_as_were_asked_for(page: Proof) -> None:
    whole = page.picture(72)
    for area in ((0, 0, 200, 200), (20, 80, 60, 110)):
        assert page.picture(72, area).tobytes() == whole.crop(area).tobytes()


def test_words_have_their_own_colour_again_after_a_grey(page: Proof) -> None:
    before = page.picture(72)
    with page.in_grey(page.characters[0].piece, 200):
        assert page.picture(72).tobytes() != before.tobytes()
    assert page.picture(72).tobytes() == before.tobytes()


def test_mark_of_a_draft_is_no_character_of_the_text(page: Proof) -> None:
    assert sorted(each.text for each in page.characters) == [*"AFRde"]
