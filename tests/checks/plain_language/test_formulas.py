"""Each formula gives what its paper gives, computed by hand."""

import pytest

from prepress.checks.plain_language.formulas import (
    Counts,
    fernandez_huerta,
    flesch_kincaid,
    smog,
    wiener_sachtext,
)


def counts(sentences: int, *words: tuple[int, int]) -> Counts:
    return Counts.of(sentences, list(words))


def test_flesch_kincaid_weighs_the_length_of_sentences_and_of_words() -> None:
    # 0.39 * 10 / 1 + 11.8 * 14 / 10 - 15.59
    assert flesch_kincaid(counts(1, *[(1, 3)] * 6, *[(2, 5)] * 4)) == pytest.approx(4.83)


def test_smog_weighs_hard_words_alone() -> None:
    # 3.1291 + 1.0430 * √25
    assert smog(counts(30, *[(3, 9)] * 25, *[(2, 5)] * 300)) == pytest.approx(8.3441)


def test_wiener_sachtextformel_weighs_hard_long_and_short_words() -> None:
    # 0.1935 * 10 + 0.1672 * 10 + 0.1297 * 20 - 0.0327 * 50 - 0.875
    words = [(1, 3)] * 5 + [(2, 5)] * 3 + [(2, 7)] + [(3, 9)]
    assert wiener_sachtext(counts(1, *words)) == pytest.approx(3.691)


@pytest.mark.parametrize(
    ("syllables", "grade"),
    [(17, 4), (18, 5), (21, 6), (22, 8), (23, 11), (24, 11), (25, 13), (27, 13), (28, 16)],
)
def test_fernandez_huerta_gives_the_school_year_of_its_table(syllables: int, grade: float) -> None:
    # 206.84 - 60 * syllables / 10 - 1.02 * 10
    assert fernandez_huerta(Counts(1, 10, syllables, 0, 0, 0)) == grade
