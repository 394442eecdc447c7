"""What a program imports from `prepress` to make handouts itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import prepress
from prepress import (
    BuildRequest,
    DiffRequest,
    MakebookError,
    Project,
    Report,
    Severity,
    build,
    check,
    diff,
)
from tests.shelf import Shelf

TEXT = "# Sleep\n\nGo to bed when you are tired.\n"


def project_of(shelf: Shelf) -> Project:
    shelf.add({"1.md": TEXT})
    return Project.find(shelf.root)


def test_every_name_is_where_the_face_says() -> None:
    for name in prepress.__all__:
        assert getattr(prepress, name).__name__ == name
    assert set(prepress.__all__) <= set(dir(prepress))
    with pytest.raises(AttributeError, match="no attribute 'bild'"):
        _ = prepress.bild


def test_names_stay_right_when_what_lies_below_was_imported_first() -> None:
    program = (
        "import prepress.building.build, prepress.releases.diff.differences;"
        "from prepress import build, check, diff;"
        "print(callable(build), callable(check), callable(diff))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "True True True\n"


def test_build_makes_an_edition_and_says_where_it_lies(shelf: Shelf, tmp_path: Path) -> None:
    project = project_of(shelf).writing_to(tmp_path / "out")
    report = build(project, BuildRequest(publications=("tiny",), editions=("print",)))
    assert isinstance(report, Report)
    (edition,) = report.built
    assert (edition.publication, edition.edition, edition.pages) == ("tiny", "print", 1)
    assert edition.path == tmp_path / "out" / "tiny.pdf"
    assert edition.path.read_bytes().startswith(b"%PDF")


def test_build_tells_its_steps_to_whoever_wants_them(shelf: Shelf) -> None:
    steps: list[str] = []
    build(project_of(shelf), BuildRequest(editions=("epub",)), steps.append)
    assert any("tiny" in step for step in steps)


def test_check_finds_and_writes_nothing(shelf: Shelf) -> None:
    shelf.add({"1.md": f"{TEXT}\n![](a.png)\n"})
    report = check(Project.find(shelf.root))
    found = [*report.findings]
    assert any(
        finding.severity is Severity.WARNING and finding.place.line == 5 for finding in found
    )
    assert not (shelf.root / "output").exists()


def test_diff_compares_with_an_earlier_copy(shelf: Shelf) -> None:
    project = project_of(shelf)
    build(project, BuildRequest(editions=("print",)))
    old = shelf.root / "old.pdf"
    old.write_bytes((project.output / "tiny.pdf").read_bytes())
    (shelf.root / "sources/tiny/1.md").write_text(TEXT + "\nOr read.\n", "utf-8")
    build(project, BuildRequest(editions=("print",)))
    differences = diff(project, DiffRequest(old="old.pdf"), shelf.root)
    assert [edition.differs for edition in differences.editions] == [True]


def test_what_cannot_be_done_is_raised_with_its_remedy(shelf: Shelf) -> None:
    with pytest.raises(MakebookError) as raised:
        build(project_of(shelf), BuildRequest(publications=("tinny",)))
    assert "tiny" in raised.value.remedy


def test_version_is_known_without_opening_anything() -> None:
    program = (
        "import sys, prepress; assert prepress.__version__;"
        "print([name for name in sys.modules if name.startswith('prepress.')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
