"""Files beside an edition's own: written before it, taken away once it leads to them no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

from prepress.files.atomic import sweep, write_whole

if TYPE_CHECKING:
    from pathlib import Path


def write_beside(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write those of `files`, by their names from `folder`, that are not there as they should be.

    Raises MachineError where one cannot be written.
    """
    sweep(*{(folder / name).parent for name in files})
    for name, data in files.items():
        path = folder / name
        if not is_same(path, data):
            write_whole(path, data)


def put_in_place(
    path: Path, data: bytes, beside: Mapping[str, bytes], beside_before: frozenset[str]
) -> None:
    """Write the file of an edition behind those `beside` it, to which it leads, and take those away
    that were `beside_before`.

    Raises MachineError where one cannot be written.
    """
    write_beside(path.parent, beside)
    write_whole(path, data)
    remove_beside(path.parent, beside_before - set(beside))


def remove_beside(folder: Path, names: Iterable[str]) -> None:
    """Remove the files of these `names` from `folder`, and the folders that are empty then; one
    that cannot be removed harms nobody, since nothing leads to it.

    A name that leads out of the folder, as a forged record may have it, is passed over.
    """
    names = sorted(name for name in names if is_within(name))
    for name in names:
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)
    inner = {parent for name in names for parent in (folder / name).parents} - {folder}
    for path in sorted(inner - set(folder.parents), reverse=True):
        with suppress(OSError):
            path.rmdir()


def is_within(name: str) -> bool:
    """Whether `name` leads to something within the folder that it begins in."""
    path = PureWindowsPath(name)  # which takes the slashes of all systems for what they are
    return not path.anchor and ".." not in path.parts


def is_same(file: Path, content: bytes) -> bool:
    """Whether `file` holds this `content`."""
    try:
        return file.read_bytes() == content
    except OSError:
        return False
