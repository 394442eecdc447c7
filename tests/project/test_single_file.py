"""A Markdown file that somebody names by its path is built beside itself, wherever it lies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from makebook import main
from prepress.project.project import Project
from prepress.project.single_file import orders, project_or_folder
from tests.shelf import SQUARE, Shelf

TEXT = "---\ntitle: A guide\nlang: en\n---\n\n# Hello\n\nText.\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no project, and the current one."""
    folder = tmp_path / "my texts é"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def write(folder: Path, name: str, text: str = TEXT) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def lying(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def test_editions_lie_beside_the_file_and_nothing_else_does(home: Path) -> None:
    write(home, "docs/guide.md", f"{TEXT}\n![A box](../box.svg)\n")
    write(home, "box.svg", SQUARE)
    result = run("build", "docs/guide.md")
    assert result.exit_code == 0, result.output
    assert lying(home) == ["box.svg", "docs/guide.epub", "docs/guide.md", "docs/guide.pdf"]
    assert result.stdout.startswith("docs/guide.pdf  1 page, ")


def test_folders_called_layouts_and_fonts_beside_it_are_not_ours(home: Path) -> None:
    write(home, "layouts/handout/page.html", "{{ broken")
    write(home, "layouts/cover.html", "{{ broken")
    file = write(home, "guide.md")
    (order,) = orders(home, ["guide.md"], None)
    assert order.project.only == file
    assert not any(folder.is_relative_to(home) for folder in order.project.folders("layouts"))


def test_pictures_may_lie_anywhere_in_the_repository(home: Path) -> None:
    (home / ".git").mkdir()
    file = write(home, "docs/guide.md")
    (order,) = orders(file.parent, ["guide.md"], None)
    assert order.project.root == home


def test_options_work_as_they_do_in_a_project(home: Path) -> None:
    write(home, "README.md", f"{TEXT}\n### Skips\n")
    result = run("build", "README.md", "-e", "epub", "-o", "out", "--json")
    assert json.loads(result.stdout)["built"][0]["edition"] == "epub"
    assert lying(home) == ["README.md", "out/README.epub"]
    assert run("build", "README.md", "--release").exit_code == 2


def test_check_writes_nothing(home: Path) -> None:
    write(home, "guide.md")
    assert run("check", "guide.md").exit_code == 0
    assert lying(home) == ["guide.md"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("guid.md", "Did you mean “guide.md”?"),
        ("docs/", "is a folder"),
        ("docs", "is a folder"),
        ("letter.docx", "makebook import letter.docx"),
        ("notes.txt", "call it notes.md"),
        ("plan.pdf", "is a PDF"),
        ("./nothing", "no file"),
    ],
)
def test_what_is_no_markdown_is_one_clear_message(home: Path, name: str, words: str) -> None:
    write(home, "guide.md")
    (home / "docs").mkdir()
    for other in ("letter.docx", "notes.txt", "plan.pdf"):
        write(home, other, "something")
    result = run("build", name)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.output


def test_file_in_the_sources_of_a_project_means_its_publication(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add({"1.md": "# One\n"})
    monkeypatch.chdir(shelf.root / "sources")
    for name in ("tiny/1.md", "tiny/"):
        (order,) = orders(shelf.root / "sources", [name], None)
        assert (order.names, order.project) == (("tiny",), Project.find(shelf.root))


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("sources/tiny/", ("tiny",)),
        ("tiny/1.md", ("tiny",)),
        ("tiny/", ("tiny",)),
        ("tiny/book.yaml", ("tiny",)),
        ("tiny/es/", ("tiny-es",)),
        ("sources/tiny/es/1.md", ("tiny-es",)),
        ("sources/note.md", ("note",)),
        ("note.md", ("note",)),
        ("sources/", ("note", "tiny")),
    ],
)
def test_path_that_tab_completes_means_the_publication(
    shelf: Shelf, name: str, names: tuple[str, ...]
) -> None:
    shelf.add({"1.md": "# One\n", "es/1.md": "# Uno\n", "es/book.yaml": "title: Uno\n"})
    write(shelf.root, "sources/note.md", TEXT)
    (order,) = orders(shelf.root, [name], None)
    assert (order.names, order.project) == (names, Project.find(shelf.root))


def test_path_into_another_project_means_a_publication_there(shelf: Shelf, tmp_path: Path) -> None:
    shelf.add({"1.md": "# One\n"})
    other = Shelf(tmp_path / "other").add({"1.md": "# Two\n"}, name="there")
    first, second = orders(shelf.root, ["tiny", "../other/sources/there/"], None)
    assert (first.project, first.names) == (shelf.project, ("tiny",))
    assert (second.project, second.names) == (other.project, ("there",))


def test_file_that_is_in_no_edition_is_built_by_itself(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n", "_draft.md": "# Draft\n"})
    (order,) = orders(shelf.root, ["tiny/_draft.md"], None)
    assert order.project.only == shelf.root / "sources/tiny/_draft.md"


def test_folder_that_is_no_project_stands_for_itself(shelf: Shelf, home: Path) -> None:
    shelf.add({"1.md": "# One\n"})
    assert project_or_folder(shelf.root) == Project.find(shelf.root)
    assert project_or_folder(home).root == home


def test_file_elsewhere_in_a_project_uses_the_project(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n"})
    file = write(shelf.root, "notes/guide.md")
    (order,) = orders(shelf.root, ["notes/guide.md"], None)
    assert order.project.root == shelf.root
    assert order.project.output == file.parent
    assert order.project.has_own_layouts


def test_editions_beside_the_file_are_no_save_to_build_after(home: Path) -> None:
    write(home, "guide.md")
    (order,) = orders(home, ["guide.md"], None)
    assert order.project.makes(str(home / "guide.pdf"))
    assert not order.project.makes(str(home / "guide.md"))


def test_lone_file_in_sources_is_a_publication(shelf: Shelf) -> None:
    write(shelf.root, "sources/guide.md")
    report = shelf.build("epub")
    assert [built.path and built.path.name for built in report.built] == ["guide.epub"]
