"""Whatever stands in a text, it is compared without a traceback and without a long wait."""

from __future__ import annotations

import random
import time

import pytest

from tests.checks.translations.texts import TRANSLATIONS, found

PIECES = [
    *"[]{}()!<>`*_~#:-|>&\\ \n\n0123456789.,%½mgabc”\"'=^²İ\u202e",
    *(
        "{{ clinic.x }}",
        "::: note\n",
        "[^a]",
        "\n[^a]: ",
        '![](a){alt="b"}',
        "\n# ",
        "\n- ",
        "\n```\n",
        "<!--",
        "-->",
    ),
    *("٣", "三", "March ", "ten ", "tres ", "5:30 p.m.", "3/5/2019", "tel:", "](", "\n| a | b |\n"),
]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("lang", [*TRANSLATIONS, "vi", "ru", "ja", "tlh", "x-private"])
def test_any_text_can_be_compared(lang: str) -> None:
    chance = random.Random(lang)
    for _ in range(25):
        source, now, translation = (
            "".join(chance.choices(PIECES, k=chance.randint(0, 120))) for _ in range(3)
        )
        found(translation, now, source, lang)


#: Of the processor; each takes a fifth of one.
MOST_SECONDS = 5
REPEATED = ("{", "[", "![", "`", "_", "1,", "1-", "+1 ", "5 mg ", "# a\n", "[^a]: b\n", "three ")


@pytest.mark.parametrize("piece", REPEATED)
def test_long_repetition_is_read_in_time(piece: str) -> None:
    text = piece * (6000 // len(piece))
    begin = time.process_time()
    found(text, f"{text}y{text}", f"{text}x")
    assert time.process_time() - begin < MOST_SECONDS


def test_number_of_thousands_of_digits_is_a_number() -> None:
    (finding,) = found("9" * 5000 + ".\n", "9" * 4999 + "8.\n")
    assert finding.code == "V-002"
    assert len(finding.what) < 200


def test_empty_texts_have_nothing_to_mend() -> None:
    assert found("", "") == found("\n\n", "\n") == []
