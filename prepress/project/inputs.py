"""Inputs: what an edition was made from, each file and each value known by a digest of its
content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.errors import ChangedError, MakebookError
from prepress.files.digests import Digest, digest_of, digest_of_file
from prepress.files.layered_folders import holders
from prepress.project.project import font_file, font_names, language_folders
from prepress.text.files import read_text

if TYPE_CHECKING:
    from prepress.files.stat_cache import StatCache


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
    layouts and fonts. Of files whose state the `stats` know they have the digests.
    """

    root: Path
    layouts: tuple[Path, ...]
    fonts: tuple[Path, ...]
    stats: StatCache | None = field(default=None, compare=False, repr=False)

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
            if kind == "words":
                return joint_digest([read_text(each, rest) for each in self._holders(rest)])
            if kind == "layout":
                return self._digest(next(self._holders(rest), None), _digest_of_text, "text")
            if kind == "translations":
                return digest_of("\n".join(language_folders(self.root, rest)))
            if kind == "family":
                return digest_of("\n".join(font_names(self.fonts, rest)))
            return self._digest(self._file(kind, rest), digest_of_file)
        except (OSError, MakebookError):
            return None

    def _holders(self, name: str) -> Iterator[Path]:
        """The files called `name` among the layouts."""
        return holders(self.layouts, name)

    def _digest(self, file: Path | None, read: Callable[[Path], Digest], kind: str = "") -> Digest:
        if file is None:
            return None
        if self.stats is None:
            return read(file)
        return self.stats.digest(str(file), read, kind)

    def _file(self, kind: str, name: str) -> Path | None:
        if kind == "profile":
            return next(self._holders(name), None)
        if kind == "font":
            return font_file(self.fonts, name)
        return self.root / name


FILES = frozenset({"family", "file", "font", "layout", "profile", "translations", "words"})
"""The kinds of inputs that are files; the others are values."""


def _digest_of_text(file: Path) -> Digest:
    return digest_of(read_text(file, file.name))
