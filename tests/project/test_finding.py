"""A project is the nearest folder with sources, and each thing in sources is a publication or is
left alone.
"""

import os
from pathlib import Path

import pytest

from prepress.errors import SourceError
from prepress.project.project import Project, publications
from tests.shelf import SQUARE, Shelf

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


def test_project_is_found_from_a_relative_folder(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
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


@pytest.mark.parametrize("index", ["index.md", "_index.md"])
def test_index_begins_its_folder(shelf: Shelf, index: str) -> None:
    shelf.add({"a.md": "A.", index: "I.", "part/1.md": "B.", f"part/{index}": "J."})
    assert chapters(shelf) == [index, "a.md", f"part/{index}", "part/1.md"]


def test_superscript_digit_in_a_name_is_a_letter(shelf: Shelf) -> None:
    assert names(shelf.add(TEXT, name="²")) == ["²"]


def test_hidden_drafts_and_editors_copies_are_left_alone(shelf: Shelf) -> None:
    shelf.add(
        {
            **TEXT,
            ".#1.md": "lock",
            "#1.md#": "save",
            "1.md~": "backup",
            "_draft.md": "draft",
            "~$1.md": "Word",
        }
    )
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


def chapters(shelf: Shelf) -> list[str]:
    (publication,) = publications(shelf.project)
    return [file.relative_to(publication.folder).as_posix() for file in publication.files]


def left_out(shelf: Shelf) -> list[str]:
    return [
        path.relative_to(shelf.root / "sources/tiny").as_posix()
        for path in publications(shelf.project)[0].left_out
    ]


def test_chapters_in_subfolders_stand_where_the_folders_names_do(shelf: Shelf) -> None:
    order = [
        "1.md",
        "2-part/1.md",
        "2-part/2/a.md",
        "2-part/10.md",
        "3.md",
        "part.md",
        "part/1.md",
        "part/b/1.md",
    ]
    assert chapters(shelf.add(dict.fromkeys(reversed(order), "Text.\n"))) == order


def test_chapters_may_all_lie_in_subfolders(shelf: Shelf) -> None:
    shelf.add({"part-1/1.md": LONE, "part-2/1.md": "Text.\n"})
    (shelf.root / "sources/tiny/book.yaml").unlink()
    assert chapters(shelf) == ["part-1/1.md", "part-2/1.md"]


def test_drafts_and_hidden_folders_are_left_alone_at_any_depth(shelf: Shelf) -> None:
    shelf.add(
        {
            **TEXT,
            "part/2.md": "",
            "_old/1.md": "",
            ".git/1.md": "",
            "part/_old/1.md": "",
            "part/_2.md": "",
        }
    )
    assert (chapters(shelf), left_out(shelf)) == (["1.md", "part/2.md"], [])


def test_readme_is_the_text_where_there_is_no_other(shelf: Shelf) -> None:
    shelf.add({"README.md": "# One\n", "a.svg": SQUARE})
    assert chapters(shelf) == ["README.md"]
    shelf.add({"README.md": "# One\n"}, "alone")
    (shelf.root / "sources" / "alone" / "book.yaml").unlink()
    shelf.add({"README.md": "Drawn by Ann.\n", "b.svg": SQUARE}, "pictures")
    (shelf.root / "sources" / "pictures" / "book.yaml").unlink()
    assert names(shelf) == ["alone", "tiny"]


@pytest.mark.parametrize("shown", ["![Ours](img/b%20c.svg)", '<img src="b.svg" alt="">'])
def test_readme_that_shows_a_picture_beside_it_is_the_text(shelf: Shelf, shown: str) -> None:
    text = f"# One\n\n![Far](https://a.example/b.svg) {'![](' + 'x' * 500 + ')'} {shown}\n"
    shelf.add({"README.md": text, "img/b c.svg": SQUARE, "b.svg": SQUARE})
    (shelf.root / "sources" / "tiny" / "book.yaml").unlink()
    assert chapters(shelf) == ["README.md"]


def test_readme_beside_pictures_is_left_alone_and_among_chapters_left_out(shelf: Shelf) -> None:
    shelf.add(
        {
            **TEXT,
            "images/README.md": "Their licence.",
            "part/2.md": "Text.",
            "part/readme.md": "Introduction.",
        }
    )
    assert (chapters(shelf), left_out(shelf)) == (["1.md", "part/2.md"], ["part/readme.md"])


def test_folder_with_metadata_of_its_own_is_left_out(shelf: Shelf) -> None:
    shelf.add(
        {
            **TEXT,
            "other/1.md": "Text.",
            "other/book.yaml": "title: Other\n",
            "other/more/1.md": "Text.",
        }
    )
    assert (chapters(shelf), left_out(shelf)) == (["1.md"], ["other/book.yaml"])


def test_markdown_of_other_tools_is_left_out(shelf: Shelf) -> None:
    shelf.add({**TEXT, "2.qmd": "Text.", "3.mdx": "Text.", "notes.txt": "Text."})
    assert (chapters(shelf), left_out(shelf)) == (["1.md"], ["2.qmd", "3.mdx"])


def test_links_in_circles_are_followed_once(shelf: Shelf) -> None:
    sources = shelf.add({**TEXT, "part/2.md": "Text."}).root / "sources"
    (sources / "tiny/part/up").symlink_to(sources / "tiny")
    (sources / "tiny/part/top").symlink_to(sources)
    (sources / "tiny/part/self").symlink_to(sources / "tiny/part/self")
    (sources / "tiny/part-again").symlink_to(sources / "tiny/part")
    assert [Path(file).name for file in chapters(shelf)] == ["1.md", "2.md"]


def test_link_to_another_folder_of_the_project_is_followed(shelf: Shelf) -> None:
    (shelf.root / "shared").mkdir(parents=True)
    (shelf.root / "shared/2.md").write_text("Text.", "utf-8")
    (shelf.add(TEXT).root / "sources/tiny/part").symlink_to(shelf.root / "shared")
    assert chapters(shelf) == ["1.md", "part/2.md"]


@pytest.mark.parametrize("name", ["part", "es"])
def test_folder_that_leads_out_of_the_project_is_not_even_looked_into(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "2.md").write_text("Secret.", "utf-8")
    (shelf.add(TEXT).root / "sources/tiny" / name).symlink_to(outside)
    looked_into: list[str] = []
    listing = os.listdir

    def noted(path: Path) -> list[str]:
        looked_into.append(path.name)
        return listing(path)

    monkeypatch.setattr(os, "listdir", noted)
    assert (chapters(shelf), left_out(shelf)) == (["1.md"], [name])
    assert ("tiny" in looked_into, name in looked_into) == (True, False)


def test_folders_deeper_than_calls_may_be_are_read(shelf: Shelf) -> None:
    top = folder = shelf.add(TEXT).root / "sources/tiny"
    for _ in range(1200):
        folder /= "d"
        folder.mkdir()
    file = folder / "2.md"
    file.write_text("Text.", "utf-8")
    try:
        assert len(chapters(shelf)) == 2
    finally:  # what removes the folders of tests may not go so deep
        file.unlink()
        for each in (folder, *folder.parents):
            if each == top:
                break
            each.rmdir()


def test_unreadable_subfolder_is_named(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    listing = os.listdir

    def deny(path: Path) -> list[str]:
        if path.name == "part":
            raise PermissionError(13, "Permission denied")
        return listing(path)

    shelf.add({**TEXT, "part/2.md": "Text."})
    monkeypatch.setattr(os, "listdir", deny)
    with pytest.raises(SourceError) as error:
        publications(shelf.project)
    assert str(error.value).startswith(
        "sources/tiny/part: This folder cannot be read: Permission denied."
    )


def test_empty_sources_say_how_to_begin(shelf: Shelf) -> None:
    (shelf.root / "sources").mkdir(parents=True)
    with pytest.raises(SourceError) as error:
        publications(shelf.project)
    assert "makebook new NAME" in error.value.remedy


def test_file_and_folder_of_one_name_are_both_named(shelf: Shelf) -> None:
    lone(shelf.add(TEXT, name="a"), "a.md")
    with pytest.raises(SourceError, match=r"“a/” and “a\.md” would both be written to a\.pdf"):
        publications(shelf.project)


@pytest.mark.parametrize(
    ("first", "second"), [("Sleep", "sleep"), ("caf\u00e9", "cafe\u0301"), ("Straße", "STRASSE")]
)
def test_names_that_one_disk_takes_for_the_same_are_refused(
    shelf: Shelf, first: str, second: str
) -> None:
    shelf.add(TEXT, name=first).add(TEXT, name=second)
    if len(list((shelf.root / "sources").iterdir())) == 1:
        pytest.skip("this disk takes the names for the same")
    with pytest.raises(SourceError, match="Rename one"):
        publications(shelf.project)
