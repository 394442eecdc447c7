"""Links and pictures, which the galley addresses one way and the package another."""

from __future__ import annotations

from pathlib import Path

import pytest

from prepress.errors import SourceError
from prepress.images.pictures import Picture
from tests.epub.galleys import chapter, drawing, galley, layouts, open_epub


def test_link_leads_to_the_document_that_holds_its_target() -> None:
    first = chapter("one", '<p id="here"><a href="#there">2</a> <a href="#here">1</a></p>')
    book = open_epub(galley(first, chapter("two", '<p id="there">2</p>')))
    assert book.find("one.xhtml", "//h:p/h:a/@href") == ["two.xhtml#there", "#here"]


def test_link_finds_a_note_of_another_chapter() -> None:
    second = chapter("two", "<p>2</p>", notes='<ol><li id="fn-1">Note</li></ol>')
    book = open_epub(galley(chapter("one", '<p><a href="#fn-1">1</a></p>'), second))
    assert book.find("one.xhtml", "//h:p/h:a/@href") == ["two.xhtml#fn-1"]


def test_link_leads_to_a_chapter_by_its_own_id() -> None:
    book = open_epub(
        galley(chapter("one", '<p><a href="#chapter-two">2</a></p>'), chapter("two", "<p>2</p>"))
    )
    assert book.find("one.xhtml", "//h:p/h:a/@href") == ["two.xhtml#chapter-two"]


def test_link_to_the_outside_stays() -> None:
    book = open_epub(
        galley(chapter("one", '<p><a href="https://example.org/?a=1&amp;b=2#c">out</a></p>'))
    )
    assert book.find("one.xhtml", "//h:p/h:a/@href") == ["https://example.org/?a=1&b=2#c"]


def test_unusual_characters_of_an_id_are_encoded_in_its_address() -> None:
    book = open_epub(galley(chapter("one", '<p id="50%-größe"><a href="#50%-größe">x</a></p>')))
    assert book.find("one.xhtml", "//h:p/h:a/@href") == ["#50%25-größe"]


def test_link_of_a_layout_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "titlepage.html").write_text('<p><a href="#nowhere">x</a></p>')
    with pytest.raises(SourceError, match=r"titlepage\.xhtml: A layout links to “#nowhere”"):
        open_epub(galley(chapter("one", "<p>1</p>")), layouts("handout", tmp_path))


def test_picture_of_a_layout_that_is_not_in_the_book_is_named(tmp_path: Path) -> None:
    (tmp_path / "titlepage.html").write_text('<p><img src="logo.png" alt=""/></p>')
    with pytest.raises(SourceError, match=r"A layout shows “logo\.png”"):
        open_epub(galley(chapter("one", "<p>1</p>")), layouts("handout", tmp_path))


def test_pictures_of_one_name_in_two_folders_stay_two(tmp_path: Path) -> None:
    pictures = [drawing(tmp_path, "a/x.svg"), drawing(tmp_path, "b/X.svg")]
    markup = '<p><img src="a/x.svg" alt="a"/><img src="b/X.svg" alt="b"/></p>'
    book = open_epub(galley(chapter("one", markup), pictures=pictures))
    assert book.find("one.xhtml", "//h:img/@src") == ["images/x.svg", "images/X-2.svg"]
    assert {"images/x.svg", "images/X-2.svg"} <= set(book.names)


def test_picture_has_a_name_in_plain_letters(tmp_path: Path) -> None:
    drawn = drawing(tmp_path, "images/Größe 1 日本.svg")
    picture = Picture(
        "images/Gr%C3%B6%C3%9Fe%201%20%E6%97%A5%E6%9C%AC.svg", drawn.path, drawn.media_type, 10, 10
    )
    book = open_epub(
        galley(chapter("one", f'<p><img src="{picture.url}" alt="x"/></p>'), pictures=[picture])
    )
    assert book.find("one.xhtml", "//h:img/@src") == ["images/Groe-1.svg"]


def test_picture_has_the_suffix_of_its_content(tmp_path: Path) -> None:
    drawn = drawing(tmp_path, "images/odd.jpeg")
    book = open_epub(
        galley(chapter("one", '<p><img src="images/odd.jpeg" alt="x"/></p>'), pictures=[drawn])
    )
    assert book.package("//opf:item[@href='images/odd.svg']/@media-type") == ["image/svg+xml"]


def test_picture_has_its_size_so_that_the_text_does_not_jump(tmp_path: Path) -> None:
    markup = (
        '<p><img src="images/square.svg" alt="x"/><img src="images/square.svg" alt="x" '
        'width="20"/></p>'
    )
    book = open_epub(galley(chapter("one", markup), pictures=[drawing(tmp_path)]))
    assert book.find("one.xhtml", "//h:img/@width") == ["10", "20"]
    assert book.find("one.xhtml", "//h:img/@height") == ["10"]


def test_chapter_may_be_called_like_one_of_our_own_documents() -> None:
    book = open_epub(
        galley(
            chapter("nav", "<p>1</p>"), chapter("Cover", "<p>2</p>"), chapter("größe !", "<p>3</p>")
        )
    )
    assert book.package("//opf:itemref/@idref")[3:] == [
        "part-nav-2.xhtml",
        "part-Cover-2.xhtml",
        "part-groe.xhtml",
    ]
