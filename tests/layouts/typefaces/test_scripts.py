"""Which typeface a text and a language need."""

from __future__ import annotations

import re
import unicodedata

import pytest

from prepress.layouts.typefaces.scripts import (
    TYPEFACES,
    adding_command,
    needed_typefaces,
    script_at,
    script_of,
    typeface_for,
)
from prepress.project.project import shipped_folder
from prepress.screen.font_files import coverage_of

ADDED = [typeface for typeface in TYPEFACES if not typeface.ships]
#: What the names of letters begin with in Unicode.
# fmt: off
BEGINNINGS = {
    "ARABIC": "Arab", "ARMENIAN": "Armn", "BENGALI": "Beng", "BOPOMOFO": "Hant", "CJK": "Hani",
    "DEVANAGARI": "Deva", "ETHIOPIC": "Ethi", "GEORGIAN": "Geor", "GUJARATI": "Gujr",
    "GURMUKHI": "Guru", "HANGUL": "Kore", "HEBREW": "Hebr", "HIRAGANA": "Jpan", "KANNADA": "Knda",
    "KATAKANA": "Jpan", "KHMER": "Khmr", "LAO": "Laoo", "LATIN": "", "MALAYALAM": "Mlym",
    "MYANMAR": "Mymr", "SINHALA": "Sinh", "TAMIL": "Taml", "TELUGU": "Telu", "THAI": "Thai",
}
# fmt: on


def families_for(text: str, lang: str = "en") -> list[str]:
    return [
        typeface.family.removeprefix("Noto Sans ") for typeface in needed_typefaces([text], lang)
    ]


@pytest.mark.parametrize("text", ["plain", "“Zażółć” – Ξεσκεπάζω", "Съешь ещё", "ấ ✓ → ∀ ½ ⚠ ♥"])
def test_text_of_every_project_needs_none(text: str) -> None:
    assert families_for(text) == []


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("Smile 😀", ["Noto Emoji"]),
        ("├── a 😀", ["Noto Emoji", "Mono"]),
        ("⚠️ 1️⃣", ["Noto Emoji"]),
        ("ماء", ["Arabic"]),
        ("מים", ["Hebrew"]),
        ("น้ำ", ["Thai"]),
        ("ماء מים", ["Arabic", "Hebrew"]),
        ("물", ["KR"]),
    ],
)
def test_letters_need_the_font_of_their_script(text: str, families: list[str]) -> None:
    assert families_for(text) == families


def test_sentences_of_bengali_end_without_devanagari() -> None:
    assert families_for("জল।") == ["Bengali"]


@pytest.mark.parametrize(
    ("lang", "family"),
    [
        ("zh", "SC"), ("zh-Hans-HK", "SC"), ("zh-TW", "TC"), ("zh-Hant", "TC"), ("zh-HK", "HK"),
        ("zh-Hant-MO", "HK"),
        ("yue", "HK"), ("ja", "JP"), ("ko", "KR"),
    ],
)  # fmt: skip
def test_chinese_characters_look_as_in_the_country_of_the_language(lang: str, family: str) -> None:
    assert families_for("水", lang) == [family]
    assert families_for(f'<span lang="{lang}">水</span>') == [family]


def test_syllables_tell_what_no_language_tells() -> None:
    assert families_for("水です") == ["JP"]


def test_chinese_characters_of_no_known_language_may_come_from_any_font() -> None:
    assert families_for("水") == ["SC", "TC", "HK", "JP", "KR"]


def test_letters_have_the_script_that_unicode_calls_them_after() -> None:
    letters = [chr(code) for code in range(0x10000) if chr(code).isalpha()]
    beginnings = {each: unicodedata.name(each).split()[0] for each in letters}
    scripts = {each: BEGINNINGS.get(name, script_at(each)) for each, name in beginnings.items()}
    assert {each: script_at(each) for each in letters} == scripts


@pytest.mark.parametrize(
    ("lang", "script"),
    [
        ("ar", "Arab"), ("ur", "Arab"), ("prs", "Arab"), ("pa", "Guru"), ("pa-PK", "Arab"),
        ("ku-Arab", "Arab"),
        ("ku", "Latn"), ("sr", "Cyrl"), ("en-US", "Latn"), ("hi", "Deva"), ("zh_TW", "Hant"),
        ("ti", "Ethi"),
        ("qqq", ""),
    ],
)  # fmt: skip
def test_language_has_the_script_that_it_is_written_in(lang: str, script: str) -> None:
    assert script_of(lang) == script


def test_every_language_of_the_table_leads_to_its_typeface() -> None:
    for typeface in TYPEFACES:
        assert {typeface_for(script_of(lang)) for lang in typeface.languages} == {typeface}


def test_command_names_the_language_of_the_text_where_it_can() -> None:
    arabic = typeface_for("Arab")
    assert arabic
    assert (adding_command(arabic, "fa-AF"), adding_command(arabic, "en")) == (
        "makebook fonts add fa",
        "makebook fonts add ar",
    )


def test_stylesheet_names_both_faces_of_every_typeface() -> None:
    css = (shipped_folder("layouts") / "scripts.css").read_text("utf-8")
    tokens = (shipped_folder("layouts") / "tokens.css").read_text("utf-8")
    for typeface in ADDED:
        face = (
            rf'font-family: "{typeface.family}"; src: '
            rf"url\(fonts/{typeface.folder}/{typeface.stem}-(\w+)\.ttf\)"
        )
        assert re.findall(face, css) == ["Regular", "Bold"]
        assert f'"{typeface.family}"' in tokens


def test_no_shipped_font_has_letters_of_a_script_that_it_cannot_set() -> None:
    scripts = {typeface.script for typeface in ADDED}
    for file in sorted(shipped_folder("fonts").glob("*/*.ttf")):
        letters = [chr(code) for code in coverage_of(file) if script_at(chr(code)) in scripts]
        assert letters in ([], ["჻"]), file.name
