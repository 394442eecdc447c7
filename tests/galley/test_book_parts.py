"""Book parts: what is made for a book, and where it stands among what its author has written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prepress.galley.book_parts import parts_of
from prepress.galley.contents import ContentsEntry, contents_of
from prepress.galley.galley import Heading, ListedCaption, SetChapter
from prepress.manuscript.metadata import Metadata
from prepress.manuscript.roles import matters_of
from tests.shelf import SQUARE, Shelf

BOOK = Metadata("Tiny", "en", layout="book")


def chapters(*roles: str) -> list[SetChapter]:
    matters = matters_of(roles)
    return [
        SetChapter(f"{role}-{at}", role, f"{role}.md", role, "", "", (), role, matter)
        for at, (role, matter) in enumerate(zip(roles, matters, strict=True))
    ]


def names(*roles: str, metadata: Metadata = BOOK, edition: str = "print") -> list[str]:
    return [each.name for each in parts_of(chapters(*roles), metadata, edition)]


def test_handout_has_none() -> None:
    assert parts_of(chapters("chapter"), Metadata("Tiny", "en"), "print") == ()


def test_book_of_one_chapter_has_contents_only_where_they_are_asked_for() -> None:
    assert names("chapter") == ["titlepage", "copyright-page", "chapter-0", "contact"]
    assert "contents" in names("chapter", metadata=replace(BOOK, toc=True))


def test_what_is_made_stands_where_it_usually_does() -> None:
    assert names("dedication", "preface", "chapter", "chapter", "glossary") == [
        "titlepage", "copyright-page", "dedication-0", "contents", "preface-1", "chapter-2",
        "chapter-3", "glossary-4", "contact",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "edition", "is_there"),
    [(3, "print", False), (4, "print", True), (4, "press", True), (9, "booklet", False),
     (9, "large-print", False), (9, "epub", False)],
)  # fmt: skip
def test_half_title_is_for_thick_bound_books(count: int, edition: str, is_there: bool) -> None:
    found = names("part", *count * ["chapter"], edition=edition)
    assert (found[0] == "half-title") == is_there


def test_contents_can_be_left_out() -> None:
    assert "contents" not in names("chapter", "chapter", metadata=replace(BOOK, toc=False))


@pytest.mark.parametrize(
    ("role", "made"),
    [("titlepage", "titlepage"), ("toc", "contents"), ("copyright-page", "copyright-page")],
)
def test_what_an_author_writes_is_not_made(role: str, made: str) -> None:
    assert made not in names(role, *4 * ["chapter"])


def test_own_copyright_page_is_set_as_one() -> None:
    parts = parts_of(chapters("copyright-page", "chapter"), BOOK, "print")
    assert [each.layout for each in parts][:2] == ["titlepage.html", "copyright-page.html"]


def test_lists_are_there_where_they_are_asked_for_and_have_something_to_list() -> None:
    metadata = replace(BOOK, lof=True, lot=True)
    first, second = chapters("chapter", "chapter")
    first = replace(first, figures=(ListedCaption("f", "A figure"),))
    found = [each.name for each in parts_of([first, second], metadata, "print")]
    assert found[2:5] == ["contents", "list-of-figures", "chapter-0"]


def test_notes_of_a_book_stand_behind_its_appendices() -> None:
    written = chapters("chapter", "chapter", "appendix", "glossary")
    noted = [replace(each, notes="<ol></ol>") for each in written]
    found = [each.name for each in parts_of(noted, replace(BOOK, notes="book"), "print")]
    assert found[-4:] == ["appendix-2", "endnotes", "glossary-3", "contact"]


def texts(entries: tuple[ContentsEntry, ...]) -> list[object]:
    return [[each.text, texts(each.entries)] if each.entries else each.text for each in entries]


def test_contents_nest_chapters_below_their_parts_and_go_as_deep_as_asked() -> None:
    headings = (Heading("a", 1, "One"), Heading("b", 2, "More"), Heading("c", 3, "Less"))
    part, one, two = chapters("part", "chapter", "chapter")
    one = replace(one, title="One", headings=headings, part=part.id)
    written = [part, one, replace(two, title="Two")]
    assert texts(contents_of(written, "Tiny", 1)) == [["part", ["One"]], "Two"]
    assert texts(contents_of(written, "Tiny", 2)) == [["part", [["One", ["More"]]]], "Two"]


def test_figures_and_tables_are_listed_with_their_numbers_and_have_ids(shelf: Shelf) -> None:
    text = "# One\n\n![A square](s.svg)\n\n![Two squares](s.svg){#fig:two}\n\n"
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n\n: Doses {#tbl:doses}\n"
    files = {"1.md": text, "2.md": f"# Two\n\n{table}", "s.svg": SQUARE}
    metadata = "title: Tiny\nlang: en\nlayout: book\nlof: true\nlot: true\n"
    first, second = shelf.add(files, metadata=metadata).galley().chapters
    assert [each.text for each in first.figures] == ["A square", "Figure 1: Two squares"]
    assert all(f'id="{each.id}"' in first.markup for each in first.figures)
    assert [each.text.replace("\u00a0", " ") for each in second.tables] == ["Table 1: Doses"]


def test_lists_say_nothing_in_a_handout(shelf: Shelf) -> None:
    files = {"1.md": "# One\n\n![A square](s.svg){#fig:one}\n", "s.svg": SQUARE}
    plain = shelf.add(files, "a").galley().chapters
    asked = shelf.add(files, "a", "title: Tiny\nlang: en\nlof: true\n").galley().chapters
    assert plain == asked
