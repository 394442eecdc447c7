"""A text is divided into the sentences and words that a reader would count."""

import pytest

from prepress.checks.plain_language.sentences import parts_of, sentences_of


def divided(text: str) -> list[str]:
    return [sentence.text for sentence in sentences_of(text)]


@pytest.mark.parametrize(
    "text",
    ["Rest. Then eat.", "Who? You.", "Stop! Rest.", "He said “no.” She left.", "Wait… Rest."],
)
def test_full_stop_ends_a_sentence(text: str) -> None:
    assert len(divided(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Ask Dr. Lee about it.",
        "Eat fruit, e.g. Gala apples.",
        "See No. 3 below.",
        "J. K. Lee wrote it.",
        "It costs 2.50 dollars.",
        "She met her (at 5 p.m.) at home.",
        "Frag z. B. Anna danach.",
    ],
)
def test_stop_of_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert divided(text) == [text]


def test_stop_behind_no_or_i_ends_a_sentence() -> None:
    assert divided("These are reasons to say no. Ask us.") == [
        "These are reasons to say no.",
        "Ask us.",
    ]
    assert divided("So do I. She left.") == ["So do I.", "She left."]


def test_colon_before_a_list_ends_a_sentence() -> None:
    assert divided("Bring three things:") == ["Bring three things:"]
    assert divided("One thing helps: rest.") == ["One thing helps: rest."]


def test_item_without_a_full_stop_is_a_sentence_where_it_is_long() -> None:
    assert divided("you want to sleep better at night") == ["you want to sleep better at night"]
    assert divided("good sleep") == []


def test_postal_address_is_no_sentence() -> None:
    assert divided("Your Clinic, 1 Main Street, Springfield, Illinois") == []
    assert divided("Your Clinic at 1 Main Street, Springfield, Illinois") == []
    assert divided("Your clinic at 1 Main Street") == []


def test_address_of_the_web_is_no_word() -> None:
    (sentence,) = sentences_of(
        "Go to https://clinic.example/book or write to us@clinic.example now."
    )
    assert sentence.words == ("Go", "to", "or", "write", "to", "now")


def test_word_with_hyphens_and_number_with_a_point_are_one_word() -> None:
    (sentence,) = sentences_of("Off-label use doesn’t cost 2.50 dollars.")
    assert sentence.words == ("Off-label", "use", "doesn’t", "cost", "2.50", "dollars")
    assert parts_of("Off-label") == ["off", "label"]
