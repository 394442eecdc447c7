"""A book has a page for each chapter, and ways from one to the other."""

from __future__ import annotations

import pytest

from tests.shelf import SQUARE, Shelf
from tests.web.made import WebPages, pages, texts

FILES = {
    "dedication.md": "To all who wait.\n",
    "1-one.md": "# One\n\nA fact.[^1] See [the second](2-two.md) and [more](#more).\n\n[^1]: A note.\n",
    "2-two.md": "# Two\n\nText of two.\n\n## More\n\n![A square](square.svg){#fig:square}\n",
    "square.svg": SQUARE,
}
METADATA = """title: A Book
lang: en
layout: book
description: All of it.
lof: true
contact: {name: Our Clinic, crisis: Call 988.}
web-address: https://clinic.example/a-book/index.html
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> WebPages:
    shelf = Shelf(tmp_path_factory.mktemp("web"))
    return pages(shelf.add(FILES, "a book", METADATA), "a book", strict=True)


def test_each_chapter_has_a_page(book: WebPages) -> None:
    assert list(book.trees) == [
        "a book.html",
        "a book-web/dedication.html",
        "a book-web/1-one.html",
        "a book-web/2-two.html",
    ]
    assert book.findings == ()


def test_every_link_leads_somewhere(book: WebPages) -> None:
    assert book.dangling() == []
    links = {each.get("href") for each in book.named("1-one.html").iter("a")}
    assert {"2-two.html#more", "../a%20book.html"} < links
    assert any(each.startswith("2-two.html#") and not each.endswith("#more") for each in links)


def test_first_page_has_the_contents_and_the_lists(book: WebPages) -> None:
    contents = book.first.xpath("//nav[@aria-labelledby='web.contents']//a")
    assert texts(contents) == ["Dedication", "One", "Two", "More"]
    assert contents[1].get("href") == "a%20book-web/1-one.html"
    assert texts(book.first.xpath("//nav[contains(@class, 'list-of-figures')]//a"))


def test_pages_lead_to_the_one_before_and_the_one_after(book: WebPages) -> None:
    turns = [
        [
            " ".join(each.text_content().split())
            for each in tree.xpath("//nav[@class='web-turn']//a")
        ]
        for tree in book.trees.values()
    ]
    assert turns == [
        ["Next: Dedication"],
        ["Previous: A Book", "Next: One"],
        ["Previous: Dedication", "Next: Two"],
        ["Previous: One"],
    ]
    one = book.named("1-one.html")
    assert [each.get("href") for each in one.xpath("//link[@rel='prev' or @rel='next']")] == [
        "dedication.html",
        "2-two.html",
    ]


def test_head_of_each_page_says_what_it_is_and_where(book: WebPages) -> None:
    two = book.named("2-two.html")
    assert two.findtext(".//title") == "Two – A Book"
    assert two.xpath("string(//meta[@name='description']/@content)") == "Text of two."
    assert two.xpath("string(//link[@rel='canonical']/@href)") == (
        "https://clinic.example/a-book/a%20book-web/2-two.html"
    )
    first = book.first.xpath("string(//link[@rel='canonical']/@href)")
    assert first == "https://clinic.example/a-book/index.html"


def test_crisis_line_stands_on_every_page(book: WebPages) -> None:
    for tree in book.trees.values():
        assert texts(tree.xpath("//*[@class='web-crisis']")) == ["Call 988."]


def test_style_and_pictures_are_shared(book: WebPages) -> None:
    others = {name for name in book.files if not name.endswith((".html", ".woff2", ".txt"))}
    assert others == {"a book-web/style.css", "a book-web/images/square.svg"}


def test_notes_at_the_end_of_a_book_have_a_page(shelf: Shelf) -> None:
    made = pages(shelf.add(FILES, metadata=METADATA + "notes: book\n"))
    assert made.dangling() == []
    assert texts(made.named("endnotes.html").xpath("//h1")) == ["Notes"]


def test_contents_stand_behind_the_title_whoever_makes_them(shelf: Shelf) -> None:
    unmade = pages(shelf.add(FILES, metadata=METADATA + "toc: false\n")).first
    assert texts(unmade.xpath("//main//h1 | //main//h2"))[:2] == ["A Book", "Contents"]
    own = pages(shelf.add({"toc.md": "# In it\n\n[One](1-one.md)\n"}, metadata=METADATA)).first
    headings = texts(own.xpath("//main//h1 | //main//h2"))
    assert "Contents" not in headings


def test_book_can_be_one_page(shelf: Shelf) -> None:
    shelf.add(FILES, metadata=METADATA + "editions: {web: {files: inside}}\n")
    made = pages(shelf, strict=True)
    assert list(made.files) == ["tiny.html"]
    assert (made.dangling(), made.findings) == ([], ())
    contents = made.first.xpath("//nav[@aria-labelledby='web.contents']//a")
    assert texts(contents) == ["Dedication", "One", "Two", "More"]
