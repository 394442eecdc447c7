"""The site hands out all forms of a text that its author has declared for readers."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from prepress.site.opds import offers_in
from prepress.site.publishing import Publishing
from tests.shelf import Shelf
from tests.site.conftest import published

BOOK = {"1-one.md": "# One\n\nText.\n", "2-two.md": "# Two\n\nText.\n"}
METADATA = """title: T
lang: en
layout: book
date: 2026-11-20
editions: {print: , press: , large-print: , web: , epub: }
"""


@pytest.fixture
def site(shelf: Shelf) -> Publishing:
    shelf.add(BOOK, metadata=METADATA)
    done = published(shelf)
    assert done.exit_code == 0, (done.report.failures, done.report.findings)
    return done


def names(folder: Path) -> set[str]:
    files = (path for path in folder.rglob("*.html") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in files}


def test_site_offers_every_form_and_the_page_first(site: Publishing, shelf: Shelf) -> None:
    index = html.fromstring((site.folder / "index.html").read_bytes())
    links = index.xpath("//ul[@class='files']//a")
    assert [each.get("href") for each in links] == [
        "tiny.html",
        "tiny.epub",
        "tiny.pdf",
        "tiny-large-print.pdf",
    ]
    assert links[0].text == "Read here"
    assert links[3].text.startswith("Large print (PDF), ")
    assert index.xpath("//h2/a/@href") == ["tiny.html"]
    assert {"tiny.html", "tiny-web/1-one.html", "tiny-web/2-two.html"} < names(site.folder)
    assert not (site.folder / "tiny-press.pdf").exists()
    (offer,) = offers_in(site.folder / "catalogue.atom")
    assert [each.label for each in offer.others] == ["Large print (PDF)", "Read here"]
    shelf.add({}, metadata=METADATA.replace("web: , ", ""))
    (shelf.root / "sources/tiny/2-two.md").unlink()
    assert published(shelf).exit_code == 0
    assert names(site.folder) == {"index.html"}
