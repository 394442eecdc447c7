"""Kept divisions: those of a book as it was printed last, in a folder of the project's output, so
that only what has changed is printed again.

The folder may be deleted at any time, and what is damaged in it only costs time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from prepress.files.digests import digest_of
from prepress.pdf.divisions.division import Division, from_bytes, to_bytes

_PART, _FONT = "part", "font"


@dataclass(frozen=True)
class KeptDivisions:
    """The divisions in a `folder`; where that is None, nothing is kept."""

    folder: Path | None

    def find(self, opening: str) -> Division | None:
        """The division that began with the chapter `opening`, with fonts that are there too."""
        data = self._read(_part_name(opening))
        return from_bytes(data) if data else None

    def font(self, digest: str) -> bytes | None:
        """The font file of this digest; None where it is not there as it was."""
        data = self._read(f"{digest}.{_FONT}")
        return data if data and digest_of(data) == digest else None

    def _read(self, name: str) -> bytes | None:
        if self.folder is None:
            return None
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None


def files_of(
    divisions: Iterable[tuple[str, Division]], fonts: Mapping[str, bytes]
) -> dict[str, bytes]:
    """What is kept of `divisions`, by the id of the chapter that opens each, and of their `fonts`:
    the content of each file by its name in the folder.
    """
    parts = {_part_name(opening): to_bytes(division) for opening, division in divisions}
    return parts | {f"{digest}.{_FONT}": content for digest, content in fonts.items()}


def _part_name(opening: str) -> str:
    return f"{digest_of(opening)[:24]}.{_PART}"
