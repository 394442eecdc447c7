"""Too much at once is found, and so are bare numbers and empty descriptions, each at its line."""

import pytest

from prepress.checks.plain_language.structure.chunks import LONGEST_SECTION
from tests.checks.plain_language.structure.texts import SOUND, found, with_more
from tests.checks.plain_language.texts import assessment_of
from tests.shelf import Shelf


def words(count: int) -> str:
    return "You rest well. " * (count // 3)


def test_long_section_is_found_at_its_heading(shelf: Shelf) -> None:
    assert found(shelf, with_more(words(LONGEST_SECTION))) == [("C-002", 5)]
    assert found(shelf, with_more(words(LONGEST_SECTION - 30))) == []


def test_long_section_is_called_by_its_heading_where_it_has_one(shelf: Shelf) -> None:
    headed, bare = (
        assessment_of(shelf, text, "plain-language: true").findings
        for text in (f"# One\n\n{words(240)}", words(240))
    )
    (of_headed,) = (each.what for each in headed if each.code == "C-002")
    (of_bare,) = (each.what for each in bare if each.code == "C-002")
    assert of_headed.startswith("“One” has 240 words under one heading ")
    assert of_bare.startswith("Here are 240 words without a heading ")


def test_long_section_may_be_divided(shelf: Shelf) -> None:
    assert found(shelf, with_more(f"{words(120)}\n\n## At home\n\n{words(120)}")) == []


def test_text_without_any_heading_is_found_where_it_is_not_short(shelf: Shelf) -> None:
    bare = f"This handout tells you how to rest. {words(90)}Call us.\n"
    assert found(shelf, bare) == []
    assert found(shelf, bare + words(30)) == [("C-002", 1)]


@pytest.mark.parametrize(
    "paragraph",
    [
        "First, lie down. Then close your eyes. Finally, count to ten.",
        "Lie down. Close your eyes. Count to ten.",
        "First you lie down, then you close your eyes, and finally you count.",
        "When you wake, drink water. Please eat a little. Do not drive home.",
        "You lie down first. Next, your nurse comes. Then you sleep. Last, you go home.",
    ],
)
def test_steps_in_a_paragraph_are_found_at_its_line(shelf: Shelf, paragraph: str) -> None:
    assert found(shelf, with_more(paragraph)) == [("C-003", 9)]


@pytest.mark.parametrize(
    "paragraph",
    [
        "1. Lie down.\n2. Close your eyes.\n3. Count to ten.",
        "Lie down. Close your eyes. Then we sit with you.",
        "First I lost my sleep. Then I lost my work. Finally I asked for help.",
        "At first it is hard. Then it gets easier.",
        "Rest is good. Sleep is better. Exercise helps. Talk therapy works. Work can wait.",
        "Help is near. Changes take time. Plans can change.",
    ],
)
def test_what_is_no_steps_in_a_paragraph_is_let_be(shelf: Shelf, paragraph: str) -> None:
    assert found(shelf, with_more(paragraph)) == []


@pytest.mark.parametrize(
    "number",
    [
        "12% of people feel sick.",
        "You are 30% more likely to feel sick.",
        "It lowers pain by 12.5 percent.",
        "It helps (p < 0.05).",
        "The odds ratio is 2.",
        "We saw 40 people (n = 40).",
    ],
)
def test_bare_number_is_found_at_its_line(shelf: Shelf, number: str) -> None:
    assert found(shelf, with_more(number)) == [("C-005", 9)]


@pytest.mark.parametrize(
    "number",
    [
        "About 12%, or 1 in 8 people, feel sick.",
        "It is rare: 1% of people feel sick.",
        "12 out of 100 people feel sick.",
        "You can be 100% sure.",
        "Take 2.5 milligrams at 8 a.m. for 14 days.",
    ],
)
def test_number_that_is_explained_is_let_be(shelf: Shelf, number: str) -> None:
    assert found(shelf, with_more(number)) == []


@pytest.mark.parametrize("alt", ["image", "A photo", "Figure 2", "IMG_1234.svg", "bed.jpg"])
def test_description_that_says_nothing_is_found_at_its_line(shelf: Shelf, alt: str) -> None:
    assert found(shelf, with_more(f'![](images/bed.svg){{alt="{alt}"}}')) == [("C-006", 9)]


@pytest.mark.parametrize(
    "picture",
    [
        '![](images/bed.svg){alt="A photo of a bed by the window"}',
        "![](images/bed.svg){.decorative}",
        "![A bed](images/bed.svg)",
    ],
)
def test_described_picture_and_ornament_are_let_be(shelf: Shelf, picture: str) -> None:
    assert found(shelf, with_more(picture)) == []


def test_sound_handout_has_room_for_one_paragraph_on_line_9() -> None:
    assert with_more("Here.").splitlines()[8] == "Here."
    assert "Here." not in SOUND
