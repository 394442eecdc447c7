"""Keeping: a release is put into the archive, its copies first and the line of the ledger last, so
that a release is whole or is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.archive.archive_folder import Archive
from prepress.archive.chain import chain_faults
from prepress.archive.manifest import Manifest
from prepress.archive.signatures import fingerprint_of, sign
from prepress.archive.used_files import used_files
from prepress.building.files_now import FilesNow
from prepress.errors import ChangedError, SourceError, UsageError
from prepress.files.atomic import write_whole
from prepress.files.digests import digest_of
from prepress.project.clinics import name_without
from prepress.project.engines import engines
from prepress.project.inputs import FILES
from prepress.releases.ledger import Ledger, Release, ledger_of

if TYPE_CHECKING:
    from prepress.files.digests import Digest
    from prepress.manuscript.metadata import Metadata
    from prepress.project.inputs import SearchPaths
    from prepress.project.project import Project, Publication


@dataclass(frozen=True)
class FinishedRelease:
    """What is given out: the `files` by their names, each with its digest, and what they were made
    from, the `sources` by their paths and the other `inputs` by their names, which lie in the
    `search_paths`.
    """

    publication: Publication
    revision: str
    metadata: Metadata
    files: Mapping[Path, Digest]
    sources: Mapping[str, Digest]
    inputs: Mapping[str, Digest]
    search_paths: SearchPaths


def keep_release(
    project: Project, finished: FinishedRelease, day: str, key: Path | None = None
) -> Release | None:
    """Put what is `finished` into the archive and into its ledgers, as given out on `day` and
    signed with `key`; None where the last release is the same to the byte.

    Raises SourceError where the ledger is not whole, ChangedError where a file has changed since
    the editions were made, UsageError where those before it are signed and there is no key, and
    MachineError where something cannot be written.
    """
    archive = Archive(project)
    archive.prepare()
    ledger = _whole_ledger(archive, finished.publication)
    fingerprint = fingerprint_of(key) if key else ""
    manifest = _manifest(archive, finished, day)
    if _is_last(archive, ledger, manifest):
        _write(archive, finished.publication, ledger)
        return None
    _refuse_unsigned(ledger, fingerprint)
    date = finished.metadata.date.isoformat() if finished.metadata.date else ""
    copies = manifest.as_json()
    new = Release(manifest.revision, date, manifest.title, day, digest_of(copies), fingerprint)
    longer = ledger.plus(new)
    if key:
        signature = sign(key, longer.lines[-1])
        write_whole(archive.signature_file(longer.releases[-1]), signature)
    archive.store.add(copies)  # last, since a list without its line is taken for a line taken out
    _write(archive, finished.publication, longer)
    return longer.releases[-1]


def _write(archive: Archive, publication: Publication, ledger: Ledger) -> None:
    """Write the ledger in the archive, by which the release is one, then that beside the sources,
    which any later release makes the same again.
    """
    for file in (archive.ledger_file(publication.name), ledger_of(publication)):
        ledger.extend(file, archive.project.relative(file))


def _whole_ledger(archive: Archive, publication: Publication) -> Ledger:
    """The releases so far, by the archive or beside the sources: one may lack the last ones.

    Raises SourceError where they contradict each other or the chain is broken.
    """
    file = archive.project.relative(ledger_of(publication))
    beside = Ledger.read(ledger_of(publication), file)
    kept = archive.ledger(publication.name)
    longer, shorter = (kept, beside) if len(kept.lines) >= len(beside.lines) else (beside, kept)
    if longer.begins_with(shorter) and not any(chain_faults(longer)):
        return longer
    what = "This list of releases is not as it was written, so nothing is added to it."
    raise SourceError(what, "See what is wrong with it: makebook archive verify", file)


def _refuse_unsigned(ledger: Ledger, fingerprint: str) -> None:
    if not fingerprint and any(release.key for release in ledger.releases):
        what = "The releases of this publication are signed."
        raise UsageError(what, "Sign this one too: makebook build --release --sign KEY")


def _is_last(archive: Archive, ledger: Ledger, manifest: Manifest) -> bool:
    """Whether the last release gave out the same files of the same revision; one whose list of
    copies is lost did not.
    """
    for last in ledger.releases[-1:]:
        with suppress(SourceError):
            same = last.manifest and last.revision == manifest.revision
            return bool(same) and archive.manifest(last).files == manifest.files
    return False


def _manifest(archive: Archive, finished: FinishedRelease, day: str) -> Manifest:
    """The list of the release, whose copies are in the store."""
    publication = finished.publication
    files = {}
    for file, digest in finished.files.items():
        name = file.relative_to(archive.project.output).as_posix()
        files[name] = archive.store.add_file(file)
        if files[name] != digest:
            raise ChangedError("This has changed since it was made.", "Build it again.", file)
    return Manifest(
        publication.name,
        _family(publication),
        publication.clinic,
        finished.metadata.lang,
        finished.revision,
        finished.metadata.title,
        day,
        files,
        _kept_inputs(archive, finished),
        dict(engines()),
    )


def _family(publication: Publication) -> str:
    """The publication that somebody names who means this one too."""
    if publication.original:
        return publication.original.name
    return name_without(publication.clinic, publication.name)


def _kept_inputs(archive: Archive, finished: FinishedRelease) -> dict[str, str]:
    """What the release was made from, by its path in a project, each file in the store."""
    project, search_paths = archive.project, finished.search_paths
    files = used_files(project, finished.sources, finished.inputs, search_paths)
    kept = {path: archive.store.add_file(file) for path, file in files.items()}
    now = FilesNow(project).sources(finished.publication)
    for path, digest in finished.sources.items():
        if now.get(path) != digest:
            raise ChangedError.of(path)
    for name, digest in finished.inputs.items():
        if name.partition(" ")[0] in FILES and search_paths.current_digest(name) != digest:
            raise ChangedError.of(name.partition(" ")[2])
    return kept
