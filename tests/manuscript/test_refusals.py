"""What cannot be read as a manuscript is one message with its file, its line and its remedy."""

import os
from pathlib import Path

import pytest

from prepress.errors import Place, SourceError
from prepress.manuscript import reading as manuscript_module
from prepress.manuscript.reading import read
from prepress.project.project import publications
from prepress.text import files
from tests.shelf import Shelf


def refused(shelf: Shelf) -> SourceError:
    with pytest.raises(SourceError) as error:
        read(shelf.project, publications(shelf.project)[0])
    return error.value


def without_metadata(shelf: Shelf) -> Shelf:
    (shelf.root / "sources/tiny/book.yaml").unlink()
    return shelf


@pytest.mark.parametrize(
    ("data", "line", "what"),
    [
        ("# One\n\nDas M\xe4dchen\n".encode("latin-1"), 3, "not UTF-8"),
        (b"One\r\rTwo \xff\r", 3, "not UTF-8"),
        (b"\xef\xbb\xbfOne\r\nTwo \x80\r\n", 2, "not UTF-8"),
        ("# One".encode("utf-16"), 1, "UTF-16"),
        ("# One".encode("utf-16-be"), 1, "NUL"),
        (b"One\nTwo\nNUL \0\n", 3, "NUL"),
    ],
    ids=["latin-1", "line ends of old", "after a BOM", "utf-16", "utf-16 without BOM", "nul"],
)
def test_other_encoding_names_its_first_bad_line(
    shelf: Shelf, data: bytes, line: int, what: str
) -> None:
    error = refused(shelf.add({"1.md": data}))
    assert error.place == Place("sources/tiny/1.md", line)
    assert what in error.what
    assert "UTF-8" in error.remedy


def test_other_encoding_of_book_yaml_is_refused_too(shelf: Shelf) -> None:
    shelf.add({"1.md": "Text."})
    (shelf.root / "sources/tiny/book.yaml").write_bytes("title: É\nlang: fr\n".encode("latin-1"))
    assert refused(shelf).place == Place("sources/tiny/book.yaml", 1)


@pytest.mark.parametrize(
    "files", [{}, {"1.md": ""}, {"1.md": "\n", "2.md": " "}], ids=["none", "empty", "blank"]
)
def test_publication_without_text_is_refused(shelf: Shelf, files: dict[str, str | bytes]) -> None:
    assert refused(shelf.add(files)).what == "“tiny/” has no text."


@pytest.mark.parametrize(
    "text", ["---\ntitle: T\nlang: en\n---\n", "---\ntitle: T\nlang: en\n---", ""]
)
def test_lone_file_without_text_is_refused(shelf: Shelf, text: str) -> None:
    (shelf.root / "sources").mkdir(parents=True)
    (shelf.root / "sources" / "a.md").write_text(text)
    error = refused(shelf)
    assert (error.what, error.place) == ("“a.md” has no text.", Place("sources/a.md"))


def test_metadata_file_of_another_name_is_pointed_out(shelf: Shelf) -> None:
    shelf.add({"1.md": "Text.", "book.yml": "title: T\nlang: en\n"})
    assert refused(without_metadata(shelf)).remedy == "Rename book.yml to book.yaml."


def test_front_matter_that_never_ends_is_pointed_out(shelf: Shelf) -> None:
    error = refused(
        without_metadata(shelf.add({"1.md": "---\n# remark\ntitle: T\nlang: en\n\nText.\n"}))
    )
    assert (error.what, error.place) == (
        "The metadata begins here and never ends.",
        Place("sources/tiny/1.md", 1),
    )


def test_mistake_in_front_matter_names_the_line_of_the_file(shelf: Shelf) -> None:
    error = refused(
        without_metadata(shelf.add({"1.md": "---\ntitle: T\nlang: en\ntitel: T\n---\nText.\n"}))
    )
    assert error.place == Place("sources/tiny/1.md", 4)


def test_folder_with_the_name_of_a_chapter_is_refused(shelf: Shelf) -> None:
    error = refused(shelf.add({"1.md": "Text.", "2.md/inside.txt": ""}))
    assert (error.place, "a folder" in error.what) == (Place("sources/tiny/2.md"), True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipe_is_refused_and_not_waited_for(shelf: Shelf) -> None:
    shelf.add({"1.md": "Text."})
    os.mkfifo(shelf.root / "sources/tiny/2.md")
    assert "not a file" in refused(shelf).what


def test_link_to_nowhere_is_refused(shelf: Shelf) -> None:
    folder = shelf.add({"1.md": "Text."}).root / "sources/tiny"
    (folder / "2.md").symlink_to(folder / "gone.md")
    assert "not there" in refused(shelf).what


@pytest.mark.parametrize("name", ["2.md", "book.yaml"])
def test_link_out_of_the_project_is_refused(shelf: Shelf, tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text("title: Secret\nlang: en\n")
    folder = shelf.add({"1.md": "Text."}).root / "sources/tiny"
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(tmp_path / "secret")
    error = refused(shelf)
    assert (error.what, error.place) == (
        "This leads out of the project.",
        Place(f"sources/tiny/{name}"),
    )


def test_folder_that_is_a_link_out_of_the_project_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    other = Shelf(tmp_path / "other").add({"1.md": "Text."})
    (shelf.root / "sources").mkdir(parents=True)
    (shelf.root / "sources" / "tiny").symlink_to(other.root / "sources" / "tiny")
    assert refused(shelf).what == "This leads out of the project."


def test_subfolder_that_is_a_link_out_of_the_project_is_refused(
    shelf: Shelf, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (shelf.add({"1.md": "Text."}).root / "sources/tiny/part").symlink_to(outside)
    error = refused(shelf)
    assert (error.what, error.place) == (
        "This folder leads out of the project.",
        Place("sources/tiny/part"),
    )


def test_folder_in_which_everything_is_left_out_says_why(shelf: Shelf) -> None:
    shelf.add({"volume-1/1.md": "Text.", "volume-1/book.yaml": "title: One\nlang: en\n"})
    (shelf.root / "sources/tiny/book.yaml").unlink()
    error = refused(shelf)
    assert error.place == Place("sources/tiny/volume-1/book.yaml")
    assert "Move the folder into sources/" in error.remedy


def test_folder_that_is_no_language_says_how_its_files_become_chapters(shelf: Shelf) -> None:
    shelf.add({"1.md": "Text.", "it/1.md": "It is a book about it."})
    with pytest.raises(SourceError) as caught:
        read(shelf.project, publications(shelf.project)[1])
    assert "If “it” is no language here, give the folder another name" in caught.value.remedy


def test_unreadable_file_is_refused(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    shelf.add({"1.md": "Text."})
    monkeypatch.setattr(Path, "read_bytes", deny)
    error = refused(shelf)
    assert (error.what, error.place) == (
        "This file cannot be read: Permission denied.",
        Place("sources/tiny/1.md"),
    )


def test_huge_file_is_refused_unread(shelf: Shelf) -> None:
    shelf.add({"1.md": "Text."})
    with (shelf.root / "sources/tiny/2.md").open("wb") as file:
        file.truncate(files.LARGEST_BYTES + 1)
    error = refused(shelf)
    assert (error.place, "20 MB" in error.what) == (Place("sources/tiny/2.md"), True)


def test_chapters_that_are_huge_together_are_refused(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manuscript_module, "LARGEST_BYTES", 15)
    assert refused(shelf.add({"1.md": "x" * 8, "2.md": "x" * 8})).place == Place("sources/tiny")
