"""What goes wrong with one publication or worker stops no other, and is said the same whoever did
the work.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from makebook import main
from prepress.building import edition_builder
from prepress.building.build import BuildRequest, Report, build
from prepress.editions.epub_edition import EpubEdition
from prepress.editions.making import EditionContext
from prepress.editions.pdf_edition import PdfEdition
from prepress.errors import MachineError, SourceError
from prepress.files import temporary_folders
from tests.shelf import Shelf

TEXT = "# One\n\nText.\n"


@pytest.fixture
def mixed(shelf: Shelf) -> Shelf:
    """Publications that are sound, have findings, are withheld, and cannot be read."""
    shelf.add({"1.md": TEXT}, name="a-sound")
    shelf.add({"1.md": "# One\n\n### Skips\n\nCall {{ clinic.fon }}.\n"}, name="b-withheld")
    shelf.add({"1.md": TEXT}, name="c-unreadable", metadata="titel: T\nlang: en\n")
    shelf.add(
        {"1.md": "# One\n\n[x](#gone)\n"},
        name="d-warned",
        metadata="title: T\nlang: en\neditions: [epub, print]\n",
    )
    shelf.add({"1.md": "# نص\n"}, name="e-unset", metadata="title: T\nlang: ar\n")
    shelf.add(
        {"1.md": TEXT},
        name="f-sound",
        metadata="title: T\nlang: en\neditions: [large-print, print]\n",
    )
    return shelf


def answer(shelf: Shelf, jobs: int, *options: str) -> tuple[int, Any]:
    result = CliRunner().invoke(main, ["build", "--json", "-j", str(jobs), *options])
    assert isinstance(result.exception, SystemExit), result.output
    return result.exit_code, json.loads(result.stdout)


def test_report_is_the_same_with_any_number_of_workers(
    mixed: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mixed.root)
    code, expected = answer(mixed, 1, "--force")
    assert code == 3
    assert [f"{each['publication']} {each['edition']}" for each in expected["built"]] == [
        "a-sound print", "a-sound epub", "d-warned epub", "d-warned print", "e-unset epub",
        "f-sound large-print",
        "f-sound print",
    ]  # fmt: skip
    assert [each["place"] for each in expected["failures"]] == ["sources/c-unreadable/book.yaml:1"]
    assert {each["code"] for each in expected["findings"]} == {"K-001", "L-001", "G-003"}
    for jobs in (2, 4):
        assert answer(mixed, jobs, "--force") == (code, expected)
    assert sorted(path.name for path in (mixed.root / "output").glob("[!.]*")) == [
        "a-sound.epub", "a-sound.pdf", "d-warned.epub", "d-warned.pdf", "e-unset.epub",
        "f-sound-large-print.pdf", "f-sound.pdf",
    ]  # fmt: skip


def reported(shelf: Shelf, jobs: int) -> Report:
    return build(shelf.project, BuildRequest(jobs=jobs, force=True), lambda step: None)


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_failures_of_several_editions_come_in_one_order(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    shelf.add(
        {"1.md": TEXT}, metadata="title: T\nlang: en\neditions: [print, press, large-print, epub]\n"
    )

    def fail(edition: PdfEdition, context: Any) -> None:
        if edition.name == "print":  # it is the first to begin, and the last to fail
            os.sched_yield()
            sum(range(3_000_000))
        raise MachineError(f"No {edition.name}.", "Mend it.")

    monkeypatch.setattr(PdfEdition, "make", fail)
    report = reported(shelf, jobs)
    assert [failure.what for failure in report.failures] == [
        "No large-print.",
        "No press.",
        "No print.",
    ]
    assert [built.edition for built in report.built] == ["epub"]


@pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere, workers do not see what a test has replaced"
)
@pytest.mark.parametrize("jobs", [2, 3])
@pytest.mark.parametrize("many", [1, 7], ids=["one other", "many others"])
def test_worker_that_dies_is_one_failure_of_its_publication(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, jobs: int, many: int
) -> None:
    for number in range(many):
        shelf.add({"1.md": TEXT}, name=f"sound-{number}")
    shelf.add({"1.md": TEXT}, name="doomed")
    make = EpubEdition.make

    def die(self: EpubEdition, context: EditionContext) -> Any:
        if context.galley.manuscript.name == "doomed":
            os.kill(os.getpid(), signal.SIGKILL)
        return make(self, context)

    monkeypatch.setattr(EpubEdition, "make", die)
    report = reported(shelf, jobs)
    assert [str(failure) for failure in report.failures] == [
        "doomed: The process that made it died (SIGKILL). Free some memory, or build with --jobs 1."
    ]
    assert report.exit_code == 4
    sound = [each for each in report.built if each.publication != "doomed"]
    assert len(sound) == 2 * many
    assert all(each.path and each.path.is_file() for each in sound)
    monkeypatch.undo()
    assert build(shelf.project, BuildRequest(jobs=jobs), lambda step: None).exit_code == 0


@pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere, workers do not see what a test has replaced"
)
def test_worker_that_dies_while_it_sets_the_text_stops_no_other(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "doomed", "z"):
        shelf.add({"1.md": TEXT}, name=name)
    from prepress.building import composition

    compose = composition.compose

    def die(project: Any, publication: Any, *others: Any) -> Any:
        if publication.name == "doomed":
            os.kill(os.getpid(), signal.SIGKILL)
        return compose(project, publication, *others)

    monkeypatch.setattr(composition, "compose", die)
    report = reported(shelf, 2)
    assert [failure.place and failure.place.file for failure in report.failures] == ["doomed"]
    assert [f"{each.publication} {each.edition}" for each in report.built] == [
        "a print",
        "a epub",
        "z print",
        "z epub",
    ]


@pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere, workers do not see what a test has replaced"
)
def test_print_edition_whose_worker_dies_does_not_stop_the_epub(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add({"1.md": TEXT})

    def die(*arguments: Any) -> Any:
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(PdfEdition, "make", die)
    report = reported(shelf, 2)
    assert [failure.exit_code for failure in report.failures] == [4]
    assert [each.edition for each in report.built] == ["epub"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_bug_in_a_worker_keeps_its_traceback(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    shelf.add({"1.md": TEXT})

    def stumble(*arguments: Any) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(EpubEdition, "make", stumble)
    with pytest.raises(ZeroDivisionError, match="a bug") as raised:
        reported(shelf, jobs)
    assert "in stumble" in "".join(traceback.format_exception(raised.value))
    assert sorted(path.name for path in (shelf.root / "output").glob(".makebook-*")) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_list_of_releases_that_cannot_be_used_is_a_failure_of_its_publication(
    shelf: Shelf, jobs: int
) -> None:
    shelf.add({"1.md": TEXT}, name="a").add(
        {"1.md": TEXT, "releases.txt": b"\xff\xfe\xff"}, name="b"
    )
    shelf.add({"1.md": TEXT}, name="c")
    report = build(shelf.project, BuildRequest(release=True, jobs=jobs), lambda step: None)
    assert [isinstance(failure, SourceError) for failure in report.failures] == [True]
    assert report.exit_code == 3
    assert len(report.built) == 6
    assert len(report.released) == 2


def test_folder_for_temporary_files_that_is_missing_is_one_message(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shelf.add({"1.md": TEXT})
    monkeypatch.chdir(shelf.root)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    monkeypatch.setattr(
        "prepress.files.temporary_folders._own_folder",
        cache(temporary_folders._own_folder.__wrapped__),
    )
    for jobs in ("1", "2"):
        result = CliRunner().invoke(main, ["build", "-q", "-j", jobs])
        assert result.exit_code == 4
        assert result.stderr.startswith(
            "makebook: There is no place for temporary files: No such file"
        )
        assert len(result.stderr.splitlines()) == 1


def test_warming_up_is_no_matter_where_the_engine_is_missing(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise MachineError("Pango is missing.", "Install it.")

    monkeypatch.setattr("prepress.pdf.engine.engine.open_engine", missing)
    edition_builder.open_engines()
