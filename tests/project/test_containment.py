"""A reference leads to a file inside the project, or nowhere."""

from pathlib import Path

import pytest

from prepress.project.project import OutsideProject, Project, file_inside
from tests.shelf import Shelf


@pytest.fixture
def project(shelf: Shelf) -> Project:
    return shelf.add({"1.md": "Text.\n", "images/a b.svg": "x"}).project


@pytest.fixture
def folder(project: Project) -> Path:
    return project.sources / "tiny"


@pytest.mark.parametrize(
    "reference", ["images/a b.svg", "images/a%20b.svg", "./images/../images/a%20b.svg"]
)
def test_reference_leads_to_its_file(project: Project, folder: Path, reference: str) -> None:
    assert file_inside(project, folder, reference) == (folder / "images" / "a b.svg").resolve()


def test_reference_may_climb_inside_the_project(project: Project, folder: Path) -> None:
    assert (
        file_inside(project, folder, "../../layouts/logo.svg")
        == (project.root / "layouts" / "logo.svg").resolve()
    )


@pytest.mark.parametrize(
    "reference",
    [
        "../../../secret.svg",
        "%2e%2e/%2e%2e/%2e%2e/secret.svg",
        "images/../../../../secret.svg",
        "/etc/passwd",
        "//server/share/x.svg",
        "\\\\server\\share\\x.svg",
        "..\\..\\..\\secret.svg",
        "C:/secret.svg",
        "c:secret.svg",
        "C%3A%5Csecret.svg",
        "file:///etc/passwd",
        "FILE:secret.svg",
        "https://clinic.example/x.svg",
        "data:image/svg+xml,x",
        "~/secret.svg",
        "nul%00.svg",
        "a" * 5000,
    ],
)
def test_way_out_of_the_project_is_refused(project: Project, folder: Path, reference: str) -> None:
    with pytest.raises(OutsideProject):
        file_inside(project, folder, reference)


def test_absolute_path_is_refused_even_where_it_leads_inside(
    project: Project, folder: Path
) -> None:
    with pytest.raises(OutsideProject):
        file_inside(project, folder, (folder / "images" / "a b.svg").as_posix())


def test_folder_beside_the_project_whose_name_begins_alike_is_outside(
    project: Project, folder: Path
) -> None:
    beside = project.root.with_name(project.root.name + " 2")
    beside.mkdir()
    with pytest.raises(OutsideProject):
        file_inside(project, folder, f"../../../{beside.name}/x.svg")


def test_link_that_leaves_the_project_is_refused(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.svg").write_text("secret")
    (folder / "link.svg").symlink_to(tmp_path / "secret.svg")
    with pytest.raises(OutsideProject):
        file_inside(project, folder, "link.svg")


def test_links_in_a_circle_are_refused(project: Project, folder: Path) -> None:
    (folder / "one").symlink_to(folder / "two")
    (folder / "two").symlink_to(folder / "one")
    with pytest.raises(OutsideProject):
        file_inside(project, folder, "one/x.svg")


def test_link_inside_the_project_is_followed(project: Project, folder: Path) -> None:
    (folder / "link.svg").symlink_to(folder / "images" / "a b.svg")
    assert file_inside(project, folder, "link.svg") == (folder / "images" / "a b.svg").resolve()


def test_project_behind_a_link_contains_its_own_files(project: Project, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(project.root)
    found = file_inside(Project.find(link), link / "sources" / "tiny", "images/a%20b.svg")
    assert found == (project.root / "sources/tiny/images/a b.svg").resolve()
