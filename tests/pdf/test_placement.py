"""What a proofreader says of pictures and words in wrong places."""

from __future__ import annotations

import pytest

from tests.pdf.test_proofs import (
    FLOAT,
    OVERLEAF,
    PARAGRAPH,
    PICTURE,
    SMALL,
    Proofreader,
    proofreader,
)

__all__ = ["proofreader"]

LEFT = "figure { float: left; margin: 0; width: 30mm } "


def test_picture_that_reaches_out_of_the_page_is_found(proofreader: Proofreader) -> None:
    css = "img { max-width: none !important; max-height: none; width: 400mm !important }"
    (mark,) = proofreader.marks("T-007", f"# One\n\n- Text\n- Text {PICTURE}", css)
    assert mark == ("sources/tiny/1.md:4: Page 1: the picture “A square” reaches out of the page.")


def test_words_that_reach_out_of_the_page_are_found(proofreader: Proofreader) -> None:
    (mark,) = proofreader.marks("T-007", f"# One\n\n{'w' * 200}\n", "p { white-space: nowrap }")
    assert "reach out of the page" in mark


def test_picture_over_words_is_found(proofreader: Proofreader) -> None:
    css = "figure { margin-top: -30mm !important } img { height: 30mm !important }"
    (mark,) = proofreader.marks("T-007", f"# One\n\n{PARAGRAPH}{FLOAT}", css)
    assert "the picture “A legend beside the text” covers the words “" in mark


def test_picture_beside_the_next_section_is_found(proofreader: Proofreader) -> None:
    text = f"# One\n\n## Two\n\n{FLOAT}Text.\n\n## Three\n\n{PARAGRAPH}"
    (mark,) = proofreader.marks("T-007", text, LEFT)
    assert mark == (
        "sources/tiny/1.md:5: Page 1: the picture “A legend beside the text” stands beside “Three”, which is not "
        "its section."
    )


@pytest.mark.parametrize(
    ("text", "css"),
    [
        (f"# One\n\n- {PICTURE}\n- Text {PICTURE}", ""),
        (f"# One\n\n{PARAGRAPH}{FLOAT}{PARAGRAPH}", LEFT),
        (
            f"# One\n\n## Two\n\n{FLOAT}Text.\n\n## Three\n\n{PARAGRAPH}",
            f"{LEFT} h2 {{ clear: both }}",
        ),
        (f"# One\n\n## Two\n\n### A\n\n{FLOAT}Text.\n\n#### B\n\n{PARAGRAPH}", LEFT),
        ("# One\n\n![Full](a.svg){.full}\n\n![Wide](a.svg){.wide}\n", ""),
        (f"# One\n\n{'w' * 300}\n\n`{'w' * 300}`\n", ""),
    ],
    ids=["lists", "beside", "sections", "lower heading", "full", "long words"],
)
def test_what_is_set_as_it_should_be_is_good(proofreader: Proofreader, text: str, css: str) -> None:
    assert proofreader.marks("T-007", text, css) == []


def test_half_empty_page_is_found(proofreader: Proofreader) -> None:
    css = f"{SMALL} img {{ height: 70mm !important; max-height: none !important }}"
    (mark,) = proofreader.marks("T-008", f"# One\n\nText.\n\n{PICTURE}{PARAGRAPH}", css)
    assert mark.startswith("sources/tiny/1.md:5: Page 1: ")
    assert mark.endswith("% of the page are empty, since “A square” did not fit on it.")


@pytest.mark.parametrize(
    ("text", "css"),
    [
        (f"# One\n\nText.\n\n{PARAGRAPH}", f"p + p {OVERLEAF}"),
        (f"# One\n\nText.\n\n{PARAGRAPH}", "p { break-after: page }"),
        (f"# One\n\nText.\n\n{PARAGRAPH}", "@page other { margin: 9mm } p + p { page: other }"),
        (f"# One\n\n{PARAGRAPH}", ".titlepage { break-after: page }"),
        (f"# One\n\n{PARAGRAPH * 9}", SMALL),
    ],
    ids=["before", "behind", "other page", "title page", "full"],
)
def test_page_that_ends_where_it_should_is_good(
    proofreader: Proofreader, text: str, css: str
) -> None:
    assert proofreader.marks("T-008", text, css) == []


def test_bullet_above_its_text_is_found(proofreader: Proofreader) -> None:
    css = "li > p { padding-top: 20mm !important }"
    marks = proofreader.marks("T-008", "# One\n\n- First\n\n- Second\n", css)
    assert {mark.split(": ", 2)[2] for mark in marks} == {
        "the bullet or number of “First” stands alone.",
        "the bullet or number of “Second” stands alone.",
    }


def test_line_of_one_word_amid_a_paragraph_is_found(proofreader: Proofreader) -> None:
    css = "em { display: inline-block; width: 100% }"
    text = f"# One\n\nThe *Digital* Forensics. {PARAGRAPH}"
    (mark,) = proofreader.marks("T-008", text, css)
    assert "the line “The”, in the middle of a paragraph, has but one word" in mark


@pytest.mark.parametrize(
    ("text", "css"),
    [
        ("- One\n- Two\n\n1. Three\n\n    ~~~\n    code\n    ~~~\n", ""),
        ("- ~~~\n  code\n  ~~~\n- > Words\n- | A |\n  |---|\n  | 1 |\n- ### Heading\n", ""),
        (f"- Words {PICTURE}", ""),
        ("The<br>end of it.\n\nOne\n\nTwo", ""),
        ("The internationalization internationalization", ".chapter p { width: 30mm }"),
        (f"{FLOAT}{PARAGRAPH}", LEFT),
        ("| A | B |\n|---|---|\n| One or two | Three or four |\n", "table { width: 20mm }"),
    ],
    ids=["lists", "blocks", "picture", "ends", "long", "beside", "table"],
)
def test_words_and_bullets_beside_others_are_good(
    proofreader: Proofreader, text: str, css: str
) -> None:
    assert proofreader.marks("T-008", f"# One\n\n{text}\n", css) == []
