"""Layered folders: files by their names in several folders, a project's own before those that
ship.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath


def holders(folders: Sequence[Path], name: str) -> Iterator[Path]:
    """The files that answer to `name`, the project's own first; none that only seems to lie in its
    folder.

    What leads out of the folder by `..`, by an absolute path or by a link is passed over.
    """
    path = PurePath(name)
    stays = not path.anchor and ".." not in path.parts
    for folder in folders:
        if not _is_file(folder / path):
            continue
        if (stays and _has_no_link(folder, path)) or _is_in(folder, path):
            yield folder / path


def _has_no_link(folder: Path, path: PurePath) -> bool:
    """Whether nothing on the way from the folder to `path` is a link: quicker to see than where all
    links there lead.
    """
    return not any((folder / each).is_symlink() for each in (path, *path.parents[:-1]))


def _is_in(folder: Path, path: PurePath) -> bool:
    return (folder / path).resolve().is_relative_to(folder.resolve())


def _is_file(path: Path) -> bool:
    """Whether there is a file; of a name that no file can have there is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
