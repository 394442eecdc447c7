"""The documents of the spine and what they hold."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from prepress.errors import SourceError
from prepress.manuscript.metadata import Contact, Metadata
from tests.epub.galleys import Epub, chapter, galley, layouts, open_epub
from tests.shelf import Shelf

NOTE = '<ol><li id="fn-1"><p>A note. <a class="note-back" href="#fnref-1">↩</a></p></li></ol>'
CALL = '<p>Text<a class="note-call" id="fnref-1" href="#fn-1">1</a>.</p>'
WHOLE = Metadata("Tiny", "en", rights="© Clinic", contact=Contact("Clinic"))


def spine(book: Epub) -> list[str]:
    return book.package("//opf:itemref/@idref")


@pytest.fixture
def noted() -> Epub:
    return open_epub(galley(chapter("one", CALL, notes=NOTE)))


def test_spine_goes_from_the_cover_to_the_end() -> None:
    book = open_epub(galley(chapter("one", "<p>1</p>"), chapter("two", "<p>2</p>"), metadata=WHOLE))
    names = ["cover", "titlepage", "nav", "one", "two", "about"]
    assert spine(book) == [f"part-{name}.xhtml" for name in names]


def test_nothing_to_say_about_it_leaves_no_last_document() -> None:
    assert "about.xhtml" not in open_epub(galley(chapter("one", "<p>1</p>"))).names


def test_language_stands_in_both_attributes() -> None:
    metadata = Metadata("Petit", "fr")
    book = open_epub(galley(chapter("one", '<p lang="es">Hola</p>'), metadata=metadata))
    assert book.find("one.xhtml", "/h:html/@*[local-name() = 'lang']") == ["fr", "fr"]
    assert book.find("one.xhtml", "//h:p/@*[local-name() = 'lang']") == ["es", "es"]


def test_text_from_right_to_left_turns_pages_that_way() -> None:
    book = open_epub(galley(chapter("one", "<p>1</p>"), metadata=Metadata("Tiny", "ar", dir="rtl")))
    assert book.find("one.xhtml", "/h:html/@dir") == ["rtl"]
    assert book.package("//opf:spine/@page-progression-direction") == ["rtl"]


def test_chapter_says_what_it_is() -> None:
    book = open_epub(galley(chapter("one", '<h1 id="top">One</h1>')))
    section = "//h:section[@id='chapter-one']"
    assert book.find("one.xhtml", f"{section}/@epub:type") == ["chapter"]
    assert book.find("one.xhtml", f"{section}/@role") == ["doc-chapter"]
    assert book.find("one.xhtml", f"{section}/@aria-labelledby") == ["top"]


def test_notes_are_known_to_reading_systems(noted: Epub) -> None:
    kinds = [
        ("a", "note-call", "noteref"),
        ("section", "notes", "endnotes"),
        ("a", "note-back", "backlink"),
    ]
    for tag, name, kind in kinds:
        assert noted.find("one.xhtml", f"//h:{tag}[@class='{name}']/@epub:type") == [kind]
    assert noted.find("one.xhtml", "//h:li/@epub:type") == ["endnote"]


def test_link_back_from_a_note_can_be_read_out(noted: Epub) -> None:
    assert noted.find("one.xhtml", "//h:a[@class='note-back']/@aria-label") == ["Back to the text"]


def test_words_in_another_language_say_so() -> None:
    book = open_epub(galley(chapter("one", CALL, notes=NOTE), metadata=Metadata("Liten", "sv")))
    assert book.find("one.xhtml", "//h:a[@class='note-back']/@lang") == ["en"]
    assert book.find("nav.xhtml", "//h:h1/h:span/@lang") == ["en"]


def test_english_words_in_a_persian_book_run_from_left_to_right() -> None:
    book = open_epub(
        galley(chapter("one", CALL, notes=NOTE), metadata=Metadata("کتاب", "fa", dir="rtl"))
    )
    assert book.find("nav.xhtml", "//h:h1/h:span/@dir") == ["ltr"]
    assert book.find("cover.xhtml", "//h:img/@dir") == ["ltr"]


def test_callout_is_a_note_to_screen_readers() -> None:
    book = open_epub(
        galley(chapter("one", '<aside class="callout callout-tip"><p>Tip</p></aside>'))
    )
    assert book.find("one.xhtml", "//h:aside/@role") == ["note"]


def test_table_stands_in_a_box_that_the_keyboard_reaches() -> None:
    book = open_epub(galley(chapter("one", "<table><tr><td>1</td></tr></table>After")))
    assert book.find("one.xhtml", "//h:div[h:table]/@tabindex") == ["0"]
    assert "</table></div></div>After" in book.text("one.xhtml")


def test_empty_elements_keep_their_end_tags() -> None:
    book = open_epub(galley(chapter("one", "<table><tr><td></td></tr></table><p>a<br/>b</p>")))
    assert "<td></td>" in book.text("one.xhtml")
    assert "<br/>" in book.text("one.xhtml")


def test_drawing_in_a_layout_is_declared(tmp_path: Path) -> None:
    (tmp_path / "contact.html").write_text(
        '<p><svg viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg></p>'
    )
    book = open_epub(galley(chapter("one", "<p>1</p>")), layouts("handout", tmp_path))
    assert book.package("//opf:item[@href='about.xhtml']/@properties") == ["svg"]
    assert book.find(
        "about.xhtml",
        "//*[local-name() = 'path' and namespace-uri() = 'http://www.w3.org/2000/svg']/@d",
    )


def test_layout_that_is_not_well_formed_is_named(tmp_path: Path) -> None:
    (tmp_path / "titlepage.html").write_text("<p>Title<br>")
    with pytest.raises(
        SourceError, match=r"titlepage\.xhtml: The layouts give no well-formed XHTML"
    ):
        open_epub(galley(chapter("one", "<p>1</p>")), layouts("handout", tmp_path))


def test_title_with_marks_of_markup_is_only_text() -> None:
    title = "Salt & <b>Pepper</b> \"quoted\" 'twice'"
    book = open_epub(
        galley(chapter("one", "<p>1</p>", title=title), metadata=Metadata(title, "en"))
    )
    assert book.find("titlepage.xhtml", "//h:h1/text()") == [title]
    assert book.find("one.xhtml", "/h:html/h:head/h:title/text()") == [title]
    assert book.find("cover.xhtml", "//h:img/@alt") == [f"Cover of {title}"]
    assert book.package("//dc:title/text()") == [title]


@pytest.mark.parametrize("layout", ["handout", "book", "letter"])
def test_draft_says_so_in_every_layout(shelf: Shelf, layout: str) -> None:
    shelf.add(
        {"1.md": "# One\n"}, metadata=f"title: T\nlang: en\nstatus: draft\nlayout: {layout}\n"
    )
    shelf.build("epub")
    with ZipFile(shelf.root / "output" / "tiny.epub") as epub:
        assert "This is a draft." in epub.read("EPUB/titlepage.xhtml").decode()
