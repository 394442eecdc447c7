"""Text files: a source's characters, whatever editor wrote it, or what is wrong with its bytes."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from prepress.errors import Place, SourceError
from prepress.text.file_kinds import kind_of_bytes
from prepress.text.invisible import without_stray_characters

#: The most that one publication's text may have, in bytes.
LARGEST_BYTES = 20 * 1024 * 1024

_SAVE_AS_UTF_8 = (
    "Save it again as plain text with the encoding UTF-8 (in most editors: Save As, Encoding)."
)


def read_text(path: Path, file: str) -> str:
    """The text of `path`, which messages call `file`: UTF-8 with or without a BOM, any line ends,
    which become `\\n`, and without invisible characters that came into it unseen.

    Raises SourceError where it is another encoding, holds NUL bytes, cannot be opened, or is over
    20 MB.
    """
    data = _data(path, file)
    _refuse_other_kinds(data, file)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError("This file is UTF-16, not UTF-8.", _SAVE_AS_UTF_8, Place(file, 1))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # `error.start` counts from behind a BOM, and so does its `object`.
        raise SourceError(
            "This is not UTF-8 text.", _SAVE_AS_UTF_8, _place(file, error.object[: error.start])
        ) from error
    if "\0" in text:
        place = _place(file, data[: data.index(b"\0")])
        raise SourceError(
            "There is a NUL byte here, so this is not plain text.", _SAVE_AS_UTF_8, place
        )
    return without_stray_characters(text.replace("\r\n", "\n").replace("\r", "\n"))


def _refuse_other_kinds(data: bytes, file: str) -> None:
    """Raise SourceError where the bytes are those of another kind of file."""
    is_page = file.lower().endswith((".html", ".htm", ".svg", ".css"))
    kind = None if is_page else kind_of_bytes(data)
    if kind:
        raise SourceError(f"This is {kind[0]}, not a text.", kind[1], file)


def is_text(character: str) -> bool:
    """Whether XML 1.0 (2.2) allows the character and it is no control character but a tab or a
    line's end.
    """
    if character in "\t\n":
        return True
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in "\ufffe\uffff"


def _data(path: Path, file: str) -> bytes:
    try:
        if not path.is_file():
            what = f"A text should be here, but this is {_kind_of(path)}."
            raise SourceError(what, "Rename it, or move it away.", file)
        if path.stat().st_size > LARGEST_BYTES:
            raise SourceError(
                "This file is larger than 20 MB.",
                "Keep only text in it; pictures lie beside it.",
                file,
            )
        return path.read_bytes()
    except OSError as error:
        what = f"This file cannot be read: {error.strerror}."
        raise SourceError(what, "Allow reading it, or move it away.", file) from error


def _kind_of(path: Path) -> str:
    if path.is_dir():
        return "a folder"
    return "not a file" if path.exists() else "not there"


def _place(file: str, before: bytes) -> Place:
    """The line that comes behind the bytes `before`, with the line ends of any system."""
    return Place(file, before.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1)
