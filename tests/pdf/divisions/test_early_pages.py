"""Whoever looks on gets the pages of a book chapter by chapter, the edited one first, and the book
is the same.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from prepress import BuildRequest, build
from prepress.files.digests import digest_of
from prepress.pdf.divisions.early_pages import EarlyPages, EarlyPagesFolder, read_early_pages
from prepress.pdf.divisions.finished_book import FinishedBook, FinishedDivision
from prepress.readers.pdf import open_pdf
from tests.pdf.divisions.books import built, three_chapters
from tests.shelf import Shelf

NAME = "three.pdf"


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    shelf = three_chapters(tmp_path_factory.mktemp("early") / "project")
    shown(shelf, jobs=2)
    return shelf


@pytest.fixture
def edited(built_once: Shelf, tmp_path: Path) -> Shelf:
    """A copy of the built book, with a new word in the last chapter."""
    shelf = Shelf(Path(shutil.copytree(built_once.root, tmp_path / "project")))
    file = shelf.root / "sources" / "three" / "03-c.md"
    file.write_text(file.read_text().replace("A note on", "Unheard of:", 1))
    return shelf


def shown(shelf: Shelf, jobs: int = 1) -> tuple[EarlyPages, list[str]]:
    """What was put into the folder last while the book was built, and the chapters that were laid
    out, in their order.
    """
    folder = shelf.root / "early"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    said: list[str] = []
    report = build(shelf.project, BuildRequest(jobs=jobs, early=folder), said.append)
    assert not report.failures
    pages = read_early_pages(folder / NAME)
    assert pages
    assert {file.name for file in (folder / NAME).glob("*.pdf")} == pages.pdfs.keys()
    return pages, [step.rpartition(": ")[2] for step in said if ": chapter " in step]


def texts(pdf: bytes) -> list[str]:
    with open_pdf(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document.document]


def whole(shelf: Shelf) -> bytes:
    return (shelf.root / "output" / NAME).read_bytes()


def test_first_build_shows_every_chapter_as_it_is_in_the_book(built_once: Shelf) -> None:
    pages = read_early_pages(built_once.root / "early" / NAME)
    assert pages
    assert (pages.publication, pages.edition, pages.file_before) == ("three", "print", None)
    of_parts = [text for part in pages.parts for text in texts(pages.pdfs[part.file])]
    assert of_parts == texts(whole(built_once))


def test_edited_chapter_is_shown_among_the_pages_of_before(edited: Shelf) -> None:
    before = whole(edited)
    pages, laid_out = shown(edited)
    assert laid_out == ["chapter 3 of 3"]
    assert pages.file_before == digest_of(before)
    assert [bool(part.file) for part in pages.parts] == [False, False, False, True]
    assert [part.begin for part in pages.parts] == [0, *(part.end for part in pages.parts[:-1])]
    assert pages.parts[-1].end == pages.pages_before == len(texts(before))
    (pdf,) = pages.pdfs.values()
    assert any("Unheard of:" in text for text in texts(pdf))


def test_edited_chapter_comes_first_where_all_are_laid_out_anew(
    edited: Shelf, tmp_path: Path
) -> None:
    metadata = edited.root / "sources" / "three" / "book.yaml"
    metadata.write_text(metadata.read_text().replace("A Book of Three", "A Book"))
    other = Shelf(Path(shutil.copytree(edited.root, tmp_path / "other")))
    pages, laid_out = shown(edited)
    assert laid_out[:3] == ["chapter 3 of 3", "chapter 1 of 3", "chapter 2 of 3"]
    assert all(part.file for part in pages.parts[1:])
    assert built(other) == whole(edited)


def test_pages_of_a_book_that_will_not_be_written_are_not_shown(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"1.md": "# One\n", "2.md": "# Two\n\n{{ clinic.fon }}\n"}
    metadata = "title: T\nlang: en\nlayout: book\neditions: [print]\n"
    (tmp_path / "sources").mkdir()
    (tmp_path / "early").mkdir()
    shelf = Shelf(tmp_path).add(files, metadata=metadata)
    report = build(shelf.project, BuildRequest(early=tmp_path / "early"))
    assert report.withheld == ("tiny.pdf",)
    assert [*(tmp_path / "early").iterdir()] == []


BEFORE = FinishedBook(3.0, (FinishedDivision("a", 2, "x"), FinishedDivision("b", 3, "y")))


def test_folder_that_is_gone_stays_so(tmp_path: Path) -> None:
    folder = EarlyPagesFolder(tmp_path / "gone" / NAME, "three", "print", tmp_path / NAME)
    folder.put(["a"], None, "a", b"%PDF-1.7")
    assert not (tmp_path / "gone").exists()
    assert read_early_pages(tmp_path / "gone" / NAME) is None


def test_chapters_that_are_new_or_gone_have_no_pages_of_before(tmp_path: Path) -> None:
    folder = EarlyPagesFolder(tmp_path / NAME, "three", "print", tmp_path / NAME)
    folder.put(["new", "b"], BEFORE, "new", b"%PDF-1.7")
    pages = read_early_pages(tmp_path / NAME)
    assert pages
    assert [(part.begin, part.end) for part in pages.parts] == [(0, 0), (2, 5)]
