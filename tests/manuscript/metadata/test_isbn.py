"""The ISBN of a book: read strictly, with the digit that it should end in."""

from __future__ import annotations

import pytest

from prepress.errors import SourceError
from prepress.manuscript.isbn import IsbnError, hyphenated, isbn_of, isbn_of_text
from prepress.manuscript.metadata import Metadata
from prepress.manuscript.metadata_keys import read_metadata


def read(line: str) -> Metadata:
    """The metadata with one more line, which is the third."""
    return read_metadata(f"title: Tiny\nlang: en\n{line}\n", "book.yaml")


@pytest.mark.parametrize(
    "written",
    [
        "978-3-16-148410-0",
        "9783161484100",
        "978 3 16 148410 0",
        "ISBN 978-3-16-148410-0",
        "urn:isbn:9783161484100",
        "978–3–16–148410–0",
        "3-16-148410-X",
        "316148410x",
    ],
)
def test_every_way_to_write_an_isbn_is_read(written: str) -> None:
    assert read(f'isbn: "{written}"').isbn == "9783161484100"


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("978-3-16-148410-1", "must be 0 and not 1. Write isbn: 978-3-16-148410-0, or"),
        ("3-16-148410-3", "must be X and not 3. Write isbn: 978-3-16-148410-0, or"),
        ("978-3-16-14841-0", "an ISBN has 13 digits, and this has 12"),
        ("123-3-16-148410-0", "an ISBN begins with 978 or 979"),
        ("ask my publisher", "an ISBN has nothing but digits"),
    ],
)
def test_wrong_isbn_is_an_error_that_names_the_right_digit(written: str, what: str) -> None:
    with pytest.raises(SourceError, match=r"^book\.yaml:3: ") as error:
        read(f"isbn: {written}")
    assert what in str(error.value)


def test_hyphens_stand_where_the_agency_has_put_them() -> None:
    known = ("978-0-306-40615-7", "978-3-16-148410-0", "978-99921-58-10-4", "979-12-200-0852-5")
    for written in known:
        assert hyphenated(isbn_of_text(written)) == written


def test_identifier_that_says_so_is_the_isbn_where_there_is_no_other() -> None:
    assert isbn_of(read("identifier: urn:isbn:9783161484100")) == "9783161484100"
    assert isbn_of(read("identifier: https://clinic.example/1")) is None
    both = read("identifier: urn:isbn:9783161484100\nisbn: 978-0-306-40615-7")
    assert isbn_of(both) == "9780306406157"
    with pytest.raises(IsbnError):
        isbn_of(read("identifier: urn:isbn:9783161484101"))


def test_blurb_has_paragraphs_however_yaml_folds_them() -> None:
    literal = read("blurb: |\n  One.\n  And more.\n\n  Two.")
    folded = read("blurb: >\n  One.\n  And more.\n\n  Two.")
    assert literal.blurb == "One.\nAnd more.\n\nTwo."
    assert folded.blurb == "One. And more.\n\nTwo."
    with pytest.raises(SourceError, match="the limit is 4000"):
        read("blurb: " + 5000 * "a")
