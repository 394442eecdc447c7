"""Headings form an outline without gaps, and are numbered where the author asks."""

import pytest

from tests.shelf import SQUARE, Shelf, codes


def outline(shelf: Shelf) -> list[tuple[int, str]]:
    return [
        (heading.level, heading.text)
        for chapter in shelf.galley().chapters
        for heading in chapter.headings
    ]


def test_skipped_level_is_closed_and_found(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "# One\n\n### Three\n\n#### Four\n\n## Two\n"}).galley()
    assert outline(shelf) == [(1, "One"), (2, "Three"), (3, "Four"), (2, "Two")]
    assert codes(galley) == ["S-005"]
    assert galley.findings[0].place.line == 3


def test_chapter_may_begin_at_level_two(shelf: Shelf) -> None:
    assert codes(shelf.add({"1.md": "## Two\n\n### Three\n"}).galley()) == []


def test_numbered_headings_count_through_the_book(shelf: Shelf) -> None:
    shelf.add({"1.md": "## A {.numbered}\n\n## B\n", "2.md": "## C {.numbered}\n"})
    assert [text for _, text in outline(shelf)] == ["1. A", "B", "2. C"]


def test_note_call_is_not_part_of_a_heading(shelf: Shelf) -> None:
    shelf.add({"1.md": "# Dose[^a]\n\n[^a]: Source.\n"})
    assert outline(shelf) == [(1, "Dose")]


def test_lone_chapter_without_a_title_takes_the_publications(shelf: Shelf) -> None:
    assert shelf.add({"1.md": "## A\n"}).galley().chapters[0].title == "Tiny"


def test_chapter_without_headings_takes_its_files_name(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "# One\n", "02-what-it-is.md": "Text.\n"}).galley()
    assert [chapter.title for chapter in galley.chapters] == ["One", "What it is"]


def test_chapters_of_one_base_name_get_stems_of_their_own(shelf: Shelf) -> None:
    galley = shelf.add(
        {"1-a.md": "x\n", "1 a.md": "y\n", "日本.md": "z\n", "nav.md": "n\n"}
    ).galley()
    stems = [chapter.stem for chapter in galley.chapters]
    assert len(set(stems)) == 4
    assert "nav" not in stems
    assert all(stem.isascii() for stem in stems)


def test_heading_inside_a_panel_is_part_of_the_outline(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "# One\n\n::: panel\n\n## Inside\n\nText.\n\n:::\n"}).galley()
    assert [(heading.level, heading.text) for heading in galley.chapters[0].headings] == [
        (1, "One"),
        (2, "Inside"),
    ]


def test_heading_of_a_picture_alone_is_called_by_what_it_shows(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "# ![A square](a.svg)\n\nText.\n", "a.svg": SQUARE}).galley()
    assert galley.chapters[0].title == "A square"


@pytest.mark.parametrize("heading", ["Page.2", "Page 2 {#page.2}", "Contents", "Contact"])
def test_id_that_the_layouts_use_is_not_given_to_a_heading(shelf: Shelf, heading: str) -> None:
    (found,) = shelf.add({"1.md": f"# {heading}\n"}).galley().chapters[0].headings
    assert found.id not in ("page.2", "contents", "contact")


def test_heading_without_any_words_leaves_the_chapter_its_files_name(shelf: Shelf) -> None:
    galley = shelf.add(
        {
            "01-first-steps.md": "# ![](a.svg){.decorative}\n\nText.\n",
            "2.md": "# Two\n",
            "a.svg": SQUARE,
        }
    ).galley()
    assert galley.chapters[0].title == "First steps"


def test_number_that_the_heading_has_in_common_with_its_note_stays(shelf: Shelf) -> None:
    (heading,) = (
        shelf.add({"1.md": "# 1 day in bed[^a]\n\n[^a]: Source.\n"}).galley().chapters[0].headings
    )
    assert heading.text == "1 day in bed"
