"""Unpacking of releases: the files that were given out, or a project that makes the same bytes
again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.archive.archive_folder import Archive
from prepress.errors import MachineError, UsageError
from prepress.files.atomic import write_whole
from prepress.project.clinics import name_without
from prepress.project.engines import engines

if TYPE_CHECKING:
    from prepress.archive.lookup import ArchivedRelease
    from prepress.archive.manifest import Manifest
    from prepress.project.project import Project

_EPOCH = "date SOURCE_DATE_EPOCH"


def unpack(project: Project, releases: Sequence[ArchivedRelease], folder: Path) -> list[Path]:
    """Write the files of the `releases` into the new `folder`; what was written.

    What was replaced on the day comes into a folder of its own, called by its revision. Raises
    UsageError where the folder holds something, SourceError where a copy is not whole, MachineError
    where something cannot be written.
    """
    copies = {
        _folder_of(each, folder) / name: digest
        for each in releases
        for name, digest in each.manifest.files.items()
    }
    return _write_copies(project, copies, folder)


def unpack_sources(
    project: Project, releases: Sequence[ArchivedRelease], folder: Path
) -> list[Path]:
    """Write what each of the `releases` was made from as a project of its own into the new
    `folder`; these projects. Raises as `unpack` does.
    """
    projects = {
        _folder_of(each, folder) / each.manifest.publication: each.manifest for each in releases
    }
    copies = {
        root / path: digest
        for root, manifest in projects.items()
        for path, digest in manifest.made_from.items()
    }
    _write_copies(project, copies, folder)
    for root, manifest in projects.items():
        text = "".join(f"{line}\n" for line in _version_lines(manifest))
        write_whole(root / "versions.txt", text.encode())
    return list(projects)


def other_versions(manifest: Manifest) -> list[str]:
    """What is installed here in another version than the release was made with, in words."""
    here, then = engines(), manifest.versions
    names = sorted(name for name in {*here, *then} if name != _EPOCH)
    return [
        f"{_plain(name)} is {here.get(name, 'not here')} and was {then.get(name, 'not there')}"
        for name in names
        if here.get(name) != then.get(name)
    ]


def _folder_of(release: ArchivedRelease, folder: Path) -> Path:
    entry = release.release  # a revision may be given out twice on one day, with another look
    return folder / f"{entry.revision}-{entry.manifest[:8]}" if release.is_replaced else folder


def _write_copies(project: Project, copies: Mapping[Path, str], folder: Path) -> list[Path]:
    """Write each copy to its path, once it is known that all of them are whole."""
    _refuse_full(folder)
    store = Archive(project).store
    for digest in set(copies.values()):
        store.whole(digest)
    for path, digest in copies.items():
        store.copy(digest, path)
    return list(copies)


def _refuse_full(folder: Path) -> None:
    try:
        is_full = folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))
    except OSError as error:
        what = f"This folder cannot be read: {error.strerror}."
        raise MachineError(what, "Name a new folder.", folder) from error
    if is_full:
        raise UsageError("There is something here already.", "Name a new folder.", folder)


def _version_lines(manifest: Manifest) -> Iterator[str]:
    """What the release was made with, for people, and how it is made again."""
    epoch = manifest.versions.get(_EPOCH)
    setting = f"SOURCE_DATE_EPOCH={epoch} " if epoch else ""
    clinic = f" --clinic {manifest.clinic}" if manifest.clinic else ""
    name = name_without(manifest.clinic, manifest.publication)
    yield f"# {manifest.publication}, revision {manifest.revision}, released on {manifest.day}"
    yield "# The same versions make the same bytes, here:"
    yield f"# {setting}makebook build {name!r}{clinic}"
    for engine, version in sorted(manifest.versions.items()):
        if engine != _EPOCH:
            yield f"{_plain(engine)}  {version}"


def _plain(engine: str) -> str:
    return engine.removeprefix("engine ").removeprefix("package ")
