"""`-o file.pdf` writes that one file."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from makebook import main
from prepress.building.one_file import edition_of, is_one_file
from prepress.errors import UsageError
from tests.shelf import Shelf


@pytest.fixture
def run(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    shelf.add({"1.md": "# One\n", "es/1.md": "# Uno\n", "es/book.yaml": "title: Uno\n"})
    monkeypatch.chdir(shelf.root)
    return CliRunner()


@pytest.mark.parametrize(
    ("name", "wanted", "edition"),
    [
        ("a.pdf", (), "print"),
        ("a.PDF", (), "print"),
        ("a.epub", (), "epub"),
        ("a.html", (), "web"),
        ("a.pdf", ("large-print",), "large-print"),
    ],
)
def test_suffix_means_an_edition(name: str, wanted: tuple[str, ...], edition: str) -> None:
    assert edition_of(Path(name), wanted) == edition


@pytest.mark.parametrize(
    ("name", "wanted", "words"),
    [
        ("a.odt", (), "No edition is a file that ends in “.odt”"),
        ("a.pdf", ("print", "press"), "2 editions are named"),
        ("a.pdf", ("epub",), "The epub edition is no file that ends in “.pdf”"),
    ],
)
def test_what_is_not_clear_is_refused(name: str, wanted: tuple[str, ...], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        edition_of(Path(name), wanted)


def test_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    names = ("a.pdf", "out", "v1.2", "b.pdf", "b.docx")
    assert [name for name in names if is_one_file(tmp_path / name)] == ["b.pdf", "b.docx"]


def test_one_file_is_all_that_is_written(run: CliRunner, shelf: Shelf) -> None:
    result = run.invoke(main, ["build", "tiny", "-o", "there/sleep.epub"])
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("there/sleep.epub  ")
    assert result.stdout.count("sleep.epub") == 1  # the translation is another one
    assert [path.name for path in (shelf.root / "there").iterdir()] == ["sleep.epub"]
    assert not (shelf.root / "output").exists()


def test_several_publications_do_not_fit_into_one_file(run: CliRunner, shelf: Shelf) -> None:
    shelf.add({"1.md": "# Two\n"}, name="other")
    result = run.invoke(main, ["build", "-o", "sleep.epub"])
    assert result.exit_code == 2
    assert "“sleep.epub” is one file, but 2 publications are meant: other, tiny." in result.stderr


def test_last_good_file_stays_where_the_new_one_is_withheld(run: CliRunner, shelf: Shelf) -> None:
    (shelf.root / "sleep.epub").write_text("good")
    shelf.add({"1.md": "# One\n\n{{ clinic.fon }}\n"})
    result = run.invoke(main, ["build", "tiny", "-o", "sleep.epub"])
    assert (result.exit_code, (shelf.root / "sleep.epub").read_text()) == (1, "good")
    assert "sleep.epub was not written" in result.stderr


def test_page_with_files_beside_it_is_refused(run: CliRunner, shelf: Shelf) -> None:
    shelf.add(
        {"1.md": "# One\n"}, metadata="title: T\nlang: en\neditions: {web: {files: beside}}\n"
    )
    result = run.invoke(main, ["build", "tiny", "-o", "sleep.html"])
    assert result.exit_code == 2
    assert "would not be whole" in result.stderr
    assert not (shelf.root / "sleep.html").exists()


def test_watching_writes_into_a_folder(run: CliRunner) -> None:
    result = run.invoke(main, ["watch", "-o", "sleep.pdf"])
    assert (result.exit_code, "Name a folder" in result.stderr) == (2, True)
