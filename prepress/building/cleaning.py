"""Cleaning: what makebook has made in the output folder goes, and nothing that it has not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from shutil import rmtree
from typing import TYPE_CHECKING

from prepress.building.cache import record_folder, record_named
from prepress.editions import EDITIONS, file_name
from prepress.errors import MachineError, MakebookError
from prepress.files.atomic import sweep
from prepress.files.beside import is_within, remove_beside
from prepress.files.digests import digest_if_any
from prepress.project.clinics import with_clinics
from prepress.project.project import publications

if TYPE_CHECKING:
    from pathlib import Path

    from prepress.project.project import Project


@dataclass(frozen=True)
class Cleaning:
    """The files that were `removed` from the output folder, of `size` bytes together, and those
    that were `kept`, since they are not as makebook made them, or no record says that it did.
    """

    removed: tuple[Path, ...]
    kept: tuple[Path, ...]
    size: int


def clean(project: Project, *, dry: bool = False) -> Cleaning:
    """Remove from the output folder of `project` what makebook has made there; where it is `dry`,
    only say what that is.

    Copies of releases in `releases/` stay, and whatever else lies there. Raises MachineError where
    something cannot be removed.
    """
    output = project.output
    recorded = dict(_recorded(project))
    whole = {name for name, digest in recorded.items() if digest_if_any(output / name) == digest}
    others = {name for name in (*recorded, *_possible(project)) if (output / name).is_file()}
    ours = [output / name for name in sorted(whole)] + list(_made_once(output))
    ours += _files_in(record_folder(project))
    cleaning = Cleaning(
        tuple(ours),
        tuple(output / name for name in sorted(others - whole)),
        sum(path.stat().st_size for path in ours),
    )
    if not dry:
        _remove(project, ours)
    return cleaning


def _recorded(project: Project) -> Iterator[tuple[str, str]]:
    """The files that records know, by their names in the output folder, with their digests."""
    for file in sorted(record_folder(project).glob("*.json")):
        record = record_named(project, file.stem)
        for name, entry in record.made.items() if record else ():
            if name in EDITIONS:
                yield file_name(file.stem, EDITIONS[name]), entry.file
                yield from ((each, it) for each, it in entry.beside.items() if is_within(each))


def _possible(project: Project) -> Iterator[str]:
    """What the editions of the publications that there are would be called."""
    try:
        found = with_clinics(project, publications(project))
    except MakebookError:
        return
    for publication in found:
        yield from (file_name(publication.name, edition) for edition in EDITIONS.values())


def _made_once(output: Path) -> Iterator[Path]:
    """What is written without a record: the report of a comparison, and the site."""
    from prepress.releases.diff.report_page import REPORT
    from prepress.site.published_files import published_files, site_folders

    if (output / REPORT).is_file():
        yield output / REPORT
    for site in site_folders(output):
        yield from published_files(site)


def _files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _remove(project: Project, files: list[Path]) -> None:
    output = project.output
    rmtree(record_folder(project), ignore_errors=True)
    remove_beside(output, [path.relative_to(output).as_posix() for path in files])
    sweep(output)
    if left := [path for path in files if path.exists()]:
        remedy = "Close it where it is open, or allow writing to its folder."
        raise MachineError("This file cannot be removed.", remedy, left[0])
