"""The handout keeps what it promises its readers: plain words, two pages, pictures that say what
they show.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from prepress.building.build import BuildRequest, build
from prepress.building.composition import compose, layouts_of, words_of
from prepress.checks.plain_language.assessment import assess
from prepress.findings import Finding
from prepress.galley.galley import Galley
from prepress.galley.setting.set_galley import set_galley
from prepress.manuscript.reading import read
from prepress.project.project import Project, publications
from tests.checks.plain_language.texts import HARD
from tests.epub.galleys import Epub

ROOT = Path(__file__).parents[2]
NAME = "ketamine-and-your-mental-health"


@pytest.fixture(scope="module")
def handout() -> Galley:
    return galley_of(Project.find(ROOT))


def galley_of(project: Project) -> Galley:
    publication = next(each for each in publications(project) if each.name == NAME)
    manuscript = read(project, publication)
    return set_galley(manuscript, project, words_of(manuscript, layouts_of(project, manuscript))[0])


@pytest.fixture(scope="module")
def drawings(handout: Galley) -> list[etree._Element]:
    return [etree.parse(picture.path).getroot() for picture in handout.pictures]


def test_handout_reads_at_grade_8_or_lower(handout: Galley) -> None:
    reading = assess(handout).grades
    assert handout.manuscript.metadata.max_grade == 8
    assert reading.whole is not None
    assert reading.whole.words > 400
    assert [graded.title for graded in reading.sections if graded.grades[0] > 8] == []


def test_handout_is_sound_in_words_and_structure(handout: Galley) -> None:
    assessment = assess(handout)
    assert assessment.findings == ()
    assert assessment.grades.unused == ()
    assert assessment.open_questions is not None
    assert assessment.open_questions.unmeasured == ""


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        (r"## Consider.*?(?=## To learn)", "", "C-007", "## To learn more"),
        (r"## Consider.*?(?=\[\^who)", "", "C-007", "::: warning Risks to know about"),
        (
            r"It relieves pain\.",
            f"It relieves pain {'in the arm ' * 10}.",
            "R-002",
            "- It relieves pain",
        ),
        (r"Such a person may", f"{HARD}Such a person may", "R-001", "## Ketamine alone"),
        (r"Why\? Talk", "Call us. Come in. Sit down. Talk", "C-003", "Today it is"),
    ],
)
def test_one_thing_less_plain_is_found_alone(
    tmp_path: Path, old: str, new: str, code: str, line: str
) -> None:
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    file = tmp_path / "sources" / NAME / f"01-{NAME}.md"
    text, count = re.subn(old, new, file.read_text("utf-8"), count=1, flags=re.DOTALL)
    file.write_text(text, "utf-8")
    (finding,) = assess(galley_of(Project.find(tmp_path))).findings
    assert (count, finding.code, finding.place.file) == (1, code, f"sources/{NAME}/{file.name}")
    assert text.splitlines()[(finding.place.line or 0) - 1].startswith(line)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("25 años", "52 años", "52 años"),
        ("2019", "2018", "2018"),
        ("47(4)", "47(5)", "5"),
        ("diez sesiones", "doce sesiones", "doce sesiones"),
        ("5 de marzo", "5 de mayo", "mayo"),
    ],
)
def test_one_number_changed_in_the_translation_is_found_alone(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    file = tmp_path / "sources" / NAME / "es" / f"01-{NAME}.md"
    text = file.read_text("utf-8")
    file.write_text(text.replace(old, new, 1), "utf-8")
    (finding,) = checked(Project.find(tmp_path), f"{NAME}-es")
    assert (finding.code, finding.place.file) == ("V-002", f"sources/{NAME}/es/{file.name}")
    assert old in text.splitlines()[(finding.place.line or 0) - 1]
    assert words in finding.what


def test_edited_section_names_its_translation_alone(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    file = tmp_path / "sources" / NAME / f"01-{NAME}.md"
    file.write_text(
        file.read_text("utf-8").replace("quicker and more effective", "deeper"), "utf-8"
    )
    assert checked(Project.find(tmp_path), NAME) == ()
    (finding,) = checked(Project.find(tmp_path), f"{NAME}-es")
    translation = (tmp_path / "sources" / NAME / "es" / file.name).read_text("utf-8").splitlines()
    assert finding.code == "V-001"
    assert translation[(finding.place.line or 0) - 1].startswith("## La ketamina por sí sola")
    assert "quicker and more effective” is now “therapy deeper”" in finding.what


def test_translated_handout_is_sound(tmp_path: Path) -> None:
    project = Project.find(ROOT).writing_to(tmp_path)
    assert checked(project, f"{NAME}-es") == ()
    order = BuildRequest((f"{NAME}-es",), editions=("print",), strict=True, jobs=1)
    (built,) = build(project, order, lambda step: None).built
    assert built.pages == 2
    with pypdfium2.PdfDocument(tmp_path / f"{NAME}-es.pdf") as document:
        text = document[1].get_textpage().get_text_bounded()
    assert "Este texto aún no ha sido revisado por un profesional de la salud." in text


def checked(project: Project, name: str) -> tuple[Finding, ...]:
    """What a check finds in the text."""
    publication = next(each for each in publications(project) if each.name == name)
    return compose(project, publication, judge=True).findings


def test_handout_has_nothing_to_mend(handout: Galley) -> None:
    assert handout.findings == ()


def test_handout_claims_no_review_that_nobody_has_made(tmp_path: Path) -> None:
    project = Project.find(ROOT).writing_to(tmp_path)
    build(project, BuildRequest(editions=("epub",), publications=(NAME,)), lambda step: None)
    said = {
        NAME: "This text has not yet been reviewed",
        f"{NAME}-es": "Este texto aún no ha sido revisado",
    }
    for name, words in said.items():
        book = Epub((tmp_path / f"{name}.epub").read_bytes())
        assert words in book.text("about.xhtml")
        assert book.package("//opf:meta[contains(@property, 'eview')]/text()") == []


def test_handout_fills_two_pages(tmp_path: Path) -> None:
    report = build(
        Project.find(ROOT).writing_to(tmp_path),
        BuildRequest((NAME,), ("print",)),
        lambda step: None,
    )
    assert report.exit_code == 0
    with pypdfium2.PdfDocument(tmp_path / f"{NAME}.pdf") as document:
        assert len(document) == 2


def test_handout_has_seven_drawings(drawings: list[etree._Element]) -> None:
    assert [etree.QName(drawing).localname for drawing in drawings] == ["svg"] * 7


def test_drawings_hold_only_shapes(drawings: list[etree._Element]) -> None:
    assert {
        etree.QName(element).localname for drawing in drawings for element in drawing.iter()
    } == {
        "svg",
        "g",
        "path",
    }


def test_drawings_share_one_palette(drawings: list[etree._Element]) -> None:
    colours = {
        element.get(name)
        for drawing in drawings
        for element in drawing.iter()
        for name in ("fill", "stroke")
    } - {None, "none"}
    assert colours == {"#0f4c5c", "#e6f0f2", "#8a3b12", "#f6d9c4", "#fff"}


def test_pale_colour_of_the_clinic_is_found_alone(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    file = tmp_path / "sources" / "clinic.yaml"
    file.write_text(f'{file.read_text("utf-8")}primary: "#9fd3e0"\n', "utf-8")
    order = BuildRequest((NAME,), ("print", "epub"), strict=True, write=False, jobs=1)
    (finding,) = build(Project.find(tmp_path), order, lambda step: None).findings
    last = len(file.read_text("utf-8").splitlines())
    assert (finding.code, str(finding.place)) == ("K-002", f"sources/clinic.yaml:{last}")
