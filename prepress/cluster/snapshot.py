"""Snapshot: a project as it is at one moment, for machines that have no other way to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.cluster.file_tree import FileTree
from prepress.cluster.locations import SHIPPED
from prepress.errors import ChangedError
from prepress.files.digests import digest_of, digest_of_file
from prepress.project.project import shipped_folder

if TYPE_CHECKING:
    from prepress.project.project import Project


class Snapshot:
    """What a build of `project` may read: all that lies in its folder but what is built, what ships
    with makebook, and folders of its root that are hidden. What cannot be read is left out.
    """

    def __init__(self, project: Project) -> None:
        self._root = project.root
        output = {project.root / "output", project.output}
        self._apart = {*output, *(shipped_folder(name) for name in SHIPPED)}
        self._sizes: dict[str, int] = {}
        self.tree = self._tree()
        self._data = self.tree.dumps()
        self.digest = digest_of(self._data)

    def size(self, digest: str) -> int:
        """How many bytes have this digest."""
        return self._sizes.get(digest, len(self._data))

    def content(self, digest: str) -> bytes:
        """What has this digest: the tree itself, or what a file held at that moment. Raises
        ChangedError where the file holds something else now.
        """
        if digest == self.digest:
            return self._data
        name = self._names[digest]
        try:
            content = (self._root / name).read_bytes()
        except OSError as error:
            raise ChangedError.of(name) from error
        if digest_of(content) != digest:
            raise ChangedError.of(name)
        return content

    @cached_property
    def _names(self) -> dict[str, str]:
        """A file for each digest."""
        return {digest: name for name, digest in self.tree.files.items()}

    def _tree(self) -> FileTree:
        folders: list[str] = []
        files: dict[str, str] = {}
        links: dict[str, str] = {}
        for path in self._paths(self._root):
            name = path.relative_to(self._root).as_posix()
            if path.is_symlink():
                links[name] = self._target(path)
            elif path.is_dir():
                folders.append(name)
            elif path.is_file():
                with suppress(OSError):
                    files[name] = digest_of_file(path)
                    self._sizes[files[name]] = path.stat().st_size
        return FileTree(tuple(folders), files, links)

    def _paths(self, folder: Path) -> Iterator[Path]:
        """All that lies in `folder` and below, each folder before what lies in it."""
        for entry in sorted(_entries(folder), key=lambda entry: entry.name):
            path = Path(entry.path)
            is_folder = entry.is_dir(follow_symlinks=False)
            is_hidden = folder == self._root and is_folder and entry.name.startswith(".")
            if is_hidden or path in self._apart:
                continue
            yield path
            if is_folder:
                yield from self._paths(path)

    def _target(self, link: Path) -> str:
        """Where `link` leads: within the project from where it lies, as the project may lie
        anywhere.
        """
        target = link.readlink()
        if target.is_relative_to(self._root):
            return os.path.relpath(target, link.parent)
        return str(target)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []
