"""The interface's words: complete in every language, marked where they are in another than the
text.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from prepress.errors import Place, SourceError
from prepress.layouts.catalogues import entries_of
from prepress.layouts.language import words_for
from prepress.layouts.layouts import Layouts
from prepress.project.project import shipped_folder

SHIPPED = shipped_folder("layouts")
TEMPLATE = SHIPPED / "words" / "makebook.pot"
PLACE = Place("book.yaml", 2)
LANGUAGES = sorted(file.stem for file in (SHIPPED / "words").glob("*.po"))
DAY = dt.date(2026, 11, 3)

#: A catalogue of one word.
ONE = 'msgctxt "contents"\nmsgid "Contents"\nmsgstr "{}"\n'


def keys(file: Path) -> list[str]:
    return [entry.key for entry in entries_of(file.read_text("utf-8"), file.name)]


def test_seven_languages_and_traditional_chinese_ship() -> None:
    assert LANGUAGES == ["ar", "de", "es", "fr", "vi", "zh", "zh_Hant"]


def test_every_catalogue_has_every_word_in_the_order_of_the_template() -> None:
    catalogues = {lang: keys(SHIPPED / "words" / f"{lang}.po") for lang in LANGUAGES}
    assert {
        lang: [key for key in keys(TEMPLATE) if key not in has] for lang, has in catalogues.items()
    } == {lang: [] for lang in LANGUAGES}
    assert list(catalogues.values()) == [keys(TEMPLATE)] * len(LANGUAGES)


@pytest.mark.parametrize("lang", ["en", *(name.replace("_", "-") for name in LANGUAGES)])
def test_language_speaks_for_itself(lang: str) -> None:
    words, findings = words_for(lang, Layouts((SHIPPED,), ()), PLACE)
    assert not findings
    assert words["contents"]
    assert not words.foreign


@pytest.mark.parametrize(
    "file", sorted((SHIPPED / "words").glob("*.po*")), ids=lambda file: file.name
)
def test_babel_reads_the_same_as_we_do(file: Path) -> None:
    with file.open("rb") as opened:
        catalogue = read_po(opened, abort_invalid=True)
    theirs = [(each.context, each.id, each.string, each.fuzzy) for each in catalogue if each.id]
    ours = [
        (each.key, each.english, each.words, each.fuzzy)
        for each in entries_of(file.read_text("utf-8"), "x")
    ]
    assert ours == theirs
    assert ours


@pytest.mark.parametrize(
    ("lang", "date"),
    [("en-US", "November 3, 2026"), ("en-GB", "3 November 2026"), ("de", "3. November 2026"),
     ("es", "3 de noviembre de 2026"), ("es-MX", "3 de noviembre de 2026"),
     ("fr", "3 novembre 2026"),
     ("ar", "3 نوفمبر 2026"), ("ar-EG", "3 نوفمبر 2026"), ("ar-LB", "3 تشرين الثاني 2026"),
     ("zh", "2026年11月3日"), ("zh-Hant-HK", "2026年11月3日"), ("vi", "3 tháng 11, 2026"),
     ("de-DE-x-ours", "3. November 2026")],
)  # fmt: skip
def test_date_is_written_as_the_language_does_with_the_digits_of_page_numbers(
    lang: str, date: str
) -> None:
    assert words_for(lang, Layouts((SHIPPED,), ()), PLACE)[0].date(DAY) == date


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_hold_no_other_digits_than_page_numbers_have(lang: str) -> None:
    text = (SHIPPED / "words" / f"{lang}.po").read_text("utf-8")
    assert [
        character for character in text if character.isdigit() and not character.isascii()
    ] == []


@pytest.mark.parametrize(
    ("lang", "contents"),
    [("en-GB", "Contents"), ("es-MX", "Índice"), ("zh-CN", "目录"), ("zh-Hans", "目录"), ("zh-SG", "目录"),
     ("zh-Hant", "目錄"), ("zh-TW", "目錄"), ("zh-HK", "目錄"), ("zh-Hant-HK", "目錄"),
     ("ar-EG", "المحتويات")],
)  # fmt: skip
def test_region_and_script_find_their_words(lang: str, contents: str) -> None:
    words, findings = words_for(lang, Layouts((SHIPPED,), ()), PLACE)
    assert (words["contents"], findings) == (contents, ())


def test_unknown_language_gets_english_words_and_a_finding() -> None:
    words, (finding,) = words_for("eu-ES", Layouts((SHIPPED,), ()), PLACE)
    assert (words.lang, words.foreign, finding.code, finding.place) == ("en", True, "W-001", PLACE)
    assert f"Copy {TEMPLATE} to layouts/words/eu.po" in finding.hint


def test_language_in_another_script_is_unknown(own: Path) -> None:
    write(own, "sr.po", TEMPLATE.read_text("utf-8").replace('msgstr ""', 'msgstr "x"'))
    words, (finding,) = words_for("sr-Latn", Layouts((own, SHIPPED), ()), PLACE)
    assert words["contents"] == "Contents"
    assert "layouts/words/sr_Latn.po" in finding.hint


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "words").mkdir()
    return tmp_path


def write(own: Path, name: str, text: str) -> None:
    (own / "words" / name).write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("name", "lang", "notes"),
    [("en.po", "en-US", "Notes"), ("en_US.po", "en-US", "Notes"), ("es.po", "es", "Notas"),
     ("es_MX.po", "es-MX", "Notas"), ("es-MX.po", "es-MX", "Notas"),
     ("zh_Hant.po", "zh-TW", "註釋")],
)  # fmt: skip
def test_own_word_wins_and_the_others_stay_ours(
    own: Path, name: str, lang: str, notes: str
) -> None:
    write(own, name, ONE.format("Inside"))
    words, findings = words_for(lang, Layouts((own, SHIPPED), ()), PLACE)
    assert (words["contents"], words["notes"], findings) == ("Inside", notes, ())


def test_word_that_is_left_empty_stays_ours(own: Path) -> None:
    write(own, "es.po", ONE.format(""))
    assert words_for("es", Layouts((own, SHIPPED), ()), PLACE)[0]["contents"] == "Índice"


def test_own_region_does_not_speak_for_another(own: Path) -> None:
    write(own, "es_MX.po", ONE.format("Inside"))
    assert words_for("es-AR", Layouts((own, SHIPPED), ()), PLACE)[0]["contents"] == "Índice"


def translate_by_itself(text: str) -> str:
    """The template with every word translated by itself."""
    lines = text.split("\n")
    return "\n".join(
        f"msgstr{lines[at - 1][5:]}"
        if line == 'msgstr ""' and lines[at - 1] != 'msgid ""'
        else line
        for at, line in enumerate(lines)
    )


def test_own_catalogue_adds_a_language(own: Path) -> None:
    write(
        own,
        "eu.po",
        translate_by_itself(TEMPLATE.read_text("utf-8")).replace(
            'msgstr "Contents"', 'msgstr "Edukia"'
        ),
    )
    words, findings = words_for("eu-ES", Layouts((own, SHIPPED), ()), PLACE)
    assert (words.lang, words["contents"], words.foreign, findings) == (
        "eu-ES",
        "Edukia",
        False,
        (),
    )


def test_own_template_adds_words_and_changes_none(own: Path) -> None:
    write(
        own,
        "makebook.pot",
        'msgctxt "fax"\nmsgid "Fax"\nmsgstr ""\n\n' + ONE.format("").replace("Cont", "Old cont"),
    )
    english, _ = words_for("en", Layouts((own, SHIPPED), ()), PLACE)
    assert (english["fax"], english["contents"]) == ("Fax", "Contents")
    with pytest.raises(SourceError, match=r"“fax” \(in English “Fax”\) is not translated\. "):
        words_for("es", Layouts((own, SHIPPED), ()), PLACE)


FULL = translate_by_itself(TEMPLATE.read_text("utf-8"))
WRONG = {
    "broken": (
        FULL.replace('msgstr "Notes"', "msgstr Notes", 1),
        "eu.po:19: This is no line of a gettext catalogue",
    ),
    "only begun": (
        ONE.format("Edukia"),
        "eu.po: “notes” (in English “Notes”) is not translated, nor are",
    ),
    "one empty": (
        FULL.replace('msgstr "Notes"', 'msgstr ""'),
        "eu.po:17: “notes” (in English “Notes”) is not trans",
    ),
    "fuzzy": (
        FULL.replace('msgctxt "notes"', '#, fuzzy\nmsgctxt "notes"'),
        "eu.po:18: “notes” is marked as fuzzy",
    ),
    "other fields": (
        FULL.replace('msgstr "Page {page}', 'msgstr "Orria {orria}'),
        "must hold {page} and {pages}. In",
    ),
    "fields with a form": (
        FULL.replace('msgstr "Page {page}', 'msgstr "{page:>9}'),
        "must hold {page} and {pages}.",
    ),
    "half a brace": (
        FULL.replace('msgstr "Notes"', 'msgstr "Notes}"'),
        "“notes” must hold nothing in braces.",
    ),
    "other English": (
        FULL.replace('msgid "Notes"', 'msgid "Note"'),
        "The English words of “notes” are “Notes”, not",
    ),
    "unknown word": (
        FULL.replace('msgctxt "notes"', 'msgctxt "nots"'),
        "There is no word “nots”. Did you mean “notes”",
    ),
}


@pytest.mark.parametrize(("text", "what"), WRONG.values(), ids=WRONG)
def test_wrong_catalogue_is_one_clear_message(own: Path, text: str, what: str) -> None:
    write(own, "eu.po", text)
    with pytest.raises(SourceError) as raised:
        words_for("eu", Layouts((own, SHIPPED), ()), PLACE)
    assert what in str(raised.value)


def test_own_english_words_are_held_against_the_template_too(own: Path) -> None:
    write(own, "en.po", 'msgctxt "page_of"\nmsgid "Page {page} of {pages}"\nmsgstr "Page {page}"\n')
    with pytest.raises(SourceError, match=r"must hold \{page\} and \{pages\}"):
        words_for("en", Layouts((own, SHIPPED), ()), PLACE)


def test_missing_template_is_one_clear_message(own: Path) -> None:
    with pytest.raises(SourceError, match=r"words/makebook\.pot: There is no layout file"):
        words_for("en", Layouts((own,), ()), PLACE)


def test_translation_in_the_template_is_one_clear_message(own: Path) -> None:
    write(own, "makebook.pot", ONE.format("Edukia"))
    with pytest.raises(
        SourceError,
        match=r"makebook.pot:1: This is the template, but “contents” is translated in it",
    ):
        words_for("en", Layouts((own, SHIPPED), ()), PLACE)


@pytest.mark.parametrize(
    ("name", "lang"), [("en", "en-US"), ("eu", "eu"), ("es-MX", "es-MX"), ("es", "es-MX")]
)
def test_catalogue_of_former_versions_is_one_clear_message(own: Path, name: str, lang: str) -> None:
    write(own, f"{name}.toml", 'contents = "Inside"\n')
    with pytest.raises(SourceError) as raised:
        words_for(lang, Layouts((own, SHIPPED), ()), PLACE)
    po = name.replace("-", "_")
    assert f"{name}.toml: The interface's words are gettext catalogues now" in str(raised.value)
    assert f"Write its words into {po}.po beside it" in str(raised.value)


def test_english_words_cost_no_reader_of_catalogues() -> None:
    program = (
        "import sys; from prepress.errors import Place;"
        "from prepress.layouts.language import words_for;"
        "from prepress.layouts.layouts import Layouts;"
        "from prepress.project.project import shipped_folder;"
        "words_for('en-US', Layouts((shipped_folder('layouts'),), ()), Place('x'));"
        "print([name for name in sys.modules if name.startswith('babel')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
