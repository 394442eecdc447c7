"""Lookup: what was current on a day, by the archive alone, whatever the sources are now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prepress.archive.archive_folder import Archive
from prepress.errors import SourceError, UsageError
from prepress.manuscript.review import today
from prepress.text.suggestions import suggestion

if TYPE_CHECKING:
    from prepress.archive.manifest import Manifest
    from prepress.project.project import Project
    from prepress.releases.ledger import Ledger, Release


@dataclass(frozen=True)
class ArchivedRelease:
    """A release with the list of its copies; `is_replaced` where another took its place on the day
    that was asked for.
    """

    release: Release
    manifest: Manifest
    is_replaced: bool

    def as_values(self) -> dict[str, Any]:
        """It as plain values, for programs."""
        return {
            "publication": self.manifest.publication,
            "lang": self.manifest.lang,
            "clinic": self.manifest.clinic,
            **vars(self.release),
            "replaced_that_day": self.is_replaced,
            "files": self.manifest.files,
            "versions": self.manifest.versions,
        }


@dataclass(frozen=True)
class Lookup:
    """What was `current` of the publication `name` on `day`, each before what replaced it;
    `first` is the day of the first release that the archive has of it.
    """

    name: str
    day: str
    current: tuple[ArchivedRelease, ...]
    first: str

    @property
    def exit_code(self) -> int:
        """0 where something was current, else 1."""
        return 0 if self.current else 1


def current_on(project: Project, day: dt.date, name: str, clinic: str = "") -> Lookup:
    """What was current on `day` of the publication `name`, its translations, and what was made of
    them for clinics, or only for that `clinic`.

    Raises UsageError where the archive knows no such publication, or the day has not come yet,
    SourceError where a ledger or a list of copies is not whole.
    """
    if day > today():
        raise UsageError(f"{day} has not come yet.", "Give a day that is past, or today.")
    archive = Archive(project)
    ledgers = archive.ledgers()
    meant = [
        ledger
        for each, ledger in ledgers.items()
        if f"{each}-".startswith(f"{name}-") and _is_meant(archive, each, name, clinic)
    ]
    if not meant:
        at_clinic = f" for “{clinic}”" if clinic else ""
        what = f"The archive has no release of “{name}”{at_clinic}."
        raise UsageError(what, suggestion(name, list(ledgers)))
    found = [each for ledger in meant for each in _releases_on(archive, ledger, day.isoformat())]
    days = [each.day for ledger in meant for each in ledger.releases if each.day]
    return Lookup(name, day.isoformat(), tuple(found), min(days))


def _releases_on(archive: Archive, ledger: Ledger, day: str) -> Sequence[ArchivedRelease]:
    """The last release of a ledger on `day`, behind those that were replaced on it.

    The order of the ledger counts, even where the clock was wrong once.
    """
    past = [each for each in ledger.releases if each.day and each.day <= day]
    begin = max(0, len(past) - 1)
    while begin > 0 and past[begin].day == day:
        begin -= 1
    return [
        ArchivedRelease(release, archive.manifest(release), release is not past[-1])
        for release in past[begin:]
    ]


def _is_meant(archive: Archive, publication: str, name: str, clinic: str) -> bool:
    """Whether somebody who names a publication means this one too."""
    for release in archive.ledger(publication).releases:
        with suppress(SourceError):  # the list of another release says it as well
            manifest = archive.manifest(release)
            names = (manifest.publication, manifest.family)
            is_named = name in names or manifest.publication == f"{name}-{manifest.clinic}"
            return is_named and clinic in ("", manifest.clinic)
    return publication == name
