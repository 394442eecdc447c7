"""History: what was published of a publication, in a plain list beside its sources, so that time
runs only forwards.

The list is kept with the sources and not with the site, because it must outlast an emptied
`output/` and hold on every machine: a catalogue that calls a changed edition old, or gives it
another identifier, loses its readers.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.epub.package import identifier_of
from prepress.errors import Place
from prepress.files.atomic import write_whole
from prepress.findings import Finding
from prepress.manuscript.dates import moment
from prepress.text.files import read_text

if TYPE_CHECKING:
    from prepress.manuscript.manuscript import Manuscript
    from prepress.project.project import Project, Publication

_HEAD = (
    "# What makebook publish gave out: revision, when the catalogue says it changed, print of its "
    "files, identifier\n"
)
_FORM = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class PublishedState:
    """One state of a publication that was given out; `print` stands for the bytes of its files."""

    revision: str
    updated: str
    print: str
    identifier: str


def history_of(publication: Publication) -> Path:
    """The file that lists what was published of `publication`."""
    if publication.lone:
        return publication.folder / f"{publication.name}.published.txt"
    clinic = publication.clinic
    return publication.folder / (f"published-{clinic}.txt" if clinic else "published.txt")


def last_state(project: Project, publication: Publication) -> PublishedState | None:
    """What was published last; None where nothing was. Raises SourceError where the list cannot be
    read.
    """
    file = history_of(publication)
    if not file.exists():
        return None
    lines = read_text(file, project.relative(file)).splitlines()
    parts = [line.split("\t") for line in lines if not line.startswith("#")]
    states = [
        PublishedState(*(part.strip() for part in each))
        for each in parts
        if len(each) == 4 and _is_moment(each[1])
    ]
    return states[-1] if states else None


def next_state(
    manuscript: Manuscript, last: PublishedState | None, revision: str, files_print: str
) -> PublishedState:
    """What is published now: dated as the metadata says, but always later than a `last` state that
    was another.

    What is published unchanged keeps its moment. Where the author has not changed the date, one
    second is added to the last moment, which needs no clock and is the same on every machine.
    Raises UsageError for a wrong SOURCE_DATE_EPOCH.
    """
    now = moment(manuscript.metadata)
    identifier = identifier_of(manuscript.metadata)
    if last is not None:
        if (last.revision, last.print, last.identifier) == (revision, files_print, identifier):
            return last
        now = max(now, _moment(last.updated) + dt.timedelta(seconds=1))
    return PublishedState(revision, now.strftime(_FORM), files_print, identifier)


def objections(
    manuscript: Manuscript, last: PublishedState | None, revision: str
) -> tuple[Finding, ...]:
    """What speaks against publishing `revision` after `last`: an old date is a warning, a new
    identifier an error.
    """
    metadata = manuscript.metadata
    if last is None:
        return ()
    found = []
    if last.revision != revision and moment(metadata) <= _moment(last.updated):
        what = "The text has changed since it was last published, but its date has not."
        hint = (
            "Set date: to the day of this revision; until then, readers see the old one in the "
            "foot of the pages."
        )
        found.append(
            Finding(
                "O-001", Place(manuscript.metadata_file, metadata.lines.get("date")), what, hint
            )
        )
    identifier = identifier_of(metadata)
    if last.identifier != identifier:
        what = (
            f"It was published as {last.identifier} and would now be {identifier}, which readers "
            f"take for another one."
        )
        hint = f"Write: identifier: {last.identifier}"
        found.append(
            Finding(
                "O-002",
                Place(manuscript.metadata_file, metadata.lines.get("identifier")),
                what,
                hint,
            )
        )
    return tuple(found)


def remember(project: Project, publication: Publication, state: PublishedState) -> None:
    """Add `state` to the list, unless it is the last one already. Raises MachineError,
    SourceError.
    """
    if last_state(project, publication) == state:
        return
    file = history_of(publication)
    before = read_text(file, project.relative(file)) if file.exists() else _HEAD
    line = "\t".join((state.revision, state.updated, state.print, state.identifier))
    write_whole(file, f"{before.rstrip()}\n{line}\n".encode())


def _moment(stamp: str) -> dt.datetime:
    return dt.datetime.strptime(stamp, _FORM).replace(tzinfo=dt.UTC)


def _is_moment(stamp: str) -> bool:
    try:
        _moment(stamp.strip())
    except ValueError:
        return False
    return True
