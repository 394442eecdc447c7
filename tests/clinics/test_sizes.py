"""A copy that must keep within its pages is as large as that allows, whichever others are made, and
is laid out no more often than that takes.
"""

from __future__ import annotations

import os
from typing import Any

import pytest

from prepress.pdf.engine.engine import lay_out
from prepress.pdf.fitting import Fit
from prepress.pdf.pages import PrintContext, lay_out_pages
from tests.clinics.group import LOGO, clinic, composed, made_for
from tests.shelf import Shelf
from tests.warm_command import run_warm

METADATA = "title: Tiny\nlang: en\neditions: {print: {pages: 1}}\n"
PARAGRAPH = (
    "A paragraph of a few plain words that fills some lines, so that a page is full after a good "
    "many of them.\n\n"
)
ADDRESS = "The third floor of a house whose name is long, " * 9
CLINICS = {
    "east": "name: East\n",
    "north": "name: North\nphone: 555-0199\nprimary: '#5a2a6e'\n",
    "south": f"name: South & Sons\naddress: {ADDRESS}Springfield\n",
    "west": "name: West\nlogo: west.svg\n",
}


def group(shelf: Shelf, text: str) -> Shelf:
    clinic(shelf.add({"1.md": text}, metadata=METADATA), **CLINICS)
    (shelf.root / "sources/clinics/west.svg").write_text(LOGO)
    return shelf


def fit_alone(shelf: Shelf, name: str) -> Fit:
    """How the copy is set that is looked for from the largest size on."""
    made = composed(shelf, name)
    (edition,) = made.editions()
    return lay_out_pages(
        PrintContext(made.galley, shelf.project, made.layouts, made.words),
        edition,  # type: ignore[arg-type] # it is the print edition
    ).fit


@pytest.mark.parametrize("paragraphs", [10, 12])
def test_size_is_that_of_the_copy_alone(shelf: Shelf, paragraphs: int) -> None:
    group(shelf, "# One\n\n" + PARAGRAPH * paragraphs)
    made = {each.publication: each.text_size for each in made_for(shelf, every=True).built}
    alone = {f"tiny-{name}": fit_alone(shelf, name).size for name in CLINICS}
    assert made == alone
    assert len(set(alone.values())) > 1


def test_copy_has_the_same_bytes_alone(shelf: Shelf) -> None:
    group(shelf, "# One\n\n" + PARAGRAPH * 12)
    made_for(shelf, every=True)
    together = (shelf.root / "output/tiny-north.pdf").read_bytes()
    run_warm(shelf.root, "build", "--clinic", "north", "--force", environ=os.environ)
    assert (shelf.root / "output/tiny-north.pdf").read_bytes() == together


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was laid out."""
    asked: list[str] = []

    def lay_out_and_note(html: str, *rest: Any) -> Any:
        asked.append(html)
        return lay_out(html, *rest)

    monkeypatch.setattr("prepress.pdf.pages.lay_out", lay_out_and_note)
    return asked


def test_most_copies_are_laid_out_twice_at_most(shelf: Shelf, layouts: list[str]) -> None:
    clinics = {f"c{number}": f"name: Clinic {number}\nphone: 555-01{number}\n" for number in "123"}
    clinic(shelf.add({"1.md": "# Another\n\n" + PARAGRAPH * 14}, metadata=METADATA), **clinics)
    made_for(shelf, "c1")
    assert len(layouts) > 3
    del layouts[:]
    assert len(made_for(shelf, every=True).built) == len(clinics)
    assert len(layouts) <= 2 * (len(clinics) - 1)


def test_text_that_names_its_clinic_is_looked_for_by_itself(
    shelf: Shelf, layouts: list[str]
) -> None:
    group(shelf, "# One\n\nCall {{ clinic.name }}.\n\n" + PARAGRAPH * 3)
    made_for(shelf, "north")
    assert len(layouts) == 1
    assert "Your Clinic" not in layouts[0]


def test_text_that_is_no_copy_is_looked_for_by_itself(shelf: Shelf, layouts: list[str]) -> None:
    group(shelf, "# One\n\n" + PARAGRAPH * 3).build()
    assert len(layouts) == 1
