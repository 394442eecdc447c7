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
    for folder in folders:
        file = folder / name
        if _is_file(file) and _stays_in(folder, name):
            yield file


def _stays_in(folder: Path, name: str) -> bool:
    """Whether the file of that name lies in the folder: seen by its parts, which takes less time
    than to follow all links that lead there, unless one of them might lead elsewhere.
    """
    parts = PurePath(name).parts
    inner = [folder.joinpath(*parts[: place + 1]) for place in range(len(parts))]
    if ".." not in parts and not any(each.is_symlink() for each in inner):
        return (folder / name).is_relative_to(folder)
    return (folder / name).resolve().is_relative_to(folder.resolve())


def _is_file(path: Path) -> bool:
    """Whether there is a file; of a name that no file can have there is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
