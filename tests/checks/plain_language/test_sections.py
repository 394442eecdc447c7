"""What counts as running text, and under which heading and line it stands."""

import pytest

from tests.checks.plain_language.texts import text_in
from tests.shelf import Shelf


def sections_of(shelf: Shelf, markdown: str) -> list[tuple[str, list[str]]]:
    text = text_in(shelf, markdown)
    return [
        (section.title, [sentence.text for sentence in section.sentences])
        for section in text.sections
    ]


def test_section_runs_from_its_heading_to_the_next(shelf: Shelf) -> None:
    assert sections_of(shelf, "Before it.\n\n# One\n\nWe sit. We rest.\n\n## Two\n\nYou go.\n") == [
        ("One", ["Before it."]),
        ("One", ["We sit.", "We rest."]),
        ("Two", ["You go."]),
    ]


def test_section_stands_at_the_line_of_its_own_heading(shelf: Shelf) -> None:
    text = text_in(shelf, "# Why\n\nWhy not.\n\n## Why {.numbered}\n\nOnce.\n\n## Why\n\nTwice.\n")
    assert [(section.title, section.place.line) for section in text.sections] == [
        ("Why", 1),
        ("Why", 5),
        ("Why", 9),
    ]


def test_sentence_is_found_below_its_heading(shelf: Shelf) -> None:
    text = text_in(shelf, "# One\n\nIt is good to rest.\n\n# Two\n\nYes.\nIt is good to rest.\n")
    assert [text.place_of("It is good to rest.", section).line for section in text.sections] == [
        3,
        8,
    ]


def test_sentence_that_repeats_its_heading_is_found_below_it(shelf: Shelf) -> None:
    text = text_in(shelf, "# Rest is good for you\n\nRest is good for you.\n")
    assert [text.place_of("Rest is good for you.", section).line for section in text.sections] == [
        3
    ]


def test_titled_callout_is_a_section_and_the_one_around_it_goes_on(shelf: Shelf) -> None:
    markdown = "# One\n\nFirst part.\n\n::: warning Risks\nBe careful.\n:::\n\nLast part.\n"
    assert sections_of(shelf, markdown) == [
        ("One", ["First part.", "Last part."]),
        ("Risks", ["Be careful."]),
    ]


@pytest.mark.parametrize(
    "markdown",
    [
        "`code is here.`",
        "```\nCode is here.\n```",
        "| A | B |\n|---|---|\n| one two three four five | six |",
        "![A bed by the window](images/bed.svg)",
        "::: qr https://clinic.example/book Our book\nMore of it.\n:::",
        "Term\n: ",
        "Your Clinic, 1 Main Street, Springfield",
        "## References\n\nBerman wrote it.",
        "## 7. Sources {.numbered}\n\nBerman wrote it.",
    ],
)
def test_what_is_no_sentence_is_left_out(shelf: Shelf, markdown: str) -> None:
    shelf.add({"images/bed.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'})
    assert [
        sentence
        for _, sentences in sections_of(shelf, f"# One\n\n{markdown}\n")
        for sentence in sentences
    ] == []


def test_notes_and_their_numbers_are_left_out(shelf: Shelf) -> None:
    assert sections_of(shelf, "# One\n\nIt helps.[^a] It works.\n\n[^a]: See the book.\n") == [
        ("One", ["It helps.", "It works."])
    ]


@pytest.mark.parametrize(
    ("markdown", "sentence"),
    [
        ("![The bed is ready.](images/bed.svg)", "The bed is ready."),
        ("| A | B |\n|---|---|\n| It is late. | x |", "It is late."),
        ("> Sleep is good.", "Sleep is good."),
        ("- Sleep is good.", "Sleep is good."),
        ("- One.\n\n  Two.", "Two."),
        ("- One.\n    - Two.", "Two."),
        ("Sleep\n: Sleep is good.", "Sleep is good."),
    ],
)
def test_sentence_counts_wherever_it_stands(shelf: Shelf, markdown: str, sentence: str) -> None:
    shelf.add({"images/bed.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'})
    assert [
        each for _, sentences in sections_of(shelf, f"# One\n\n{markdown}\n") for each in sentences
    ].count(sentence) == 1


def test_citations_in_brackets_formulas_and_the_list_of_sources_are_no_words(shelf: Shelf) -> None:
    source = "@book{who, title={Organizational characteristics}, author={Roe, J}, year={2020}}"
    metadata = "title: Tiny\nlang: en\nbibliography: a.bib\ncsl: apa\n"
    text = text_in(
        shelf.add({"a.bib": source}), "# One\n\nThe $x^2$ is [@who]. See @who.\n", metadata
    )
    sentences = [each.text for section in text.sections for each in section.sentences]
    assert " ".join(sentences) == "The is . See Roe (2020)."


def test_break_of_a_line_parts_two_sentences(shelf: Shelf) -> None:
    text = "# One\n\nWe sit with you.<br>You rest.\n"
    assert sections_of(shelf, text) == [("One", ["We sit with you.", "You rest."])]
