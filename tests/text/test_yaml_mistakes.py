"""A mistake in YAML is said of the line that is wrong, with a remedy that works at first try."""

from __future__ import annotations

import pytest

from prepress.errors import SourceError
from prepress.text.yaml_source import mapping_of_text

#: What is written, the line that is wrong, and what it has to be.
MISTAKES = [
    ('title "X"\nlang: en\n', 1, 'title: "X"'),
    ("title Sleep well\nlang: en\n", 1, "title: Sleep well"),
    ('# a remark\n\ntitle "X"\n\nlang: en\n', 3, 'title: "X"'),
    ("title: Sleep\nlang en\n", 2, "lang: en"),
    ("title: Sleep\nlang = en\n", 2, "lang: en"),
    ("title:Sleep\nlang: en\n", 1, "title: Sleep"),
    ("lang: en\ntitle:Sleep\n", 2, "title: Sleep"),
    ("title：Sleep\nlang: en\n", 1, "title: Sleep"),
    ("title:\u00a0Sleep\nlang: en\n", 1, "title: Sleep"),
    ("title: Sleep: a guide\nlang: en\n", 1, 'title: "Sleep: a guide"'),
    ('title: Bob\'s "Sleep": a guide\n', 1, "title: 'Bob''s \"Sleep\": a guide'"),
    ("title: 'Don't: go'\nlang: en\n", 1, 'title: "Don\'t: go"'),
    ('title: "Sleep" and more\nlang: en\n', 1, "title: '\"Sleep\" and more'"),
    ('title: "Sleep\nlang: en\n', 1, 'title: "Sleep"'),
    ('title: "Sleep\nlang: "en"\n', 1, 'title: "Sleep"'),
    ("title: @home\nlang: en\n", 1, 'title: "@home"'),
    ("title: *very* good\nlang: en\n", 1, 'title: "*very* good"'),
    ("title: - x\nlang: en\n", 1, 'title: "- x"'),
    ("title: > x\nlang: en\n", 1, 'title: "> x"'),
]


def mistake(text: str) -> SourceError:
    with pytest.raises(SourceError) as error:
        mapping_of_text(text, "book.yaml")
    return error.value


@pytest.mark.parametrize(("text", "line", "right"), MISTAKES)
def test_line_that_is_wrong_is_blamed_and_written_right(text: str, line: int, right: str) -> None:
    found = mistake(text)
    assert found.place and found.place.line == line
    assert found.remedy.endswith(f": {right}")
    lines = text.split("\n")
    lines[line - 1] = right
    assert set(mapping_of_text("\n".join(lines), "book.yaml")) <= {"title", "lang"}


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        ("title:\tSleep\n", 1, "Write a space instead."),
        ("title: Sleep\n\tlang: en\n", 2, "Delete it."),
        ("contact:\n\tname: Ann\n", 2, "Write two spaces instead."),
        ("title: Sleep\nand healing\nlang: en\n", 2, "two spaces where it goes on"),
    ],
)
def test_tabs_and_lines_that_go_on_say_what_to_do(text: str, line: int, remedy: str) -> None:
    found = mistake(text)
    assert found.place and found.place.line == line
    assert remedy in found.remedy
