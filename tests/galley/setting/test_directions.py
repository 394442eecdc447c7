"""What runs against the direction of the text is marked, so that no edition turns it around."""

from __future__ import annotations

import pytest

from prepress.text.bidi import parts_of
from tests.shelf import Shelf

ARABIC = "title: كتاب\nlang: ar\n"


def markup(shelf: Shelf, text: str, metadata: str = ARABIC) -> str:
    return shelf.add({"1.md": text}, metadata=metadata).galley().chapters[0].markup


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("اتصل +1 555-0100 الآن", ["+1 555-0100"]),
        ("(800) 555-0100 (24/7)", ["(800) 555-0100"]),
        ("(555-0100)", ["555-0100"]),
        ("x 2026-11-23 y", ["2026-11-23"]),
        ("بين 1999-2005 و 10-20", []),
        ("اكتب إلى help@clinic.example.", ["help@clinic.example"]),
        ("انظر https://clinic.example/a/، ثم", ["https://clinic.example/a/"]),
        ("988", []),
    ],
)
def test_telephone_numbers_and_addresses_are_found(text: str, apart: list[str]) -> None:
    assert [part for part, is_apart in parts_of(text) if is_apart] == apart
    assert "".join(part for part, _ in parts_of(text)) == text


def test_telephone_number_in_arabic_is_set_apart(shelf: Shelf) -> None:
    assert '<bdi dir="ltr">+1\u00a0555-0100</bdi> الآن' in markup(shelf, "اتصل +1 555-0100 الآن")


def test_link_that_is_a_telephone_number_is_marked_itself(shelf: Shelf) -> None:
    assert '<a href="tel:5550100" dir="ltr">555-0100</a>' in markup(
        shelf, "اتصل [555-0100](tel:5550100)"
    )


def test_code_in_hebrew_stays_from_left_to_right(shelf: Shelf) -> None:
    text = markup(shelf, "טקסט `a(b)`\n\n```\nx = 1\n```\n", "title: ספר\nlang: he\n")
    assert '<code dir="ltr">a(b)</code>' in text
    assert '<pre dir="ltr">' in text


def test_formula_is_one_run(shelf: Shelf) -> None:
    assert '<span dir="ltr">C<sub>2</sub>H<sub>6</sub>O</span>، سائل' in markup(
        shelf, "الإيثانول C~2~H~6~O، سائل"
    )


def test_run_ends_before_words_of_the_text(shelf: Shelf) -> None:
    text = markup(shelf, "قال World *Health* 5 ثم **نص** Org.")
    assert '<span dir="ltr">World <em>Health</em> 5</span> ثم <strong>نص</strong> Org.' in text


def test_hebrew_in_an_english_text_is_one_run_too(shelf: Shelf) -> None:
    text = markup(shelf, "Say שלום *לכולם* to all.", "title: T\nlang: en\n")
    assert 'Say <span dir="rtl">שלום <em>לכולם</em></span> to all.' in text


def test_english_text_is_left_as_it_was(shelf: Shelf) -> None:
    text = markup(
        shelf, "Call *+1 555-0100* – or `x` C~2~H.[^a]\n\n[^a]: A note.\n", "title: T\nlang: en\n"
    )
    assert "dir=" not in text


def test_source_in_latin_letters_is_marked_and_its_link_back_is_not(shelf: Shelf) -> None:
    shelf.add({"1.md": "حقيقة.[^a]\n\n[^a]: Lee A. *Journal*, 2020.\n"}, metadata=ARABIC)
    notes = shelf.galley().chapters[0].notes
    assert '<p><span dir="ltr">Lee A. <em>Journal</em>, 2020.</span>' in notes
    assert "↪" in notes


def test_directions_of_the_author_stay(shelf: Shelf) -> None:
    written = (
        '<p dir="ltr">An English line (so it is).</p>\n\nنص <bdi>abc</bdi> و<span '
        'dir="rtl">x<b>y</b></span>\n'
    )
    text = markup(shelf, written)
    assert '<p dir="ltr">An English line (so it is).</p>' in text
    assert "<bdi>abc</bdi>" in text
    assert '<span dir="rtl"><span dir="ltr">x<b>y</b></span></span>' in text
