"""Each mistake in the metadata is one message with its file, its line and its remedy."""

import pytest

from prepress.errors import SourceError
from prepress.manuscript.metadata_keys import read_metadata

HEAD = "title: T\nlang: en\n"


def refused(text: str, first_line: int = 1) -> SourceError:
    with pytest.raises(SourceError) as error:
        read_metadata(text, "book.yaml", first_line)
    assert error.value.place and error.value.place.file == "book.yaml"
    return error.value


def line_of(error: SourceError) -> int | None:
    assert error.place
    return error.place.line


@pytest.mark.parametrize(
    ("line", "near"),
    [
        ("titel: T", "title"),
        ("cover_image: a.png", "cover-image"),
        ("Lang: en", "lang"),
        ("reviewd: x", "reviewed"),
    ],
)
def test_unknown_key_names_the_nearest(line: str, near: str) -> None:
    error = refused(f"{HEAD}\n{line}\n")
    assert line_of(error) == 4
    assert error.remedy == f"Did you mean “{near}”?"


def test_misspelt_keys_are_all_told_at_once() -> None:
    error = refused(f"{HEAD}titel: 1\nxyzzy: 1\nreviewd: x\n")
    assert (
        error.what == "There is no key “titel”; nor is there “reviewd” (line 5), “xyzzy” (line 4)."
    )
    assert error.remedy == "Did you mean “title”, “reviewed”?"


def test_key_that_is_near_nothing_of_ours_is_passed_over() -> None:
    assert read_metadata(f"{HEAD}xyzzy: 1\n", "book.yaml").title == "T"


@pytest.mark.parametrize(
    ("text", "key"),
    [("lang: en\n", "title"), ("title: T\n", "lang"), ("title:\nlang: en\n", "title")],
)
def test_missing_key_has_an_example(text: str, key: str) -> None:
    error = refused(text)
    assert error.what == f"There is no “{key}”."
    assert f"{key}: " in error.remedy


@pytest.mark.parametrize(
    ("text", "line", "what", "remedy"),
    [
        ("title: A: B\nlang: en\n", 1, "needs quotes", 'title: "A: B"'),
        ('title: A "b": C\nlang: en\n', 1, "needs quotes", """title: 'A "b": C'"""),
        ("title: “A: B”\nlang: en\n", 1, "curly quotes", "straight ones"),
        ("title:\tT\nlang: en\n", 1, "a tab", "a space"),
        ('title: T\nsubtitle: "A\nlang: en\n', 2, "quotation mark opens", "Close it"),
        ("title: T\nauthor: [A, B\nlang: en\n", 2, "bracket opens", "Close it"),
        ("title: T\nlang: en\ncontact: {name: A\n", 3, "bracket opens", "Close it"),
        ("title: @home\nlang: en\n", 1, "begin with @", 'title: "@home"'),
        ("title: %x\nlang: en\n", 1, "begin with %", 'title: "%x"'),
        ("title: *Sleep* now\nlang: en\n", 1, "begin with *", 'title: "*Sleep* now"'),
        ("title: !Sleep now\nlang: en\n", 1, "begins with !", "title: Sleep"),
        ("title: &Sleep now\nlang: en\n", 1, "begins with ! or &", "title: Sleep"),
        (
            'title: "Sleep" now\nlang: en\n',
            1,
            "behind a closing quotation mark",
            "title: '\"Sleep\" now'",
        ),
        ('title: "C:\\data"\nlang: en\n', 1, "backslash", "twice"),
        ("title: T\n lang: en\n", 2, "further right", "left edge"),
        ("title:T\nlang: en\n", 1, "no space after the colon", "title: T"),
        ("title: T\njust words\nlang: en\n", 2, "no key with a value", "title: Sleep"),
        ("title: T\n---\nlang: en\n", 2, "second line of ---", "Take it out"),
        ("title: A\x07B\nlang: en\n", 1, "U+0007", "Delete"),
        ("- title\n- lang\n", 1, "keys with values", "title: Sleep"),
        ("just words\n", 1, "keys with values", "title: Sleep"),
        ("", 1, "no metadata", "title: Sleep"),
        ("# only a remark\n", 1, "no metadata", "title: Sleep"),
        ("title: A\nlang: en\ntitle: B\n", 3, "“title” stands twice, first in line 1", "Keep one"),
        ("? [a]\n: b\n", 1, "not a word", "a colon"),
        ("[" * 3000, 1, "too many brackets", "Take some out"),
    ],
)
def test_broken_yaml_is_said_in_plain_words(text: str, line: int, what: str, remedy: str) -> None:
    error = refused(text)
    assert (line_of(error), what in error.what, remedy in error.remedy) == (line, True, True), str(
        error
    )


def test_lines_count_from_the_top_of_the_file() -> None:
    assert line_of(refused("title: A: B\nlang: en\n", first_line=2)) == 2
    assert line_of(refused(f"{HEAD}titel: T\n", first_line=2)) == 4
    assert line_of(refused("title: A\x07\nlang: en\n", first_line=2)) == 2


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("subtitle: [a, b]", "“subtitle” must be one line of text"),
        ("subtitle: {a: b}", "“subtitle” must be one line of text"),
        ("author: {a: b}", "“author” must be one line of text"),
        ("max-grade: low", "“max-grade” is “low”, but must be a number from 1 to 20"),
        ("max-grade: 0", "“max-grade” is “0”, but must be a number from 1 to 20"),
        ("max-grade: 21", "“max-grade” is “21”, but must be a number from 1 to 20"),
        ("plain-language: yes", "“plain-language” is “yes”, but must be true or false"),
        ("terms: {a: b}", "“terms” must be one line of text"),
        (f"subtitle: {'x' * 501}", "501 characters long; the limit is 500"),
        ('subtitle: "a\\x1fb"', "control character (U+001F)"),
        ('subtitle: "a\\ud800b"', "control character (U+D800)"),
        ('subtitle: "a\\uffffb"', "control character (U+FFFF)"),
        ('subtitle: " "', "“subtitle” is empty"),
        ("date: 2026-02-30", "no day of the calendar"),
        ("date: 11/23/2026", "year-month-day"),
        ("date: November 2026", "year-month-day"),
        ("date: 20261123", "year-month-day"),
        ("dir: up", "must be ltr or rtl"),
        ("layout: ../handout", "must be the name of a folder"),
        ("layout: .", "must be the name of a folder"),
        ("editions: print", "must be names of editions"),
        ("editions: []", "names no edition"),
        ("editions: {print: letter}", "“print” must be keys with values"),
        ("editions: {print: {trim: a9}}", "“a9”, which is no size of paper"),
        ("editions: {print: {trim: 1x1mm}}", "no size of paper"),
        ("contact: Clinic", "“contact” must be keys with values"),
        ("accessibility: none", "“accessibility” must be keys with values"),
        ("accessibility: {features: []}", "“features” is an empty list"),
        ("accessibility: {features: [[ARIA]]}", "“features” must be one line of text"),
        ("accessibility: {features: {ARIA: yes}}", "“features” must be one line of text"),
        ('accessibility: {hazards: ","}', "“hazards” holds no word"),
        ("accessibility: {summary: [a, b]}", "“summary” must be one line of text"),
        ("contact: {name: A, web: clinic.example}", "must be a web address"),
        ("contact: {name: A, web: 'javascript:alert(1)'}", "must be a web address"),
        ("contact: {name: A, web: 'https://a.b/\"x'}", "must be a web address"),
    ],
)
def test_wrong_value_says_what_it_must_be(line: str, what: str) -> None:
    error = refused(f"{HEAD}{line}\n")
    assert what in error.what
    assert line_of(error) == 3
    assert error.remedy.startswith("Write for example: ")


@pytest.mark.parametrize("lang", ["English", "e", "en-", "en-USA1", "i-klingon", "en US", "ｅｎ"])
def test_what_is_no_language_tag_is_refused(lang: str) -> None:
    error = refused(f"title: T\nlang: {lang}\n")
    assert "no language tag" in error.what
    assert "lang: en-US" in error.remedy


@pytest.mark.parametrize("written", ["editions: [print, eupb]", "editions: {print: , eupb: {}}"])
def test_unknown_edition_names_the_nearest(written: str) -> None:
    error = refused(f"{HEAD}{written}\n")
    assert "“eupb”" in error.what
    assert error.remedy == "Did you mean “epub”?"


def test_unknown_edition_names_its_own_line() -> None:
    assert line_of(refused(f"{HEAD}editions:\n  - print\n  - eupb\n")) == 5
    assert line_of(refused(f"{HEAD}editions:\n  print:\n  eupb:\n")) == 5


def test_unknown_option_names_the_nearest_and_its_line() -> None:
    error = refused(f"{HEAD}editions:\n  print:\n    tirm: a4\n")
    assert (line_of(error), error.remedy) == (5, "Did you mean “trim”?")


def test_unknown_key_of_the_contact_names_the_nearest_and_its_line() -> None:
    error = refused(f"{HEAD}contact:\n  name: Clinic\n  fone: 1\n")
    assert (line_of(error), error.remedy) == (5, "Did you mean “phone”?")


@pytest.mark.parametrize(
    ("key", "word", "near"),
    [
        ("access-mode", "Textual", "textual"),
        ("access-mode", "visuel", "visual"),
        ("access-mode-sufficient", "textual, visul", "visual"),
        ("features", "alternativetext", "alternativeText"),
        ("features", "mathml", "MathML"),
        ("features", "aria", "ARIA"),
        ("hazards", "noFlashing", "noFlashingHazard"),
    ],
)
def test_unknown_word_of_the_accessibility_names_the_nearest_and_its_line(
    key: str, word: str, near: str
) -> None:
    error = refused(f"{HEAD}accessibility:\n  {key}:\n    - {word}\n")
    assert (line_of(error), error.remedy) == (5, f"Did you mean “{near}”?")
    assert f"“{key}” knows no word “{word.rpartition(', ')[2]}”" in error.what
    assert line_of(refused(f"{HEAD}accessibility:\n  {key}: {word}\n")) == 4


def test_word_that_only_suits_other_senses_is_refused() -> None:
    error = refused(f"{HEAD}accessibility: {{access-mode-sufficient: colorDependent}}\n")
    assert "auditory, tactile, textual, visual" in error.remedy


def test_unknown_key_of_the_accessibility_names_the_nearest_and_its_line() -> None:
    error = refused(f"{HEAD}accessibility:\n  hazards: none\n  feature: ARIA\n")
    assert (line_of(error), error.remedy) == (5, "Did you mean “features”?")
