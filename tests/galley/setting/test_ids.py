"""Every heading can be linked to, by an id that nothing else has."""

from tests.shelf import Shelf, codes


def heading_ids(shelf: Shelf) -> list[str]:
    return [heading.id for chapter in shelf.galley().chapters for heading in chapter.headings]


def test_heading_gets_an_id_from_its_words(shelf: Shelf) -> None:
    shelf.add({"1.md": "# What it is\n\n## 1. Why it *works*\n"})
    assert heading_ids(shelf) == ["what-it-is", "why-it-works"]


def test_heading_in_another_script_keeps_its_letters(shelf: Shelf) -> None:
    shelf.add({"1.md": "# Что это такое\n"})
    assert heading_ids(shelf) == ["что-это-такое"]


def test_chapters_of_one_name_are_called_by_their_folders_too(shelf: Shelf) -> None:
    shelf.add(
        {"1.md": "A.\n", "part one/1.md": "B.\n", "part-one/1.md": "C.\n", "часть/1.md": "D.\n"}
    )
    assert [chapter.stem for chapter in shelf.galley().chapters] == [
        "1",
        "part-one-1",
        "part-one-1-2",
        "1-2",
    ]


def test_same_heading_in_two_chapters_gets_a_number(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\n## Summary\n", "2.md": "# Two\n\n## Summary\n"})
    assert heading_ids(shelf) == ["one", "summary", "two", "summary-2"]


def test_id_written_by_the_author_wins_over_one_made_from_words(shelf: Shelf) -> None:
    shelf.add({"1.md": "# Risks\n\n## More {#risks}\n"})
    assert heading_ids(shelf) == ["risks-2", "risks"]


def test_id_written_twice_in_a_chapter_is_found_at_the_second_place(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "# One {#a}\n\n## Two {#a}\n"}).galley()
    assert codes(galley) == ["S-001"]
    assert galley.findings[0].place.line == 3


def test_heading_without_letters_still_gets_an_id(shelf: Shelf) -> None:
    shelf.add({"1.md": "# 2026\n\n## 100 %\n"})
    assert heading_ids(shelf) == ["section", "section-2"]


def test_notes_of_the_same_name_in_two_chapters_stay_apart(shelf: Shelf) -> None:
    text = "# T\n\nA fact.[^a]\n\n[^a]: Its source.\n"
    first, second = shelf.add({"1.md": text, "2.md": text}).galley().chapters
    assert 'href="#fn-a"' in first.markup and 'id="fn-a"' in first.notes
    assert 'href="#fn-a-2"' in second.markup and 'id="fn-a-2"' in second.notes
