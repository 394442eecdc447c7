"""A file that is no Word document, or does harm, is refused with one message, and nothing is
written.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx.document import Document

from makebook import main
from prepress.errors import MachineError, MakebookError, SourceError, UsageError
from prepress.import_word import word_file
from prepress.import_word.word_import import import_word
from tests.import_word.handouts import add_picture, save_handout
from tests.shelf import Shelf

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def archive(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in files.items():
            written.writestr(name, data)
    return stream.getvalue()


def replace_part(path: Path, name: str, data: bytes) -> bytes:
    """The Word file at `path` with another content of one part."""
    with zipfile.ZipFile(path) as file:
        return archive({each: file.read(each) for each in file.namelist()} | {name: data})


def refusal(root: Path, data: bytes) -> MakebookError:
    root.mkdir(exist_ok=True)
    (root / "handout.docx").write_bytes(data)
    with pytest.raises(MakebookError) as error:
        import_word(root, root / "handout.docx")
    assert not (root / "sources").exists()
    assert error.value.place and error.value.remedy
    return error.value


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (_OLD, "old Word"),
        (_OLD + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"%PDF-1.7", "PDF"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "web page"),
        (b"", "damaged, or is no Word file"),
        (b"PK\x03\x04 and then nothing", "damaged, or is no Word file"),
        (
            archive(
                {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}
            ),
            "LibreOffice",
        ),
        (archive({"xl/workbook.xml": b"<x/>"}), "a spreadsheet"),
        (archive({"ppt/presentation.xml": b"<x/>"}), "a presentation"),
        (archive({"META-INF/container.xml": b"<x/>"}), "an EPUB"),
        (archive({"word/document.xml": b"<x/>"}), "no Word document"),
        (archive({"word/document.xml": b"<x"}), "damaged in its part “word/document.xml”"),
        (archive({"a.xml": bytes(17 << 20)}), "larger than any handout"),
        (archive({f"{number}.txt": b"" for number in range(5001)}), "more than 5000 parts"),
    ],
)
def test_what_is_no_word_document_is_refused(shelf: Shelf, data: bytes, what: str) -> None:
    error = refusal(shelf.root, data)
    assert what in error.what
    assert error.exit_code == 3


@pytest.mark.parametrize("name", ["notes.md", "notes.TXT"])
def test_text_needs_no_import(shelf: Shelf, name: str) -> None:
    shelf.root.mkdir()
    (shelf.root / name).write_text("# Notes\n")
    with pytest.raises(MakebookError, match="a text file, which needs no import"):
        import_word(shelf.root, shelf.root / name)


def test_archive_that_unpacks_to_too_much_is_refused(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_file, "_LARGEST_PARTS", 1000)
    data = archive({"word/media/image1.png": bytes(100_000)})
    assert "larger than any handout" in refusal(shelf.root, data).what
    lying = data.replace((100_000).to_bytes(4, "little"), (1).to_bytes(4, "little"))
    assert "damaged" in refusal(shelf.root, lying).what


def test_damaged_archive_is_refused(shelf: Shelf) -> None:
    data = bytearray(
        save_handout(shelf, lambda document: document.add_paragraph("a" * 5000)).read_bytes()
    )
    at = data.index(b"word/document.xml") + 60
    data[at : at + 40] = bytes(40)
    assert "damaged" in refusal(shelf.root, bytes(data)).what


def test_document_type_is_refused(shelf: Shelf) -> None:
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w>&b;</w>'
    data = replace_part(
        save_handout(shelf, lambda document: document.add_paragraph("a")), "word/document.xml", bomb
    )
    assert "declares a document type" in refusal(shelf.root, data).what


@pytest.mark.parametrize("name", ["word/styles.xml", "word/numbering.xml"])
def test_broken_inner_order_is_refused(shelf: Shelf, name: str) -> None:
    path = save_handout(shelf, lambda document: document.add_paragraph("a", style="List Bullet"))
    broken = b'<w:x xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:num><w:abstractNumId/></w:num><w:style/></w:x>'
    assert "broken" in refusal(shelf.root, replace_part(path, name, broken)).what


def test_part_that_is_not_there_counts_as_none(shelf: Shelf) -> None:
    path = save_handout(shelf, lambda document: document.add_paragraph("a", style="List Number"))
    with zipfile.ZipFile(path) as file:
        names = [name for name in file.namelist() if name != "word/numbering.xml"]
        path.write_bytes(archive({name: file.read(name) for name in names}))
    result = import_word(shelf.root, path)
    assert (result.folder / "01-text.md").read_text("utf-8") == "a\n"


def test_folders_in_the_archive_are_no_parts(shelf: Shelf) -> None:
    path = save_handout(shelf, lambda document: document.add_paragraph("a"))
    path.write_bytes(replace_part(path, "word/", b""))
    with zipfile.ZipFile(path, "a") as file:
        for number in range(5000):
            file.writestr(f"folder{number}.xml/", b"")
    assert import_word(shelf.root, path).lost == ()


def test_tables_nested_too_deeply_are_refused(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        for _ in range(60):
            cell = cell.add_table(1, 1).cell(0, 0)

    assert "nested too deeply" in refusal(shelf.root, save_handout(shelf, write).read_bytes()).what


def test_document_without_text_is_refused(shelf: Shelf) -> None:
    data = save_handout(shelf, lambda document: document.add_paragraph(" ")).read_bytes()
    assert "no text" in refusal(shelf.root, data).what


def test_missing_file_and_taken_or_unsafe_names_are_refused(shelf: Shelf) -> None:
    path = save_handout(shelf, lambda document: document.add_paragraph("a"))
    with pytest.raises(UsageError, match="no such file"):
        import_word(shelf.root, shelf.root / "gone.docx")
    with pytest.raises(UsageError) as error:
        import_word(shelf.root, path, "a/b")
    assert "makebook import FILE sleep-and-healing" in error.value.remedy
    import_word(shelf.root, path)
    with pytest.raises(UsageError, match="is there already"):
        import_word(shelf.root, path)


def test_folder_appears_whole_or_not_at_all(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    path = save_handout(shelf, lambda document: add_picture(document, "A bed"))
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(MachineError, match="No space left"):
        import_word(shelf.root, path)
    assert list((shelf.root / "sources").iterdir()) == []


def test_source_error_names_the_file(shelf: Shelf) -> None:
    error = refusal(shelf.root, b"%PDF")
    assert isinstance(error, SourceError)
    assert str(error).startswith("handout.docx: This is a PDF. Open it in Word")


def test_command_says_what_it_made_and_what_was_lost(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("Sleep", style="Title")
        add_picture(document)
        document.sections[0].header.paragraphs[0].text = "Your Clinic"

    save_handout(shelf, write)
    monkeypatch.chdir(shelf.root)
    result = CliRunner().invoke(main, ["import", "handout.docx", "sleep well"])
    assert (result.exit_code, result.output.splitlines()) == (
        0,
        [
            "Did not survive:",
            "  - The size of 1 picture was left to the layout; {width=50%} behind one gives it another.",
            "  - The page header was left out: “Your Clinic”.",
            "Please look at:",
            (
                "  - images/sleep.png has no alt text in Word; write what it shows in place of "
                "“To be described: Sleep”."
            ),
            "Made sources/sleep well. Read it through, then: makebook build 'sleep well'",
        ],
    )
    result = CliRunner().invoke(main, ["import", "gone.docx"])
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
