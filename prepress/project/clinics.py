"""Clinics: which there are in sources/clinics/, and the same publications made for each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from prepress.editions import EDITIONS
from prepress.errors import SourceError, UsageError
from prepress.project.chapters import natural_order, visible_names
from prepress.project.project import (
    CLINIC_FILE,
    CLINICS,
    Project,
    Publication,
    refuse_shared_outputs,
)
from prepress.text.suggestions import suggestion

_BEGIN = "Put one file for each into sources/clinics/, such as north.yaml."


def clinic_names(project: Project) -> tuple[str, ...]:
    """The clinics that have a file of their own, in natural order."""
    folder = project.sources / CLINICS
    if not folder.is_dir():
        return ()
    files = [
        name
        for name in visible_names(project.root, folder)
        if name.lower().endswith((".yaml", ".yml"))
    ]
    return tuple(
        dict.fromkeys(name.rpartition(".")[0] for name in sorted(files, key=natural_order))
    )


def clinic_files(project: Project, clinic: str) -> tuple[Path, ...]:
    """The files that say what `clinic` is, what all clinics share first; with no name, only
    that.
    """
    shared = project.sources / CLINIC_FILE
    files = [shared] if shared.exists() else []
    if clinic:
        files.append(_own_file(project, clinic))
    return tuple(files)


def clinic_file(clinic: str) -> str:
    """The file of a `clinic` alone, seen from the project's root."""
    return f"sources/{CLINICS}/{clinic}.yaml"


def refuse_misnamed(project: Project, clinic: str) -> None:
    """Raise SourceError where a file of `clinic` would not be read, or its name cannot be part of
    an output's.
    """
    _refuse_suffix(project, project.sources / CLINIC_FILE)
    if not clinic:
        return
    own = _own_file(project, clinic)
    _refuse_suffix(project, own)
    if not re.fullmatch(r"\w[\w -]*", clinic) or _is_edition(clinic):
        remedy = "Use letters, digits and hyphens, and no name of an edition, as in: north.yaml"
        raise SourceError("This is no name for a clinic's file.", remedy, project.relative(own))


def _refuse_suffix(project: Project, file: Path) -> None:
    """Raise SourceError where a file stands in for `file` under another suffix."""
    for wrong in (file.with_suffix(".yml"), file.with_suffix(".YAML")):
        if wrong.exists() and not file.exists():
            remedy = f"Rename it to {file.name}."
            raise SourceError("This file is not read.", remedy, project.relative(wrong))


def at_clinics(
    project: Project,
    found: Sequence[Publication],
    chosen: Sequence[Publication],
    clinics: Sequence[str],
    *,
    every: bool = False,
) -> Iterator[Publication]:
    """The `chosen` of the publications `found` as they are made for each of `clinics`, or for
    `every` one; one by one.

    Where no clinic is asked for, they are made as they are. Raises UsageError for a clinic that is
    not there, and SourceError where two publications would share their outputs.
    """
    if not clinics and not every:
        return iter(chosen)
    known = clinic_names(project)
    _refuse_unknown(clinics, known)
    made = {(each.name, name): _for_clinic(each, name) for each in found for name in known}
    edition_names = {name for name in known if _is_edition(name)}  # refused each for itself
    sound = [each for (_, name), each in made.items() if name not in edition_names]
    refuse_shared_outputs(project, [*found, *sound])
    wanted = known if every else tuple(dict.fromkeys(clinics))
    return (made[publication.name, clinic] for publication in chosen for clinic in wanted)


def _refuse_unknown(clinics: Sequence[str], known: Sequence[str]) -> None:
    """Raise UsageError where one of `clinics` is not among the `known` ones, or there are none."""
    if not known:
        raise UsageError("There are no clinics here.", _BEGIN)
    for clinic in clinics:
        if clinic not in known:
            raise UsageError(f"There is no clinic “{clinic}”.", suggestion(clinic, known))


def with_clinics(project: Project, found: Sequence[Publication]) -> Sequence[Publication]:
    """The publications `found` as they are, and as they are made for every clinic. Raises as
    `at_clinics` does.
    """
    if not clinic_names(project):
        return found
    return [*found, *at_clinics(project, found, found, (), every=True)]


def _for_clinic(publication: Publication, clinic: str) -> Publication:
    return replace(publication, name=f"{publication.name}-{clinic}", clinic=clinic)


def name_without(clinic: str, name: str) -> str:
    """The name of a publication but for the `clinic` that it is made for, empty where for none."""
    return name.removesuffix(f"-{clinic}") if clinic else name


def _own_file(project: Project, clinic: str) -> Path:
    return project.root / clinic_file(clinic)


def _is_edition(clinic: str) -> bool:
    return clinic.casefold() in EDITIONS
