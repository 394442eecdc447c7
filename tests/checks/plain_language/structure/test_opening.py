"""A handout says at once what it is for, speaks to its readers, and closes with what they can
do.
"""

import pytest

from tests.checks.plain_language.structure.texts import METADATA, SOUND, found
from tests.shelf import Shelf

PURPOSE = "This handout tells you how to prepare for your visit."


def test_sound_handout_has_nothing_to_mend(shelf: Shelf) -> None:
    assert found(shelf, SOUND) == []


def test_handout_without_its_purpose_is_found_at_its_first_section(shelf: Shelf) -> None:
    assert found(shelf, SOUND.replace(PURPOSE, "Hello.")) == [("C-001", 1)]


@pytest.mark.parametrize(
    "words",
    [
        "Here you find what to bring.",
        "You will learn to breathe.",
        "Our leaflet is for parents.",
        "It explains why it helps.",
    ],
)
def test_purpose_is_told_in_many_ways(shelf: Shelf, words: str) -> None:
    assert found(shelf, SOUND.replace(PURPOSE, words)) == []


def test_purpose_may_be_told_by_the_subtitle(shelf: Shelf) -> None:
    subtitle = "subtitle: What to bring and what to leave at home"
    assert found(shelf, SOUND.replace(PURPOSE, "Hello."), *METADATA, subtitle) == []
    assert found(shelf, SOUND.replace(PURPOSE, "Hello."), *METADATA, "subtitle: A visit") == [
        ("C-001", 1)
    ]


@pytest.mark.parametrize(
    "closing",
    [
        "# In short\n\nThe visit takes a day.\n",
        "# Questions?\n\nThe desk is open all day.\n",
        "# Sleep\n\nIt matters. Ask your nurse about it.\n",
        "# Sleep\n\nIt may be worth a talk with us.\n",
        "# Sleep\n\n- If you feel unwell, call us.\n",
        "::: tip Next steps\nThe desk is open all day.\n:::\n",
        "::: warning When to call\nA fever is a sign.\n:::\n",
    ],
)
def test_handout_may_close_in_many_ways(shelf: Shelf, closing: str) -> None:
    assert found(shelf, SOUND[: SOUND.index("# Before")] + closing) == []


@pytest.mark.parametrize(
    ("closing", "line"),
    [
        ("", 5),
        ("# Sleep\n\nSleep is good. Talk therapy works.\n", 9),
        ("# Call us\n", 5),
        ("::: warning Risks\nAsk your doctor.\n:::\n", 9),
    ],
)
def test_handout_that_merely_ends_is_found_at_its_last_section(
    shelf: Shelf, closing: str, line: int
) -> None:
    assert found(shelf, SOUND[: SOUND.index("# Before")] + closing) == [("C-007", line)]


def test_call_to_action_at_the_beginning_closes_nothing(shelf: Shelf) -> None:
    text = SOUND[: SOUND.index("# Before")].replace("You rest for an hour.", "Ask us about it.")
    assert found(shelf, f"{text}# Sleep\n\nSleep is good.\n") == [("C-007", 9)]


def test_handout_without_a_contact_is_found_at_the_line_that_asks(shelf: Shelf) -> None:
    assert found(shelf, SOUND, "plain-language: true") == [("C-008", 3)]


@pytest.mark.parametrize(
    "words", ["Call 555-010-0199.", "Write to [us](mailto:us@clinic.example).", "Call 988."]
)
def test_contact_may_stand_in_the_text(shelf: Shelf, words: str) -> None:
    assert (
        found(shelf, SOUND.replace("Call us with your questions.", words), "plain-language: true")
        == []
    )


def test_handout_that_speaks_of_patients_is_found(shelf: Shelf) -> None:
    text = (
        "# How it works\n\n"
        + "The patient rests in the room. The nurse sits there too, and all is calm. " * 4
    )
    text += "\n\n# In short\n\nThe clinic is open.\n"
    assert found(shelf, text, *METADATA, "subtitle: What happens on the day") == [("C-009", 1)]
    assert (
        found(shelf, text + "\nBring a coat.\n", *METADATA, "subtitle: What happens on the day")
        == []
    )
