"""Import of a Word handout: its text, pictures and metadata made into a publication."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from prepress.errors import SourceError
from prepress.import_word.book_yaml import book_yaml
from prepress.import_word.characters import drop_unknown_signs
from prepress.import_word.document_text import document_text
from prepress.import_word.heading_levels import mend_headings, take_titles
from prepress.import_word.picture_files import PictureFiles
from prepress.import_word.properties import properties_of
from prepress.import_word.remarks import Remarks
from prepress.import_word.simplification import simplify
from prepress.import_word.typed_lists import make_typed_lists
from prepress.import_word.word_conversion import convert
from prepress.import_word.word_file import read_word_file
from prepress.project.new import free_name, new_folder
from prepress.word.word_identity import identity_of

_TEXT = "01-text.md"


@dataclass(frozen=True)
class ImportResult:
    """A publication that was made in `folder`; `lost` did not survive, `to_check` needs the
    author's eye.

    Each is a whole sentence, in the order of the text.
    """

    folder: Path
    lost: tuple[str, ...]
    to_check: tuple[str, ...]


def import_word(project_root: Path, file: Path, name: str | None = None) -> ImportResult:
    """Make `sources/NAME/` in `project_root` from the .docx `file`, by its own name where none is
    given.

    What it makes builds at once. It appears whole or not at all. Raises UsageError for a name that
    is taken or that not every system can store and for a file that is not there, SourceError for a
    file that is no Word document, is damaged or has no text, MachineError where something cannot be
    read or written.
    """
    word = read_word_file(file)
    name = free_name(
        project_root, file.stem if name is None else name, "makebook import FILE sleep-and-healing"
    )
    remarks = Remarks()
    if edition := identity_of(word):
        remarks.check(
            f"This is the Word edition of “{edition.publication}”; to take edits back into that, "
            f"write: makebook import --into {edition.publication} FILE"
        )
    properties = properties_of(word)
    document = convert(simplify(word, remarks), word.name, remarks)
    pictures = PictureFiles(document.pictures, remarks)
    titles = take_titles(document.tree, properties.title, file.stem, remarks)
    mend_headings(document.tree)
    make_typed_lists(document.tree)
    text = document_text(document.tree, pictures, titles.title, remarks)
    text = drop_unknown_signs(text, project_root, remarks)
    if not text.strip():
        raise SourceError(
            "There is no text in this Word file.", "See whether it is the right one.", word.name
        )
    with new_folder(project_root, name) as folder:
        _write_pictures(pictures, folder)
        (folder / _TEXT).write_text(text, "utf-8", newline="\n")
        book = drop_unknown_signs(book_yaml(titles, properties), project_root, remarks)
        (folder / "book.yaml").write_text(book, "utf-8", newline="\n")
    return ImportResult(
        project_root / "sources" / name, tuple(remarks.lost), tuple(remarks.to_check)
    )


def _write_pictures(pictures: PictureFiles, folder: Path) -> None:
    for path, data in pictures.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
