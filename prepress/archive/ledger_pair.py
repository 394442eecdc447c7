"""Ledger pair: the list of releases beside the sources of a publication and the one in the archive,
and where they are not as they were written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.archive.chain import chain_faults, first_chained
from prepress.errors import MakebookError
from prepress.project.clinics import with_clinics
from prepress.project.project import publications
from prepress.releases.ledger import Ledger, Release, ledger_of

if TYPE_CHECKING:
    from prepress.archive.archive_folder import Archive
    from prepress.project.project import Project


@dataclass(frozen=True)
class ArchiveFault:
    """Something that is not as it was written: where, and what."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


@dataclass(frozen=True)
class LedgerPair:
    """The ledger of a publication as the archive has it, `kept`, and the one `beside` its sources,
    each with its file; that has none where the publication is no longer there.
    """

    name: str
    kept: Ledger
    kept_file: str
    beside: Ledger
    beside_file: str

    @property
    def longer(self) -> Ledger:
        """The one that lists more, that of the archive where both do."""
        return self.kept if len(self.kept.lines) >= len(self.beside.lines) else self.beside

    @property
    def unchained(self) -> int:
        """How many entries were written before there was a chain."""
        return first_chained(self.longer)

    @property
    def is_chained(self) -> bool:
        """Whether there has been a release since there is an archive."""
        return self.unchained < len(self.longer.lines)

    def place(self, number: int) -> str:
        """Where entry `number`, from 1, stands."""
        file = self.kept_file if self.longer is self.kept else self.beside_file
        return f"{file}:{self.longer.numbers[number - 1]}"

    def faults(self, is_renamed: bool) -> Iterator[ArchiveFault]:
        """What is wrong with the ledgers; one that `is_renamed` is not in the archive yet."""
        broken = [*self._chain_faults(self.kept, self.kept_file, self.beside)]
        if self.beside.lines != self.kept.lines:
            broken += self._chain_faults(self.beside, self.beside_file, self.kept)
        yield from broken
        if not broken and self.beside_file and not is_renamed:
            yield from self._differences()

    def _chain_faults(self, ledger: Ledger, file: str, other: Ledger) -> Iterator[ArchiveFault]:
        for fault in chain_faults(ledger, other.lines):
            entry = entry_words(fault.number, ledger.releases[fault.number - 1])
            place = f"{file}:{ledger.numbers[fault.number - 1]}"
            yield ArchiveFault(place, f"{entry.capitalize()} {fault.what}.")

    def _differences(self) -> Iterator[ArchiveFault]:
        """Where the ledgers, each whole in itself, do not say the same."""
        if self.beside.lines == self.kept.lines or not self.is_chained:
            return  # or there was no archive yet
        one, other, file = self.beside, self.kept, self.beside_file
        if len(self.kept.lines) < len(self.beside.lines):
            one, other, file = self.kept, self.beside, self.kept_file
        if other.begins_with(one):
            yield ArchiveFault(file, _words_of_missing(one, other))
            return
        same = zip(self.beside.lines, self.kept.lines, strict=False)
        number = next(at for at, (mine, theirs) in enumerate(same, 1) if mine != theirs)
        entry = entry_words(number, self.beside.releases[number - 1])
        place = f"{self.beside_file}:{self.beside.numbers[number - 1]}"
        yield ArchiveFault(place, f"{entry.capitalize()} is not the one that the archive has.")


def _words_of_missing(one: Ledger, other: Ledger) -> str:
    count, others = len(one.lines), len(other.lines)
    entry = entry_words(count + 1, other.releases[count])
    if not one.lines:
        return f"The list is missing; there were {others} releases, from {entry} on."
    return f"The list ends after entry {count}; there were {others} releases, and {entry} follows."


def entry_words(number: int, release: Release) -> str:
    """What an entry is called in messages."""
    day = f" of {release.day}" if release.day else ""
    return f"entry {number} ({release.revision}{day})"


def ledger_pairs(archive: Archive, faults: list[ArchiveFault]) -> list[LedgerPair]:
    """All ledgers, those of the sources first; one that cannot be read is among the `faults`."""
    project, found = archive.project, []
    beside = _files_beside(project)
    for name in dict.fromkeys([*beside, *archive.names()]):
        file = beside.get(name, "")
        try:
            own = Ledger.read(project.root / file, file) if file else Ledger()
            pair = LedgerPair(
                name, archive.ledger(name), project.relative(archive.ledger_file(name)), own, file
            )
        except MakebookError as error:
            faults.append(ArchiveFault(str(error.place), error.what))
            continue
        if pair.longer.lines:
            found.append(pair)
    return found


def _files_beside(project: Project) -> Mapping[str, str]:
    """Where the releases of each publication are listed beside it, whether there are any or not.

    An archive says what it has also where the sources cannot be read.
    """
    try:
        found = with_clinics(project, publications(project))
    except MakebookError:
        return {}
    return {each.name: project.relative(ledger_of(each)) for each in found}


def former_names(pair: LedgerPair, pairs: Sequence[LedgerPair]) -> list[str]:
    """Under which names the archive has the ledger of a publication that was renamed since its last
    release.
    """
    if pair.kept.lines:
        return []
    gone = [other for other in pairs if not other.beside_file and other.kept.lines]
    return [other.name for other in gone if pair.beside.begins_with(other.kept)]
