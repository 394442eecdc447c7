"""Early pages: those of the divisions of a book that are printed while others are not, put into a
folder for somebody who looks on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.files.digests import Digest, digest_if_any, digest_of
from prepress.text.escapes import json_text

if TYPE_CHECKING:
    from prepress.pdf.divisions.finished_book import FinishedBook

_STATE = "pages.json"


@dataclass(frozen=True)
class EarlyPart:
    """A division of a book that is being made: its PDF is in `file`, where it is printed.

    Its pages of before are those from `begin` to, without that one, `end`, counted from 0.
    """

    begin: int
    end: int
    file: str = ""


@dataclass(frozen=True)
class EarlyPages:
    """The `parts` of a book that is being made, in their order, and the content of their files.

    Their pages of before are some of the `pages_before` of the file with the digest `file_before`.
    """

    publication: str
    edition: str
    file_before: Digest
    pages_before: int
    parts: tuple[EarlyPart, ...]
    pdfs: Mapping[str, bytes] = field(default_factory=dict, repr=False)


class EarlyPagesFolder:
    """A `folder` for the early pages of an edition of a publication, of which `file_before` is in
    place.

    It may be gone at any time, with all who wanted to see them.
    """

    def __init__(self, folder: Path, publication: str, edition: str, file_before: Path) -> None:
        self._folder = folder
        self._names = publication, edition
        self._file_before = digest_if_any(file_before)
        self._files: dict[str, str] = {}

    def put(
        self, openings: Sequence[str], before: FinishedBook | None, opening: str, pdf: bytes
    ) -> None:
        """Put there the `pdf` of the division of an `opening`, one of all the `openings`; what is
        not there yet is as `before`.
        """
        with suppress(OSError):
            self._folder.mkdir(exist_ok=True)
            self._files[opening] = f"{digest_of(pdf)[:24]}.pdf"
            self._put_whole(self._files[opening], pdf)
            state = json_text(asdict(self._state(openings, before)), sorted_keys=True).encode()
            self._put_whole(_STATE, state)
            for file in {*self._folder.glob("*.pdf")} - set(map(self._path, self._files.values())):
                file.unlink()

    def _state(self, openings: Sequence[str], before: FinishedBook | None) -> EarlyPages:
        ranges = before.ranges if before else {}
        parts = [
            EarlyPart(*ranges.get(opening, (0, 0)), self._files.get(opening, ""))
            for opening in openings
        ]
        pages = before.pages if before else 0
        return EarlyPages(*self._names, self._file_before, pages, tuple(parts))

    def _path(self, name: str) -> Path:
        return self._folder / name

    def _put_whole(self, name: str, data: bytes) -> None:
        # Not as editions are written, which would make the folder anew where it is gone.
        new = self._path(f"{name}.new")
        new.write_bytes(data)
        new.replace(self._path(name))


def read_early_pages(folder: Path) -> EarlyPages | None:
    """What was put into the `folder` last; None where there is nothing, or newer pages come just
    now.
    """
    try:
        values = json.loads((folder / _STATE).read_bytes())
        parts = tuple(EarlyPart(**each) for each in values.pop("parts"))
        pdfs = {part.file: (folder / part.file).read_bytes() for part in parts if part.file}
    except OSError:
        return None
    return EarlyPages(**{**values, "parts": parts, "pdfs": pdfs})
