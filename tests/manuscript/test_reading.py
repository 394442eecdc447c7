"""A publication's chapters are read in order, whatever editor wrote them."""

import codecs

import pytest

from prepress.manuscript.manuscript import Manuscript
from prepress.manuscript.reading import read
from prepress.project.project import publications
from tests.shelf import Shelf


def read_first(shelf: Shelf) -> Manuscript:
    return read(shelf.project, publications(shelf.project)[0])


def lone(shelf: Shelf, text: str | bytes, name: str = "leaflet.md") -> Manuscript:
    sources = shelf.root / "sources"
    sources.mkdir(parents=True)
    (sources / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return read_first(shelf)


def test_chapters_come_in_natural_order(shelf: Shelf) -> None:
    shelf.add({"10-end.md": "End.", "2-middle.md": "Middle.", "1-start.md": "Start."})
    assert [chapter.text for chapter in read_first(shelf).chapters] == ["Start.", "Middle.", "End."]


def test_chapters_of_one_name_in_two_publications_are_told_apart(shelf: Shelf) -> None:
    shelf.add({"1.md": "A."}, name="a").add({"1.md": "B."}, name="b")
    read_files = [
        read(shelf.project, publication).chapters[0].file
        for publication in publications(shelf.project)
    ]
    assert read_files == ["sources/a/1.md", "sources/b/1.md"]


def test_empty_chapters_are_left_out(shelf: Shelf) -> None:
    shelf.add({"1.md": " \n\n", "2.md": "Text."})
    assert [chapter.file for chapter in read_first(shelf).chapters] == ["sources/tiny/2.md"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(shelf: Shelf, end: str) -> None:
    shelf.add(
        {"1.md": f"One{end}{end}Two{end}".encode()}, metadata=f"title: Tiny{end}lang: en{end}"
    )
    manuscript = read_first(shelf)
    assert (manuscript.chapters[0].text, manuscript.metadata.lines["lang"]) == ("One\n\nTwo\n", 2)


def test_byte_order_mark_is_no_text(shelf: Shelf) -> None:
    manuscript = lone(shelf, codecs.BOM_UTF8 + "---\ntitle: É\nlang: fr\n---\n# É\n".encode())
    assert (manuscript.metadata.title, manuscript.chapters[0].text) == ("É", "# É\n")


def test_metadata_stands_in_book_yaml(shelf: Shelf) -> None:
    manuscript = read_first(shelf.add({"1.md": "Text."}))
    assert (manuscript.metadata.title, manuscript.metadata_file) == (
        "Tiny",
        "sources/tiny/book.yaml",
    )
    assert (manuscript.name, manuscript.folder) == ("tiny", shelf.root / "sources" / "tiny")


@pytest.mark.parametrize("close", ["---", "...", "---  "])
def test_lone_file_has_front_matter(shelf: Shelf, close: str) -> None:
    manuscript = lone(shelf, f"---\ntitle: Lone\nlang: en\n{close}\n\n# Text\n")
    chapter = manuscript.chapters[0]
    assert (manuscript.name, manuscript.metadata.title) == ("leaflet", "Lone")
    assert (chapter.text, chapter.first_line) == ("\n# Text\n", 5)


def test_front_matter_lines_count_from_the_top_of_the_file(shelf: Shelf) -> None:
    manuscript = lone(shelf, "\n---\ntitle: Lone\nlang: en\n---\nText\n")
    assert manuscript.metadata.lines == {"title": 3, "lang": 4}
    assert manuscript.chapters[0].first_line == 6


def test_lone_file_does_not_take_a_book_yaml_beside_it(shelf: Shelf) -> None:
    (shelf.root / "sources").mkdir(parents=True)
    (shelf.root / "sources" / "book.yaml").write_text("title: Other\nlang: en\n")
    (shelf.root / "sources" / "a.md").write_text("---\ntitle: Lone\nlang: en\n---\nText\n")
    assert read_first(shelf).metadata.title == "Lone"


def test_folder_without_book_yaml_has_front_matter_in_its_first_chapter(shelf: Shelf) -> None:
    shelf.add({"1.md": "---\ntitle: First\nlang: en\n---\nOne.\n", "2.md": "Two.\n"})
    (shelf.root / "sources/tiny/book.yaml").unlink()
    manuscript = read_first(shelf)
    assert (manuscript.metadata.title, manuscript.metadata_file) == ("First", "sources/tiny/1.md")
    assert [chapter.text for chapter in manuscript.chapters] == ["One.\n", "Two.\n"]


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nText after a rule.\n\n---\n\nMore.\n",
        "---\n\nNote: text after a rule.\n\n---\n",
        "---\nText after a rule, and no key.\n---\n",
        "----\ntitle: four dashes\n----\n",
        "Text: not at the top.\n\n---\nDr. Lee: call her.\n---\n",
        "***\ntitle: T\n***\n",
    ],
)
def test_rule_across_the_page_is_no_front_matter(shelf: Shelf, text: str) -> None:
    assert read_first(shelf.add({"1.md": text})).chapters[0].text == text
