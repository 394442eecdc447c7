"""Markers of printed pages stand in the text, in paragraphs where need be, and nothing shifts
them.
"""

from __future__ import annotations

import pytest
from lxml import etree

from prepress.galley.page_breaks import PageBreak, letters, number_elements
from tests.epub.galleys import Epub, chapter, galley, layouts, pack
from tests.shelf import Shelf

LINE = (
    "Extraordinary circumstances accompany <em>every</em> undertaking, so “quotes” and H₂O are "
    "set too. "
)


def build_epub(shelf: Shelf) -> Epub:
    report = shelf.build("epub")
    assert report.exit_code == 0, report
    return Epub((shelf.root / "output" / "tiny.epub").read_bytes())


def text_behind(epub: Epub, label: str) -> str:
    """What stands behind the marker of the page `label`."""
    for name in epub.names:
        if name.endswith(".xhtml"):
            tree = etree.fromstring(epub.archive.read(f"EPUB/{name}"))
            for marker in tree.xpath("//*[@id=$id]", id=f"page.{label}"):
                return "".join(marker.xpath("following::text()"))
    raise AssertionError(f"no marker of page {label}")


def test_page_begins_inside_a_long_paragraph(shelf: Shelf) -> None:
    numbered = " ".join(f"word{number}" for number in range(1500))
    epub = build_epub(shelf.add({"1.md": f"# One\n\n{numbered}\n"}))
    from tests.pdf.pages import pages_of

    for number, text in enumerate(pages_of(shelf).texts[1:], 2):
        first = text.split()[0]
        assert text_behind(epub, str(number)).split()[0] == first


def test_labels_are_those_of_the_pages_and_lead_on(shelf: Shelf) -> None:
    epub = build_epub(shelf.add({"1.md": "# One\n\n" + f"{LINE * 6}\n\n" * 30}))
    labels = epub.find("nav.xhtml", "//h:nav[@id='page-list']//h:a/text()")
    assert labels == [str(number) for number in range(1, len(labels) + 1)]
    assert len(labels) > 3


def test_page_numbers_have_a_source_that_the_metadata_names(shelf: Shelf) -> None:
    epub = build_epub(shelf.add({"1.md": "# One\n"}))
    (source,) = epub.package("//opf:meta[@property='pageBreakSource']/text()")
    assert source.startswith("Tiny, print edition, revision ")


def test_without_a_print_edition_there_is_no_page_list(shelf: Shelf) -> None:
    epub = build_epub(
        shelf.add({"1.md": "# One\n"}, metadata="title: Tiny\nlang: en\neditions: [epub]\n")
    )
    assert "page-list" not in epub.text("nav.xhtml")
    assert not epub.package("//opf:meta[@property='pageBreakSource']/text()")


def test_numbers_of_elements_are_gone_from_the_finished_book(shelf: Shelf) -> None:
    epub = build_epub(shelf.add({"1.md": "# One\n\nText.[^a]\n\n[^a]: Note.\n"}))
    assert not [
        name for name in epub.names if name.endswith(".xhtml") and "data-at" in epub.text(name)
    ]


def mark_page(markup: str, anchor: str, offset: int) -> str:
    """A chapter's markup with the marker of page 7 at a place in it."""
    from prepress.editions.epub_edition import EpubEdition
    from prepress.epub.packing import pack_epub
    from prepress.errors import Place
    from prepress.layouts.language import words_for
    from tests.epub.galleys import blank_page

    book, using = galley(chapter("one", markup)), layouts()
    place = PageBreak("7", "chapter-one", f"chapter-one.t{anchor}", offset)
    words, _ = words_for("en", using, Place("book.yaml"))
    text = Epub(
        pack_epub(
            book,
            using,
            words,
            lambda html: blank_page(),
            edition=EpubEdition(),
            breaks=lambda: (place,),
        )
    ).text("one.xhtml")
    return text.replace(
        '<span id="page.7" role="doc-pagebreak" aria-label="7" epub:type="pagebreak"></span>', "▮"
    )


@pytest.mark.parametrize(
    ("markup", "anchor", "offset", "there"),
    [
        ("<p>one two</p>", "0", 0, "<p>▮one two</p>"),
        ("<p>one two</p>", "0", 3, "<p>one ▮two</p>"),
        ("<p>one two</p>", "0", 5, "<p>one tw▮o</p>"),
        ("<p>one (two)</p>", "0", 3, "<p>one ▮(two)</p>"),
        ("<p>one — “two”</p>", "0", 3, "<p>one — ▮“two”</p>"),
        ("<p>one <em>two</em> three</p>", "0", 3, "<p>one <em>two</em> ▮three</p>"),
        ("<p>one <em>two three</em></p>", "1", 3, "<p>one <em>two ▮three</em></p>"),
        ("<p><em>one</em> two</p>", "1", 0, "<p>▮<em>one</em> two</p>"),
        ("<p>one</p><p>two</p>", "1", 0, "<p>▮two</p>"),
        ("<ul><li>one</li></ul>", "1", 0, "<li>▮one</li>"),
        ("<p>ﬁne day</p>", "0", 4, "<p>ﬁne ▮day</p>"),
        ("<p>Straße breit</p>", "0", 7, "<p>Straße ▮breit</p>"),
        ("<p>one</p>", "0", 99, "<p>one▮</p>"),
    ],
)
def test_marker_stands_behind_so_many_letters(
    markup: str, anchor: str, offset: int, there: str
) -> None:
    assert there in mark_page(markup, anchor, offset)


def test_page_of_a_part_that_the_epub_lacks_begins_at_its_end() -> None:
    from prepress.epub.page_list import page_entries

    (entry,) = page_entries(
        (PageBreak("9", "about"),), {"titlepage": "t.xhtml", "one": "one.xhtml"}
    )
    assert entry.href == "one.xhtml#page.9"


def test_numbering_is_the_same_each_time() -> None:
    one = chapter("one", "<p>a <em>b</em></p>")
    assert number_elements(one) == number_elements(one)
    assert (
        number_elements(one).markup
        == '<p data-at="chapter-one.t0">a <em data-at="chapter-one.t1">b</em></p>'
    )


def test_letters_are_the_same_however_a_text_is_set() -> None:
    assert letters("Ex\u00adtra-ﬁne “STRASSE”") == letters("extra fine straße")


def test_packing_without_breaks_changes_nothing() -> None:
    assert "page-list" not in Epub(pack(galley(chapter("one", "<p>1</p>")))).text("nav.xhtml")
