"""The handout keeps its two pages while it is edited, and its editions cost little more than laying
it out.
"""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from prepress.building.build import BuildRequest, Report, build
from prepress.building.composition import layouts_of, words_of
from prepress.editions.pdf_edition import PdfEdition
from prepress.galley.setting.set_galley import set_galley
from prepress.manuscript.reading import read
from prepress.pdf import pages as laying
from prepress.pdf.engine.engine import lay_out
from prepress.pdf.pages import PrintContext
from prepress.pdf.printing import print_edition
from prepress.project.project import Project, publications

ROOT = Path(__file__).parents[2]
NAME = "ketamine-and-your-mental-health"
PARAGRAPH = (
    "Most people find that the first visit is a long talk. We ask about your health, your hopes, "
    "and your worries. "
    "Then we plan the next steps with you, and we write them down so that you can take them "
    "home.\n\n"
)
BEFORE = "Some people say that one"


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[int], Report]:
    """Builds the print edition of a copy of the handout with so many paragraphs more."""
    shutil.copytree(
        ROOT / "sources" / NAME, tmp_path / "sources" / NAME, ignore=shutil.ignore_patterns("es")
    )
    shutil.copy(ROOT / "sources" / "clinic.yaml", tmp_path / "sources")
    file = tmp_path / "sources" / NAME / f"01-{NAME}.md"
    text = file.read_text("utf-8")

    def build_with(more: int) -> Report:
        file.write_text(text.replace(BEFORE, PARAGRAPH * more + BEFORE), "utf-8")
        return build(Project.find(tmp_path), BuildRequest(editions=("print",)), lambda step: None)

    return build_with


def test_another_paragraph_still_makes_two_pages(edited: Callable[[int], Report]) -> None:
    (built,) = edited(1).built
    assert built.pages == 2
    assert built.text_size is not None
    assert 11 <= built.text_size < 12


def test_another_page_is_refused_and_touches_nothing(
    edited: Callable[[int], Report], tmp_path: Path
) -> None:
    edited(0)
    file = tmp_path / "output" / f"{NAME}.pdf"
    before = file.read_bytes(), file.stat().st_mtime_ns
    report = edited(9)
    assert (report.exit_code, [finding.code for finding in report.findings]) == (1, ["F-001"])
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before


@pytest.mark.parametrize("name", ["print", "press", "large-print", "booklet"])
def test_edition_takes_at_most_twice_as_long_as_its_layout(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project.find(ROOT)
    manuscript = read(project, publications(project)[0])
    layouts = layouts_of(project, manuscript)
    words = words_of(manuscript, layouts)[0]
    copy = PrintContext(set_galley(manuscript, project, words), project, layouts, words)
    edition = next(each for each in manuscript.metadata.editions if each.name == name)
    assert isinstance(edition, PdfEdition)
    documents: list[str] = []

    def recorded(html: str, *others: Any) -> Any:
        documents.append(html)
        return lay_out(html, *others)

    monkeypatch.setattr(laying, "lay_out", recorded)
    print_edition(copy, edition)
    plain, ours = [], []
    for _ in range(3):
        begun = time.process_time()  # what others do on the machine does not count
        lay_out(documents[0], project.root, layouts, {}).write_pdf()
        between = time.process_time()
        print_edition(copy, edition)
        plain.append(between - begun)
        ours.append(time.process_time() - between)
    assert statistics.median(ours) <= 2 * statistics.median(plain)
