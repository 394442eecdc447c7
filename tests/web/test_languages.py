"""A page leads to the same text in other languages, where that has a page too."""

from __future__ import annotations

from tests.clinics.group import clinic, made_for
from tests.shelf import Shelf
from tests.web.made import pages

ENGLISH = "title: Sleep\nlang: en-US\neditions: [web]\n"


def two_languages(shelf: Shelf, spanish: str = "title: Sueño\n") -> Shelf:
    return shelf.add(
        {
            "1.md": "# Sleep\n\nText.\n",
            "es/1.md": "# Sueño\n\nTexto.\n",
            "es/book.yaml": spanish,
        },
        "sleep",
        ENGLISH,
    )


def switch(shelf: Shelf, name: str) -> list[tuple[str, str, str]]:
    links = pages(shelf, name).first.xpath("//nav[@class='web-languages']//a")
    return [(each.get("href"), each.get("lang"), each.text) for each in links]


def test_both_languages_lead_to_each_other(shelf: Shelf) -> None:
    two_languages(shelf)
    assert switch(shelf, "sleep") == [("sleep-es.html", "es", "español")]
    assert switch(shelf, "sleep-es") == [("sleep.html", "en-US", "English")]


def test_language_without_a_page_is_not_led_to(shelf: Shelf) -> None:
    two_languages(shelf, "title: Sueño\neditions: [print]\n")
    assert switch(shelf, "sleep") == []


def test_language_that_cannot_be_read_is_not_led_to(shelf: Shelf) -> None:
    two_languages(shelf, "title: Sueño\nlang: fr\n")
    assert switch(shelf, "sleep") == []


def test_page_is_made_again_once_it_leads_elsewhere(shelf: Shelf) -> None:
    two_languages(shelf)
    (shelf.root / "sources/sleep/es").rename(shelf.root / "elsewhere")
    assert [each.why for each in shelf.build().built] != [()]
    assert [each.why for each in shelf.build().built] == [()]
    (shelf.root / "elsewhere").rename(shelf.root / "sources/sleep/es")
    assert {each.publication for each in shelf.build().built if each.why} == {"sleep", "sleep-es"}
    (shelf.root / "sources/sleep/es/book.yaml").write_text("title: Sueño\neditions: [epub]\n")
    assert {each.publication for each in shelf.build().built if each.why} == {"sleep", "sleep-es"}
    assert "español" not in (shelf.root / "output/sleep.html").read_text("utf-8")


def test_pages_of_one_clinic_lead_to_those_of_the_same(shelf: Shelf) -> None:
    clinic(two_languages(shelf), north="name: North\n")
    assert made_for(shelf, "north").failures == ()
    page = (shelf.root / "output/sleep-north.html").read_text("utf-8")
    assert 'href="sleep-es-north.html"' in page
