"""Invisible characters are taken out or kept as they should be, and other files called by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from prepress.errors import SourceError
from prepress.text.files import read_text
from prepress.text.invisible import without_stray_characters
from tests.shelf import Shelf


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("One\u2028two\u2029three", "One two three"),
        ("in\ufeffside \ufffcobject", "inside object"),
        ("\u200b# Sleep", "# Sleep"),
        ("\u200f# نوم", "# نوم"),
        ("\u2060- item", "- item"),
        ("##\u00a0Sleep", "## Sleep"),
        ("1.\u00a0Sleep", "1. Sleep"),
        ("soft\u00adhyphen, a\u200bb, a\u2060b, 5\u00a0mg, \u200fم", None),
        ("\u200fنوم", None),
    ],
)
def test_only_what_means_nothing_is_taken_out(written: str, read: str | None) -> None:
    assert without_stray_characters(written) == (written if read is None else read)


def test_text_with_all_of_them_builds_without_a_word(shelf: Shelf) -> None:
    text = "\ufeff\u200b# One\u2028two\n\nA\u200bb\u00adc\u2060d\ufeffe\u2029f 5\u00a0mg.\n"
    report = shelf.add({"1.md": text}).build("print", "epub")
    assert (report.findings, report.withheld) == ((), ())


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04\x14\0" + b"\0" * 24 + b"[Content_Types].xml...word/document.xml", "Word"),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument", "LibreOffice"),
        (b"\0\0\0\x18ftypheic\0\0", "a HEIC photo"),
        (b"\xff\xd8\xff\xe0", "a JPEG picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word file"),
        (b"<!DOCTYPE html>\n<html>", "a web page"),
    ],
)
def test_other_kind_of_file_is_called_by_its_name(tmp_path: Path, data: bytes, name: str) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(data)
    with pytest.raises(SourceError) as error:
        read_text(file, "a.md")
    assert name in error.value.what
    assert error.value.remedy


def test_folder_with_a_word_file_alone_says_how_to_import_it(shelf: Shelf) -> None:
    (failure,) = shelf.add({"My letter.docx": b"PK"}).build("epub").failures
    assert "makebook import 'My letter.docx'" in failure.remedy
