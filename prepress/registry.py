"""Registries: what makebook brings under a name, and what installed packages add to it by entry
points.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from prepress.errors import MachineError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

#: How the groups of our entry points begin in the file that installers leave.
_OURS = b"[makebook."
_DISTRIBUTION = re.compile(r"(?P<name>[A-Za-z0-9_.]+)(-(?P<version>[^-]+))?.*\.(dist|egg)-info")

Entry = TypeVar("Entry")


class Registry(Mapping[str, Entry], Generic[Entry]):
    """The entries of one kind by their names: those that are `built_in`, then those of packages.

    Each is named as `module:attribute`, and only loaded when it is asked for. Where that is a
    class, the entry is what it makes without arguments. A package cannot take the name of what is
    built in. Raises MachineError where what a package adds cannot be loaded.
    """

    def __init__(self, group: str, kind: type[Entry], built_in: Mapping[str, str]) -> None:
        self.group = group
        self.built_in = built_in
        self._kind = kind
        self._loaded: dict[str, Entry] = {}

    def __getitem__(self, name: str) -> Entry:
        if name not in self._loaded:
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        yield from self.built_in
        yield from (name for name in entry_points(self.group) if name not in self.built_in)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        return name in self.built_in or name in entry_points(self.group)

    def _load(self, name: str) -> Entry:
        if name in self.built_in:
            module, _, attribute = self.built_in[name].partition(":")
            entry: Entry = _value(getattr(import_module(module), attribute))
            return entry
        point = entry_points(self.group)[name]
        try:
            entry = _value(point.load())
        except (ImportError, AttributeError, ValueError) as error:
            raise _broken(point, f"cannot be loaded: {error}") from error
        if not isinstance(entry, self._kind):
            raise _broken(point, f"is no {self._kind.__name__}")
        if getattr(entry, "name", name) != name:
            raise _broken(point, f"calls itself “{getattr(entry, 'name', '')}”")
        return entry


class Distribution(NamedTuple):
    """An installed package: its `name` as Python compares names (PEP 503), its `version`, empty
    where its folder does not say it, and the `folder` that its installer has left.
    """

    name: str
    version: str
    folder: str


@cache
def distributions() -> tuple[Distribution, ...]:
    """The installed packages in the order in which Python would find them, none of them opened."""
    found: list[Distribution] = []
    for folder in sys.path:
        with suppress(OSError):
            for entry in os.listdir(folder or "."):  # noqa: PTH208 - it is asked at every start
                if match := _DISTRIBUTION.fullmatch(entry):
                    name = re.sub(r"[-_.]+", "-", match["name"]).lower()
                    found.append(Distribution(name, match["version"] or "", f"{folder}/{entry}"))
    return tuple(found)


@cache
def packages() -> Mapping[str, str]:
    """The installed packages that add to our registries, by name, each with its version.

    To look for the files that name their entry points costs a hundredth of what asking Python for
    all of them does, and most machines have none of ours.
    """
    return {each.name: each.version for each in reversed(distributions()) if _adds(each.folder)}


@cache
def entry_points(group: str) -> Mapping[str, EntryPoint]:
    """What installed packages add under the `group`, by name; the first on Python's path wins."""
    if not packages():
        return {}
    from importlib import metadata

    found: dict[str, EntryPoint] = {}
    for point in metadata.entry_points(group=group):
        found.setdefault(point.name, point)
    return found


def _value(loaded: Any) -> Any:
    return loaded() if isinstance(loaded, type) else loaded


def _adds(folder: str) -> bool:
    try:
        with open(f"{folder}/entry_points.txt", "rb") as file:  # noqa: PTH123
            return _OURS in file.read()
    except OSError:
        return False


def _broken(point: EntryPoint, what: str) -> MachineError:
    package = point.dist.name if point.dist else point.module
    return MachineError(
        f"“{point.name}” of the package {package} {what}.",
        f"Mend that package, or uninstall it: pip uninstall {package}",
    )
