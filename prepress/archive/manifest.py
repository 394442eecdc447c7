"""Manifest: the files of one release and what they were made from, each by the digest of its
copy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from prepress.errors import SourceError
from prepress.files.shapes import expect_shape
from prepress.text.escapes import json_text

#: The form of a manifest; one of another form was written by a later makebook.
_FORM = 1
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SLASH = re.compile(r"[/\\]")
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True)
class Manifest:
    """A release of `publication`: the files that were given out by name, what they were made from
    by path in the project, and the versions of makebook and its engines.

    `family` is the publication that this is a translation of, or that is made for the `clinic`,
    else itself. `revision`, `title` and `day`, on which it was released as year-month-day, are
    those of the ledger.
    """

    publication: str
    family: str
    clinic: str
    lang: str
    revision: str
    title: str
    day: str
    files: dict[str, str]
    made_from: dict[str, str]
    versions: dict[str, str]

    def as_json(self) -> bytes:
        """The manifest as it is kept, the same bytes for the same values."""
        values = {"form": _FORM, **asdict(self)}
        return f"{json_text(values, indent=1, sorted_keys=True)}\n".encode()

    @classmethod
    def of_json(cls, data: bytes, file: Path) -> Manifest:
        """The manifest that is kept in `file` as `data`.

        Raises SourceError where it is none, or one whose paths would lead out of a folder.
        """
        try:
            values = json.loads(data)
            if values.pop("form") != _FORM:
                raise ValueError("another form")
            manifest = cls(**values)
            expect_shape(manifest, cls)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            what = "This is no list of a release, or one of a later makebook."
            raise SourceError(what, "Take it from a backup, or use that makebook.", file) from error
        _refuse_wrong_names(manifest, file)
        return manifest

    @property
    def digests(self) -> dict[str, str]:
        """The digest of each copy that the release needs, by the name of what it is a copy of."""
        return {**self.made_from, **self.files}


def _refuse_wrong_names(manifest: Manifest, file: Path) -> None:
    """Raise SourceError for a path that leads out of the folder into which it is unpacked, or a
    digest that is none.
    """
    wrong = _unsafe_paths([manifest.publication, *manifest.digests])
    wrong += [name for name, digest in manifest.digests.items() if not _DIGEST.fullmatch(digest)]
    for name in wrong:
        what = f"This list has a name that nothing in a release has: “{name}”."
        raise SourceError(what, "Trust nothing of it, and take it from a backup.", file)


def _unsafe_paths(paths: Iterable[str]) -> list[str]:
    """Those of `paths` that would lead out of a folder on any system."""
    return [path for path in paths if "\0" in path or _leads_out(path)]


def _leads_out(path: str) -> bool:
    """Whether the path climbs or begins elsewhere; Windows takes both slashes, and drives."""
    parts = _SLASH.split(path)
    return not parts[0] or not {".", ".."}.isdisjoint(parts) or bool(_DRIVE.match(path))
