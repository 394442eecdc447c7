"""Markup that is too deep or too long to be read is said at its line, and nothing else is."""

from __future__ import annotations

import pytest

from tests.shelf import Shelf

WORDS = "word " * 4_200
ADDRESS = "b" + " c" * 1_100 + ".md"


def cuts(shelf: Shelf, text: str) -> list[tuple[int | None, str]]:
    """The line and the first words of what was found."""
    findings = shelf.add({"1.md": text}).galley().findings
    assert not [each for each in findings if each.code == "S-007"], "nothing is said twice"
    found = [each for each in findings if each.code == "S-028"]
    return [(each.place.line, " ".join(each.what.split()[:2])) for each in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{'[ ' * 101}a{' ]' * 101}(b)", "Brackets are"),
        (f"[a]({ADDRESS})", "An address"),
        (f"**{WORDS}end**", "“**” would"),
        (f"`{WORDS}end`", "“`” would"),
        (f"[{WORDS}end](https://example.org)", "“]” would"),
        (f"| a |\n|---|\n| *{WORDS}end* |", "“*” would"),
    ],
    ids=["brackets", "address", "bold type", "code", "link", "cell"],
)
def test_markup_that_is_cut_is_said_at_its_line(shelf: Shelf, text: str, found: str) -> None:
    line = text.count("\n") + 3
    assert cuts(shelf, f"# One\n\n{text}\n\nMore.\n") == [(line, found)]


@pytest.mark.parametrize(
    "text",
    [
        f"{'[ ' * 100}a{' ]' * 100}",
        f"[a](<{ADDRESS}>)",
        f"[a]({ADDRESS[:1000]}.md)",
        f"{WORDS}costs $5 a piece, 2 * 3, snake_case",
        f"{WORDS}\\*\\*end\\*\\*",
        f"**a**\n{WORDS}\n*b*",
    ],
    ids=["brackets", "angles", "address", "numbers", "escaped", "beside"],
)
def test_what_is_read_or_no_markup_is_not_said(shelf: Shelf, text: str) -> None:
    assert cuts(shelf, f"# One\n\n{text}\n") == []
