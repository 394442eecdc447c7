"""Books by people who never heard of makebook read as their authors meant them, on paper and on a
screen.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from prepress.building.build import Report
from tests.conformance.validators import epubcheck, verapdf_all
from tests.shelf import Shelf
from tests.strangers.books import Book, Screen, all_books, missing, printed_text, raw

#: What strangers' HTML says of its looks is left out, and said so, as is code that is not run; how
#: pages fill is not theirs to know.
HARMLESS = {"H-001", "H-002", "H-003", "S-021", "T-001", "T-002", "T-003"}


@dataclass(frozen=True)
class Made:
    """All the books, built into one folder."""

    output: Path
    report: Report

    def pdf(self, book: Book) -> Path:
        """The book on paper."""
        return self.output / f"{book.publication}.pdf"

    def epub(self, book: Book) -> Path:
        """The book on a screen."""
        return self.output / f"{book.publication}.epub"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """One build makes them all."""
    shelf = Shelf(tmp_path_factory.mktemp("strangers"))
    for book in all_books():
        shutil.copytree(book.folder, shelf.root / "sources" / book.publication)
    return Made(shelf.root / "output", shelf.build())


def named(complaints: Mapping[Path, list[str]]) -> dict[str, list[str]]:
    """Only the files against which there is something, by name."""
    return {file.stem: said for file, said in complaints.items() if said}


@pytest.fixture(params=all_books(), ids=lambda book: book.publication)
def book(request: pytest.FixtureRequest) -> Book:
    """Each book in turn."""
    each = request.param
    assert isinstance(each, Book)
    return each


def test_at_least_forty_books_of_six_kinds_are_read() -> None:
    kinds = Counter(book.kind for book in all_books())
    assert set(kinds) == {"health", "jekyll", "leanpub", "mdbook", "quarto", "readme"}
    assert kinds.total() >= 40


def test_every_book_is_built_and_nothing_is_found_in_it_but_looks(made: Made) -> None:
    assert made.report.failures == ()
    assert made.report.withheld == ()
    assert [str(finding) for finding in made.report.findings if finding.code not in HARMLESS] == []


def test_words_are_read_in_order_on_a_screen(made: Made, book: Book) -> None:
    assert missing(book.seen["words"], Screen(made.epub(book)).text) == []


def test_structure_is_that_of_the_text(made: Made, book: Book) -> None:
    screen, seen = Screen(made.epub(book)), book.seen
    headings = [each for each in seen.get("headings", []) if each != f"1 {screen.title}"]
    assert screen.headings() == headings, "the title is not set a second time"
    assert screen.code_blocks() == seen.get("code", [])
    assert {tag: screen.count(tag) for tag in seen.get("elements", {})} == seen.get("elements", {})


def test_links_lead_out_and_pictures_are_described(made: Made, book: Book) -> None:
    screen = Screen(made.epub(book))
    assert screen.links() == book.seen.get("links", [])
    assert screen.pictures() == book.seen.get("pictures", [])


def test_words_and_code_are_read_on_paper(made: Made, book: Book) -> None:
    text = printed_text(made.pdf(book))
    phrases = [*book.seen["words"], *book.seen.get("code", [])]
    # Paper sets a marginal column and floats: there the order is another.
    assert [phrase for phrase in phrases if missing([phrase], text)] == []


def test_nothing_is_raw_on_a_screen(made: Made, book: Book) -> None:
    assert raw(Screen(made.epub(book)).prose, []) == []


def test_nothing_is_raw_on_paper(made: Made, book: Book) -> None:
    assert raw(printed_text(made.pdf(book)), Screen(made.epub(book)).code()) == []


def test_epubcheck_is_silent_on_every_book(made: Made) -> None:
    epubs = [made.epub(book) for book in all_books()]
    assert named({epub: epubcheck(epub) for epub in epubs}) == {}


def test_verapdf_is_silent_on_every_book(made: Made) -> None:
    pdfs = [made.pdf(book) for book in all_books()]
    assert named(verapdf_all(pdfs, "ua1", "2a")) == {}
