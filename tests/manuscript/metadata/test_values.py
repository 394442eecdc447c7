"""Each kind of value is read typed and exactly as written."""

import datetime as dt

import pytest

from prepress.editions.epub_edition import EpubEdition
from prepress.editions.print_edition import PrintEdition
from prepress.editions.trims import Trim
from prepress.errors import SourceError
from prepress.manuscript.accessibility_keys import ACCESSIBILITY_KEYS
from prepress.manuscript.medical_codes import CODES_KEYS
from prepress.manuscript.metadata import Accessibility, Contact, Metadata
from prepress.manuscript.metadata_keys import CONTACT_KEYS, KEYS, read_metadata
from tests.shelf import Shelf


def read(lines: str) -> Metadata:
    return read_metadata(f"title: T\nlang: en\n{lines}\n", "book.yaml")


def titled(title: str) -> str:
    return read_metadata(f"title: {title}\nlang: en\n", "book.yaml").title


def test_two_lines_are_enough() -> None:
    metadata = read("")
    assert (metadata.title, metadata.lang, metadata.dir, metadata.layout) == (
        "T",
        "en",
        "ltr",
        "handout",
    )
    assert [edition.name for edition in metadata.editions] == ["print", "epub"]


@pytest.mark.parametrize(
    "text", ["2024", "No", "yes", "1.0", "2024-02-30", "0x1F", "1e3", "12:30", "“Sleep”", ".5"]
)
def test_text_that_yaml_takes_for_something_else_stays_text(text: str) -> None:
    assert titled(text) == text


def test_quotes_are_not_part_of_the_text() -> None:
    assert titled('"A: B"') == titled("'A: B'") == "A: B"


def test_text_over_several_lines_is_one_line() -> None:
    assert read("description: >\n  One\n  two\n\n  three").description == "One two three"


def test_value_left_empty_counts_as_not_given() -> None:
    assert read("subtitle:\nauthor: ~\ndate: null").subtitle is None


def test_author_is_one_or_several() -> None:
    assert read("author: Ann Lee, MD").author == ("Ann Lee, MD",)
    assert read("author: [Ann Lee, Ben Roe]").author == ("Ann Lee", "Ben Roe")
    assert read("author:\n- Ann Lee\n- 007").author == ("Ann Lee", "007")


def test_keywords_are_a_list_or_parted_by_commas() -> None:
    assert read("keywords: [sleep, deep rest]").keywords == ("sleep", "deep rest")
    assert read("keywords: sleep, deep rest,").keywords == ("sleep", "deep rest")


def test_date_is_a_day_of_the_calendar() -> None:
    assert read("date: 2024-02-29").date == dt.date(2024, 2, 29)
    assert read('review-by: "2026-11-23"').review_by == dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("written", "lang"),
    [
        ("en-us", "en-US"),
        ("EN", "en"),
        ("no", "no"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("es-419", "es-419"),
        ("DE-ch-1996", "de-CH-1996"),
        ("sl-Rozaj", "sl-rozaj"),
        ("en-GB-X-Oxford", "en-GB-x-oxford"),
        ("ar-u-NU-Latn", "ar-u-nu-latn"),
        ("zh-CMN", "zh-cmn"),
    ],
)
def test_language_tag_is_put_into_its_customary_case(written: str, lang: str) -> None:
    assert read_metadata(f"title: T\nlang: {written}\n", "book.yaml").lang == lang


@pytest.mark.parametrize("lang", ["ar", "he-IL", "fa", "ur", "yi"])
def test_language_written_from_right_to_left_is_known(lang: str) -> None:
    assert read_metadata(f"title: T\nlang: {lang}\n", "book.yaml").dir == "rtl"


def test_direction_can_be_given() -> None:
    assert read("dir: rtl").dir == "rtl"


def test_editions_are_a_list_of_names() -> None:
    assert read("editions: [epub]").editions == (EpubEdition(),)


def test_editions_may_have_options_or_none() -> None:
    editions = read("editions:\n  print: {trim: 148x210mm}\n  epub:\n").editions
    assert editions == (PrintEdition(trim=Trim(148, 210)), EpubEdition())


def test_contact_is_read_with_each_of_its_keys() -> None:
    lines = (
        "contact:\n  name: Clinic\n  phone: 555-0100\n  web: https://clinic.example/a?b=1#c\n  "
        "crisis: Call 988.\n"
    )
    contact = Contact("Clinic", "555-0100", "https://clinic.example/a?b=1#c", "Call 988.")
    assert read(lines).contact == contact


def claims(lines: str) -> Accessibility:
    found = read(f"accessibility:\n  {lines}\n").accessibility
    assert found
    return found


def test_accessibility_is_read_with_each_of_its_keys() -> None:
    lines = (
        "  access-mode: [textual, visual]",
        "  access-mode-sufficient: textual",
        "  features: [ARIA, MathML]",
        "  hazards: none",
        "  summary: 100",
        "  conforms-to: WCAG",
        "  certified-by: Ann Lee, MD",
    )
    own = Accessibility(
        ("textual", "visual"),
        ("textual",),
        ("ARIA", "MathML"),
        ("none",),
        "100",
        "WCAG",
        "Ann Lee, MD",
    )
    assert read("\n".join(("accessibility:", *lines))).accessibility == own


def test_accessibility_is_optional_and_so_is_each_of_its_keys() -> None:
    assert read("").accessibility is read("accessibility:").accessibility is None
    assert claims("features:\n  hazards: none") == Accessibility(hazards=("none",))


def test_features_are_a_list_or_parted_by_commas() -> None:
    listed = claims("features:\n  - ARIA\n  - index")
    assert listed == claims("features: [ARIA, index]") == claims("features: ARIA, index,")


def test_word_that_stands_twice_counts_once() -> None:
    assert claims("hazards: sound, flashing, sound").hazards == ("sound", "flashing")


@pytest.mark.parametrize(
    ("written", "sets"),
    [
        ("textual, visual", ("textual,visual",)),
        ("[textual, visual]", ("textual", "visual")),
        ('[textual, "textual, visual"]', ("textual", "textual,visual")),
    ],
)
def test_line_of_sufficient_senses_is_one_set(written: str, sets: tuple[str, ...]) -> None:
    assert claims(f"access-mode-sufficient: {written}").access_mode_sufficient == sets


def test_lines_tell_where_each_key_stands() -> None:
    text = "title: T\nlang: en\n\n# a remark\nlayout: book\n"
    assert read_metadata(text, "1.md", first_line=2).lines == {"title": 2, "lang": 3, "layout": 6}


def test_every_example_is_read_without_complaint() -> None:
    text = "\n".join(key.example for key in KEYS.values())
    assert read_metadata(text, "book.yaml").lines.keys() == KEYS.keys()
    contact = "contact:\n" + "".join(f"  {key.example}\n" for key in CONTACT_KEYS.values())
    assert read(contact).contact is not None
    accessibility = "accessibility:\n" + "".join(
        f"  {key.example}\n" for key in ACCESSIBILITY_KEYS.values()
    )
    assert read(accessibility).accessibility is not None
    codes = "codes:\n" + "".join(f"  {key.example}\n" for key in CODES_KEYS.values())
    assert len(read(codes).codes) == 6


def test_every_key_is_a_field_and_says_what_it_is_for() -> None:
    fields = {name.replace("-", "_") for name in KEYS} | {"unreviewed", "lines", "notices"}
    assert fields == set(Metadata.__dataclass_fields__)
    assert set(CONTACT_KEYS) == set(Contact.__dataclass_fields__)
    assert {name.replace("-", "_") for name in ACCESSIBILITY_KEYS} == set(
        Accessibility.__dataclass_fields__
    )
    assert all(
        key.meaning
        for keys in (KEYS, CONTACT_KEYS, ACCESSIBILITY_KEYS, CODES_KEYS)
        for key in keys.values()
    )


@pytest.mark.parametrize(("written", "grade"), [("8", 8), ("8.5", 8.5), ("20", 20)])
def test_highest_grade_is_a_number(written: str, grade: float) -> None:
    assert read(f"max-grade: {written}").max_grade == grade


def test_terms_are_a_list_or_parted_by_commas() -> None:
    assert (
        read("terms: [ketamine, talk therapy]").terms == read("terms: ketamine, talk therapy").terms
    )
    assert read("terms: ketamine, talk therapy").terms == ("ketamine", "talk therapy")


def test_plain_language_is_asked_for_or_not() -> None:
    assert [read(f"plain-language: {word}").plain_language for word in ("true", "false")] == [
        True,
        False,
    ]
    assert not read("").plain_language


def test_how_deep_contents_go_and_where_notes_stand(shelf: Shelf) -> None:
    written = "title: T\nlang: en\nlayout: book\ntoc-depth: 9\nreference-location: document\n"
    metadata = shelf.add({"1.md": "Text.\n"}, metadata=written).galley().manuscript.metadata
    assert (metadata.toc_depth, metadata.notes) == (6, "book")


def test_places_of_notes_say_nothing_in_a_handout(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "Text.\n"}, metadata="title: T\nlang: en\nnotes: page\n").galley()
    assert [(each.code, each.place.line) for each in galley.findings] == [("M-002", 3)]


def test_notes_of_another_kind_are_a_key_that_nobody_knows(shelf: Shelf) -> None:
    written = "title: T\nlang: en\nnotes: Bring a pen to every session.\n"
    (finding,) = shelf.add({"1.md": "Text.\n"}, metadata=written).galley().findings
    assert (finding.code, finding.what) == ("M-002", "Nobody knows the key “notes”.")


def test_credits_may_say_who_did_what(shelf: Shelf) -> None:
    written = "title: T\nlang: en\ncredits: {Cover: Ann Lee, Maps: Ben Roe}\n"
    metadata = shelf.add({"1.md": "Text.\n"}, metadata=written).galley().manuscript.metadata
    assert metadata.credits == ("Cover: Ann Lee", "Maps: Ben Roe")


def test_edition_that_is_to_be_built_is_not_one_of_the_text(shelf: Shelf) -> None:
    shelf.add({"1.md": "Text.\n"}, metadata="title: T\nlang: en\nedition: booklet\n")
    with pytest.raises(SourceError, match="would build"):
        shelf.galley()
