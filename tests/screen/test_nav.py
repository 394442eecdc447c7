"""The table of contents and the landmarks."""

from __future__ import annotations

from collections.abc import Sequence

from prepress.galley.galley import Heading, SetChapter
from prepress.manuscript.metadata import Metadata
from prepress.screen.nav import NavEntry, contents_of
from tests.epub.galleys import chapter, galley, open_epub


def headings(*levels: tuple[int, str]) -> list[Heading]:
    return [Heading(text.lower(), level, text) for level, text in levels]


def titled_chapter(stem: str, title: str, *levels: tuple[int, str]) -> SetChapter:
    return chapter(stem, "", title, headings=headings(*levels))


def outline(entries: Sequence[NavEntry], depth: int = 0) -> list[str]:
    """One line per entry, indented by a dot per level."""
    return [
        line
        for entry in entries
        for line in (f"{'.' * depth}{entry.text} {entry.href}", *outline(entry.entries, depth + 1))
    ]


def contents(*chapters: SetChapter, title: str = "Tiny") -> list[str]:
    return outline(contents_of([(one, f"{one.stem}.xhtml") for one in chapters], title, None))


def test_headings_nest_below_their_chapter() -> None:
    one = titled_chapter("1", "One", (1, "One"), (2, "A"), (3, "Aa"), (2, "B"))
    assert contents(one, titled_chapter("2", "Two", (1, "Two"))) == [
        "One 1.xhtml",
        ".A 1.xhtml#a",
        "..Aa 1.xhtml#aa",
        ".B 1.xhtml#b",
        "Two 2.xhtml",
    ]


def test_skipped_level_nests_by_one() -> None:
    one = titled_chapter("1", "One", (1, "One"), (3, "Deep"), (2, "A"))
    assert contents(one, titled_chapter("2", "Two")) == [
        "One 1.xhtml",
        ".Deep 1.xhtml#deep",
        ".A 1.xhtml#a",
        "Two 2.xhtml",
    ]


def test_headings_below_the_third_level_are_left_out() -> None:
    assert contents(titled_chapter("1", "One", (1, "One"), (4, "Deep"))) == ["One 1.xhtml"]


def test_heading_without_words_is_left_out() -> None:
    assert contents(titled_chapter("1", "One", (1, "One"), (2, " "))) == ["One 1.xhtml"]


def test_chapter_without_headings_has_its_title() -> None:
    assert contents(titled_chapter("1", "One"), titled_chapter("2", "Two")) == [
        "One 1.xhtml",
        "Two 2.xhtml",
    ]


def test_headings_of_the_level_of_the_title_stand_beside_it() -> None:
    assert contents(titled_chapter("1", "A", (2, "A"), (2, "B"))) == ["A 1.xhtml", "B 1.xhtml#b"]


def test_chapter_that_begins_before_its_title_holds_all_its_headings() -> None:
    assert contents(titled_chapter("1", "One", (2, "Before"), (1, "One"))) == [
        "One 1.xhtml",
        ".Before 1.xhtml#before",
        ".One 1.xhtml#one",
    ]


def test_only_chapter_gives_way_to_its_headings_where_it_is_called_like_the_book() -> None:
    assert contents(titled_chapter("1", "Tiny", (2, "A"), (3, "Aa"), (2, "B"))) == [
        "A 1.xhtml#a",
        ".Aa 1.xhtml#aa",
        "B 1.xhtml#b",
    ]


def test_only_chapter_without_headings_stays() -> None:
    assert contents(titled_chapter("1", "Tiny")) == ["Tiny 1.xhtml"]


def test_contents_are_written_as_nested_lists() -> None:
    one = chapter(
        "one",
        '<h1 id="one">One</h1><h2 id="a">A &amp; B</h2>',
        "One",
        "",
        headings((1, "One"), (2, "A & B")),
    )
    one = SetChapter(
        one.id,
        one.stem,
        one.file,
        one.title,
        one.markup,
        "",
        (Heading("one", 1, "One"), Heading("a", 2, "A & B")),
    )
    text = open_epub(
        galley(one, chapter("two", "<p>2</p>"), metadata=Metadata("T", "en", rights="©"))
    ).text("nav.xhtml")
    assert "".join(text[text.index("<nav") : text.index("</nav>")].split("\n")) == (
        '<nav class="contents" epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc-title">'
        '<h1 id="toc-title">Contents</h1><ol>'
        '<li><a href="one.xhtml">One</a><ol><li><a href="one.xhtml#a">A &amp; B</a></li></ol></li>'
        '<li><a href="two.xhtml">two</a></li>'
        '<li><a href="about.xhtml">About this publication</a></li></ol>'
    )


def test_landmarks_are_cover_contents_and_text() -> None:
    book = open_epub(galley(chapter("one", "<p>1</p>")))
    link = "//h:nav[@epub:type='landmarks']//h:a"
    assert book.find("nav.xhtml", f"{link}/@epub:type") == ["cover", "toc", "bodymatter"]
    assert book.find("nav.xhtml", f"{link}/@href") == ["cover.xhtml", "nav.xhtml#toc", "one.xhtml"]


def test_words_are_in_the_language_of_the_book() -> None:
    book = open_epub(galley(chapter("one", "<p>1</p>"), metadata=Metadata("Klein", "de")))
    assert book.find("nav.xhtml", "//h:h1/text()") == ["Inhalt"]


def test_there_is_no_table_of_contents_of_epub_2() -> None:
    book = open_epub(galley(chapter("one", "<p>1</p>")))
    assert [name for name in book.names if name.endswith(".ncx")] == []
    assert book.package("//opf:spine/@toc | //opf:guide") == []
