"""An edition of several files: they are written before the one that leads to them, and old ones go."""

from __future__ import annotations

from pathlib import Path

import pytest

from prepress.archive.archive_folder import Archive
from prepress.archive.lookup import current_on
from prepress.archive.unpacking_releases import unpack
from prepress.building.build import BuildRequest, build
from prepress.files import atomic, beside
from prepress.files.beside import remove_beside
from prepress.manuscript.review import today
from tests.shelf import Shelf

METADATA = "title: T\nlang: en\nlayout: book\neditions: [web]\n"
FILES = {"1-one.md": "# One\n\nText.\n", "2-two.md": "# Two\n\nText.\n"}


def book(shelf: Shelf) -> Shelf:
    shelf.add(FILES, metadata=METADATA)
    assert shelf.build().failures == ()
    return shelf


def made_again(shelf: Shelf) -> list[tuple[str, ...]]:
    return [each.why for each in shelf.build().built]


def state(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".makebook" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_idle_build_writes_nothing(shelf: Shelf) -> None:
    before = state(book(shelf).root / "output")
    assert {"tiny.html", "tiny-web/1-one.html", "tiny-web/2-two.html"} < set(before)
    assert made_again(shelf) == [()]
    assert state(shelf.root / "output") == before


def test_file_that_is_gone_or_another_is_made_again(shelf: Shelf) -> None:
    chapter = book(shelf).root / "output/tiny-web/1-one.html"
    whole = chapter.read_bytes()
    chapter.write_bytes(b"other")
    assert made_again(shelf) == [("tiny-web/1-one.html is not there as it was made",)]
    chapter.unlink()
    assert made_again(shelf) == [("tiny-web/1-one.html is not there as it was made",)]
    assert chapter.read_bytes() == whole


def test_old_files_go_and_those_of_others_stay(shelf: Shelf) -> None:
    folder = book(shelf).root / "output/tiny-web"
    (folder / "mine.html").write_text("mine")
    (shelf.root / "sources/tiny/2-two.md").rename(shelf.root / "sources/tiny/2-more.md")
    shelf.build()
    assert {path.name for path in folder.glob("*.html")} == {
        "1-one.html",
        "2-more.html",
        "mine.html",
    }


def test_folder_goes_with_its_last_file(shelf: Shelf) -> None:
    book(shelf)
    inside = METADATA.replace("[web]", "{web: {files: inside}}")
    shelf.add(FILES, metadata=inside)
    shelf.build()
    assert set(state(shelf.root / "output")) == {"tiny.html"}


def test_page_is_written_last(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.add(FILES, metadata=METADATA)
    there: list[bool] = []
    write = atomic.write_whole

    def note(path: Path, data: bytes, *, durable: bool = True) -> None:
        if path.name == "tiny.html":
            there.append((path.parent / "tiny-web/2-two.html").is_file())
        write(path, data, durable=durable)

    monkeypatch.setattr(beside, "write_whole", note)
    shelf.build()
    assert there == [True]


def test_release_keeps_every_file(shelf: Shelf) -> None:
    book(shelf)
    report = build(shelf.project, BuildRequest(release=True), lambda step: None)
    (release,) = report.released
    files = Archive(shelf.project).manifest(release).files
    assert set(files) == set(state(shelf.root / "output"))
    given = shelf.root / "given"
    lookup = current_on(shelf.project, today(), "tiny")
    unpack(shelf.project, lookup.current, given)
    assert state(given) == state(shelf.root / "output")


@pytest.mark.parametrize("name", ["../out.txt", "a/../../out.txt", "{root}/out.txt", "..\\out.txt"])
def test_name_that_leads_out_of_the_folder_is_not_removed(tmp_path: Path, name: str) -> None:
    folder, other = tmp_path / "output", tmp_path / "out.txt"
    folder.mkdir()
    other.write_text("Somebody's.", "utf-8")
    remove_beside(folder, [name.format(root=tmp_path)])
    assert other.exists()
