"""The page of a source line is found by the words that both share."""

from __future__ import annotations

import pytest

from prepress.errors import Place
from prepress.findings import Finding
from prepress.preview.line_pages import PageTexts, named_page

PAGES = PageTexts.of(
    [
        "Contents Sleeping well at night Eating well by day",
        "Sleeping well at night\nA dark room helps most peo-\nple who lie awake for hours.1",
        "Eating well by day\nBreakfast ﬁrst, and coffee never after the early afternoon.",
    ]
)
LINES = [
    "## Sleeping well at night {#sleep}",
    "",
    "A *dark room* helps most people[^a] who lie awake for hours.",
    "![](images/bed.svg)",
    "## Eating well by day",
    "",
    "Breakfast first, and [coffee](#c) never after the early afternoon.",
    "![](images/gone.svg)",
]


@pytest.mark.parametrize(("line", "page"), [*enumerate([2, 2, 2, 2, 3, 3, 3, 3], 1)])
def test_each_line_is_found(line: int, page: int) -> None:
    assert PAGES.page_of(line, LINES) == page


def test_line_that_was_just_broken_stays_where_its_neighbours_are() -> None:
    lines = [
        *LINES[:6],
        "Brekfast ffirst, adn [coffee](#c never aftr teh erly afternoon.",
        *LINES[7:],
    ]
    assert PAGES.page_of(7, lines) in (2, 3)
    assert PAGES.page_of(7, [*lines, "and coffee never after the early afternoon"]) == 3


def test_line_of_few_letters_goes_with_the_nearest_one_that_tells() -> None:
    pages = PageTexts.of(["One two. Morning.", "Evening, in the dark."])
    for words, page in (("Evening", None), ("Evening,i", 2), ("*Evening*, in", 2)):
        assert pages.page_of(1, [words]) == page
    assert pages.page_of(1, ["Two.", "In the dark."]) == 2
    assert pages.page_of(2, ["In the dark.", "Two."]) == 2


def test_line_beyond_the_end_goes_with_the_last() -> None:
    assert PAGES.page_of(len(LINES) + 5, LINES) == 3


def test_all_lines_of_a_single_page_are_on_it() -> None:
    assert PageTexts.of(["Other words."]).page_of(1, ["Hm."]) == 1


def test_nothing_is_said_where_nothing_tells() -> None:
    assert PageTexts.of(["One", "Two"]).page_of(1, ["Other words, none of which is there."]) is None
    assert PageTexts.of([]).page_of(1, LINES) is None


def test_page_that_a_finding_names() -> None:
    finding = Finding(
        "B-004", Place("tiny-press.pdf"), "Colour at the left edge of page 12 stops at the cut.", ""
    )
    assert named_page(finding) == 12
    assert named_page(Finding("B-007", Place("tiny.pdf"), "The PDF has no title.", "")) is None


def test_picture_goes_with_the_end_of_the_paragraph_before_it() -> None:
    pages = PageTexts.of(
        ["A long paragraph begins on this page and", "only ends on the page behind it, as some do."]
    )
    lines = [
        "A long paragraph begins on this page and only ends on the page behind it, as some do.",
        "![](a.svg)",
    ]
    assert (pages.page_of(1, lines), pages.page_of(2, lines)) == (1, 2)
