"""One file: an edition of a publication, written to the file that somebody names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.building.build import build
from prepress.editions import EDITIONS, file_name
from prepress.errors import UsageError
from prepress.files.atomic import write_whole
from prepress.files.temporary_folders import temporary_folder
from prepress.project.clinics import name_without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prepress.building.report import BuildRequest, Report
    from prepress.project.project import Project
    from prepress.project.selection import Selection
    from prepress.reporting.steps import Progress

#: What people may want a text to become that no edition is.
_OTHERS = frozenset({".doc", ".odt", ".htm", ".xhtml", ".md", ".tex", ".mobi", ".azw3"})


def is_one_file(output: Path) -> bool:
    """Whether somebody who has named `output` means a file, not a folder."""
    if not output.suffix or output.is_dir():
        return False
    suffix = output.suffix.lower()
    return suffix in _OTHERS or any(each.suffix == suffix for each in EDITIONS.values())


def build_one_file(
    project: Project, request: BuildRequest, file: Path, progress: Progress
) -> Report:
    """Build the edition that the suffix of `file` means, or the one that the `request` names, and
    write it there; a PDF is the print edition.

    Raises UsageError where more than one publication or edition may be meant, or there is no such
    edition, and as `build` does.
    """
    edition = edition_of(file, request.editions)
    name, clinics = _the_one_publication(project, request.selection, file)
    asked = replace(
        request,
        publications=(name,),
        clinics=clinics,
        all_clinics=False,
        editions=(edition,),
        with_translations=False,
    )
    with temporary_folder() as folder:
        report = build(project.writing_to(folder), asked, progress)
        for built in report.built:
            if built.path:
                _refuse_others(folder, built.path, file)
                write_whole(file, built.path.read_bytes())
    moved = tuple(replace(built, path=built.path and file) for built in report.built)
    return replace(report, built=moved, withheld=(file.name,) if report.withheld else ())


def edition_of(file: Path, wanted: Sequence[str]) -> str:
    """The edition that is meant by `file` where those `wanted` are named, none or one.

    Raises UsageError where it is not clear.
    """
    suffix = file.suffix.lower()
    if len(wanted) > 1:
        what = f"“{file.name}” is one file, but {len(wanted)} editions are named."
        raise UsageError(what, "Name one, or a folder.")
    if not wanted:
        for name, edition in EDITIONS.items():
            if file_name("", edition) == suffix:
                return name
        known = ", ".join(sorted({each.suffix for each in EDITIONS.values()}))
        raise UsageError(f"No edition is a file that ends in “{suffix}”.", f"There are: {known}.")
    if wanted[0] in EDITIONS and EDITIONS[wanted[0]].suffix != suffix:
        what = f"The {wanted[0]} edition is no file that ends in “{suffix}”."
        raise UsageError(what, f"Write for example: -o {file.stem}{EDITIONS[wanted[0]].suffix}")
    return wanted[0]


def _the_one_publication(
    project: Project, selection: Selection, file: Path
) -> tuple[str, tuple[str, ...]]:
    """The name of the publication that is meant, and the clinic that it is made for, if any; where
    it has translations, they are not.
    """
    found = selection.of(project)
    own = [each for each in found if not each.original] if len(found) > 1 else found
    if len(own) > 1:
        names = ", ".join(each.name for each in own[:5]) + (", …" if len(own) > 5 else "")
        what = f"“{file.name}” is one file, but {len(own)} publications are meant: {names}."
        raise UsageError(what, "Name one, or a folder.")
    (one,) = own
    return name_without(one.clinic, one.name), (one.clinic,) if one.clinic else ()


def _refuse_others(folder: Path, made: Path, file: Path) -> None:
    """Raise UsageError where other files than the one that was `made` belong to it."""
    if any(path != made for path in folder.glob("[!.]*")):
        what = f"“{file.name}” would not be whole: other files lie beside this edition."
        raise UsageError(what, "Name a folder, or write: editions: {web: {files: inside}}")
