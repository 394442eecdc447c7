"""What the interface says in each language stands right: its punctuation, and so do the numbers in
it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from prepress.manuscript.metadata import Contact, Metadata
from tests.epub.galleys import Epub, chapter, galley, open_epub

DAY = dt.date(2026, 11, 3)


def about(lang: str, direction: str = "ltr") -> Epub:
    """A book in `lang` that has everything to say about itself."""
    contact = Contact("Your Clinic", phone="555-0100", web="https://clinic.example")
    of = Metadata(
        "T",
        lang,
        dir=direction,
        date=DAY,
        reviewed=DAY,
        reviewer="Ann",
        review_by=DAY,
        rights="©",
        contact=contact,
    )
    return open_epub(replace(galley(chapter("one", "<p>x</p>"), metadata=of), revision="1234-5678"))


def lines(book: Epub) -> list[str]:
    """The lines of the contact and the paragraphs of the colophon; spaces that do not break are
    shown as ~.
    """
    path = "//h:ul[@class='contact-lines']/h:li | //h:footer/h:p"
    count = len(book.find("about.xhtml", path))
    found = [book.find("about.xhtml", f"string(({path})[{at}])") for at in range(1, count + 1)]
    return [" ".join("".join(each).replace("\xa0", "~").split()) for each in found]


@pytest.mark.parametrize(
    ("lang", "phone", "reviewed"),
    [
        (
            "en",
            "Phone: 555-0100",
            "Reviewed November 3, 2026 by Ann. Next review November 3, 2026.",
        ),
        (
            "fr",
            "Téléphone~: 555-0100",
            "Vérifié le 3 novembre 2026 par Ann. Prochaine vérification~: 3 novembre 2026.",
        ),
        (
            "zh",
            "电话：555-0100",
            "审核日期：2026年11月3日；审核者：Ann。 下次审核：2026年11月3日。",
        ),
        (
            "ar",
            "الهاتف: 555-0100",
            "تمت المراجعة بتاريخ 3 نوفمبر 2026 بواسطة Ann. المراجعة القادمة: 3 نوفمبر 2026.",
        ),
    ],
)
def test_language_sets_its_own_punctuation(lang: str, phone: str, reviewed: str) -> None:
    said = lines(about(lang))
    assert said[0] == phone
    assert said[2] == reviewed


def test_number_address_and_revision_run_from_left_to_right_in_arabic() -> None:
    book = about("ar", "rtl")
    assert book.find("about.xhtml", "//h:a[@dir='ltr']/text()") == ["555-0100", "clinic.example"]
    assert book.find("about.xhtml", "//h:footer//h:span[@dir='ltr']/text()") == ["1234-5678"]
    assert lines(book)[-1] == "الإصدار 1234-5678"
