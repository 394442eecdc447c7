"""Layouts and fonts are looked for in the project first, then among those that ship."""

from pathlib import Path

import pytest

from prepress.errors import Place, SourceError
from prepress.project import project as project_module
from prepress.project.project import Project, font_folders, layout_folders, shipped_folder
from tests.shelf import Shelf

PLACE = Place("sources/tiny/book.yaml", 3)


@pytest.fixture
def project(shelf: Shelf) -> Project:
    return shelf.add({"1.md": "Text.\n"}).project


def test_shipped_layouts_are_found_from_a_checkout() -> None:
    assert (shipped_folder("layouts") / "document.html").is_file()


def test_installed_layouts_lie_in_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shipped" / "layouts").mkdir(parents=True)
    monkeypatch.setattr(project_module, "_PACKAGE", tmp_path)
    assert shipped_folder("layouts") == tmp_path / "shipped" / "layouts"


def test_projects_own_layouts_come_first(project: Project) -> None:
    (project.root / "layouts" / "handout").mkdir(parents=True)
    own, ship = project.root / "layouts", shipped_folder("layouts")
    assert layout_folders(project, "handout", PLACE) == (
        own / "handout",
        own,
        ship / "handout",
        ship,
    )


def test_folders_that_do_not_exist_are_left_out(project: Project) -> None:
    assert layout_folders(project, "book", PLACE) == (
        shipped_folder("layouts") / "book",
        shipped_folder("layouts"),
    )


def test_project_that_ships_the_layouts_names_each_folder_once(project: Project) -> None:
    own = Project(shipped_folder("layouts").parent, project.output)
    assert layout_folders(own, "book", PLACE) == (
        shipped_folder("layouts") / "book",
        shipped_folder("layouts"),
    )


def test_layout_of_the_project_alone_rests_on_those_that_ship(project: Project) -> None:
    (project.root / "layouts" / "ours").mkdir(parents=True)
    own = project.root / "layouts"
    assert layout_folders(project, "ours", PLACE) == (own / "ours", own, shipped_folder("layouts"))


def test_unknown_layout_names_the_nearest_and_its_line(project: Project) -> None:
    with pytest.raises(SourceError, match="Did you mean “handout”") as error:
        layout_folders(project, "handuot", PLACE)
    assert error.value.place == PLACE


@pytest.mark.parametrize("name", ["words", "example", "example.es", "examples"])
def test_what_merely_lies_among_the_layouts_is_none(project: Project, name: str) -> None:
    with pytest.raises(SourceError, match=r"There is: book, handout, letter\."):
        layout_folders(project, name, PLACE)


def test_projects_own_fonts_come_first(project: Project) -> None:
    (project.root / "fonts").mkdir()
    assert font_folders(project) == (project.root / "fonts", shipped_folder("fonts"))
