"""What `publish` leaves for patient portals beside the site."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from prepress.building.report import BuildRequest
from prepress.portal.portal_handout import message_findings
from prepress.readers.epub import open_epub
from prepress.site.publishing import publish
from tests.shelf import SQUARE, Shelf

METADATA = """title: Rest
lang: en
date: 2026-11-23
summary: "Rest helps. Questions? Call (555) 0100."
codes: {icd-10-cm: F51.01, snomed-ct: 193462001}
contact: {name: Our Clinic, phone: 555-0100}
"""
TEXT = """# One

Take 10 mg.[^1] See [below](#two) and ![A square](square.svg){.left}

## Two

| Day | Dose |
|---|---|
| Sunday | 5 mg |

Name: ____

Born: ____

::: {.writing lines=2}
Why?
:::

![](square.svg){.decorative}

[^1]: A source.
"""
LINES = f"Name: {'_' * 12}\n\nBorn: {'_' * 12}\n\nWhy?\n\n{'_' * 40}\n{'_' * 40}"
BOOK = "title: A Book\nlang: en\nlayout: book\n"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    shelf = Shelf(tmp_path_factory.mktemp("portal"))
    shelf.add({"1.md": TEXT, "square.svg": SQUARE}, "my rest", METADATA)
    shelf.add({"1.md": "# One\n\nWords.\n"}, "book", BOOK)
    published(shelf)
    return shelf


def published(shelf: Shelf) -> None:
    done = publish(shelf.project, BuildRequest(), lambda step: None)
    assert not done.report.failures, done.report.failures


def portal(shelf: Shelf) -> Path:
    return shelf.root / "output" / "site" / "portal"


def manifest(shelf: Shelf) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((portal(shelf) / "manifest.json").read_bytes())
    return read


def article(shelf: Shelf) -> etree._Element:
    return etree.parse(portal(shelf) / "handouts" / "my rest" / "article.html").getroot()


def test_manifest_names_every_handout_and_no_book(shelf: Shelf) -> None:
    assert [each["name"] for each in manifest(shelf)["handouts"]] == ["my rest"]


def test_manifest_proves_its_files(shelf: Shelf) -> None:
    (handout,) = manifest(shelf)["handouts"]
    kinds = [each["kind"] for each in handout["files"]]
    assert kinds == ["article", "text", "message", "picture"]
    for each in handout["files"]:
        data = (portal(shelf) / each["path"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (each["size"], each["sha256"])
    for each in handout["editions"]:
        assert (portal(shelf) / each["path"]).stat().st_size == each["size"]


def test_codes_are_asked_for_as_an_infobutton_does(shelf: Shelf) -> None:
    (handout,) = manifest(shelf)["handouts"]
    assert [(each["system"], each["code"]) for each in handout["codes"]] == [
        ("ICD-10-CM", "F51.01"),
        ("SNOMED CT", "193462001"),
    ]
    assert handout["codes"][0]["query"] == (
        "mainSearchCriteria.v.cs=2.16.840.1.113883.6.90&mainSearchCriteria.v.c=F51.01"
        "&informationRecipient.languageCode.c=en"
    )


def test_codes_are_in_the_package_of_the_epub(shelf: Shelf) -> None:
    data = (shelf.root / "output" / "my rest.epub").read_bytes()
    with open_epub(data) as epub:
        package = epub.data("EPUB/content.opf").decode()
    assert '<dc:subject id="code-1">ICD-10-CM F51.01</dc:subject>' in package
    assert 'property="authority">urn:oid:2.16.840.1.113883.6.90<' in package
    assert 'property="term">F51.01<' in package


def test_article_has_no_looks(shelf: Shelf) -> None:
    names = {name for element in article(shelf).iter("*") for name in element.attrib}
    assert names <= {"id", "lang", "dir", "href", "src", "alt", "width", "height", "scope"}
    assert {element.tag for element in article(shelf).iter("*")}.isdisjoint({"style", "span"})


def html(shelf: Shelf) -> str:
    return (portal(shelf) / "handouts" / "my rest" / "article.html").read_text("utf-8")


def test_article_says_its_language_and_no_namespace(shelf: Shelf) -> None:
    assert html(shelf).startswith('<article lang="en" dir="ltr" id="my-rest">')
    assert "xmlns" not in html(shelf)


def test_lines_to_write_on_stand_below_each_other(shelf: Shelf) -> None:
    assert f"{'_' * 40}<br/>{'_' * 40}" in html(shelf)
    assert html(shelf).count("<br") == 1


def test_links_of_the_article_stay_in_it(shelf: Shelf) -> None:
    tree = article(shelf)
    ids = [each.get("id") for each in tree.iter("*") if each.get("id")]
    links = [link.get("href", "") for link in tree.iter("a")]
    inner = [link for link in links if not link.startswith("tel:")]
    assert ids == ["my-rest", "my-rest-1", "my-rest-2"]
    assert {link.removeprefix("#") for link in inner} < {*ids}


def test_article_shows_its_pictures_and_no_ornament(shelf: Shelf) -> None:
    (picture,) = article(shelf).iter("img")
    assert picture.get("alt") == "A square"
    assert "<figure" not in html(shelf)
    assert (portal(shelf) / "handouts" / "my rest" / picture.get("src", "")).is_file()


def test_text_has_every_word(shelf: Shelf) -> None:
    text = (portal(shelf) / "handouts" / "my rest" / "text.txt").read_text("utf-8")
    for words in (
        "Rest\n====",
        "Take 10 mg.[1]",
        "Day: Sunday\nDose: 5 mg",
        "1. A source.",
        "555-0100",
    ):
        assert words in text


def test_message_is_the_summary(shelf: Shelf) -> None:
    message = portal(shelf) / "handouts" / "my rest" / "message.txt"
    assert message.read_text("utf-8") == "Rest helps. Questions? Call (555) 0100.\n"


@pytest.mark.parametrize(
    ("summary", "wrong"),
    [
        ("Rest helps.", "the phone number, 555-0100, is not in it"),
        ("555-0100 " * 40, "it has 359 characters, of at most 300"),
    ],
)
def test_summary_that_is_no_message_is_a_warning_at_its_line(
    tmp_path: Path, summary: str, wrong: str
) -> None:
    metadata = f"title: Rest\nlang: en\ncontact: {{name: C, phone: 555-0100}}\nsummary: {summary}\n"
    shelf = Shelf(tmp_path).add({"1.md": "# One\n"}, metadata=metadata)
    (found,) = message_findings(shelf.galley().manuscript)
    assert (found.code, found.place.line) == ("M-005", 4)
    assert wrong in found.what


def test_what_is_gone_from_the_sources_is_gone_from_the_portal(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.add({"1.md": "# One\n\nA.\n"}, "a", "title: A\nlang: en\n")
    shelf.add({"1.md": "# One\n\nB.\n"}, "b", "title: B\nlang: en\n")
    published(shelf)
    for file in (shelf.root / "sources" / "b").iterdir():
        file.unlink()
    (shelf.root / "sources" / "b").rmdir()
    shelf.add({"1.md": "# One\n\nA.\n"}, "a", "title: A\nlang: fr-\n")
    publish(shelf.project, BuildRequest(), lambda step: None)
    assert [each["name"] for each in manifest(shelf)["handouts"]] == ["a"]
    assert [path.name for path in (portal(shelf) / "handouts").iterdir()] == ["a"]
    assert (portal(shelf) / "handouts" / "a" / "text.txt").is_file()
