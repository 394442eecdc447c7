"""Verification: whether ledgers, signatures and copies are as they were written, and what is wrong
with each that is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.archive.archive_folder import Archive
from prepress.archive.ledger_pair import (
    ArchiveFault,
    LedgerPair,
    entry_words,
    former_names,
    ledger_pairs,
)
from prepress.archive.manifest import Manifest
from prepress.archive.signatures import signature_fault, signer_of
from prepress.errors import SourceError
from prepress.project.clinics import clinic_files
from prepress.project.project import OutsideProject, file_inside
from prepress.text.files import read_text

if TYPE_CHECKING:
    from prepress.project.project import Project
    from prepress.releases.ledger import Release

Progress = Callable[[str], None]
#: The digests of copies, each with what it is a copy of, in words.
Copies = dict[str, list[str]]


@dataclass(frozen=True)
class Verification:
    """What is wrong with the archive, and in `notes` what it cannot prove or what is not used any
    more; how many publications, releases and copies were looked at.
    """

    faults: tuple[ArchiveFault, ...]
    notes: tuple[str, ...]
    publications: int
    releases: int
    copies: int

    @property
    def exit_code(self) -> int:
        """0 where all is whole, else 1."""
        return 1 if self.faults else 0


def verify_archive(
    project: Project, signers: Path | None = None, progress: Progress = lambda step: None
) -> Verification:
    """Look at every ledger, signature and copy; `signers` is the list of those whose signatures
    count, where there is one.

    Raises SourceError where the archive is a link or there is no such list of signers, MachineError
    where something is signed and ssh-keygen is missing.
    """
    if signers and not signers.is_file():
        what, remedy = "There is no such list of signers.", "Write it as ssh-keygen(1) says."
        raise SourceError(what, remedy, signers)
    archive = Archive(project)
    archive.refuse_links()
    faults: list[ArchiveFault] = []
    copies: Copies = {}
    pairs = ledger_pairs(archive, faults)
    if not archive.folder.exists() and any(pair.is_chained for pair in pairs):
        what = "The archive is missing, which the lists of releases name copies in."
        return _verification([ArchiveFault(project.relative(archive.folder), what)], pairs)
    for pair in pairs:
        progress(pair.name)
        faults += pair.faults(is_renamed=bool(former_names(pair, pairs)))
        faults += _signature_faults(archive, pair, signers)
        faults += _list_faults(archive, pair, copies)
    for digest, names in copies.items():
        progress(names[0])
        if fault := archive.store.fault(digest):
            faults.append(_copy_fault(archive, digest, names, fault))
    faults += _faults_of_unlisted(archive, copies)
    notes = [note for pair in pairs for note in _notes(pair, pairs, signers)]
    return _verification(faults, pairs, notes, len(copies))


def _verification(
    faults: Sequence[ArchiveFault],
    pairs: Sequence[LedgerPair],
    notes: Sequence[str] = (),
    copies: int = 0,
) -> Verification:
    """What was found; a publication that was renamed counts once."""
    counted = [pair for pair in pairs if not former_names(pair, pairs)]
    releases = sum(len(pair.longer.lines) for pair in counted)
    return Verification(tuple(faults), tuple(notes), len(counted), releases, copies)


def signers_of(project: Project) -> Path | None:
    """The list of signers that sources/clinic.yaml names; None where it names none. Raises
    SourceError where it cannot be read, or names a file outside the project.
    """
    from prepress.manuscript.clinic_file import read_clinic

    files = clinic_files(project, "")
    texts = {project.relative(file): read_text(file, project.relative(file)) for file in files}
    clinic = read_clinic(texts)
    if clinic.signers is None:
        return None
    try:
        return file_inside(project, project.sources, clinic.signers)
    except OutsideProject as error:
        what = "The list of signers lies outside the project."
        remedy = "Put it beside clinic.yaml, or give it with --signers."
        raise SourceError(what, remedy, clinic.places["signers"]) from error


def _signature_faults(
    archive: Archive, pair: LedgerPair, signers: Path | None
) -> Iterator[ArchiveFault]:
    """What is wrong with the signatures of a ledger; once one is signed, all behind it are."""
    are_signed = False
    for number, release in enumerate(pair.longer.releases, 1):
        if release.key:
            are_signed = True
            fault = _signature_fault(archive, release, pair.longer.lines[number - 1], signers)
        else:
            fault = "there is none, though the entries before have one" if are_signed else ""
        if fault:
            what = f"The signature of {entry_words(number, release)} is not whole: {fault}."
            yield ArchiveFault(pair.place(number), what)


def _signature_fault(archive: Archive, release: Release, line: str, signers: Path | None) -> str:
    file = archive.signature_file(release)
    if fault := signature_fault(file, line, release.key):
        return f"{archive.project.relative(file)} {fault}"
    if signers and not signer_of(file, line, release.day, signers):
        return f"{signers.name} does not know its key, {release.key}"
    return ""


def _list_faults(archive: Archive, pair: LedgerPair, copies: Copies) -> Iterator[ArchiveFault]:
    """What is wrong with the lists of copies; the copies of those that are whole are noted."""
    for number, release in enumerate(pair.longer.releases, 1):
        if not release.manifest:
            continue
        entry = entry_words(number, release)
        try:
            manifest = archive.manifest(release)
        except SourceError as error:
            what = f"The list of the copies of {entry} is not whole: {error.what}"
            yield ArchiveFault(archive.project.relative(archive.store.file(release.manifest)), what)
            continue
        if (manifest.revision, manifest.day) != (release.revision, release.day):
            what = f"{entry.capitalize()} names the copies of another release."
            yield ArchiveFault(pair.place(number), what)
        copies.setdefault(release.manifest, []).append(f"the list of the copies of {entry}")
        for name, digest in manifest.digests.items():
            copies.setdefault(digest, []).append(f"{name} of {pair.name}, {entry}")


def _copy_fault(archive: Archive, digest: str, names: Sequence[str], fault: str) -> ArchiveFault:
    others = f" and of {len(names) - 1} more" if len(names) > 1 else ""
    place = archive.project.relative(archive.store.file(digest))
    return ArchiveFault(place, f"This copy {fault}; it is that of {names[0]}{others}.")


def _notes(pair: LedgerPair, pairs: Sequence[LedgerPair], signers: Path | None) -> Iterator[str]:
    """What cannot be proved of a publication's releases, or is no longer used."""
    count = len(pair.longer.lines)
    if not pair.is_chained:
        yield f"{pair.name}: not chained up to entry {count}, which is the last; no copy is kept."
    elif pair.unchained:
        yield (
            f"{pair.name}: not chained up to entry {pair.unchained}; they are as they were when "
            f"entry {pair.unchained + 1} was written."
        )
    for name in former_names(pair, pairs):
        yield f"{pair.name}: until its next release, the archive has it as {name}."
    if not pair.beside_file:
        yield f"{pair.name} is no longer among the sources; the archive keeps what was released."
    keys = dict.fromkeys(release.key for release in pair.longer.releases if release.key)
    if signers and pair.is_chained and not keys:
        yield f"{pair.name}: not signed."
    if keys and not signers:
        yield f"{pair.name}: signed with {', '.join(keys)}; no list of signers says whose that is."


def _faults_of_unlisted(archive: Archive, copies: Copies) -> Iterator[ArchiveFault]:
    """Releases whose copies are kept, but that no ledger has."""
    for digest in sorted(archive.store.digests() - copies.keys()):
        file = archive.store.file(digest)
        try:
            manifest = Manifest.of_json(archive.store.read(digest), file)
        except SourceError:
            continue  # a copy of something else, or none that is whole
        what = (
            f"This lists the copies of a release of {manifest.publication} "
            f"({manifest.revision} of {manifest.day}) that is in no list of releases: it was taken "
            f"out there, or a build was broken off; only in that case, delete this file."
        )
        yield ArchiveFault(archive.project.relative(file), what)
