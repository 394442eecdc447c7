"""Archive: copies of the paper editions that were given out, so that a later build can be
compared with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.editions import EDITIONS, file_name
from prepress.errors import MachineError
from prepress.files.atomic import sweep, write_whole

if TYPE_CHECKING:
    from prepress.project.project import Project


def release_folder(project: Project, revision: str) -> Path:
    """Where the copies of the release `revision` lie, such as `output/releases/k7m2-9qwd`."""
    return project.output / "releases" / revision


def archive_editions(project: Project, revision: str, editions: Iterable[Path | None]) -> None:
    """Copy the finished PDFs among `editions` to the folder of their release; a copy that is there
    is replaced.

    What is given out again under the same revision, perhaps with another layout, is what copies in
    hand look like. Raises MachineError where a file cannot be read or written.
    """
    folder = release_folder(project, revision)
    sweep(folder)
    for path in editions:
        if path is not None and path.suffix == ".pdf":
            write_whole(folder / path.name, _data(path))


def archived_editions(project: Project, publication: str, revision: str) -> Mapping[str, Path]:
    """The kept PDFs of `publication` in the release `revision`, by edition; empty where none was
    kept.
    """
    folder = release_folder(project, revision)
    return paper_editions(folder, publication)


def paper_editions(folder: Path, publication: str) -> Mapping[str, Path]:
    """The PDFs of `publication` that lie in `folder`, by edition, in the order of the editions."""
    paper = {name: edition for name, edition in EDITIONS.items() if edition.form == "pdf"}
    files = {name: folder / file_name(publication, edition) for name, edition in paper.items()}
    return {name: file for name, file in files.items() if file.is_file()}


def _data(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        what = f"This edition cannot be kept: {error.strerror}."
        raise MachineError(what, "Allow reading it, then build the release again.", path) from error
