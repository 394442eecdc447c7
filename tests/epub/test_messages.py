"""A link for text messages is its number in the EPUB, whose validator knows no such address."""

import zipfile

import pytest

from tests.conformance.validators import epubcheck
from tests.shelf import Shelf


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[Text HOME](sms:741741?body=HOME)", "Text HOME (741741)"),
        ("[Text *HOME*](sms:741741)", "Text <em>HOME</em> (741741)"),
        ("[741 741](sms:741741)", ">741\u00a0741<"),
    ],
)
def test_number_for_text_messages_stands_in_the_epub(shelf: Shelf, text: str, shown: str) -> None:
    shelf.add({"1.md": f"# Crisis\n\n{text} now.\n"}).build("epub")
    with zipfile.ZipFile(shelf.root / "output" / "tiny.epub") as epub:
        chapter = epub.read("EPUB/1.xhtml").decode()
    assert shown in chapter
    assert "sms:" not in chapter


def test_epubcheck_is_silent_on_text_messages(shelf: Shelf) -> None:
    shelf.add({"1.md": "# Crisis\n\n[Text HOME](sms:741741) now.\n"}).build("epub")
    assert epubcheck(shelf.root / "output" / "tiny.epub") == []
