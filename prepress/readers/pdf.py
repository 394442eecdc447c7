"""Paper: a PDF that is open to be compared, its pages as pictures and as characters with their
boxes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pypdfium2 import PdfDocument, PdfiumError, raw

from prepress.errors import SourceError
from prepress.readers.pdf_page import Box, Proof

#: Dots per inch at which pages are compared and shown: letters can be read, and one dot is a
#: quarter of a millimetre.
DPI = 96
#: The most dots of a page's longer side, since a page may be as large as a wall.
_LONGEST = 2400


@dataclass(frozen=True)
class OpenPdf:
    """A PDF; `file` is its name in messages. Pages count from 1."""

    document: PdfDocument
    file: str

    @classmethod
    @contextmanager
    def opened(cls, path: Path, file: str) -> Iterator[OpenPdf]:
        """The PDF `path`, which is closed afterwards.

        Raises SourceError where it cannot be read, is locked or damaged, or has no pages.
        """
        data = _data(path, file)
        try:
            document = PdfDocument(data)
        except PdfiumError as error:
            raise _unreadable(data, file) from error
        with closing(document):
            yield cls(document, file)

    def __len__(self) -> int:
        return len(self.document)

    @contextmanager
    def proof(self, number: int) -> Iterator[Proof]:
        """The look of a page. Raises SourceError where it is damaged."""
        with self._sound(number), Proof.of(self.document, number) as proof:
            yield proof

    @contextmanager
    def text(self, number: int) -> Iterator[Any]:
        """The text of a page as PDFium reads it. Raises SourceError where the page is damaged."""
        with (
            self._sound(number),
            closing(self.document[number - 1]) as page,
            closing(page.get_textpage()) as text,
        ):
            yield text

    @contextmanager
    def _sound(self, number: int) -> Iterator[None]:
        try:
            yield
        except PdfiumError as error:
            raise SourceError(
                f"Page {number} is damaged.", "Give another copy of this PDF.", self.file
            ) from error


def dpi_of(proof: Proof) -> int:
    """The dots per inch of a page's picture: `DPI`, or fewer where the page is huge."""
    return max(1, min(DPI, int(_LONGEST * 72 / max(1.0, *proof.size_pt))))


def letters_of(text: Any) -> str:
    """All characters of a page's text, each at its index; what is no character is a space."""
    return "".join(
        chr(raw.FPDFText_GetUnicode(text, index) or 32) for index in range(text.count_chars())
    )


def boxes_of(text: Any, letters: str, start: int, end: int) -> tuple[Box, ...]:
    """The boxes of the characters from `start` up to `end`, in points: one for each line that they
    stand on.
    """
    lines: list[Box] = []
    for index in range(start, end):
        if letters[index].isspace():
            continue
        left, bottom, right, top = text.get_charbox(index)
        if (
            lines
            and bottom < lines[-1][3]
            and top > lines[-1][1]
            and left > lines[-1][0] - (top - bottom)
        ):
            line = lines.pop()
            left, bottom = min(left, line[0]), min(bottom, line[1])
            right, top = max(right, line[2]), max(top, line[3])
        lines.append((left, bottom, right, top))
    return tuple(lines)


def _data(path: Path, file: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError("There is no such file.", "Give the path of a PDF.", file) from error
    except IsADirectoryError as error:
        raise SourceError(
            "This is a folder, not a PDF.", "Give the path of a PDF in it.", file
        ) from error
    except OSError as error:
        what = f"This file cannot be read: {error.strerror}."
        raise SourceError(what, "Allow reading it, or give another copy.", file) from error


def _unreadable(data: bytes, file: str) -> SourceError:
    """Why PDFium cannot open `data`: its own error may be that of the file before."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if not len(pdf.pages):
                return SourceError("This PDF has no pages.", "Give another copy of it.", file)
    except pikepdf.PasswordError:
        return SourceError(
            "This PDF is locked with a password.", "Save it without one, and give that copy.", file
        )
    except pikepdf.PdfError:
        pass
    return SourceError("This PDF is damaged, or it is none.", "Give another copy of it.", file)
