"""Kept divisions: those of a book as it was printed last, in a folder of the project's output, so
that only what has changed is printed again.

The folder may be deleted at any time, and what is damaged in it only costs time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from prepress.files.digests import digest_of
from prepress.pdf.divisions.division import PrintedDivision, from_bytes, to_bytes
from prepress.pdf.divisions.finished_book import FinishedBook

_PART, _FONT = "part", "font"
#: The file that tells of the whole book whose file is in place.
_ORDER = "order"


@dataclass(frozen=True)
class KeptDivisions:
    """The divisions in a `folder`; where that is None, nothing is kept."""

    folder: Path | None

    def find(self, name: str) -> PrintedDivision | None:
        """The division of this name."""
        data = self._read(part_name(name))
        return from_bytes(data) if data else None

    def font(self, digest: str) -> bytes | None:
        """The font file of this digest; None where it is not there as it was."""
        data = self._read(f"{digest}.{_FONT}")
        return data if data and digest_of(data) == digest else None

    def finished_book(self) -> FinishedBook | None:
        """The book whose file was put in place with them; None where nobody knows it."""
        data = self._read(_ORDER)
        return FinishedBook.from_bytes(data) if data else None

    def _read(self, name: str) -> bytes | None:
        if self.folder is None:
            return None
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None


def files_of(
    divisions: Mapping[str, PrintedDivision], fonts: Mapping[str, bytes]
) -> dict[str, bytes]:
    """What is kept of `divisions`, by their names, and of their `fonts`: the content of each file
    by its name in the folder.
    """
    parts = {part_name(name): to_bytes(division) for name, division in divisions.items()}
    return parts | {f"{digest}.{_FONT}": content for digest, content in fonts.items()}


def order_file(book: FinishedBook) -> dict[str, bytes]:
    """What is kept of `book` besides, where its file is put in place too."""
    return {_ORDER: book.to_bytes()}


def part_name(name: str) -> str:
    """The file that holds the division of this name."""
    return f"{digest_of(name)[:24]}.{_PART}"
