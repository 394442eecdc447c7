"""The order of chapters is that of a list of them, as other tools keep it; else that of names."""

from __future__ import annotations

import pytest

from prepress.building.composition import compose
from prepress.errors import SourceError
from prepress.manuscript.reading import read
from prepress.project.project import publications
from tests.shelf import Shelf

BOOK: dict[str, str | bytes] = {
    "alpha.md": "# Alpha\n",
    "beta.md": "# Beta\n",
    "part/gamma 2.md": "# Gamma\n",
    "part/delta.qmd": "# Delta\n",
}
SUMMARY = """# Summary

[Beta first](beta.md)

# The part

- [Gamma](part/gamma%202.md#words)
    - [A draft]()
    - [Delta](<./part/delta.qmd>)
---
- [Elsewhere](https://example.org/x.md)
[Alpha](alpha.md)
"""
QUARTO = """project: {type: book}
book:
  title: Ours
  chapters:
    - beta.md
    - part: part/gamma 2.md
      chapters:
        - file: part/delta.qmd
          text: Delta
  appendices: [alpha.md]
"""
NAV = """site_name: Ours
nav:
  - beta.md
  - The part:
      - part/gamma 2.md
      - Delta: part/delta.qmd
  - Alpha: alpha.md
  - Elsewhere: https://example.org
markdown_extensions:
  - pymdownx.emoji: {emoji_index: !!python/name:material.emoji.twemoji ""}
"""
BOOK_TXT = (
    "frontmatter:\nbeta.md\n# a remark\nmainmatter:\npart/gamma 2.md\npart/delta.qmd\nalpha.md\n"
)
OURS = "title: T\nlang: en\nchapters: [beta.md, part/gamma 2.md, part/delta.qmd, alpha.md]\n"
ORDERED = ["beta.md", "part/gamma 2.md", "part/delta.qmd", "alpha.md"]


def files(shelf: Shelf) -> list[str]:
    """The chapters of the first publication, as they are called in its folder."""
    manuscript = read(shelf.project, publications(shelf.project)[0])
    return [chapter.file.removeprefix("sources/tiny/") for chapter in manuscript.chapters]


def found(shelf: Shelf) -> list[str]:
    known = compose(shelf.project, publications(shelf.project)[0]).known
    return [str(each) for each in known if each.code in ("M-001", "N-001")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SUMMARY.md", SUMMARY),
        ("_quarto.yml", QUARTO),
        ("mkdocs.yml", NAV),
        ("Book.txt", BOOK_TXT),
    ],
)
def test_list_of_another_tool_orders_the_chapters(shelf: Shelf, name: str, text: str) -> None:
    shelf.add({**BOOK, name: text})
    assert files(shelf) == ORDERED
    assert found(shelf) == []


def test_chapters_of_the_metadata_win(shelf: Shelf) -> None:
    shelf.add({**BOOK, "SUMMARY.md": "- [Alpha](alpha.md)\n"}, metadata=OURS)
    assert files(shelf) == ORDERED


def test_folder_in_the_list_stands_for_its_chapters(shelf: Shelf) -> None:
    metadata = "title: T\nlang: en\nchapters:\n- part\n- alpha\n"
    shelf.add({**BOOK, "part/1.md": "# One\n"}, metadata=metadata)
    assert files(shelf) == ["part/1.md", "part/gamma 2.md", "alpha.md"]


def test_list_beside_a_folder_of_its_texts_is_found(shelf: Shelf) -> None:
    texts = {f"src/{name}": text for name, text in BOOK.items()}
    shelf.add({**texts, "src/SUMMARY.md": SUMMARY})
    assert files(shelf) == [f"src/{name}" for name in ORDERED]


def test_chapter_that_is_not_listed_is_found(shelf: Shelf) -> None:
    shelf.add({**BOOK, "SUMMARY.md": "- [Beta](beta.md)\n- [G](part/delta.qmd)\n"})
    assert found(shelf)[0] == (
        "sources/tiny/alpha.md: warning M-001: This file is in no edition, since SUMMARY.md does "
        "not list it. List it there, or begin its name with _ to keep it out."
    )
    assert len(found(shelf)) == 2


def test_missing_outside_and_unset_entries_are_found_and_the_rest_goes_on(shelf: Shelf) -> None:
    text = "book:\n  chapters:\n  - betta.md\n  - ../../x.md\n  - part: The words\n  - beta.md\n"
    shelf.add({"beta.md": "# Beta\n", "_quarto.yml": text})
    assert files(shelf) == ["beta.md"]
    assert found(shelf) == [
        "sources/tiny/_quarto.yml:3: warning N-001: There is no chapter “betta.md”. Did you mean "
        "“beta.md”?",
        "sources/tiny/_quarto.yml:4: warning N-001: “../../x.md” lies outside the publication's "
        "folder, so it is no chapter. Put it into tiny/, or take it out here.",
        "sources/tiny/_quarto.yml:5: warning N-001: The part's title “The words” is set nowhere. "
        "Write it into a file as a heading, and name that here.",
    ]


def test_missing_chapter_in_the_metadata_is_an_error(shelf: Shelf) -> None:
    shelf.add(BOOK, metadata="title: T\nlang: en\nchapters:\n- alpha.md\n- bata.md\n")
    with pytest.raises(SourceError) as error:
        files(shelf)
    assert str(error.value) == (
        "sources/tiny/book.yaml:5: There is no chapter “bata.md”. Did you mean “beta.md”?"
    )


@pytest.mark.parametrize("text", ["# In short\n\nTake care.\n", "See [x](https://x.org).\n"])
def test_summary_without_links_to_chapters_is_a_chapter(shelf: Shelf, text: str) -> None:
    shelf.add({"alpha.md": "# Alpha\n", "SUMMARY.md": text})
    assert files(shelf) == ["alpha.md", "SUMMARY.md"]


def test_broken_list_leaves_the_order_of_names(shelf: Shelf) -> None:
    shelf.add({"2.md": "# Two\n", "10.md": "# Ten\n", "mkdocs.yml": "nav: [2.md\n"})
    assert files(shelf) == ["2.md", "10.md"]


def test_translation_follows_the_order_of_its_original(shelf: Shelf) -> None:
    shelf.add(
        {
            "beta.md": "# Beta\n",
            "alpha.md": "# Alpha\n",
            "es/alpha.md": "# Alfa\n",
            "es/beta.md": "# Beta\n",
            "SUMMARY.md": "[b](beta.md)\n[a](alpha.md)\n",
            "es/book.yaml": "title: T\n",
        }
    )
    _, translation = publications(shelf.project)
    assert [file.name for file in translation.files] == ["beta.md", "alpha.md"]


def test_other_order_makes_the_editions_again(shelf: Shelf) -> None:
    shelf.add({"beta.md": "# Beta\n", "alpha.md": "# Alpha\n"}).build("epub")
    shelf.add({"SUMMARY.md": "[b](beta.md)\n[a](alpha.md)\n"})
    assert shelf.build("epub").built[0].why == ("the order of the chapters is new",)
    assert shelf.build("epub").built[0].why == ()
    shelf.add({"SUMMARY.md": "[a](alpha.md)\n[b](beta.md)\n"})
    assert shelf.build("epub").built[0].why == ("the order of the chapters has changed",)


LISTED = {
    "SUMMARY.md": "# Summary\n\n[Words](words.md)\n\n# The night\n\n- [A](a.md)\n\n# Nothing\n",
    "_quarto.yml": (
        "book:\n  chapters:\n    - words.md\n    - part: The night\n      chapters: [a.md]\n"
        "  appendices: [b.md]\n"
    ),
}


@pytest.mark.parametrize("name", LISTED)
def test_titles_of_parts_in_a_list_are_pages_of_a_book(shelf: Shelf, name: str) -> None:
    files = {f"{each}.md": f"# {each}\n\nText.\n" for each in ("words", "a", "b")}
    if name == "SUMMARY.md":
        del files["b.md"]
    shelf.add({**files, name: LISTED[name]}, metadata="title: T\nlang: en\nlayout: book\n")
    galley = compose(shelf.project, publications(shelf.project)[0]).galley
    assert [(each.title, each.role) for each in galley.chapters][:3] == [
        ("words", "chapter"),
        ("Part One: The night", "part"),
        ("a", "chapter"),
    ]
    assert galley.chapters[2].part == galley.chapters[1].id
    assert [(each.title, each.role) for each in galley.chapters][3:] == (
        [("Appendix: b", "appendix")] if name == "_quarto.yml" else []
    )


def test_titles_of_parts_say_nothing_in_a_handout(shelf: Shelf) -> None:
    files = {f"{each}.md": f"# {each}\n\nText.\n" for each in ("words", "a")}
    shelf.add({**files, "SUMMARY.md": LISTED["SUMMARY.md"]})
    composition = compose(shelf.project, publications(shelf.project)[0])
    assert [each.title for each in composition.galley.chapters] == ["words", "a"]
    assert composition.findings == ()
