"""Each new page is paired with the old one that it has come from."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from prepress.releases.diff.alignment import align_pages
from prepress.releases.diff.image_difference import differing_areas, mask
from prepress.releases.diff.page_words import readable, words_of
from prepress.releases.diff.word_changes import compare_words

PAGES = {
    "a": "sleep is good for every body that is tired",
    "A": "sleep is good for every body that was awake",
    "b": "water and bread are what the clinic gives you",
    "B": "water and cake are what the clinic gives us",
    "x": "nobody has read this page of another book yet",
    "y": "seven older lines stood here until last summer",
}


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ("", "", ()),
        ("ab", "ab", ((1, 1), (2, 2))),
        ("ab", "axb", ((1, 1), (None, 2), (2, 3))),
        ("axb", "ab", ((1, 1), (2, None), (3, 2))),
        ("ab", "xAB", ((None, 1), (1, 2), (2, 3))),
        ("axb", "ayb", ((1, 1), (2, 2), (3, 3))),
        ("ab", "AB", ((1, 1), (2, 2))),
        ("xab", "AB", ((1, None), (2, 1), (3, 2))),
        ("x", "yab", ((1, 1), (None, 2), (None, 3))),
        ("xya", "a", ((1, None), (2, None), (3, 1))),
        ("a", "xA", ((None, 1), (1, 2))),
    ],
)
def test_pages_find_their_predecessors(
    old: str, new: str, pairs: tuple[tuple[int | None, int | None], ...]
) -> None:
    olds, news = ([PAGES[page] for page in pages] for pages in (old, new))
    assert align_pages(olds, news) == pairs


def test_page_that_went_far_is_new_there_and_gone_here() -> None:
    olds = [f"old{number} words{number}" for number in range(25)]
    news = [f"new{number} texts{number}" for number in range(25)]
    near, far = (
        align_pages([PAGES["a"], *olds[:18]], [*news[:18], PAGES["A"]]),
        align_pages([PAGES["a"], *olds], [*news, PAGES["A"]]),
    )
    assert (1, 19) in near
    assert (1, 26) not in far


def drawn(*boxes: tuple[int, int, int, int], colour: int = 0) -> Image.Image:
    picture = Image.new("RGB", (200, 100), "white")
    for box in boxes:
        ImageDraw.Draw(picture).rectangle(box, fill=(255, colour, 255))
    return picture


def test_what_differs_is_framed_without_a_rim_from_top_to_bottom() -> None:
    lower, upper = (100, 60, 119, 69), (21, 3, 30, 12)
    assert differing_areas(drawn(), drawn(lower, upper)) == ((21, 3, 31, 13), (100, 60, 120, 70))
    assert differing_areas(drawn(lower), drawn(lower)) == ()


def test_near_cells_are_one_area_and_those_at_the_edge_end_there() -> None:
    assert differing_areas(drawn(), drawn((0, 0, 7, 7), (16, 0, 23, 7))) == ((0, 0, 24, 8),)
    assert len(differing_areas(drawn(), drawn((0, 0, 7, 7), (24, 0, 31, 7)))) == 2
    assert differing_areas(drawn(), drawn((190, 90, 199, 99))) == ((190, 90, 200, 100),)


@pytest.mark.parametrize(("colour", "is_seen"), [(252, False), (251, True), (200, True)])
def test_ground_counts_from_four_shades_on(colour: int, is_seen: bool) -> None:
    areas = differing_areas(drawn(), drawn((16, 16, 63, 63), colour=colour))
    assert bool(areas) is is_seen


@pytest.mark.parametrize(("colour", "is_seen"), [(199, False), (198, True)])
def test_edge_of_a_letter_counts_from_57_shades_on(colour: int, is_seen: bool) -> None:
    areas = differing_areas(drawn(), drawn((17, 17, 17, 17), colour=colour))
    assert bool(areas) is is_seen


def test_masked_areas_are_bare_paper_and_the_picture_stays() -> None:
    picture = drawn((0, 0, 199, 99))
    masked = mask(picture, [(10, 10, 20, 20), (30, 30, 30, 40)])
    assert masked.getpixel((15, 15)) == (255, 255, 255)
    assert {masked.getpixel((30, 35)), picture.getpixel((15, 15))} == {(255, 0, 255)}


def test_words_know_their_lines_and_are_whole_behind_a_hyphen() -> None:
    words = words_of("• One two-\r\nthree\r\nfour\x02\nfive six 5-\n10", 3)
    assert [(word.text, word.key, word.line) for word in words] == [
        ("One", "One", 1),
        ("two-three", "twothree", 1),
        ("four\x02five", "fourfive", 3),
        ("six", "six", 4),
        ("5-10", "5–10", 4),
    ]
    assert [(word.opens, word.closes) for word in words] == [
        (True, False),
        (False, True),
        (True, True),
        (True, False),
        (False, True),
    ]
    assert {word.page for word in words} == {3}
    assert readable(words[2], frozenset()) == "fourfive"
    assert readable(words[2], frozenset({"four-five"})) == "four-five"


def changes(old: str, new: str) -> list[tuple[str, str, str, str]]:
    """What was taken out and put in, with five words before and behind."""
    wording = compare_words(words_of(old, 1), words_of(new, 1))
    return [
        tuple(  # type: ignore[misc]
            " ".join(word.text for word in words)
            for words in (each.before, each.removed, each.added, each.behind)
        )
        for each in wording.rewordings
    ]


def test_change_has_five_words_around_it() -> None:
    old = "a b c d e f g. h i j k l m n."
    assert changes(old, old.replace("g.", "x y.")) == [("b c d e f", "g.", "x y.", "h i j k l")]
    assert changes(old, f"new {old}") == [("", "", "new", "a b c d e")]


@pytest.mark.parametrize(
    ("moved", "has_moved"), [("one two three four", True), ("one two three", False)]
)
def test_four_words_elsewhere_have_moved_and_three_are_others(moved: str, has_moved: bool) -> None:
    rest = "Here stands some text. It goes on and on for long."
    assert (changes(f"{moved} {rest}", f"{rest} {moved}") == []) is has_moved


def reworded(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    """What was taken out and put in between two texts, page by page."""
    texts = [
        [word for number, page in enumerate(pages, 1) for word in words_of(page, number)]
        for pages in (old, new)
    ]
    return [
        (" ".join(w.text for w in each.removed), " ".join(w.text for w in each.added))
        for each in compare_words(*texts).rewordings
        if each.removed or each.added
    ]


@pytest.mark.parametrize("line", ["Rest well", "Rest", "2.", "12)"])
def test_whole_line_behind_a_note_moves_over_to_the_next_page(line: str) -> None:
    """The note at the foot of the page stays."""
    old = [f"Sleep comes early.\n{line}\nA longer note of the clinic.", "Food comes later."]
    new = ["Sleep comes early.\nA longer note of the clinic.", f"{line}\nFood comes later."]
    assert reworded(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        (
            ["One.\n10 mg\nA longer note of the clinic.", "Two."],
            ["One.\nA longer note of the clinic.", "10 mg\nTwo."],
            [("10 mg", ""), ("", "10 mg")],
        ),
        (
            ["One.\nRest well\nA longer note of the clinic. Two."],
            ["One.\nA longer note of the clinic.\nRest well\nTwo."],
            [("Rest well", ""), ("", "Rest well")],
        ),
        (
            ["One.\nRest well\nA longer note of the clinic.", "Two."],
            ["One.\nA longer note of the clinic.", "So rest well\nTwo."],
            [("Rest well", ""), ("", "So rest well")],
        ),
    ],
)
def test_dose_part_of_a_line_and_line_on_the_same_page_are_changed_words(
    old: list[str], new: list[str], changed: list[tuple[str, str]]
) -> None:
    assert reworded(old, new) == changed
