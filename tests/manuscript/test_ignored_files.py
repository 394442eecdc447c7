"""A Markdown file in the folder of a publication that ends up in no edition is a finding."""

from __future__ import annotations

from prepress.building.composition import compose
from prepress.project.project import publications
from tests.shelf import Shelf


def found(shelf: Shelf) -> list[str]:
    """What is left out of the first publication."""
    known = compose(shelf.project, publications(shelf.project)[0]).known
    return [str(finding) for finding in known if finding.code == "M-001"]


def test_readme_among_chapters_says_how_it_becomes_one(shelf: Shelf) -> None:
    assert found(shelf.add({"1.md": "# One\n", "README.md": "# About\n"})) == [
        "sources/tiny/README.md: warning M-001: This README lies among chapters, but is in no "
        "edition. "
        "Call it 00-introduction.md to make it a chapter, or README.txt to keep it out."
    ]


def test_readme_beside_pictures_is_none_of_the_text(shelf: Shelf) -> None:
    assert found(shelf.add({"1.md": "# One\n", "images/README.md": "Drawn by Ann.\n"})) == []


def test_markdown_of_another_tool_says_how_to_call_it(shelf: Shelf) -> None:
    assert found(shelf.add({"1.md": "# One\n", "part/2.qmd": "# Two\n"})) == [
        "sources/tiny/part/2.qmd: warning M-001: This file is in no edition, since a chapter's "
        "name does not end in "
        "“.qmd”. Call it 2.md to make it a chapter, or begin its name with _ to keep it out."
    ]


def test_folder_with_metadata_of_its_own_is_one_finding(shelf: Shelf) -> None:
    files = {
        "1.md": "# One\n",
        "other/1.md": "# Two\n",
        "other/2.md": "# Two\n",
        "other/book.yaml": "title: Two\n",
    }
    assert found(shelf.add(files)) == [
        "sources/tiny/other/book.yaml: warning M-001: This folder has metadata of its own, so "
        "nothing in it is part of "
        "“tiny/”. Move the folder into sources/ to publish it by itself, or delete this file to "
        "make the others "
        "chapters."
    ]


def test_chapter_without_text_is_found(shelf: Shelf) -> None:
    assert found(shelf.add({"1.md": "# One\n", "2.md": "\n \n"})) == [
        "sources/tiny/2.md: warning M-001: This file is empty, so it is no chapter. "
        "Write its text, or begin its name with _ until there is some."
    ]


def test_file_with_the_metadata_alone_has_done_its_part(shelf: Shelf) -> None:
    shelf.add({"0.md": "---\ntitle: Tiny\nlang: en\n---\n", "1.md": "# One\n"})
    (shelf.root / "sources/tiny/book.yaml").unlink()
    assert found(shelf) == []


def test_drafts_are_left_out_on_purpose(shelf: Shelf) -> None:
    assert (
        found(
            shelf.add(
                {"1.md": "# One\n", "_2.md": "", "_drafts/3.md": "# Three\n", "notes.txt": "Notes."}
            )
        )
        == []
    )


def test_translation_names_what_it_leaves_out_itself(shelf: Shelf) -> None:
    files = {
        "1.md": "# One\n",
        "es/1.md": "# Uno\n",
        "es/2.qmd": "# Dos\n",
        "es/book.yaml": "title: T\n",
    }
    assert found(shelf.add(files)) == []
    known = compose(shelf.project, publications(shelf.project)[1]).known
    assert [str(each.place) for each in known if each.code == "M-001"] == ["sources/tiny/es/2.qmd"]


def test_chapter_that_is_only_the_title_of_the_whole_is_not_empty(shelf: Shelf) -> None:
    assert found(shelf.add({"1.md": "# Tiny\n", "2.md": "# Two\n\nText.\n"})) == []
