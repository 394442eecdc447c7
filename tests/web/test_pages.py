"""Each handout is one whole page; what stands on it, and where it leads."""

from __future__ import annotations

import pytest

from tests.shelf import SQUARE, Shelf
from tests.web.made import WebPages, pages, texts

CLINIC = "name: Our Clinic\nphone: 555-0100\ncrisis: In a crisis, call 988.\n"
TEXT = """# Rest

A fact.[^1] See [the risks](#risks), or write to <sms:555-0100>.

![A square](square.svg)

$x^2$

## Risks

| Medicine | Morning | Noon | Evening | Night | With food |
| --- | --- | --- | --- | --- | --- |
| Venlafaxine | 1 tablet | 0 | 1 tablet | 0 | yes, always |

[^1]: A note.
"""
METADATA = """title: Rest
lang: en
date: 2026-11-23
author: Ann Lee
editions: {print: , press: , large-print: , web: , epub: }
"""


@pytest.fixture(scope="module")
def handout(tmp_path_factory: pytest.TempPathFactory) -> WebPages:
    shelf = Shelf(tmp_path_factory.mktemp("web"))
    shelf.add({"1.md": TEXT, "square.svg": SQUARE}, "tiny", METADATA)
    (shelf.root / "sources" / "clinic.yaml").write_text(CLINIC)
    return pages(shelf, strict=True)


def test_handout_is_one_file_that_asks_for_no_other(handout: WebPages) -> None:
    assert list(handout.files) == ["tiny.html"]
    page = handout.files["tiny.html"].decode()
    assert "url(data:font/woff2;base64," in page
    assert [each.get("src")[:19] for each in handout.first.iter("img")] == ["data:image/svg+xml;"]
    assert not list(handout.first.iter("script", "iframe"))
    assert handout.dangling() == []


def test_handout_shows_all_that_the_text_says(handout: WebPages) -> None:
    assert [each.code for each in handout.findings] == []


def test_page_is_under_its_budget_without_pictures_and_fonts(handout: WebPages) -> None:
    page = handout.files["tiny.html"].decode()
    whole = len(page.encode())
    held = sum(len(each.partition(")")[0]) for each in page.split("url(data:")[1:])
    assert whole - held < 100_000


def test_crisis_line_stands_before_all_else_and_once_before_the_text(handout: WebPages) -> None:
    first = handout.first.xpath("//body//*[normalize-space(text())]")[:2]
    assert texts(first) == ["Skip to the text", "In a crisis, call 988."]
    assert handout.first.xpath("//header//*[@class='crisis-first']") == []


def test_skip_link_leads_to_the_text(handout: WebPages) -> None:
    (skip,) = handout.first.xpath("//a[@class='web-skip']")
    (main,) = handout.first.iter("main")
    assert skip.get("href") == f"#{main.get('id')}"


def test_page_leads_to_those_declared_editions_that_are_for_readers(handout: WebPages) -> None:
    links = handout.first.xpath("//nav[@class='web-forms']//a")
    assert [(each.get("href"), each.get("type")) for each in links] == [
        ("tiny.pdf", "application/pdf"),
        ("tiny-large-print.pdf", "application/pdf"),
        ("tiny.epub", "application/epub+zip"),
    ]
    assert texts(links) == ["PDF to print", "Large print (PDF)", "EPUB for phones and e-readers"]


def test_head_says_what_search_engines_ask_for(handout: WebPages) -> None:
    said = {each.get("name"): each.get("content") for each in handout.first.iter("meta")}
    assert handout.first.findtext(".//title") == "Rest"
    assert said["author"] == "Ann Lee"
    assert said["dcterms.modified"] == "2026-11-23"
    assert said["description"].startswith("A fact. See the risks")
    assert (handout.first.get("lang"), handout.first.get("dir")) == ("en", "ltr")
    assert handout.first.xpath("//link[@rel='canonical']") == []


def test_head_says_what_a_shared_link_shows(handout: WebPages) -> None:
    said = {each.get("property"): each.get("content") for each in handout.first.iter("meta")}
    assert (said["og:type"], said["og:title"], said["og:locale"]) == ("article", "Rest", "en")
    assert said["og:description"].startswith("A fact. See the risks")


def test_notes_lead_back(handout: WebPages) -> None:
    (call,) = handout.first.xpath("//a[@role='doc-noteref']")
    (back,) = handout.first.xpath("//a[@role='doc-backlink']")
    assert handout.first.xpath("//*[@id=$id]", id=call.get("href")[1:])
    assert handout.first.xpath("//*[@id=$id]", id=back.get("href")[1:])


def test_formula_text_message_and_table_are_as_on_a_phone(handout: WebPages) -> None:
    assert len(list(handout.first.iter("math"))) == 1
    assert handout.first.xpath("//a[@href='sms:555-0100']")
    assert handout.first.xpath("//div[@class='stacks']//td[@data-head='Morning']")


def test_page_says_its_revision(handout: WebPages) -> None:
    (line,) = texts(handout.first.xpath("//footer[@class='colophon']/p[last()]"))
    assert line.startswith("Revision ")


def test_nothing_that_only_epub_knows_is_left(handout: WebPages) -> None:
    page = handout.files["tiny.html"].decode()
    for sign in ("epub:", "xml:lang", "ns0:", "/xhtml1"):
        assert sign not in page


def test_page_has_the_same_bytes_each_time(shelf: Shelf) -> None:
    shelf.add({"1.md": TEXT, "square.svg": SQUARE}, "tiny", METADATA)
    assert pages(shelf).files == pages(shelf).files


def test_files_lie_beside_where_that_is_asked_for(shelf: Shelf) -> None:
    shelf.add(
        {"1.md": "# T\n\nText.\n\n![A square](square.svg)\n", "square.svg": SQUARE},
        metadata="title: T\nlang: en\neditions: {web: {files: beside}}\n",
    )
    made = pages(shelf, strict=True)
    assert made.findings == ()
    assert made.dangling() == []
    assert {"tiny.html", "tiny-web/style.css", "tiny-web/images/square.svg"} < set(made.files)
    fonts = [data for name, data in made.files.items() if name.endswith(".woff2")]
    assert {data[:4] for data in fonts} == {b"wOF2"}
    assert b"data:" not in made.files["tiny.html"]


def test_what_a_layout_hides_is_found(shelf: Shelf) -> None:
    shelf.add({"1.md": "# T\n\nText.\n\n> Nobody sees this.\n"})
    (shelf.root / "sources" / "style.css").write_text("blockquote { display: none }")
    found = pages(shelf, strict=True).findings
    assert [(each.code, str(each.place)) for each in found] == [("X-001", "sources/tiny/1.md:5")]


def test_text_from_right_to_left_runs_so(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\nText.\n"}, metadata="title: T\nlang: ar\neditions: [web]\n")
    page = pages(shelf).first
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert texts(page.xpath("//a[@class='web-skip']")) == ["انتقل إلى النص"]


def test_draft_says_so_on_its_page(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\nText.\n"}, metadata="title: T\nlang: en\nstatus: draft\n")
    assert "This is a draft." in texts([pages(shelf).first])[0]
