"""PDFs: a finished PDF opened to be looked at, its pages as pictures and as characters with their
boxes, and the objects that it is made of.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pypdfium2 import PdfDocument, PdfiumError, raw

from prepress.errors import SourceError
from prepress.readers.pdf_page import Box, Proof

if TYPE_CHECKING:
    import pikepdf

#: Dots per inch at which pages are compared and shown: letters can be read, and one dot is a
#: quarter of a millimetre.
DPI = 96
#: The most dots of a page's longer side, since a page may be as large as a wall.
_LONGEST = 2400
_ANOTHER_COPY = "Give another copy of it."


class LockedPdfError(SourceError):
    """A PDF that only a password opens."""


@dataclass(frozen=True)
class OpenPdf:
    """A PDF; `file` is its name in messages. Pages count from 1.

    `document` is how PDFium sees it, which draws and reads its pages.
    """

    data: bytes
    document: PdfDocument
    file: str | None
    _open: ExitStack

    def __len__(self) -> int:
        return len(self.document)

    @property
    def title(self) -> str:
        """The title; empty where it has none."""
        return str(self.document.get_metadata_value("Title"))

    @cached_property
    def objects(self) -> pikepdf.Pdf:
        """What it is made of. Raises SourceError where that is damaged."""
        import pikepdf

        try:
            return self._open.enter_context(pikepdf.open(BytesIO(self.data)))
        except pikepdf.PdfError as error:
            raise _damaged_pdf(self.file) from error

    @contextmanager
    def page(self, number: int) -> Iterator[Any]:
        """A page as PDFium sees it. Raises SourceError where it is damaged."""
        try:
            with closing(self.document[number - 1]) as page:
                yield page
        except PdfiumError as error:
            raise SourceError(
                f"Page {number} is damaged.", "Give another copy of this PDF.", self.file
            ) from error

    @contextmanager
    def proof(self, number: int) -> Iterator[Proof]:
        """The look of a page, of the whole sheet, also of what a viewer would crop.

        Raises SourceError where it is damaged.
        """
        with self.page(number) as page:
            page.set_cropbox(*page.get_mediabox())
            yield Proof(page, number)

    @contextmanager
    def text(self, number: int) -> Iterator[Any]:
        """The text of a page as PDFium reads it. Raises SourceError where the page is damaged."""
        with self.page(number) as page, closing(page.get_textpage()) as text:
            yield text


@contextmanager
def open_pdf(data: bytes, file: str | None = None) -> Iterator[OpenPdf]:
    """The PDF `data`, closed afterwards; `file` is its name in messages.

    Raises LockedPdfError where it is locked, SourceError where it is damaged or has no pages.
    """
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        raise _refusal(data, file) from error
    with closing(document), ExitStack() as objects:
        yield OpenPdf(data, document, file, objects)


@contextmanager
def open_pdf_file(path: Path, file: str) -> Iterator[OpenPdf]:
    """The PDF at `path`, closed afterwards; `file` is its name in messages.

    Raises SourceError where it cannot be read, is locked or damaged, or has no pages.
    """
    with open_pdf(_data(path, file), file) as pdf:
        yield pdf


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


def _refusal(data: bytes, file: str | None) -> SourceError:
    """Why PDFium cannot open `data`: its own error may be that of the file before."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if not len(pdf.pages):
                return SourceError("This PDF has no pages.", _ANOTHER_COPY, file)
    except pikepdf.PasswordError:
        what = "This PDF is locked with a password."
        return LockedPdfError(what, "Save it without one, and give that copy.", file)
    except pikepdf.PdfError:
        pass
    return _damaged_pdf(file)


def _damaged_pdf(file: str | None) -> SourceError:
    return SourceError("This PDF is damaged, or it is none.", _ANOTHER_COPY, file)
