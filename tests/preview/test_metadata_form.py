"""The metadata as a form: what it asks, and that only what was answered changes in the file."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from prepress.preview.writing.metadata_form import fields_of, with_answers
from prepress.preview.writing.metadata_lines import NotInLinesError, values_of, with_value
from prepress.preview.writing.source_texts import RefusedError
from tests.preview.conftest import Looking
from tests.preview.writing import BOOK, Writing

WRITTEN = """\
# What it says of itself.
title: "Your Title"          # in quotes
author: [Ann Lee, Ben Roe]
lang: en-US

# Ours alone:
x-clinic-code: 17
description: >
  A short guide
  in two lines.

# Whom readers can turn to.
contact:
  name: Your Clinic
  # phone: 555-0100
editions: {print: {trim: a4}, epub: {}}
"""
ORDER = ("title", "subtitle", "author", "lang", "date", "description", "contact")


def value(file: str, text: str, key: str) -> dict[str, Any]:
    return next(field for field in fields_of(file, text) if field["key"] == key)


def test_form_shows_what_is_written_with_its_line_and_what_it_is_for() -> None:
    title = value("book.yaml", WRITTEN, "title")
    assert (title["value"], title["line"], title["label"]) == ("Your Title", 2, "Title")
    assert value("book.yaml", WRITTEN, "author")["value"] == "Ann Lee\nBen Roe"
    assert value("book.yaml", WRITTEN, "contact.name")["line"] == 14
    crisis = value("book.yaml", WRITTEN, "contact.crisis")
    assert (crisis["value"], crisis["line"]) == ("", None)
    assert crisis["help"] == "One sentence: where to turn."
    lying = value("book.yaml", WRITTEN, "plain-language")["help"]
    assert lying == "Whether check looks for what makes a handout clear."


@pytest.mark.parametrize(
    ("key", "answer", "old", "new"),
    [
        ("title", "Sleep: a guide", '"Your Title"  ', '"Sleep: a guide"  '),
        ("title", "Sleep", '"Your Title"', "Sleep"),
        ("author", "Ann Lee", "[Ann Lee, Ben Roe]", "Ann Lee"),
        ("author", "Lee, Ann\nBen", "[Ann Lee, Ben Roe]", '["Lee, Ann", Ben]'),
        ("lang", "es", "lang: en-US", "lang: es"),
        ("subtitle", "What helps", "author:", "subtitle: What helps\nauthor:"),
        ("date", "2026-11-23", "lang: en-US\n", "lang: en-US\ndate: 2026-11-23\n"),
        ("description", "New", ">\n  A short guide\n  in two lines.", "New"),
        ("contact.name", "North", "name: Your Clinic", "name: North"),
        ("contact.crisis", "Call 988.", "Clinic\n", "Clinic\n  crisis: Call 988.\n"),
        ("contact.name", "", "  name: Your Clinic\n", ""),
        ("lang", "", "lang: en-US\n", ""),
        ("keywords", "sleep, rest", "editions:", "keywords: [sleep, rest]\neditions:"),
    ],
)
def test_only_the_answer_changes(key: str, answer: str, old: str, new: str) -> None:
    assert with_answers("book.yaml", WRITTEN, {key: answer}) == WRITTEN.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "key", "answer", "wanted"),
    [
        ("", "title", "Sleep", "title: Sleep\n"),
        ("# nothing yet\n", "title", "Sleep", "# nothing yet\ntitle: Sleep\n"),
        ("title: T", "lang", "en", "title: T\nlang: en"),
        ("title:\nlang: en\n", "title", "T", "title: T\nlang: en\n"),
        ("contact:\n", "contact.phone", "1", "contact:\n  phone: 1\n"),
        ("contact: {}\n", "contact.phone", "1", "contact: {phone: 1}\n"),
        ("contact: {name: A}\n", "contact.phone", "1, 2", 'contact: {name: A, phone: "1, 2"}\n'),
        ("contact: {name: A, web: b}\n", "contact.name", "", "contact: {web: b}\n"),
        ("contact: {name: A, web: b}\n", "contact.web", "", "contact: {name: A}\n"),
        ("title: T\n", "contact.phone", "1", "title: T\ncontact:\n  phone: 1\n"),
        ("author:\n- A # first\n- B\n\nlang: en\n", "author", "C", "author: C\n\nlang: en\n"),
        ("title: T\n# end\n", "lang", "en", "title: T\nlang: en\n# end\n"),
    ],
)
def test_answer_finds_its_place(text: str, key: str, answer: str, wanted: str) -> None:
    assert with_answers("book.yaml", text, {key: answer}) == wanted


def test_front_matter_of_a_text_is_its_metadata() -> None:
    text = "---\ntitle: T\n---\n\n# One\n"
    assert value("1.md", text, "title")["line"] == 2
    assert with_answers("1.md", text, {"lang": "en"}) == "---\ntitle: T\nlang: en\n---\n\n# One\n"
    assert with_answers("1.md", "# One\n", {"lang": "en"}) == "---\nlang: en\n---\n\n# One\n"
    assert with_answers("1.md", "# One\n", {"lang": ""}) == "# One\n"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("title: [\n", "title"),
        ("- a\n", "title"),
        ("{title: T}\n", "title"),
        ("contact: us\n", "contact.name"),
        ("title: &a T\nsubtitle: *a\n", "title"),
    ],
)
def test_what_only_its_author_can_change_is_left_to_them(text: str, key: str) -> None:
    with pytest.raises(RefusedError):
        with_answers("book.yaml", text, {key: "New"})


def test_unknown_field_is_refused(looking: Looking) -> None:
    looking.shelf.add({"1.md": "# One\n"})
    body = {"file": BOOK, "text": "title: T\n", "answers": {"editions": "x"}}
    assert Writing(looking).call("answers", "POST", body).status == 422


def test_answers_are_given_back_and_nothing_is_written(looking: Looking) -> None:
    looking.shelf.add({"1.md": "# One\n"})
    writing = Writing(looking)
    body = {"file": BOOK, "text": "title: T\n", "answers": {"lang": "en"}}
    assert writing.call("answers", "POST", body).json == {"text": "title: T\nlang: en\n"}
    assert writing.read(BOOK)["text"] == "title: Tiny\nlang: en\n"
    assert writing.call("fields", "POST", body).json[0]["value"] == "T"


words = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"
    ),
    max_size=12,
).map(lambda text: " ".join(text.split()))
keys = st.sampled_from(["title", "subtitle", "x-own", "contact.name", "contact.crisis"])


@given(
    st.dictionaries(st.sampled_from([*ORDER[:5], "x-own"]), words), st.lists(st.tuples(keys, words))
)
@example({"title": "a # b"}, [("title", "a: b"), ("subtitle", "'"), ("title", "~")])
@example({}, [("contact.name", "- a"), ("contact.crisis", "{"), ("contact.name", "")])
def test_any_words_can_be_answered_and_all_else_stays(
    before: dict[str, str], answers: list[tuple[str, str]]
) -> None:
    text = yaml.safe_dump(before, allow_unicode=True, sort_keys=False) if before else ""
    text = f"# first\n{text}# last\n"
    for key, answer in answers:
        try:
            text = with_value(text, key, answer, (*ORDER, "x-own"))
        except NotInLinesError:  # which has changed nothing
            continue
        top, _, part = key.partition(".")
        found = values_of(text).get(top, "")
        inner = found.get(part, "") if part and isinstance(found, dict) else found
        assert (inner if not part or isinstance(found, dict) else "") == answer
        assert text.startswith("# first\n")
        assert "# last" in text
