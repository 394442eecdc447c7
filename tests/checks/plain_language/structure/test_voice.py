"""A handout in which too few sentences say who acts is found; a passive sentence here and there is
not.
"""

import pytest

from prepress.checks.plain_language.structure.voice import is_passive
from tests.checks.plain_language.structure.texts import found, with_more
from tests.shelf import Shelf


@pytest.mark.parametrize(
    "sentence",
    [
        "You are weighed.",
        "It was not fully understood.",
        "The dose is given by a nurse.",
        "It has been shown.",
        "It is well-known.",
    ],
)
def test_passive_sentence_is_known(sentence: str) -> None:
    assert is_passive(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "You are tired.",
        "The nurse weighs you.",
        "It is red.",
        "We used it.",
        "You are not prepared.",
        "The bed is here.",
        "It is hard indeed.",
    ],
)
def test_active_sentence_and_state_are_not_passive(sentence: str) -> None:
    assert not is_passive(sentence)


def test_mostly_passive_handout_is_found_at_the_first_such_sentence(shelf: Shelf) -> None:
    passive = (
        "You are weighed. Your arm is measured.\nThe drip is placed. The light is turned off. "
        "Your friend is called."
    )
    assert found(shelf, with_more(passive)) == [("C-004", 9)]


def test_few_passive_sentences_are_let_be(shelf: Shelf) -> None:
    passive = (
        "You are weighed.\nYour arm is measured.\nThe drip is placed.\nThe light is turned off.\n"
    )
    assert found(shelf, with_more(passive)) == []


def test_active_handout_may_have_a_fifth_of_passive_sentences(shelf: Shelf) -> None:
    passive = (
        "You are weighed. Your arm is measured. The drip is placed. The light is turned off. Your "
        "friend is called. "
    )
    assert found(shelf, with_more(passive)) == [("C-004", 9)]
    assert found(shelf, with_more(f"{passive}{'We sit and wait. ' * 12}")) == []
