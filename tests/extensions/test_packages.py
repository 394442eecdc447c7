"""A package of its own adds an edition, a check and a layout by its entry points, without a line
in makebook.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.shelf import Shelf
from tests.warm_command import run_warm

ROOT = Path(__file__).parents[2]
CODE = '''
from dataclasses import dataclass

from pathlib import Path

from prepress.checks import Check
from prepress.checks.parity.edition_content import EditionContent
from prepress.editions import Edition
from prepress.editions.making import FinishedEdition
from prepress.editions.pdf_edition import TrimmedEdition
from prepress.editions.trims import Trim
from prepress.errors import Place, SourceError
from prepress.findings import Finding, Severity
from prepress.manuscript.edition_options import EditionOption
from prepress.manuscript.measured_values import count


@dataclass(frozen=True, kw_only=True)
class SlideEdition(Edition):
    """The chapters' titles, and on which printed page each of them may be found."""

    name = "slides"
    suffix = ".txt"
    needs = ("print",)
    columns: int = 80
    rows: int = 25

    def options(self):
        return {
            "columns": EditionOption("columns", count(20, 200), "columns: 80", "letters in a line"),
            "rows": EditionOption("rows", count(5, 99), "rows: 25", "lines on a slide"),
        }

    def refuse_contradictions(self, place):
        if self.rows > self.columns:
            raise SourceError("Slides are not upright.", "Lower rows, or raise columns.", place)

    def make(self, context):
        titles = [chapter.title[: self.columns] for chapter in context.galley.chapters]
        pages = [each.label for each in context.page_breaks("print")]
        return FinishedEdition("\\n".join([*titles, *pages]).encode())

    def content(self, data):
        return EditionContent("" if b"hidden" in data.lower() else "everything " * 9 + data.decode())


@dataclass(frozen=True, kw_only=True)
class BannerEdition(TrimmedEdition):
    """Large pages to hang up."""

    name = "banner"
    unit = "banner"
    trim: Trim = Trim(420, 594)


def shouting(text):
    return tuple(
        Finding("ours-1", Place(chapter.file), f"“{chapter.title}” shouts.", "Write it smaller.")
        for chapter in text.galley.chapters
        if chapter.title.isupper()
    )


def empty(checked):
    if checked.edition.name != "slides" or len(checked.data) > 20:
        return ()
    return (Finding("ours-2", Place(checked.file), "Hardly anything is there.", "Write more."),)


OURS = Path(__file__).parent / "ours"

CHECK = Check(
    name="manners",
    codes={
        "ours-1": (Severity.WARNING, "a chapter's title shouts"),
        "ours-2": (Severity.ERROR, "slides are empty"),
    },
    text=shouting,
    edition=empty,
    unsaid_beside={"ours-2": "ours-1"},
)
'''
POINTS = """
[makebook.editions]
slides = clinic_slides:SlideEdition
banner = clinic_slides:BannerEdition

[makebook.checks]
manners = clinic_slides:CHECK

[makebook.layouts]
ours = clinic_slides:OURS
"""

PREVIEW = """
import asyncio, json, sys
from pathlib import Path
from prepress.building.build import BuildRequest, build
from prepress.preview.feed import Round
from prepress.preview.soft_proofs import SoftProofs
from prepress.preview.view import PreviewProject
from prepress.project.project import Project
from prepress.preview.recent_screens import RecentScreens

if __name__ == "__main__":
    project, proofs = Project.find(Path.cwd()), SoftProofs()
    report = build(project, BuildRequest(), lambda step: None)
    newest = Round().next(report, project, BuildRequest())
    preview = PreviewProject(project, proofs, RecentScreens())
    views = [asyncio.run(preview.view(newest, "tiny", edition)) for edition in sys.argv[1:]]
    print(json.dumps(dict(zip(sys.argv[1:], views))))
    proofs.close()
"""


@dataclass(frozen=True)
class Installation:
    """makebook beside other packages, which lie in the folder `site` as an installer leaves
    them.
    """

    shelf: Shelf
    site: Path

    def install(self, version: str, points: str = POINTS, code: str = CODE) -> None:
        """Install the package in this `version`, in place of any other one."""
        self.uninstall()
        info = self.site / f"clinic_slides-{version}.dist-info"
        info.mkdir(parents=True)
        (self.site / "clinic_slides.py").write_text(code, "utf-8")
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: clinic-slides\nVersion: {version}\n"
        )
        (info / "entry_points.txt").write_text(points)

    def uninstall(self) -> None:
        """Remove what the last version has left."""
        for file in self.site.glob("clinic_slides*"):
            for each in file.iterdir() if file.is_dir() else ():
                each.unlink()
            file.rmdir() if file.is_dir() else file.unlink()

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """What the command answers in the project."""
        path = [str(self.site)]
        return run_warm(
            self.shelf.root, *arguments, environ={**os.environ, **environment}, path=path
        )

    def program(self, text: str, *arguments: str) -> dict[str, Any]:
        """What a Python program prints that runs in the project."""
        path = os.pathsep.join((str(self.site), str(ROOT)))
        done = subprocess.run(
            [sys.executable, "-c", text, *arguments],
            cwd=self.shelf.root,
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return dict(json.loads(done.stdout))

    def values(self, *arguments: str) -> Mapping[str, list[dict[str, str]]]:
        """The same for programs."""
        answer = self.run(*arguments, "--json")
        values: Mapping[str, list[dict[str, str]]] = json.loads(answer.stdout)
        return values


@pytest.fixture
def installed(shelf: Shelf, tmp_path: Path) -> Installation:
    """A package with an edition and a check, and a project with a book of two chapters."""
    shelf.add(
        {"1.md": "# Sleep well tonight\n\nText.\n", "2.md": "# Wake up\n\nText.\n"},
        metadata="title: T\nlang: en\neditions: {print: {}, slides: {columns: 40}}\n",
    )
    installation = Installation(shelf, tmp_path / "site")
    installation.install("1.0")
    return installation


def with_editions(installation: Installation, editions: str) -> None:
    book = installation.shelf.root / "sources" / "tiny" / "book.yaml"
    book.write_text(f"title: T\nlang: en\neditions: {editions}\n")


def text_of(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def codes(values: Mapping[str, list[dict[str, str]]]) -> list[str]:
    return [finding["code"] for finding in values["findings"]]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_edition_of_a_package_is_built_and_knows_the_printed_pages(
    installed: Installation, jobs: str
) -> None:
    done = installed.run("build", "-q", "-j", jobs)
    assert (done.returncode, done.stderr) == (0, "")
    slides = installed.shelf.root / "output" / "tiny-slides.txt"
    assert slides.read_text().splitlines()[:3] == ["Sleep well tonight", "Wake up", "1"]


def test_edition_of_a_package_is_made_again_only_when_something_has_changed(
    installed: Installation,
) -> None:
    def why() -> str:
        said = installed.run("build", "--explain").stdout
        return said.partition("output/tiny-slides.txt")[2]

    assert "it was not built here before" in why()
    assert why().endswith(", up to date\n")
    installed.install("2.0")
    assert "made again: clinic-slides has changed" in why()
    with_editions(installed, "{print: {}, slides: {columns: 30}}")
    assert "made again: what is asked of the slides edition has changed" in why()


@pytest.mark.parametrize(
    ("editions", "what"),
    [
        ("{slides: {colums: 40}}", "There is no option of the slides edition “colums”. Did you mean “columns”?"),
        ("{slides: {columns: 9}}", "but must be a number from 20 to 200"),
        ("{slides: {columns: 20, rows: 30}}", "Slides are not upright. Lower rows, or raise columns."),
        ("[slids]", "There is no edition “slids”. Did you mean “slides”?"),
    ],
)  # fmt: skip
def test_options_of_its_edition_are_read_as_strictly_as_ours(
    installed: Installation, editions: str, what: str
) -> None:
    with_editions(installed, editions)
    done = installed.run("build")
    assert done.returncode == 3
    assert "sources/tiny/book.yaml:3" in done.stderr
    assert what in done.stderr


def test_its_edition_is_named_where_editions_are_listed(installed: Installation) -> None:
    assert "Did you mean “slides”?" in installed.run("build", "-e", "slide").stderr
    assert (
        "card, cover, epub, web, docx, slides, banner."
        in installed.run("build", "-e", "zzzzzz").stderr
    )
    assert "epub, web, docx, slides, banner." in " ".join(
        installed.run("build", "--help").stdout.split()
    )
    typed = {"COMP_WORDS": "makebook build -e sl", "COMP_CWORD": "3"}
    completed = installed.run(_MAKEBOOK_PY_COMPLETE="bash_complete", **typed)
    assert completed.stdout == "plain,slides\n"


def test_name_of_its_file_is_guarded_too(installed: Installation) -> None:
    """Two publications never share a file."""
    (installed.shelf.root / "sources" / "tiny-slides.txt.md").write_text("# One\n")
    installed.shelf.add({"1.md": "# One\n"}, name="tiny-slides")
    installed.install("1.0", code=CODE.replace('".txt"', '".pdf"'))
    done = installed.run("build")
    assert "would both be written to tiny-slides.pdf" in done.stderr


def test_its_edition_is_no_edition_on_paper(installed: Installation) -> None:
    installed.run("build")
    done = installed.run("diff", "-e", "slides")
    assert done.stderr.endswith(
        "“slides” is no edition on paper. The slides edition has no pages.\n"
    )


def test_edition_on_paper_has_all_that_ours_have(installed: Installation) -> None:
    with_editions(installed, "{banner: {trim: a4, size: 20pt}}")
    assert installed.values("check")["findings"] == []
    assert "output/tiny-banner.pdf  1 page" in installed.run("build", "--release").stdout
    installed.shelf.add(
        {"1.md": "# Sleep well tomorrow\n\nText.\n"}, metadata="title: T\nlang: en\n"
    )
    installed.run("build", "-e", "banner")
    answer = json.loads(installed.run("diff", "-e", "banner", "--json").stdout)
    assert [(each["edition"], each["unit"]) for each in answer["editions"]] == [
        ("banner", "banner")
    ]


def test_preview_shows_what_it_can_of_its_editions(installed: Installation) -> None:
    def pages(edition: str) -> list[object]:
        view = views[edition]
        assert view["edition"] == edition
        return [view["current"], len(view["pages"]), len(view["sections"])]

    with_editions(installed, "[slides, banner, epub]")
    views = installed.program(PREVIEW, "slides", "banner", "epub")
    assert pages("slides") == [True, 0, 0]
    assert pages("banner") == [True, 1, 0]
    assert pages("epub")[:2] == [True, 0]
    assert pages("epub")[2] != 0


def test_its_check_is_said_with_its_own_codes(installed: Installation) -> None:
    installed.shelf.add({"1.md": "# LOUD\n\nText.\n"}, name="loud")
    done = installed.run("check", "loud")
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == (
        "warning  ours-1  sources/loud/1.md  “LOUD” shouts. Write it smaller."
    )


def test_its_check_looks_at_finished_editions(installed: Installation) -> None:
    installed.shelf.add({"1.md": "# Brief\n"}, name="brief")
    assert "ours-2" in codes(installed.values("check", "brief", "-e", "slides"))


def test_its_rules_say_which_codes_are_not_said_beside_others(installed: Installation) -> None:
    installed.shelf.add({"1.md": "# LOUD\n"}, name="loud")
    assert codes(installed.values("check", "loud", "-e", "slides")) == ["ours-1"]


def test_what_its_edition_does_not_show_is_a_finding(installed: Installation) -> None:
    installed.shelf.add({"1.md": "# Hidden in the dark\n\nSome words.\n"}, name="dark")
    assert "X-001" in codes(installed.values("check", "dark", "-e", "slides"))


def test_what_it_found_is_remembered_and_forgotten_with_it(installed: Installation) -> None:
    installed.shelf.add({"1.md": "# LOUD\n\nText.\n"}, name="loud")
    said = [installed.run("build", "loud", "-e", "print") for _ in range(2)]
    assert ["ours-1" in each.stderr for each in said] == [True, True]
    installed.uninstall()
    assert "ours-1" not in installed.run("build", "loud", "-e", "print").stderr


def test_edition_of_a_package_that_is_gone_is_an_unknown_one(installed: Installation) -> None:
    assert installed.run("build").returncode == 0
    installed.uninstall()
    done = installed.run("build")
    assert done.returncode == 3
    assert "sources/tiny/book.yaml:3: There is no edition “slides”." in done.stderr


def test_new_check_looks_at_what_was_built_before(installed: Installation) -> None:
    installed.uninstall()
    installed.shelf.add({"1.md": "# LOUD\n\nText.\n"}, name="loud")
    installed.run("build", "loud", "-e", "print")
    installed.install("1.0")
    assert "ours-1" in installed.run("build", "loud", "-e", "print").stderr


@pytest.mark.parametrize(
    ("points", "code", "what"),
    [
        (POINTS.replace("SlideEdition", "NoEdition"), CODE, "“slides” of the package clinic-slides cannot be loaded"),
        (POINTS, "import nothing_of_the_sort", "cannot be loaded: No module named 'nothing_of_the_sort'"),
        (POINTS.replace("SlideEdition", "CHECK"), CODE, "“slides” of the package clinic-slides is no Edition"),
        (POINTS.replace("slides =", "slide ="), CODE, "calls itself “slides”"),
        (POINTS, CODE.replace("ours-1", "A-001"), "its code A-001 is one of makebook's own"),
    ],
)  # fmt: skip
def test_package_that_cannot_be_used_is_named(
    installed: Installation, points: str, code: str, what: str
) -> None:
    installed.install("1.0", points, code)
    done = installed.run("build")
    assert done.returncode == 4
    assert what in done.stderr
    assert "pip uninstall clinic-slides" in done.stderr
    assert "Traceback" not in done.stderr


def test_layout_of_a_package_stands_before_what_all_layouts_share(installed: Installation) -> None:
    folder = installed.site / "ours"
    folder.mkdir()
    (folder / "colophon.html").write_text('<footer class="colophon"><p>OUR FOOT</p></footer>')
    book = "title: T\nlang: en\nlayout: ours\n"
    installed.shelf.add({"1.md": "# One\n\nText.\n"}, metadata=book)
    printed = installed.shelf.root / "output" / "tiny.pdf"
    assert installed.run("build").returncode == 0
    assert "OUR FOOT" in text_of(printed)
    (folder / "colophon.html").write_text('<footer class="colophon"><p>NEW FOOT</p></footer>')
    assert installed.run("build").returncode == 0
    assert "NEW FOOT" in text_of(printed)
    (installed.shelf.root / "layouts").mkdir()
    (installed.shelf.root / "layouts" / "colophon.html").write_text("<p>MY FOOT</p>")
    assert installed.run("build").returncode == 0
    assert "MY FOOT" in text_of(printed)


def test_layout_of_a_package_is_named_where_layouts_are_listed(installed: Installation) -> None:
    installed.shelf.add({"1.md": "# One\n"}, metadata="title: T\nlang: en\nlayout: zzzzzz\n")
    assert "There is: book, handout, letter, ours." in installed.run("build").stderr


def test_package_cannot_take_the_place_of_what_is_built_in(installed: Installation) -> None:
    installed.install("1.0", POINTS.replace("slides =", "print ="))
    with_editions(installed, "[print]")
    assert installed.run("build").returncode == 0
    assert (installed.shelf.root / "output" / "tiny.pdf").read_bytes().startswith(b"%PDF")
