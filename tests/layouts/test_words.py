"""The interface's words: complete in every language, marked where they are in another than the text."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from prepress.errors import Place, SourceError
from prepress.language import words_for
from prepress.layouts import Layouts
from prepress.project import shipped

SHIPPED = shipped("layouts")
PLACE = Place("book.yaml", 2)
LANGUAGES = sorted(file.stem for file in (SHIPPED / "words").glob("*.toml"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_language_has_all_words(lang: str) -> None:
    words, findings = words_for(lang, Layouts((SHIPPED,), ()), PLACE)
    assert not findings
    assert words["contents"]
    assert not words.foreign


def test_four_languages_ship() -> None:
    assert LANGUAGES == ["de", "en", "es", "fr"]


@pytest.mark.parametrize(
    ("lang", "date"),
    [("en-US", "November 23, 2026"), ("en-GB", "23 November 2026"), ("de", "23. November 2026"),
     ("es", "23 de noviembre de 2026"), ("fr", "23 novembre 2026")],
)  # fmt: skip
def test_date_is_written_as_the_language_does(lang: str, date: str) -> None:
    assert words_for(lang, Layouts((SHIPPED,), ()), PLACE)[0].date(dt.date(2026, 11, 23)) == date


def test_unknown_language_gets_english_words_and_a_finding() -> None:
    words, (finding,) = words_for("eu", Layouts((SHIPPED,), ()), PLACE)
    assert (words.lang, words.foreign, finding.code, finding.place) == ("en", True, "W-001", PLACE)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "words").mkdir()
    return tmp_path


def test_own_word_wins(own: Path) -> None:
    (own / "words" / "en.toml").write_text('contents = "Inside"\n', "utf-8")
    words, _ = words_for("en-US", Layouts((own, SHIPPED), ()), PLACE)
    assert (words["contents"], words["notes"]) == ("Inside", "Notes")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("contents = \n", "no TOML"),
        ('contents = "Edukia"\n', "There is no “notes”"),
        ((SHIPPED / "words/en.toml").read_text("utf-8").replace("{page}", "{orria}"), "“page_of” must hold page pages"),
    ],
    ids=["broken", "incomplete", "other fields"],
)
def test_wrong_catalogue_is_one_clear_message(own: Path, text: str, what: str) -> None:
    (own / "words" / "eu.toml").write_text(text, "utf-8")
    with pytest.raises(SourceError, match=what):
        words_for("eu", Layouts((own, SHIPPED), ()), PLACE)
