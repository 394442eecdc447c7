"""Spelled numbers are read as text2num reads them, and as num2words wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words
from text_to_num import alpha2digit, text2num

from prepress.checks.translations.number_words import spelled_numbers_in

LANGUAGES = ["en", "es", "fr", "de", "vi"]
#: What text2num speaks of these.
ORACLE = ["en", "es", "fr", "de"]
AND = {"en": "and", "es": "y", "fr": "et", "de": "und"}
#: One of each shape.
SHAPES = [2, 3, 7, 10, 12, 15, 21, 42, 80, 99, 100, 101, 200, 311, 1000, 2000, 10**4]


def read(words: str, lang: str) -> list[Decimal]:
    """The numbers of a text."""
    return [each.value for each in spelled_numbers_in(f"{words} x".lower(), lang)]


def spelled(number: float | Decimal, lang: str) -> str:
    return str(num2words(number, lang=lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_number_up_to_some_thousand_is_read_as_itself(lang: str) -> None:
    first = 1 if lang == "vi" else 0  # “không” is “no” and “not” first of all
    misread = [each for each in range(first, 2200) if read(spelled(each, lang), lang) != [each]]
    assert misread == []


@pytest.mark.parametrize("lang", LANGUAGES)
@settings(max_examples=60)
@given(number=st.integers(2200, 10**8))
def test_larger_number_is_read_as_itself(lang: str, number: int) -> None:
    assert read(spelled(number, lang), lang) == [number]


@pytest.mark.parametrize("lang", ORACLE)
@settings(max_examples=60)
@given(number=st.integers(0, 999_999))
def test_number_is_read_as_by_text2num(lang: str, number: int) -> None:
    words = spelled(number, lang).replace(",", "")
    assert oracle_value(words, lang) in (None, *read(words, lang))  # it knows not quite all


@pytest.mark.parametrize("lang", ORACLE)
@settings(max_examples=40)
@given(whole=st.integers(0, 999), tenth=st.integers(1, 9))
def test_decimal_is_read_as_by_text2num(lang: str, whole: int, tenth: int) -> None:
    words = spelled(Decimal(f"{whole}.{tenth}"), lang)
    found = re.fullmatch(r"\d+[.,]\d+", alpha2digit(words, lang, threshold=0))
    oracle = Decimal(found[0].replace(",", ".")) if found else None  # it knows not quite all
    assert oracle in (None, *read(words, lang))


@pytest.mark.parametrize("lang", ORACLE)
@settings(max_examples=40)
@given(whole=st.integers(0, 999), hundredths=st.integers(1, 99))
def test_decimals_are_read_as_they_were_written(lang: str, whole: int, hundredths: int) -> None:
    number = (whole + Decimal(hundredths) / 100).normalize()
    assert read(spelled(number, lang), lang) == [number]


def test_hundreds_beyond_nine_are_one_number() -> None:
    assert read("fifteen hundred", "en") == read("fifteen-hundred", "en") == [1500]
    assert read("fifteen, hundred", "en") == [15, 100]


#: The digits of Vietnamese in the forms of the north and the south, and those behind a ten.
VIETNAMESE = {
    1: "một",
    2: "hai",
    3: "ba",
    4: "bốn tư",
    5: "năm",
    6: "sáu",
    7: "bảy bẩy",
    8: "tám",
    9: "chín",
}
BEHIND_TEN = VIETNAMESE | {1: "một mốt", 5: "lăm nhăm"}


def vietnamese_numbers() -> Iterator[tuple[str, int]]:
    for one, forms in BEHIND_TEN.items():
        yield from ((f"mười {form}", 10 + one) for form in forms.split())
    for number, words in VIETNAMESE.items():
        for word in words.split():
            yield word, number
            yield f"{word} trăm", 100 * number
            yield f"{word} trăm linh ba", 100 * number + 3
            yield f"{word} ngàn", 1000 * number
    tens = [(word, 10 * ten) for ten in range(2, 10) for word in VIETNAMESE[ten].split()]
    yield from ((f"{word} mươi", ten) for word, ten in tens)
    for (word, ten), one in product(tens, BEHIND_TEN):
        yield from ((f"{word} mươi {form}", ten + one) for form in BEHIND_TEN[one].split())
    yield from (("nghìn", 1000), ("ngàn", 1000))


def test_every_form_of_vietnamese_is_read() -> None:
    misread = [each for each in vietnamese_numbers() if read(each[0], "vi") != [each[1]]]
    assert misread == []


@pytest.mark.parametrize("word", ["một", "ba", "tư", "năm", "tám", "chín"])
def test_vietnamese_digit_that_is_another_word_too_is_no_sure_number(word: str) -> None:
    (number,) = spelled_numbers_in(f"có {word} người", "vi")
    assert number.weak


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("tư", 4),
        ("nửa", "0.5"),
        ("một nửa", "0.5"),
        ("rưỡi", "0.5"),
        ("đôi", 2),
        ("đôi ba", 2),
        ("cả hai", 2),
        ("gấp đôi", 2),
        ("gấp ba", 3),
        ("tá", 12),
        ("thập kỷ", 10),
        ("thế kỷ", 100),
    ],
)
def test_vietnamese_word_that_may_be_a_number_has_its_value(words: str, value: str) -> None:
    (number,) = spelled_numbers_in(f"có {words} người", "vi")
    assert (number.value, number.weak) == (Decimal(value), True)
    assert (number.kind == "fold") == words.startswith("gấp")


@pytest.mark.parametrize("lang", ORACLE)
def test_two_numbers_in_a_row_are_one_only_where_text2num_says_so(lang: str) -> None:
    """Where ours are two and text2num's is one, that is on purpose: “twenty and two” may well be
    two, and “quinze cents” be money.
    """
    unlike = []
    for one, two, joint in product(SHAPES, SHAPES, (" ", f" {AND[lang]} ")):
        words = spelled(one, lang) + joint + spelled(two, lang)
        ours = read(words, lang)
        if len(ours) == 1 and ours != [oracle_value(words, lang)]:
            unlike.append((words, ours))
    assert unlike == []


def oracle_value(words: str, lang: str) -> int | None:
    try:
        return int(text2num(words.lower(), lang))
    except ValueError:
        return None
