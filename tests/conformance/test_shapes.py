"""What the reference validators say of leaflets, posters, cards, and all examples that ship."""

from __future__ import annotations

from pathlib import Path

import pytest

from prepress.project.example_folders import example_names, languages_of
from prepress.project.new import make_publication
from tests.conformance.conftest import Built, makebook
from tests.conformance.pdfx import pdfx4
from tests.conformance.validators import epubcheck, fonts, ghostscript, qpdf, verapdf_all

pytestmark = pytest.mark.validators

HANDOUT_SHAPES = ("leaflet", "card")
CLINIC = 'name: Our Clinic\nphone: 555-0100\nweb: "https://clinic.example"\ncrisis: Call 988.\n'
PRESS = """title: Slow Breathing
lang: en
author: Ann Lee
isbn: 978-3-16-148410-0
description: A few breaths, and what they do.
editions:
  leaflet: {sheet: a4, fold: z, bleed: 3mm}
  poster: {trim: a3, bleed: 3mm}
  cover: {trim: a5, spine: 12mm}
"""


@pytest.fixture(scope="module")
def shapes(handout: Built) -> list[Path]:
    """The shapes of the handout, in English and Spanish."""
    return [pdf for shape in HANDOUT_SHAPES for pdf in handout.output.glob(f"*-{shape}.pdf")]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the editions of all examples in each language, as they are begun in a clinic's
    project.
    """
    project = tmp_path_factory.mktemp("begun")
    (project / "sources").mkdir()
    (project / "sources" / "clinic.yaml").write_text(CLINIC)
    for name in example_names(project):
        for lang in languages_of(project, name):
            make_publication(project, f"{name} {lang}", name, lang)
    makebook(project, "build", "--strict")
    return project / "output"


@pytest.fixture(scope="module")
def for_press(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A leaflet and a poster for the print shop."""
    project = tmp_path_factory.mktemp("press")
    source = project / "sources" / "slow"
    source.mkdir(parents=True)
    (project / "sources" / "clinic.yaml").write_text(CLINIC)
    (source / "book.yaml").write_text(PRESS)
    (source / "1.md").write_text("## What to do\n\n1. Breathe in.\n2. Breathe out.\n")
    makebook(project, "build", "--strict")
    return Built(project / "output", "slow")


def test_every_shape_keeps_pdf_ua_1_and_pdf_a_2a(shapes: list[Path], begun: Path) -> None:
    pdfs = sorted([*shapes, *begun.glob("*.pdf")])
    pdfs = [pdf for pdf in pdfs if not pdf.stem.endswith("-cover")]  # for the print shop alone
    assert len(shapes) == 2 * len(HANDOUT_SHAPES) < len(pdfs)
    assert {pdf.name: said for pdf, said in verapdf_all(pdfs, "ua1", "2a").items() if said} == {}


def test_every_shape_is_sound_and_prints(shapes: list[Path], begun: Path) -> None:
    for pdf in (*shapes, *begun.glob("*.pdf")):
        assert (pdf.name, qpdf(pdf), ghostscript(pdf)) == (pdf.name, [], [])
        assert [font for font in fonts(pdf) if not (font.embedded and font.subset)] == []


def test_epubs_of_examples_have_no_message(begun: Path) -> None:
    assert {epub.name: said for epub in begun.glob("*.epub") if (said := epubcheck(epub))} == {}


@pytest.mark.parametrize("edition", ["leaflet", "poster", "cover"])
def test_shape_for_the_press_keeps_pdf_x_4(for_press: Built, edition: str) -> None:
    pdf = for_press.on_paper(edition)
    assert pdfx4(pdf) == []
    assert qpdf(pdf) == []
    assert ghostscript(pdf) == []
