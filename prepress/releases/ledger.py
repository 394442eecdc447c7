"""Ledger: the revisions that were given out, in a plain list beside the sources, and what a copy
in hand is by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.files.atomic import write_whole
from prepress.galley.revision import normal_revision
from prepress.text.files import read_text

if TYPE_CHECKING:
    from prepress.galley.galley import Galley
    from prepress.project.project import Project, Publication

_HEAD = "# What makebook build --release gave out: revision, date of the text, title\n"


@dataclass(frozen=True)
class Release:
    """A revision that was given out; `date` is the text's own, empty where it had none."""

    revision: str
    date: str
    title: str


@dataclass(frozen=True)
class Verdict:
    """What a copy with the asked revision is: the current one of `publication`, an earlier one, or
    unknown.
    """

    revision: str
    publication: str | None = None
    release: Release | None = None
    current: str | None = None

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
    if not file.exists():
        return ()
    lines = [line for line in read_text(file, project.relative(file)).splitlines() if line.strip()]
    parts = [line.split("\t") for line in lines if not line.startswith("#")]
    return tuple(Release(normal_revision(part[0]), *(*part[1:3], "", "")[:2]) for part in parts)


def release(project: Project, publication: Publication, galley: Galley) -> Release | None:
    """Add the revision of `galley` to the list; None where it is there already. Raises
    MachineError, SourceError.
    """
    if any(known.revision == galley.revision for known in releases(project, publication)):
        return None
    metadata = galley.manuscript.metadata
    new = Release(
        galley.revision, metadata.date.isoformat() if metadata.date else "", metadata.title
    )
    file = ledger_of(publication)
    before = read_text(file, project.relative(file)) if file.exists() else _HEAD
    line = "\t".join((new.revision, new.date, new.title))
    write_whole(file, f"{before.rstrip()}\n{line}\n".encode())
    return new


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
