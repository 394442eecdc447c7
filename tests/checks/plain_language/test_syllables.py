"""Syllables are counted as words are spoken."""

import pytest

from prepress.checks.plain_language.syllables import Syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1),
        ("every", 2),
        ("several", 2),
        ("clinician", 3),
        ("anesthetic", 4),
        ("psychiatry", 4),
        ("doesn't", 2),
        ("Yale's", 1),
    ],
)
def test_english_word_is_looked_up(word: str, count: int) -> None:
    words = (word.lower(), word.lower().partition("'")[0])
    assert Syllables.of("en", words).count(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [("esketamine", 4), ("blorped", 1), ("zable", 2), ("fluxetine", 3), ("vrooms", 1), ("brr", 1)],
)
def test_english_word_in_no_dictionary_is_counted_by_its_vowels(word: str, count: int) -> None:
    assert Syllables.of("en", [word]).count(word) == count


def test_number_is_one_syllable() -> None:
    assert Syllables.of("en", []).count("2022") == 1


def test_capitals_are_read_letter_by_letter() -> None:
    assert Syllables.of("en", []).count("FDA") == 3


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("Haus", 1),
        ("Leben", 2),
        ("Ketamin", 3),
        ("Behandlung", 3),
        ("Nation", 3),
        ("Quelle", 2),
        ("müde", 2),
    ],
)
def test_german_diphthong_is_one_syllable(word: str, count: int) -> None:
    assert Syllables.of("de", []).count(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("agua", 2),
        ("día", 2),
        ("teatro", 3),
        ("ciudad", 2),
        ("guerra", 2),
        ("que", 1),
        ("salud", 2),
        ("leer", 2),
        ("y", 1),
    ],
)
def test_spanish_strong_vowels_part(word: str, count: int) -> None:
    assert Syllables.of("es", []).count(word) == count
