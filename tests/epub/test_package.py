"""The package document: metadata and manifest."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from prepress.epub.package import identifier_of
from prepress.errors import Place
from prepress.findings import Finding
from prepress.images.pictures import Picture
from prepress.manuscript.metadata import Contact, Metadata
from tests.epub.galleys import Epub, chapter, galley, open_epub

FULL = Metadata(
    "Tiny",
    "en-US",
    subtitle="A small book",
    author=("Ann", "Ben"),
    date=dt.date(2026, 11, 23),
    description="Two\nlines & more.",
    keywords=("sleep", "rest"),
    rights="© Ann",
    publisher="House",
    identifier="urn:isbn:9780000000002",
)


def book(metadata: Metadata) -> Epub:
    return open_epub(galley(chapter("one", "<p>1</p>"), metadata=metadata))


@pytest.fixture(scope="module")
def full() -> Epub:
    return book(FULL)


def meta(of: Epub, name: str) -> list[str]:
    return of.package(f"//opf:meta[@property='{name}']/text()")


def test_language_of_the_package_is_that_of_the_book(full: Epub) -> None:
    assert full.package("/opf:package/@xml:lang | //dc:language/text()") == ["en-US", "en-US"]


def test_titles_are_told_apart(full: Epub) -> None:
    assert full.package("//dc:title/text()") == ["Tiny", "A small book"]
    assert meta(full, "title-type") == ["main", "subtitle"]


def test_each_author_is_one(full: Epub) -> None:
    assert full.package("//dc:creator/text()") == ["Ann", "Ben"]
    assert meta(full, "role") == ["aut", "aut"]
    assert full.package("//opf:meta[@property='role']/@refines") == ["#creator-1", "#creator-2"]


def test_the_rest_of_the_metadata_is_there(full: Epub) -> None:
    said = {
        name: full.package(f"//dc:{name}/text()")
        for name in ("date", "publisher", "rights", "subject")
    }
    assert said == {
        "date": ["2026-11-23"],
        "publisher": ["House"],
        "rights": ["© Ann"],
        "subject": ["sleep", "rest"],
    }


def test_description_is_one_line(full: Epub) -> None:
    assert full.package("//dc:description/text()") == ["Two lines & more."]


def test_own_identifier_is_kept(full: Epub) -> None:
    assert full.package("//dc:identifier/text()") == ["urn:isbn:9780000000002"]


def test_identifier_stays_when_the_text_is_revised() -> None:
    made = Metadata("Tiny", "en", author=("Ann",))
    assert identifier_of(made).startswith("urn:uuid:")
    assert identifier_of(made) == identifier_of(
        replace(made, date=dt.date(2027, 1, 1), subtitle="New")
    )
    assert identifier_of(made) != identifier_of(replace(made, title="Other"))


def test_moment_of_change_is_the_date_of_the_text(full: Epub) -> None:
    assert meta(full, "dcterms:modified") == ["2026-11-23T00:00:00Z"]


def test_moment_of_change_can_be_set_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert meta(book(FULL), "dcterms:modified") == ["1970-01-02T00:00:00Z"]


def test_only_the_navigation_and_the_cover_have_properties(full: Epub) -> None:
    assert full.package("//opf:item[@properties]/@href") == ["nav.xhtml", "images/cover.png"]
    assert full.package("//opf:item/@properties") == ["nav", "cover-image"]


def test_every_file_is_in_the_manifest(full: Epub) -> None:
    assert sorted([*full.package("//opf:item/@href"), "content.opf"]) == sorted(full.names)


def book_with_picture(alt: str, *findings: Finding) -> Epub:
    from tests.epub.galleys import ROOT

    path = ROOT / "tests" / "conformance" / "everything" / "shape.svg"
    picture = Picture("shape.svg", path, "image/svg+xml", 1, 1)
    text = chapter("one", f'<p><img src="shape.svg" {alt}/></p>')
    return open_epub(galley(text, pictures=[picture], findings=findings, metadata=FULL))


def test_text_alone_asks_only_for_reading() -> None:
    plain = book(FULL)
    assert meta(plain, "schema:accessMode") == ["textual"]
    assert meta(plain, "schema:accessModeSufficient") == ["textual"]
    assert "alternativeText" not in meta(plain, "schema:accessibilityFeature")


def test_described_pictures_are_said_to_be() -> None:
    described = book_with_picture('alt="A square"')
    assert meta(described, "schema:accessMode") == ["textual", "visual"]
    assert meta(described, "schema:accessModeSufficient") == ["textual", "textual,visual"]
    assert "alternativeText" in meta(described, "schema:accessibilityFeature")


def test_ornaments_ask_for_no_eyes() -> None:
    assert meta(book_with_picture('alt="" role="presentation"'), "schema:accessMode") == ["textual"]


def test_undescribed_picture_takes_the_claim_away() -> None:
    missing = Finding("A-001", Place("one.md", 1), "No alt text.", "Describe it.")
    undescribed = book_with_picture('alt=""', missing)
    assert meta(undescribed, "schema:accessModeSufficient") == ["textual,visual"]
    assert "alternativeText" not in meta(undescribed, "schema:accessibilityFeature")
    assert meta(undescribed, "dcterms:conformsTo") == []


def test_somebody_answers_for_the_claim(full: Epub) -> None:
    assert meta(full, "dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert meta(full, "a11y:certifiedBy") == ["House"]


def test_contact_answers_where_there_is_no_publisher() -> None:
    clinic = Metadata("Tiny", "en", contact=Contact("Clinic"))
    assert meta(book(clinic), "a11y:certifiedBy") == ["Clinic"]


def test_nobody_to_answer_makes_no_claim() -> None:
    assert meta(book(Metadata("Tiny", "en")), "dcterms:conformsTo") == []
