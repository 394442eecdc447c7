"""What to reprint is said for those pages that must be printed again, and only for those."""

from __future__ import annotations

import pytest

from prepress.releases.diff.page_changes import DifferenceKind, EditionChanges, PageChange
from prepress.releases.diff.reprint_advice import numbers, reprint_sentence

KINDS = {
    "words": (DifferenceKind.WORDS,),
    "both": (DifferenceKind.WORDS, DifferenceKind.LOOK),
    "number": (DifferenceKind.FOLIO,),
}


def edition(
    *changes: tuple[int | None, int | None, str], unit: str = "page", is_new: bool = False
) -> EditionChanges:
    """An edition of six pages with these changes."""
    found = tuple(PageChange(old, new, KINDS[kind]) for old, new, kind in changes)
    return EditionChanges("tiny", "print", "tiny.pdf", "aaaa-1111", unit, 6, 6, found, is_new)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (edition(), "Nothing to reprint."),
        (edition((2, 2, "words")), "Reprint page 2 of 6."),
        (edition((2, 2, "number")), "Only the page number changed on page 2."),
        (edition((2, 2, "number"), (3, 4, "number")), "Only the page number changed on pages 2 and 4."),
        (
            edition((1, 1, "both"), (2, 2, "number"), (3, None, "words"), (None, 5, "words")),
            "Reprint pages 1 and 5 of 6. Only the page number changed on page 2. "
            "Leave out the old page 3.",
        ),
        (edition((4, None, "words")), "Leave out the old page 4."),
        (
            edition((3, 3, "words"), (4, 4, "words"), (6, 6, "words"), unit="side"),
            "Reprint sides 3, 4 and 6 of 6 (sheets 2 and 3).",
        ),
        (edition(is_new=True), "Print all of it: the release had no such edition (6 pages)."),
    ],
)  # fmt: skip
def test_advice_names_each_page_once(changed: EditionChanges, sentence: str) -> None:
    assert reprint_sentence(changed) == sentence


def test_page_of_which_only_the_number_changed_differs_but_need_not_be_reprinted() -> None:
    changed = edition((2, 2, "number"), (3, None, "words"))
    assert (changed.reprint, changed.renumbered, changed.left_out) == ((), (2,), (3,))
    assert changed.differs
    assert not edition().differs
    assert edition(is_new=True).reprint == (1, 2, 3, 4, 5, 6)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([5], "page 5"),
        ([2, 1], "pages 1 and 2"),
        ([1, 2, 3], "pages 1–3"),
        ([1, 2, 3, 5, 7, 8], "pages 1–3, 5, 7 and 8"),
    ],
)
def test_numbers_in_a_row_are_a_range_from_three_on(found: list[int], said: str) -> None:
    assert numbers(found, "page") == said
