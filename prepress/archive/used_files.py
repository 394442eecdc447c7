"""Used files: which files a release was made from, and where they lie in a project that makes the
same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from prepress.files.layered_folders import holders
from prepress.project.project import font_file, font_names

if TYPE_CHECKING:
    from prepress.files.digests import Digest
    from prepress.project.inputs import SearchPaths
    from prepress.project.project import Project

_LICENCE = "OFL.txt"


def used_files(
    project: Project,
    sources: Mapping[str, Digest],
    inputs: Mapping[str, Digest],
    search_paths: SearchPaths,
) -> dict[str, Path]:
    """The files among `sources` and `inputs`, by their paths in a project of the release alone.

    Layouts and fonts that ship are there as the project's own would be, so that they win over those
    of a later makebook.
    """
    found = {path: project.root / path for path, digest in sources.items() if digest}
    for name, digest in inputs.items():
        kind, _, rest = name.partition(" ")
        if digest is not None:
            found |= _files(project, kind, rest, search_paths)
    return {path: file for path, file in sorted(found.items()) if file.is_file()}


def _files(project: Project, kind: str, name: str, search_paths: SearchPaths) -> dict[str, Path]:
    """The files that an input means; none where it is no file."""
    if kind == "file":
        return {name: project.root / name}
    if kind in ("layout", "profile", "words"):
        return {
            _path_in_layouts(project, file, name): file
            for file in [next(holders(search_paths.layouts, name), None)]
            if file
        }
    if kind in ("font", "family"):
        return dict(_fonts(search_paths, kind, name))
    return {}


def _path_in_layouts(project: Project, file: Path, name: str) -> str:
    """Where a file of the layouts lies in `layouts/`; that of an installed package as if all
    layouts shared it.
    """
    for folder in project.folders("layouts"):
        if file.is_relative_to(folder):
            return f"layouts/{file.relative_to(folder).as_posix()}"
    return f"layouts/{name}"


def _fonts(search_paths: SearchPaths, kind: str, name: str) -> Iterator[tuple[str, Path]]:
    """The font `name`, or all of a family, by their paths; with the licence, which an EPUB has
    too.
    """
    font = name.removeprefix("fonts/")
    names = [f"{font}/{each}" for each in font_names(search_paths.fonts, font)]
    for each in names if kind == "family" else [font]:
        if file := font_file(search_paths.fonts, each):
            yield f"fonts/{each}", file
            licence = file.with_name(_LICENCE)
            yield PurePosixPath("fonts", each).with_name(_LICENCE).as_posix(), licence
