"""Locations: folders that lie elsewhere on each machine, so that values which name files in them
can travel.
"""

from __future__ import annotations

import io
import pickle
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prepress.project.project import shipped_folder

if TYPE_CHECKING:
    from prepress.project.project import Project

#: The folders that ship with makebook, and may lie in a project that is a checkout of it.
SHIPPED = ("layouts", "fonts")


@dataclass(frozen=True)
class Locations:
    """Where the folders of these names lie on this machine; of two in one another, the inner one
    comes first.
    """

    folders: Mapping[str, Path]

    @classmethod
    def of(cls, project: Project) -> Locations:
        """Where what the tasks of a project name lies."""
        return cls.here(project.root, project.output)

    @classmethod
    def here(cls, root: Path, output: Path) -> Locations:
        """Where it lies on this machine, with the project at `root`."""
        shipped = {name: shipped_folder(name) for name in SHIPPED}
        packages = Path(sysconfig.get_path("purelib"))
        own = {"project": root, "resolved project": root.resolve(), "output": output}
        folders = {**shipped, "packages": packages, **own}
        return cls(dict(sorted(folders.items(), key=lambda each: -len(each[1].parts))))

    def dumps(self, value: object, *, with_words: bool = False) -> bytes:
        """`value` pickled; `with_words`, what it says of the project's files is meant too."""
        stream = io.BytesIO()
        _Pickler(stream, self.folders, with_words=with_words).dump(value)
        return stream.getvalue()

    def loads(self, data: bytes) -> Any:
        """The value that was pickled elsewhere, as it is here."""
        return _Unpickler(io.BytesIO(data), self.folders).load()


class _Pickler(pickle.Pickler):
    def __init__(
        self, stream: io.BytesIO, folders: Mapping[str, Path], *, with_words: bool
    ) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self._folders = folders
        names = ("output", "project", "resolved project") if with_words else ()
        self._in_words = {name: str(folders[name]) for name in names}

    def persistent_id(self, value: object) -> object:
        """What stands for `value` on its way; None for what travels as it is."""
        if isinstance(value, Path):
            return self._path(value)
        if type(value) is str:
            for name, folder in self._in_words.items():
                if folder in value:
                    return name, value.split(folder)
        return None

    def _path(self, path: Path) -> object:
        for name, folder in self._folders.items():
            if path.is_relative_to(folder):
                return name, path.relative_to(folder).parts
        return None


class _Unpickler(pickle.Unpickler):
    def __init__(self, stream: io.BytesIO, folders: Mapping[str, Path]) -> None:
        super().__init__(stream)
        self._folders = folders

    def persistent_load(self, known: Any) -> object:
        """The path, or the words, that stand for what is `known` everywhere."""
        name, parts = known
        if isinstance(parts, tuple):
            return self._folders[name].joinpath(*parts)
        return str(self._folders[name]).join(parts)
