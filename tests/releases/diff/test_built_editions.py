"""What is said of two states of a book as it is really set."""

from __future__ import annotations

import pytest

from prepress.releases.diff.page_changes import DifferenceKind
from tests.releases.diff.papers import compared_files, pages, states, words
from tests.shelf import Shelf

DATED = "title: Tiny\nlang: en\ndate: {date}\nlayout: handout\n"
SENTENCES = [
    f"Sentence number {number} says that rest and sleep heal whoever is tired."
    for number in range(120)
]
LONG = "# One\n\n" + "\n\n".join(
    " ".join(SENTENCES[start : start + 6]) for start in range(0, 120, 6)
)


@pytest.mark.parametrize("edition", ["print", "press", "large-print", "booklet"])
def test_book_compared_with_itself_reports_nothing(shelf: Shelf, edition: str) -> None:
    old, new = states(
        shelf, "# One\n\nText.\n", "# One\n\nText.\n", DATED.format(date="2026-05-03"), edition
    )
    assert compared_files(old, new) == ()


def test_other_date_and_revision_differ_on_no_page(shelf: Shelf) -> None:
    old, _ = states(shelf, LONG, LONG, DATED.format(date="2026-05-03"), "print")
    shelf.add({}, metadata=DATED.format(date="2026-12-13")).build("print")
    new = shelf.root / "output" / "tiny.pdf"
    assert old.read_bytes() != new.read_bytes()
    assert compared_files(old, new) == ()


def test_word_on_one_page_differs_on_that_page_alone(shelf: Shelf) -> None:
    old, new = states(
        shelf,
        LONG,
        LONG.replace("number 59 says", "number 59 told"),
        "title: T\nlang: en\n",
        "print",
    )
    changes = compared_files(old, new)
    assert words(changes) == [("says", "told")]
    assert [list(change.kinds) for change in changes] == [[DifferenceKind.WORDS]]


def test_words_that_flow_over_the_sides_of_a_booklet_are_no_change(shelf: Shelf) -> None:
    added = LONG.replace(
        "Sentence number 6 ", "A sentence that was not there before. " * 9 + "Sentence number 6 "
    )
    old, new = states(
        shelf, LONG, added, "title: T\nlang: en\neditions: {booklet: {size: 15pt}}\n", "booklet"
    )
    changes = compared_files(old, new)
    assert len(changes) > 2
    assert {change.kinds[0] for change in changes} <= {DifferenceKind.WORDS, DifferenceKind.MOVED}
    assert words(changes) == [("", " ".join(["A sentence that was not there before."] * 9))]


def test_added_page_renumbers_the_others_and_says_so(shelf: Shelf) -> None:
    short = "# One\n\n" + "Words to read.\n\n" * 5
    longer = short + "# Three\n\n" + "Other words to read.\n\n" * 40
    old, new = states(shelf, short, longer, "title: T\nlang: en\n", "print")
    found = pages(compared_files(old, new))
    assert found[0][:2] == (1, 1)
    assert (None, [DifferenceKind.ADDED]) in [(was, kinds) for was, _, kinds in found]
