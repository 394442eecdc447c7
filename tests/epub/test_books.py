"""Books: each part is a document with its meaning, in the order of the book, and can be found."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

import pikepdf
import pytest
from lxml import etree

from tests.epub.galleys import NAMESPACES, Epub
from tests.shelf import SQUARE, Shelf

METADATA = """title: Tiny
lang: en
layout: book
rights: © 2026 Ann Lee
identifier: urn:isbn:9780000000002
edition: Second edition
lof: true
lot: true
notes: book
editions: {print: {trim: 6x9in}, epub: {}}
"""
FILES: dict[str, str | bytes] = {
    "dedication.md": "For Eva.\n",
    "preface.md": "# Preface\n\nWhy.[^a]\n\n[^a]: The note of the preface.\n",
    "1-part-1.md": "# Night\n",
    "2.md": "# Dark\n\n## More\n\nText.[^a]\n\n![A square](s.svg)\n\n[^a]: The note of the dark.\n",
    "3.md": "# Dawn\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n: Doses\n",
    "4-part-2.md": "# Day\n",
    "5.md": "# Light\n\n" + "Text that goes on and on. " * 400 + "\n",
    "appendix-a.md": "# Places\n\nText.\n",
    "glossary.md": "# Glossary\n\nSleep\n:   Rest.\n",
    "about-the-author.md": "Ann writes.\n",
    "s.svg": SQUARE,
}


@dataclass(frozen=True)
class Made:
    epub: Epub
    outline: list[tuple[int, str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    shelf = Shelf(tmp_path_factory.mktemp("books")).add(FILES, metadata=METADATA)
    report = shelf.build()
    assert report.failures == ()
    output = shelf.root / "output"
    with pikepdf.open(output / "tiny.pdf") as pdf, pdf.open_outline() as outline:
        titles = list(titles_of(outline.root, 0))
    return Made(Epub((output / "tiny.epub").read_bytes()), titles)


def titles_of(items: list[pikepdf.OutlineItem], level: int) -> list[tuple[int, str]]:
    return [
        found
        for item in items
        for found in [(level, item.title), *titles_of(item.children, level + 1)]
    ]


def spine(epub: Epub) -> list[str]:
    names = dict(
        zip(
            epub.package("//opf:item/@id"),
            epub.package("//opf:item/@href"),
            strict=True,
        )
    )
    return [names[each] for each in epub.package("//opf:itemref/@idref")]


def test_documents_stand_in_the_order_of_the_book(made: Made) -> None:
    assert spine(made.epub) == [
        "cover.xhtml",
        "titlepage.xhtml",
        "copyright-page.xhtml",
        "dedication.xhtml",
        "nav.xhtml",
        "list-of-figures.xhtml",
        "list-of-tables.xhtml",
        "preface.xhtml",
        "1-part-1.xhtml",
        "2.xhtml",
        "3.xhtml",
        "4-part-2.xhtml",
        "5.xhtml",
        "appendix-a.xhtml",
        "endnotes.xhtml",
        "glossary.xhtml",
        "about-the-author.xhtml",
    ]


@pytest.mark.parametrize(
    ("name", "kind", "role", "matter"),
    [
        ("copyright-page", "copyright-page", "", "frontmatter"),
        ("dedication", "dedication", "doc-dedication", "frontmatter"),
        ("list-of-figures", "loi", "", "frontmatter"),
        ("list-of-tables", "lot", "", "frontmatter"),
        ("preface", "preface", "doc-preface", "frontmatter"),
        ("1-part-1", "part", "doc-part", "bodymatter"),
        ("2", "chapter", "doc-chapter", "bodymatter"),
        ("appendix-a", "appendix", "doc-appendix", "backmatter"),
        ("endnotes", "endnotes", "doc-endnotes", "backmatter"),
        ("glossary", "glossary", "doc-glossary", "backmatter"),
        ("about-the-author", "contributors", "", "backmatter"),
    ],
)
def test_each_says_what_it_is(made: Made, name: str, kind: str, role: str, matter: str) -> None:
    tree = etree.fromstring(made.epub.archive.read(f"EPUB/{name}.xhtml"))
    (body,) = tree.xpath("//h:body", namespaces=NAMESPACES)
    part = next(body.iterchildren("*"))
    type_of = f"{{{NAMESPACES['epub']}}}type"
    assert (body.get(type_of), part.get(type_of), part.get("role", "")) == (matter, kind, role)


def test_contents_nest_chapters_below_their_parts(made: Made) -> None:
    toc = "//h:nav[@epub:type='toc']/h:ol/h:li"
    assert made.epub.find("nav.xhtml", f"{toc}/h:a/text()") == [
        "Dedication", "List of figures", "List of tables", "Preface",
        "Part One: Night", "Part Two: Day", "Appendix: Places", "Notes", "Glossary",
        "About the author",
    ]  # fmt: skip
    assert made.epub.find("nav.xhtml", f"{toc}/h:ol/h:li/h:a/text()") == ["Dark", "Dawn", "Light"]
    assert made.epub.find("nav.xhtml", f"{toc}/h:ol/h:li/h:ol/h:li/h:a/text()") == ["More"]


def test_landmarks_and_guide_lead_to_the_same_places(made: Made) -> None:
    link = "//h:nav[@epub:type='landmarks']//h:a"
    kinds = made.epub.find("nav.xhtml", f"{link}/@epub:type")
    assert kinds == [
        "cover", "toc", "bodymatter", "titlepage", "copyright-page", "dedication", "loi", "lot",
        "preface", "appendix", "endnotes", "glossary",
    ]  # fmt: skip
    hrefs = made.epub.find("nav.xhtml", f"{link}/@href")
    assert hrefs[2] == "1-part-1.xhtml"
    assert made.epub.package("//opf:guide/opf:reference/@href") == hrefs
    assert made.epub.package("//opf:guide/opf:reference/@type")[:4] == [
        "cover", "toc", "text", "title-page"
    ]  # fmt: skip


def test_notes_of_the_book_and_their_calls_lead_to_each_other(made: Made) -> None:
    calls = "//h:a[@role='doc-noteref']/@href"
    (target,) = made.epub.find("2.xhtml", calls)
    name, _, anchor = target.partition("#")
    assert name == "endnotes.xhtml"
    (back,) = made.epub.find(name, f"//h:li[@id='{anchor}']//h:a[@role='doc-backlink']/@href")
    assert back.startswith("2.xhtml#")
    assert made.epub.find(name, "//h:h2/text()") == ["Preface", "Dark"]


def test_page_list_leads_to_every_document_in_its_order(made: Made) -> None:
    hrefs = made.epub.find("nav.xhtml", "//h:nav[@epub:type='page-list']//h:a/@href")
    order = spine(made.epub)
    documents = [href.partition("#")[0] for href in hrefs]
    assert documents == sorted(documents, key=order.index)
    assert {*documents} == {*order} - {"cover.xhtml"}


def test_copyright_page_says_what_the_metadata_says(made: Made) -> None:
    text = made.epub.text("copyright-page.xhtml")
    for words in ("© 2026 Ann Lee", "Second edition", "9780000000002", "Revision"):
        assert words in text


def test_outline_of_the_pdf_nests_chapters_below_their_parts(made: Made) -> None:
    at = made.outline.index((0, "Preface"))
    assert made.outline[at:] == [
        (0, "Preface"),
        *((0, "Part One: Night"), (1, "Dark"), (2, "More"), (1, "Dawn")),
        *((0, "Part Two: Day"), (1, "Light")),
        (0, "Appendix: Places"),
        *((0, "Notes"), (1, "Preface"), (1, "Dark")),
        (0, "Glossary"),
    ]


def test_handout_has_no_guide(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\nText.\n"})
    assert shelf.build("epub").failures == ()
    data = (shelf.root / "output" / "tiny.epub").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<guide" not in archive.read("EPUB/content.opf")


def test_what_a_chapter_calls_like_a_part_of_the_book_stays_its_own(shelf: Shelf) -> None:
    text = f"# One\n\n{'Words that go on. ' * 800}\n\n<section class='endnotes'><p>Own.</p></section>\n"
    shelf.add({"1.md": text, "2.md": "# Two\n\nText.\n"}, metadata=METADATA)
    assert shelf.build("print", "epub").failures == ()
    epub = Epub((shelf.root / "output" / "tiny.epub").read_bytes())
    hrefs = epub.find("nav.xhtml", "//h:nav[@epub:type='page-list']//h:a/@href")
    documents = [href.partition("#")[0] for href in hrefs]
    assert documents == sorted(documents, key=spine(epub).index)
