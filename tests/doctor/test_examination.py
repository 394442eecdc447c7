"""The doctor says what is there, what is missing and how to get it."""

import json
import re
import tempfile
import tomllib
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner

from makebook import main
from prepress import doctor
from prepress.doctor import DEPENDENCIES, Diagnosis, State, examine
from prepress.errors import MachineError
from prepress.pdf.engine import engine
from prepress.pdf.engine.insides import WEASYPRINT
from tests.shelf import Shelf

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(shelf: Shelf) -> Path:
    return shelf.add({"1.md": "Text.\n"}).root


def of(what: str, start: Path) -> Diagnosis:
    return next(diagnosis for diagnosis in examine(start) if diagnosis.what == what)


def made_for_weasyprint(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    monkeypatch.setattr(doctor, "WEASYPRINT", replace(WEASYPRINT, supported=version))


def test_machine_that_runs_these_tests_can_build(project: Path) -> None:
    assert [str(diagnosis) for diagnosis in examine(project) if diagnosis.is_fatal] == []


def test_everything_that_is_wrong_has_a_remedy(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("VALIDATORS_HOME", str(project))
    for diagnosis in examine(project):
        assert bool(diagnosis.remedy) == (diagnosis.state is not State.OK)


def test_each_dependency_of_the_package_is_looked_at() -> None:
    requirements: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))[
        "project"
    ]["dependencies"]
    names = (re.split(r"[^\w-]", requirement)[0] for requirement in requirements)
    assert tuple(dict.fromkeys(names)) == DEPENDENCIES  # one may have a version for each Python


def test_missing_package_is_fatal(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", version)
    diagnosis = of("segno", project)
    assert (diagnosis.state, diagnosis.is_fatal, bool(diagnosis.remedy)) == (
        State.MISSING,
        True,
        True,
    )


def test_other_weasyprint_than_the_tags_were_mended_for_is_pointed_out(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_for_weasyprint(monkeypatch, "1.0")
    diagnosis = of("weasyprint", project)
    assert (diagnosis.state, diagnosis.is_fatal) == (State.CHANGED, False)
    assert "weasyprint==1.0" in diagnosis.remedy


def test_supported_weasyprint_is_as_it_should_be(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_for_weasyprint(monkeypatch, metadata.version("weasyprint"))
    assert of("weasyprint", project).state is State.OK


def test_missing_pango_is_fatal_and_names_the_command(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "missing_libraries", lambda names: names)
    monkeypatch.setattr(doctor, "pango_remedy", lambda: "Install it with: this")
    assert str(of("Pango", project)).endswith("Install it with: this")
    assert of("Pango", project).is_fatal


def test_machine_without_pango_can_still_be_examined(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise MachineError("Pango is missing.", "Install it.")

    monkeypatch.setattr(engine, "import_engine", fails)
    assert of("weasyprint", project).state is State.OK
    assert "WeasyPrint's insides" not in {each.what for each in examine(project)}


def test_library_that_is_built_in_another_way_is_fatal_and_named(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.open_engine()
    for library, inside, remedy in (
        ("WeasyPrint", "weasyprint.css.CSS", "Install weasyprint==70.0."),
        ("EbookLib", "ebooklib.epub.EpubWriter._write_opf_spine", "Install ebooklib==0.20."),
    ):
        assert of(f"{library}'s insides", project).state is State.OK
        monkeypatch.delattr(inside)
        diagnosis = of(f"{library}'s insides", project)
        assert (diagnosis.is_fatal, diagnosis.remedy) == (True, remedy)
        assert f"{inside} is not there" in diagnosis.detail


def test_missing_layouts_and_fonts_are_fatal(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "shipped_folder", lambda name: project / "nowhere" / name)
    assert of("layouts", project).is_fatal
    assert "*/*.ttf, */OFL.txt" in of("fonts", project).detail


def test_output_that_can_be_written_is_not_touched(project: Path) -> None:
    before = sorted(project.rglob("*"))
    assert of("output", project).state is State.OK
    assert sorted(project.rglob("*")) == before


def test_output_that_cannot_be_written_is_fatal(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**options: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    assert of("output", project).is_fatal


def test_file_in_the_place_of_the_output_is_fatal(project: Path) -> None:
    (project / "output").write_text("in the way")
    assert of("output", project).is_fatal


def test_folder_that_is_no_project_is_not_fatal(tmp_path: Path) -> None:
    diagnosis = of("output", tmp_path)
    assert (diagnosis.state, diagnosis.is_fatal) == (State.MISSING, False)


def test_validators_are_optional(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("VALIDATORS_HOME", str(project))
    for name in ("java", "verapdf", "epubcheck", "chromium"):
        assert (of(name, project).state, of(name, project).is_fatal) == (State.MISSING, False)


def test_old_python_is_fatal() -> None:
    assert doctor.python((3, 10, 9)).is_fatal
    assert doctor.python((3, 11, 0)).state is State.OK


def test_command_answers_in_lines_and_in_json(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    lines = CliRunner().invoke(main, ["doctor"])
    answer = CliRunner().invoke(main, ["doctor", "--json"])
    assert lines.exit_code == answer.exit_code == 0
    assert (
        len(lines.output.splitlines())
        == len(json.loads(answer.output)["diagnoses"])
        == len(examine(project))
    )
