"""The spaces inside a telephone number are known, and no others."""

import pytest

from prepress.text.measures import spaces_inside


@pytest.mark.parametrize(
    ("text", "spaces"),
    [
        ("+1 555 12 3", 3),
        ("(12) 34 56", 0),
        ("+123 456 789 012 345", 4),
        ("+1234 567 890 123 456", 0),
        ("call 1 800 273 TALK now", 3),
        ("call 555 12 now", 0),
    ],
)
def test_telephone_number_has_seven_to_fifteen_digits_or_a_word(text: str, spaces: int) -> None:
    found = [text[start:end] for start, end in spaces_inside(text, "en")]
    assert found == [" "] * spaces
