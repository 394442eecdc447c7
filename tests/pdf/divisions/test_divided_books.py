"""A book is printed chapter by chapter, and is the same however it came about."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
import pytest

from prepress import BuildRequest, build
from prepress.editions.print_edition import PrintEdition
from prepress.errors import Place
from prepress.galley.markup.conversion import convert
from prepress.galley.setting import chapter_markup
from prepress.layouts.language import words_for
from prepress.pdf.pages import PrintContext
from prepress.pdf.printing import print_edition
from prepress.readers.pdf import open_pdf
from tests.pdf.divisions.books import built, three_chapters
from tests.shelf import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return three_chapters(tmp_path / "project")


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    shelf = three_chapters(tmp_path_factory.mktemp("built") / "project")
    built(shelf)
    return shelf


@pytest.fixture
def built_shelf(built_once: Shelf, tmp_path: Path) -> Shelf:
    """A copy of a project whose book is built."""
    return Shelf(Path(shutil.copytree(built_once.root, tmp_path / "project")))


def _pdf(shelf: Shelf) -> bytes:
    return (shelf.root / "output" / "three.pdf").read_bytes()


def _parts(shelf: Shelf) -> dict[str, bytes]:
    folder = shelf.root / "output" / ".makebook" / "three-print.parts"
    return {file.name: file.read_bytes() for file in folder.glob("*.part")}


def _texts(pdf: bytes) -> Iterator[str]:
    with open_pdf(pdf) as document:
        for page in document.document:
            yield page.get_textpage().get_text_bounded()


def test_pages_are_those_of_the_book_set_as_a_whole(built_once: Shelf) -> None:
    shelf = built_once
    galley, layouts = shelf.set()
    words, _ = words_for("en", layouts, Place("book.yaml"))
    edition = next(each for each in galley.manuscript.metadata.editions if each.name == "print")
    assert isinstance(edition, PrintEdition)
    whole = print_edition(PrintContext(galley, shelf.project, layouts, words), edition).data
    divided = _pdf(shelf)
    assert divided != whole, "it was not divided at all"
    assert list(_texts(divided)) == list(_texts(whole))


def test_one_changed_word_prints_its_chapter_and_the_revision_again(built_shelf: Shelf) -> None:
    before = _parts(built_shelf)
    file = built_shelf.root / "sources" / "three" / "02-b.md"
    file.write_text(file.read_text().replace("A note on", "A word on", 1))
    built(built_shelf)
    after = _parts(built_shelf)
    assert len(before) == 4  # what stands in front, and three chapters
    changed = set(before.values()) - set(after.values())
    assert len(changed) == 2


def test_epub_alone_lays_out_only_the_changed_chapter_for_its_page_list(shelf: Shelf) -> None:
    metadata = shelf.root / "sources" / "three" / "book.yaml"
    metadata.write_text(metadata.read_text().replace("[print]", "[print, epub]"))
    request, said = BuildRequest(editions=("epub",)), list[str]()
    build(shelf.project, request)
    file = shelf.root / "sources" / "three" / "02-b.md"
    file.write_text(file.read_text().replace("A note on", "A word on", 1))
    build(shelf.project, request, said.append)
    assert [step for step in said if "chapter" in step] == [
        "three: making the epub edition: chapter 2 of 3"
    ]
    kept = (shelf.root / "output" / "three.epub").read_bytes()
    shutil.rmtree(shelf.root / "output")
    build(shelf.project, request)
    assert (shelf.root / "output" / "three.epub").read_bytes() == kept


def test_it_is_told_which_chapter_is_laid_out(built_shelf: Shelf) -> None:
    file = built_shelf.root / "sources" / "three" / "02-b.md"
    file.write_text(file.read_text().replace("A note on", "A word on", 1))
    said: list[str] = []
    build(built_shelf.project, BuildRequest(), said.append)
    laying_out = "three: making the print edition: "
    assert [step.removeprefix(laying_out) for step in said if step.startswith(laying_out)] == [
        "chapter 2 of 3",
        "putting its chapters together",
    ]


def test_bytes_are_the_same_after_twenty_edits_that_were_undone(
    built_shelf: Shelf, tmp_path: Path
) -> None:
    shelf, cold = built_shelf, _pdf(built_shelf)
    random = Random(16)
    folder = shelf.root / "sources" / "three"
    before = {file: file.read_text() for file in folder.glob("*.md")}
    for number in range(20):
        file = random.choice(sorted(before))
        lines = before[file].split("\n")
        at = random.randrange(2, len(lines))
        lines[at:at] = random.choice([["Another paragraph, here.", ""], ["word " * 90, ""]])
        file.write_text("\n".join(lines))
        if number % 8 == 0:
            built(shelf, jobs=1 + number % 2)
    edited = built(shelf)
    fresh = Shelf(tmp_path / "fresh")
    fresh.root.mkdir()
    (shelf.root / "sources").rename(tmp_path / "kept")
    (tmp_path / "kept").rename(fresh.root / "sources")
    assert built(fresh) == edited
    (fresh.root / "sources").rename(shelf.root / "sources")
    for file, text in before.items():
        file.write_text(text)
    assert built(shelf) == cold


def test_damaged_parts_only_cost_time(built_shelf: Shelf) -> None:
    shelf, cold = built_shelf, _pdf(built_shelf)
    folder = shelf.root / "output" / ".makebook" / "three-print.parts"
    for number, file in enumerate(sorted(folder.iterdir())):
        file.write_bytes(file.read_bytes()[: 100 * number])
    (shelf.root / "output" / ".makebook" / "three.json").unlink()
    assert built(shelf) == cold


def test_contents_and_references_name_the_pages_of_the_whole(built_once: Shelf) -> None:
    texts = list(_texts(_pdf(built_once)))
    opened = {
        word: at
        for at, text in enumerate(texts)
        for word in ("pain", "rest", "walk")
        if text.startswith(f"Chapter of {word}")
    }
    assert len(opened) == 3, "each chapter begins a page"
    first, third = opened["pain"], opened["walk"]
    contents = next(text for text in texts[:first] if "Contents" in text)
    assert contents.rstrip().endswith(str(third - first + 1))
    assert f"(page {third - first + 1})" in texts[first] + "".join(texts[first:third])


def test_links_lead_to_places_in_the_whole(built_once: Shelf) -> None:
    with pikepdf.open(built_once.root / "output" / "three.pdf") as pdf:
        places = pikepdf.NameTree(pdf.Root.Names.Dests)
        links = [link for page in pdf.pages for link in page.get("/Annots", ()) if "/Dest" in link]
        pages = [pdf.pages.index(pikepdf.Page(places[str(link.Dest)][0])) for link in links]
    assert len({*pages}) > 3


def test_fonts_are_embedded_once(built_once: Shelf) -> None:
    with pikepdf.open(built_once.root / "output" / "three.pdf") as pdf:
        descriptors = [
            str(each.FontName)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
        ]
    assert len(descriptors) == len(set(descriptors))


def test_layout_with_something_around_the_chapters_is_set_as_a_whole(shelf: Shelf) -> None:
    folder = shelf.root / "layouts" / "book"
    folder.mkdir(parents=True)
    own = Path(__file__).parents[3] / "layouts" / "book" / "text.html"
    (folder / "text.html").write_text(f"<main>{own.read_text()}</main>")
    assert built(shelf)
    assert not _parts(shelf)


def test_numbers_that_never_come_to_rest_are_one_clear_message(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prepress.pdf.divisions.divided_printing._MOST_ROUNDS", 0)
    (failure,) = build(shelf.project, BuildRequest(jobs=1)).failures
    assert "sources/three/book.yaml: The numbers of its pages do not come to rest" in str(failure)


def test_only_chapters_that_have_changed_are_read_again(
    built_shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf, cold = built_shelf, _pdf(built_shelf)
    read: list[str] = []

    def noting(text: str, *others: Any) -> Any:
        read.append(text[:20])
        return convert(text, *others)

    monkeypatch.setattr("prepress.galley.setting.chapter_markup.convert", noting)
    chapter_markup.read_chapters.cache_clear()  # as in a process that has just begun
    file = shelf.root / "sources" / "three" / "02-b.md"
    before = file.read_text()
    file.write_text(before.replace("A note on", "A word on", 1))
    built(shelf)
    assert read == [before[:20]]
    chapter_markup.read_chapters.cache_clear()
    file.write_text(before)
    assert built(shelf) == cold


def test_damaged_text_only_costs_time(built_shelf: Shelf) -> None:
    shelf, cold = built_shelf, _pdf(built_shelf)
    for number, file in enumerate(
        sorted((shelf.root / "output" / ".makebook" / "three-text.parts").iterdir())
    ):
        file.write_bytes(file.read_bytes()[: 200 * number])
    (shelf.root / "output" / ".makebook" / "three.json").unlink()
    chapter_markup.read_chapters.cache_clear()
    assert built(shelf) == cold
