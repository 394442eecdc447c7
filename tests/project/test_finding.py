"""A project is the nearest folder with sources, and each thing in sources is a publication or is left alone."""

from pathlib import Path

import pytest

from prepress.errors import SourceError
from prepress.project import Project, publications
from tests.shelf import Shelf

TEXT: dict[str, str | bytes] = {"1.md": "Text.\n"}
LONE = "---\ntitle: Lone\nlang: en\n---\n\nText.\n"


def names(shelf: Shelf) -> list[str]:
    return [publication.name for publication in publications(shelf.project)]


def lone(shelf: Shelf, name: str) -> Shelf:
    sources = shelf.root / "sources"
    sources.mkdir(parents=True, exist_ok=True)
    (sources / name).write_text(LONE, "utf-8")
    return shelf


def test_project_is_found_from_a_folder_inside_it(shelf: Shelf) -> None:
    shelf.add(TEXT)
    assert Project.find(shelf.root / "sources" / "tiny").root == shelf.root


def test_nearest_project_wins(shelf: Shelf) -> None:
    shelf.add(TEXT)
    inner = Shelf(shelf.root / "inner").add(TEXT)
    assert Project.find(inner.root / "sources").root == inner.root


def test_project_is_found_from_a_relative_folder(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.add(TEXT)
    monkeypatch.chdir(shelf.root / "sources")
    assert Project.find(Path()).root == shelf.root


def test_missing_sources_say_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as error:
        Project.find(tmp_path)
    assert error.value.place and error.value.place.file == str(tmp_path)
    assert "makebook new NAME" in error.value.remedy


def test_other_output_folder_changes_nothing_else(shelf: Shelf, tmp_path: Path) -> None:
    project = shelf.add(TEXT).project
    other = project.writing_to(tmp_path)
    assert (other.root, other.sources, other.output) == (project.root, project.sources, tmp_path)


def test_folders_and_lone_files_are_publications_in_natural_order(shelf: Shelf) -> None:
    shelf.add(TEXT, name="10-late").add(TEXT, name="2-early")
    assert names(lone(shelf, "3-lone.md")) == ["2-early", "3-lone", "10-late"]


def test_superscript_digit_in_a_name_is_a_letter(shelf: Shelf) -> None:
    assert names(shelf.add(TEXT, name="²")) == ["²"]


def test_hidden_drafts_and_editors_copies_are_left_alone(shelf: Shelf) -> None:
    shelf.add({**TEXT, ".#1.md": "lock", "#1.md#": "save", "1.md~": "backup", "_draft.md": "draft", "~$1.md": "Word"})
    shelf.add(TEXT, name="_draft").add(TEXT, name=".hidden").add(TEXT, name="tiny~")
    assert names(shelf) == ["tiny"]
    assert [file.name for file in publications(shelf.project)[0].files] == ["1.md"]


@pytest.mark.parametrize("name", ["README.md", "readme.markdown"])
def test_readme_is_no_chapter(shelf: Shelf, name: str) -> None:
    shelf.add({**TEXT, name: "About these files."})
    assert len(publications(shelf.project)[0].files) == 1


def test_folder_without_text_or_metadata_is_no_publication(shelf: Shelf) -> None:
    shelf.add(TEXT)
    (shelf.root / "sources" / "pictures").mkdir()
    assert names(shelf) == ["tiny"]


def test_chapters_in_subfolders_belong_to_nobody(shelf: Shelf) -> None:
    shelf.add({**TEXT, "old/2.md": "Old."})
    assert len(publications(shelf.project)[0].files) == 1


def test_empty_sources_say_how_to_begin(shelf: Shelf) -> None:
    (shelf.root / "sources").mkdir(parents=True)
    with pytest.raises(SourceError) as error:
        publications(shelf.project)
    assert "makebook new NAME" in error.value.remedy


def test_file_and_folder_of_one_name_are_both_named(shelf: Shelf) -> None:
    lone(shelf.add(TEXT, name="a"), "a.md")
    with pytest.raises(SourceError, match=r"“a/” and “a\.md” would both be written to a\.pdf"):
        publications(shelf.project)


@pytest.mark.parametrize(("first", "second"), [("Sleep", "sleep"), ("caf\u00e9", "cafe\u0301"), ("Straße", "STRASSE")])
def test_names_that_one_disk_takes_for_the_same_are_refused(shelf: Shelf, first: str, second: str) -> None:
    shelf.add(TEXT, name=first).add(TEXT, name=second)
    if len(list((shelf.root / "sources").iterdir())) == 1:
        pytest.skip("this disk takes the names for the same")
    with pytest.raises(SourceError, match="Rename one"):
        publications(shelf.project)
