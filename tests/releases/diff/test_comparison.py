"""What is said of two states of a paper, and what is left unsaid because nobody need print it
again.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from prepress.releases.diff.page_changes import DifferenceKind, MarkKind
from tests.checks.preflight.sheets import band, text
from tests.releases.diff.papers import DOT, compared, foot, lines, pages, sheets, words

ONE = lines("The first page speaks of sleep", "and of rest in the evening.")
TWO = lines("The second page speaks of food", "and of water and of bread.")
THREE = lines("The third page speaks of walking", "in the woods each morning.")
NEW = lines("This page was not there before", "since nobody had asked why.")


def test_paper_compared_with_itself_reports_nothing(tmp_path: Path) -> None:
    assert compared(tmp_path, sheets(ONE, TWO), sheets(ONE, TWO)) == ()


def test_changed_word_is_named_with_what_stands_around_it(tmp_path: Path) -> None:
    (change,) = compared(tmp_path, sheets(ONE, TWO), sheets(ONE, TWO.replace("water", "juice")))
    assert (change.old, change.new, change.kinds) == (2, 2, (DifferenceKind.WORDS,))
    (phrase,) = change.phrases
    assert (phrase.removed, phrase.added) == ("water", "juice")
    assert phrase.before.endswith("food and of")
    assert phrase.behind == "and of bread."


def test_changed_word_is_marked_where_it_stands(tmp_path: Path) -> None:
    (change,) = compared(tmp_path, sheets(ONE), sheets(ONE.replace("evening", "morning")))
    assert change.was and change.now
    removed = [mark for mark in change.was.marks if mark.kind is MarkKind.REMOVED]
    added = [mark for mark in change.now.marks if mark.kind is MarkKind.ADDED]
    assert len(removed) == len(added) == 1
    # The second line: 66 points below the upper edge, at 96 dots to the inch.
    assert abs(added[0].top + added[0].height - 66 * 96 / 72) < 5
    assert 80 < added[0].left < added[0].left + added[0].width < 260


def test_inserted_page_leaves_the_others_alone(tmp_path: Path) -> None:
    changes = compared(tmp_path, sheets(ONE, TWO, THREE), sheets(ONE, NEW, TWO, THREE))
    assert pages(changes) == [(None, 2, [DifferenceKind.ADDED])]
    assert words(changes) == []


def test_removed_page_leaves_the_others_alone(tmp_path: Path) -> None:
    assert pages(compared(tmp_path, sheets(ONE, TWO, THREE), sheets(ONE, THREE))) == [
        (2, None, [DifferenceKind.REMOVED])
    ]


def test_edited_page_behind_an_inserted_one_keeps_its_predecessor(tmp_path: Path) -> None:
    changes = compared(tmp_path, sheets(ONE, TWO), sheets(NEW, ONE, TWO.replace("bread", "cake")))
    assert pages(changes) == [(None, 1, [DifferenceKind.ADDED]), (2, 3, [DifferenceKind.WORDS])]
    assert words(changes) == [("bread.", "cake.")]


def test_edited_pages_behind_an_inserted_one_are_told_apart_by_their_words(tmp_path: Path) -> None:
    new = sheets(NEW, ONE.replace("rest", "ease"), TWO.replace("bread", "cake"))
    changes = compared(tmp_path, sheets(ONE, TWO), new)
    assert pages(changes) == [
        (None, 1, [DifferenceKind.ADDED]),
        (1, 2, [DifferenceKind.WORDS]),
        (2, 3, [DifferenceKind.WORDS]),
    ]


def test_replaced_page_is_one_change(tmp_path: Path) -> None:
    assert pages(compared(tmp_path, sheets(ONE, TWO, THREE), sheets(ONE, NEW, THREE))) == [
        (2, 2, [DifferenceKind.WORDS])
    ]


def test_revision_and_date_in_the_foot_do_not_count(tmp_path: Path) -> None:
    old = sheets(ONE + foot(1, 2), TWO + foot(2, 2))
    later = ("k7m2-9qwd", "December 13, 2026")
    assert compared(tmp_path, old, sheets(ONE + foot(1, 2, *later), TWO + foot(2, 2, *later))) == ()


def test_name_in_the_foot_counts(tmp_path: Path) -> None:
    old, new = (sheets(ONE + foot(1, 1).replace("Clinic", name)) for name in ("Clinic", "Centre"))
    assert words(compared(tmp_path, old, new)) == [("Clinic", "Centre")]


def test_revision_alone_in_the_foot_does_not_count(tmp_path: Path) -> None:
    old, new = (sheets(ONE + foot(1, 1, revision)) for revision in ("aaaa-1111", "zzzz-9999"))
    assert compared(tmp_path, old, new) == ()


def test_what_looks_like_a_revision_in_the_text_counts(tmp_path: Path) -> None:
    old, new = (
        sheets(lines(f"Take care {DOT} {what} of all") + foot(1, 1), TWO + foot(2, 2))
        for what in ("test-case", "best-case")
    )
    assert words(compared(tmp_path, old, new)) == [("test-case", "best-case")]


def test_number_above_the_foot_is_no_date(tmp_path: Path) -> None:
    old, new = (
        sheets(
            lines(f"Phone {DOT} line", f"take {dose} mg", top=70)
            + text(f"Clinic {DOT} aaaa-1111", (20, 20), 8)
        )
        for dose in (10, 20)
    )
    assert words(compared(tmp_path, old, new)) == [("10", "20")]


def test_other_number_of_pages_is_said_apart(tmp_path: Path) -> None:
    old = sheets(ONE + foot(1, 2), TWO + foot(2, 2))
    new = sheets(
        ONE + foot(1, 3, "bbbb-2222"),
        TWO + foot(2, 3, "bbbb-2222"),
        THREE + foot(3, 3, "bbbb-2222"),
    )
    assert pages(compared(tmp_path, old, new)) == [
        (1, 1, [DifferenceKind.FOLIO]),
        (2, 2, [DifferenceKind.FOLIO]),
        (None, 3, [DifferenceKind.ADDED]),
    ]


def test_page_of_which_more_than_the_number_changed_is_not_only_renumbered(tmp_path: Path) -> None:
    old = sheets(ONE + foot(1, 2), TWO + foot(2, 2), THREE)
    new = sheets(
        lines("The first page speaks of sleep", "and of rest in the evening.", top=240)
        + foot(1, 3),
        TWO + band(300, 100, 40, 40, "#000000") + foot(2, 3),
        THREE,
    )
    assert pages(compared(tmp_path, old, new)) == [
        (1, 1, [DifferenceKind.MOVED]),
        (2, 2, [DifferenceKind.LOOK]),
    ]


def test_reflow_moves_text_and_changes_no_word(tmp_path: Path) -> None:
    old = lines("sleep is good for every", "body that is tired of run-", "ning and of waking.")
    new = lines("sleep is good for every body", "that is tired of running", "and of waking.")
    changes = compared(tmp_path, sheets(old), sheets(new))
    assert pages(changes) == [(1, 1, [DifferenceKind.MOVED])]
    assert words(changes) == []


def test_hyphen_that_a_line_ends_with_is_no_change(tmp_path: Path) -> None:
    old = lines("It is a long-", "term effect of the drug.")
    changes = compared(
        tmp_path, sheets(old), sheets(lines("It is a long-term effect of", "the drug."))
    )
    assert (pages(changes), words(changes)) == ([(1, 1, [DifferenceKind.MOVED])], [])


def test_line_that_flowed_to_the_next_page_changes_no_word(tmp_path: Path) -> None:
    feet = (foot(1, 2), foot(2, 2))
    old = sheets(
        lines("Sleep comes early.", "Rest well.") + feet[0], lines("Food comes later.") + feet[1]
    )
    new = sheets(
        lines("Sleep comes early.") + feet[0], lines("Rest well.", "Food comes later.") + feet[1]
    )
    changes = compared(tmp_path, old, new)
    assert (pages(changes), words(changes)) == (
        [(1, 1, [DifferenceKind.MOVED]), (2, 2, [DifferenceKind.MOVED])],
        [],
    )


def test_sentence_at_another_place_has_moved(tmp_path: Path) -> None:
    said = (
        "Sleep comes early to children.",
        "Food comes later in the day.",
        "Walk in the woods at noon.",
    )
    changes = compared(tmp_path, sheets(lines(*said)), sheets(lines(said[1], said[2], said[0])))
    assert (pages(changes), words(changes)) == ([(1, 1, [DifferenceKind.MOVED])], [])


def test_doses_that_change_places_are_changed_words(tmp_path: Path) -> None:
    old = sheets(lines("Adults take", "10"), lines("Children take", "5"))
    new = sheets(lines("Adults take", "5"), lines("Children take", "10"))
    assert words(compared(tmp_path, old, new)) == [("10", "5"), ("5", "10")]


@pytest.mark.parametrize("dose", ["10 mg", "10mg", "10mg."])
def test_dose_that_another_has_now_is_a_changed_word_however_much_moved_along(
    tmp_path: Path, dose: str
) -> None:
    adults, children = f"{dose} at night with some water.", "5 mg early in the morning."
    old = sheets(lines("Adults take", adults, "Children take", children))
    new = sheets(lines("Adults take", children, "Children take", adults))
    changed = words(compared(tmp_path, old, new))
    assert any("5 mg early" in put_in for _, put_in in changed)


def test_moved_sentence_with_a_dose_has_moved(tmp_path: Path) -> None:
    said = ("Sleep well.", "Take 10 mg at night with water.", "Food comes later in the day.")
    changes = compared(tmp_path, sheets(lines(*said)), sheets(lines(said[0], said[2], said[1])))
    assert (pages(changes), words(changes)) == ([(1, 1, [DifferenceKind.MOVED])], [])


def test_item_s_number_that_the_page_s_break_moved_is_no_change(tmp_path: Path) -> None:
    old = sheets(lines("Sleep comes early.", "2."), lines("Food comes later."))
    new = sheets(lines("Sleep comes early."), lines("2.", "Food comes later."))
    assert words(compared(tmp_path, old, new)) == []


def test_range_is_not_the_number_that_its_digits_make(tmp_path: Path) -> None:
    old, new = (sheets(lines(f"Take {dose} tablets.")) for dose in ("1-2", "12"))
    assert words(compared(tmp_path, old, new)) == [("1-2", "12")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (band(300, 100, 40, 40, "#e6f0f2"), band(300, 100, 40, 40, "#dceaf2")),
        (band(300, 100, 40, 0.5, "#000000"), band(300, 102, 40, 0.5, "#000000")),
        (band(300, 100, 40, 40, "#e6f0f2"), ""),
    ],
    ids=["tint", "line", "gone"],
)
def test_colour_line_and_picture_count_too(tmp_path: Path, old: str, new: str) -> None:
    (change,) = compared(tmp_path, sheets(ONE + old), sheets(ONE + new))
    assert (change.kinds, change.phrases) == ((DifferenceKind.LOOK,), ())
    assert change.now
    (mark,) = change.now.marks
    assert mark.kind is MarkKind.LOOK
    assert mark.left >= 300 * 96 / 72 - 9


def test_colour_of_a_word_counts(tmp_path: Path) -> None:
    old, new = (
        sheets(ONE + text("warning", (20, 150), colour=colour)) for colour in ("#000000", "#c00000")
    )
    assert pages(compared(tmp_path, old, new)) == [(1, 1, [DifferenceKind.LOOK])]


def test_hair_s_breadth_does_not_count(tmp_path: Path) -> None:
    old, new = (sheets(ONE + f"20 100 m 300 {y} l S ") for y in (110, 110.02))
    assert compared(tmp_path, old, new) == ()


def test_other_paper_is_said(tmp_path: Path) -> None:
    with pikepdf.open(_written(tmp_path, sheets(ONE))) as pdf:
        pdf.pages[0].mediabox = pikepdf.Array([0, 0, 420, 300])
        pdf.save(tmp_path / "wide.pdf")
    changes = compared(tmp_path, sheets(ONE), (tmp_path / "wide.pdf").read_bytes())
    assert pages(changes) == [(1, 1, [DifferenceKind.SIZE])]


def test_scans_are_told_apart_by_their_look(tmp_path: Path) -> None:
    black, grey, white = (
        band(100, 100, 90, 90, colour) for colour in ("#000000", "#777777", "#dddddd")
    )
    changes = compared(tmp_path, sheets(black, white), sheets(black, grey, white))
    assert pages(changes) == [(None, 2, [DifferenceKind.ADDED])]


def _written(folder: Path, data: bytes) -> Path:
    file = folder / "written.pdf"
    file.write_bytes(data)
    return file
