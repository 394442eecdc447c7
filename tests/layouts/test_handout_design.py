"""What a designer would circle on a handout, and what stands there instead."""

from __future__ import annotations

import io
import re
import zipfile

import pypdfium2
from PIL import Image

from tests.shelf import SQUARE, Shelf

METADATA = """title: Tiny
lang: {lang}
date: 2026-11-23
contact:
  name: North Clinic
  phone: 555-0100
  web: https://clinic.example
  crisis: Call 988.
"""
TEXT = "## One {.numbered}\n\nFirst words.[^a]\n\n[^a]: A note.\n"
#: A place on the cover's disc, in px.
ON_THE_DISC = (1500, 2100)


def pages(shelf: Shelf, file: str) -> list[str]:
    with pypdfium2.PdfDocument(shelf.root / "output" / file) as document:
        return [page.get_textpage().get_text_range() for page in document]


def lightness(shelf: Shelf) -> int:
    """That of the disc on the EPUB's cover, from 0 to 255."""
    with zipfile.ZipFile(shelf.root / "output" / "tiny.epub") as epub:
        (name,) = [name for name in epub.namelist() if name.endswith("cover.png")]
        level = Image.open(io.BytesIO(epub.read(name))).convert("L").getpixel(ON_THE_DISC)
    assert isinstance(level, int)
    return level


def test_where_to_turn_in_a_crisis_is_said_at_the_head_too(shelf: Shelf) -> None:
    shelf.add({"1.md": TEXT}, metadata=METADATA.format(lang="en")).build("print", "epub")
    (text,) = pages(shelf, "tiny.pdf")
    assert text.index("Call 988.") < text.index("First words") < text.rindex("Call 988.")
    with zipfile.ZipFile(shelf.root / "output" / "tiny.epub") as epub:
        assert "Call 988." in epub.read("EPUB/titlepage.xhtml").decode()


def test_word_in_the_language_of_the_text_stands_under_the_code(shelf: Shelf) -> None:
    shelf.add({"1.md": TEXT}, metadata=METADATA.format(lang="de")).build("print")
    assert "Hier scannen" in pages(shelf, "tiny.pdf")[0]


def test_contact_that_is_a_name_stands_in_the_foot_alone(shelf: Shelf) -> None:
    metadata = "title: Tiny\nlang: en\ncontact: {name: North Clinic}\n"
    shelf.add({"1.md": TEXT}, metadata=metadata).build("print", "epub")
    assert pages(shelf, "tiny.pdf")[0].count("North Clinic") == 1
    with zipfile.ZipFile(shelf.root / "output" / "tiny.epub") as epub:
        said = "".join(epub.read(each).decode() for each in epub.namelist() if "xhtml" in each)
    assert 'class="contact' not in said


def test_no_line_of_the_foot_of_large_print_ends_with_a_dot(shelf: Shelf) -> None:
    shelf.add({"1.md": TEXT}, metadata=METADATA.format(lang="es")).build("large-print")
    lines = pages(shelf, "tiny-large-print.pdf")[0].splitlines()
    assert any(re.match(r"North Clinic · \w{4}-\w{4}", line) for line in lines)
    assert not [line for line in lines if line.rstrip().endswith("·")]


def test_call_of_a_note_in_large_print_is_as_large_as_the_words(shelf: Shelf) -> None:
    shelf.add({"1.md": TEXT}, metadata=METADATA.format(lang="en")).build("large-print", "print")
    assert "First words.[1]" in pages(shelf, "tiny-large-print.pdf")[0].replace(". [", ".[")
    assert "[1]" not in pages(shelf, "tiny.pdf")[0]


def test_ornament_of_the_text_blooms_on_the_cover(shelf: Shelf) -> None:
    shelf.add({"1.md": TEXT}, metadata=METADATA.format(lang="en")).build("epub")
    assert lightness(shelf) < 100
    text = f"{TEXT}\n![](square.svg){{.decorative}}\n"
    shelf.add({"1.md": text, "square.svg": SQUARE}, metadata=METADATA.format(lang="en"))
    shelf.build("epub")
    assert lightness(shelf) > 200


def test_sections_side_by_side_are_no_table_that_is_too_wide(shelf: Shelf) -> None:
    columns = ":::: columns\n\n::: column\n\n## A\n\nWords.\n\n:::\n\n::: column\n\n## B\n\nMore.\n\n:::\n\n::::\n"
    shelf.add({"1.md": f"{TEXT}\n{columns}"}, metadata=METADATA.format(lang="en"))
    assert [found for found in shelf.build("print").findings if found.code == "T-006"] == []
