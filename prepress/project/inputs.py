"""Inputs: what an edition was made from, each file and each value known by a digest of its
content.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from prepress.errors import ChangedError, MakebookError
from prepress.files.digests import Digest, digest_of
from prepress.files.layered_folders import holders
from prepress.project.project import font_file, font_names, language_folders
from prepress.text.files import read_text


def joint_digest(texts: list[str]) -> Digest:
    """One digest of several files that answer to the same name; None where there is none."""
    return digest_of("\0".join(texts)) if texts else None


class Inputs:
    """The inputs of one edition, noted while they are read; they begin with those that it shares
    with `others`.

    A name is a kind and what tells it from others of its kind, such as `file sources/a/1.md` or
    `layout cover.html`.
    """

    def __init__(self, others: Mapping[str, Digest] | None = None) -> None:
        self._digests: dict[str, Digest] = dict(others or {})
        self._changed: dict[str, None] = {}

    def note(self, name: str, digest: Digest) -> None:
        """Note that `name` has this content; it counts as changed where it had another one
        before.
        """
        if self._digests.setdefault(name, digest) != digest:
            self._changed[name] = None

    def add(self, others: Mapping[str, Digest]) -> None:
        """Note all of `others` too."""
        for name, digest in others.items():
            self.note(name, digest)

    @property
    def digests(self) -> dict[str, Digest]:
        """All that was read so far, in a fixed order.

        Raises ChangedError where a file changed in the meantime, since an edition cannot be made
        from two states.
        """
        for name in self._changed:
            raise ChangedError.of(name.partition(" ")[2])
        return dict(sorted(self._digests.items()))


@dataclass(frozen=True)
class SearchPaths:
    """Where the files of a publication's inputs lie: the project's `root`, and the folders of
    layouts and fonts.
    """

    root: Path
    layouts: tuple[Path, ...]
    fonts: tuple[Path, ...]

    _seen: dict[str, Digest] = field(default_factory=dict, compare=False, repr=False)

    def current_digest(self, name: str) -> Digest:
        """The digest of what the file `name` of an edition's inputs holds now; None where it cannot
        be read.
        """
        if name not in self._seen:
            self._seen[name] = self._read(name)
        return self._seen[name]

    def _read(self, name: str) -> Digest:
        kind, _, rest = name.partition(" ")
        try:
            if kind in ("layout", "words"):
                return self._read_texts(rest, every=kind == "words")
            if kind == "translations":
                return digest_of("\n".join(language_folders(self.root, rest)))
            if kind == "family":
                return digest_of("\n".join(font_names(self.fonts, rest)))
            return _digest_in(self._file(kind, rest))
        except (OSError, MakebookError):
            return None

    def _read_texts(self, name: str, *, every: bool) -> Digest:
        """The digest of the first text called `name` among the layouts, or of `every` one."""
        texts = [read_text(file, name) for file in holders(self.layouts, name)]
        return joint_digest(texts if every else texts[:1])

    def _file(self, kind: str, name: str) -> Path | None:
        if kind == "profile":
            return next(holders(self.layouts, name), None)
        if kind == "font":
            return font_file(self.fonts, name)
        return self.root / name


FILES = frozenset({"family", "file", "font", "layout", "profile", "translations", "words"})
"""The kinds of inputs that are files; the others are values."""


def _digest_in(file: Path | None) -> Digest:
    return None if file is None else digest_of(file.read_bytes())
