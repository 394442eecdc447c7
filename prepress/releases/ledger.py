"""Ledger: the revisions that were given out, in a plain list beside the sources, and what a copy
in hand is by it.

A line has the revision, the date of the text, the title; since there is an archive also the day of
the release, the digest of the list of its copies, the key that it is signed with, if any, and the
digest that chains it to the lines before it, each behind a tab.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.errors import ChangedError
from prepress.files.atomic import write_whole
from prepress.files.digests import digest_of
from prepress.galley.revision import normal_revision
from prepress.text.files import read_text
from prepress.text.invisible import without_stray_characters

if TYPE_CHECKING:
    from prepress.errors import MakebookError
    from prepress.project.project import Project, Publication

_HEAD = (
    "# What makebook build --release gave out: revision, date of the text, title; then the day, "
    "the list of the copies, the key, the sum of the chain\n"
)
_CHAINED = re.compile(r"[^\t]*(\t[^\t]*){3}\t[0-9a-f]{64}\t[^\t]*\t[0-9a-f]{64}")


@dataclass(frozen=True)
class Release:
    """A revision that was given out; `date` is the text's own, empty where it had none.

    `day` is that of the release, `manifest` the digest of the list of its copies, `key` the
    fingerprint of the key that it is signed with, `chain` its digest with all before it; they are
    empty where there was no archive yet, and `key` where it is not signed.
    """

    revision: str
    date: str
    title: str
    day: str = ""
    manifest: str = ""
    key: str = ""
    chain: str = ""


@dataclass(frozen=True)
class Ledger:
    """The releases of one publication, oldest first: their `lines` as they are written, and on
    which lines of the file they stand, from 1.
    """

    lines: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()

    @classmethod
    def read(cls, file: Path, name: str) -> Ledger:
        """What `file` lists, which messages call `name`; nothing where it is not there.

        Raises SourceError where it cannot be read.
        """
        if not file.exists():
            return cls()
        numbered = enumerate(read_text(file, name).splitlines(), 1)
        found = [(number, line) for number, line in numbered if line.strip() and line[0] != "#"]
        return cls(tuple(line for _, line in found), tuple(number for number, _ in found))

    @property
    def releases(self) -> tuple[Release, ...]:
        """The releases that the lines mean."""
        return tuple(map(_release, self.lines))

    def begins_with(self, other: Ledger) -> bool:
        """Whether all that the `other` lists stands first in this one."""
        return self.lines[: len(other.lines)] == other.lines

    def plus(self, release: Release) -> Ledger:
        """The ledger with a `release` more, chained to those before it."""
        fields = (release.revision, release.date, " ".join(release.title.split()), release.day)
        line = "\t".join((*fields, release.manifest, release.key))
        line = without_stray_characters(line)  # as it is read back
        return Ledger((*self.lines, f"{line}\t{chain_of(self.lines, line)}"))

    def extend(self, file: Path, name: str) -> None:
        """Add to `file`, which messages call `name`, what it lacks of this ledger; it has the new
        lines or none. Remarks in it stay.

        Raises ChangedError where another build has added something else meanwhile, SourceError,
        MachineError.
        """
        there = Ledger.read(file, name)
        if not self.begins_with(there):
            raise ChangedError.of(name)
        if missing := self.lines[len(there.lines) :]:
            before = read_text(file, name) if file.exists() else _HEAD
            write_whole(file, "\n".join((before.rstrip(), *missing, "")).encode())


def is_chained(line: str) -> bool:
    """Whether a line of a ledger has a digest that chains it to those before it."""
    return bool(_CHAINED.fullmatch(line))


def chain_of(before: Iterable[str], line: str) -> str:
    """The digest of a `line` without its own, and of the lines `before` it.

    Those before the last chained one count by its digest; where none is chained, all are hashed.
    """
    parts = [line]
    for each in reversed(tuple(before)):
        if is_chained(each):
            parts.append(each.rpartition("\t")[2])
            break
        parts.append(each)
    return digest_of("\n".join(reversed(parts)))


def _release(line: str) -> Release:
    parts = line.split("\t")
    revision = normal_revision(parts[0])
    if is_chained(line):
        return Release(revision, *parts[1:])
    return Release(revision, *(*parts[1:3], "", "")[:2])


@dataclass(frozen=True)
class Verdict:
    """What a copy with the asked revision is: the current one of `publication`, an earlier one, or
    unknown; `failures` are of the publications that could not be read.
    """

    revision: str
    publication: str | None = None
    release: Release | None = None
    current: str | None = None
    failures: tuple[MakebookError, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 where the copy is the current one, 1 where it is not; that of the gravest failure where
        what could not be read may be what is asked for.
        """
        if self.is_current:
            return 0
        codes = [] if self.publication else [failure.exit_code for failure in self.failures]
        return max([1, *codes])

    def as_values(self) -> dict[str, object]:
        """It as plain values, for programs."""
        return {
            "revision": self.revision,
            "publication": self.publication,
            "is_current": self.is_current,
            "current": self.current,
            "released": self.release and self.release.date,
        }

    @property
    def is_current(self) -> bool:
        """Whether the copy says what the sources say now."""
        return self.publication is not None and self.revision == self.current

    def __str__(self) -> str:
        if self.publication is None:
            return f"{self.revision} is unknown: no publication here has or had this revision."
        if self.is_current:
            return f"{self.revision} is the current revision of “{self.publication}”."
        when = f" of {self.release.date}" if self.release and self.release.date else ""
        return (
            f"{self.revision} is an earlier revision{when} of “{self.publication}”; the current "
            f"one is {self.current}."
        )


def ledger_of(publication: Publication) -> Path:
    """The file that lists the releases of `publication`."""
    if publication.lone:
        return publication.folder / f"{publication.name}.releases.txt"
    return publication.folder / (
        f"releases-{publication.clinic}.txt" if publication.clinic else "releases.txt"
    )


def releases(project: Project, publication: Publication) -> tuple[Release, ...]:
    """The releases of `publication`, oldest first. Raises SourceError where their list cannot be
    read.
    """
    file = ledger_of(publication)
    return Ledger.read(file, project.relative(file)).releases


def verdict(project: Project, revision: str, current: Iterable[tuple[Publication, str]]) -> Verdict:
    """What a copy with this `revision` is, among the publications of the project with their
    `current` revisions.
    """
    asked = normal_revision(revision)
    earlier = Verdict(asked)
    for publication, now in current:
        if now == asked:
            return Verdict(asked, publication.name, None, asked)
        for known in releases(project, publication):
            if known.revision == asked and earlier.publication is None:
                earlier = Verdict(asked, publication.name, known, now)
    return earlier
