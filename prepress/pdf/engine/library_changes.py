"""Library changes: whether the insides of a library, which its makers do not promise to keep, are
as makebook needs them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from inspect import signature
from typing import Any

from prepress.errors import MachineError

_ABSENT = object()


@dataclass(frozen=True)
class Inside:
    """A function or class `name` of a `module`, and what here would fail without it.

    `takes` are the parameters that must come first; it takes no others where it is `replaced`.
    `accepts` are those that it must know by name, and `attributes` what its objects must have.
    """

    module: str
    name: str
    purpose: str
    takes: tuple[str, ...] = ()
    accepts: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    replaced: bool = False


@dataclass(frozen=True)
class Library:
    """A Python package by its `title` and the name of its `package`, the `supported` version, and
    the insides of it that are used.
    """

    title: str
    package: str
    supported: str
    insides: tuple[Inside, ...]


def expect_insides(library: Library) -> None:
    """Raise MachineError, which names each inside of `library` that is not as it should be."""
    changes = changed_insides(library)
    if changes:
        what = (
            f"{library.title} {version(library.package)} is not built like {library.supported}, "
            f"for which this makebook was made: {'; '.join(changes)}."
        )
        raise MachineError(what, f"Install {library.title} {library.supported}.")


def changed_insides(library: Library) -> tuple[str, ...]:
    """What is not as it should be inside `library`, which is imported for that: a clause each."""
    return tuple(
        f"{inside.module}.{inside.name} {change}, which is needed so that {inside.purpose}"
        for inside in library.insides
        for change in _changes(inside)
    )


def _changes(inside: Inside) -> Iterator[str]:
    found = _find(inside)
    if found is _ABSENT:
        yield "is not there"
        return
    if inside.takes or inside.accepts:
        yield from _signature_changes(inside, found)
    missing = [name for name in inside.attributes if not _has(found, name)]
    if missing:
        yield f"has no {_list(missing)}"


def _find(inside: Inside) -> Any:
    """The inside itself, `_ABSENT` where the module or a part of its name is gone."""
    try:
        found: Any = import_module(inside.module)
    except ModuleNotFoundError:
        return _ABSENT
    for name in inside.name.split("."):
        found = getattr(found, name, _ABSENT)
    return _ABSENT if found is None else found


def _signature_changes(inside: Inside, found: Any) -> Iterator[str]:
    try:
        parameters = signature(found).parameters
    except (TypeError, ValueError):
        yield "cannot be called"
        return
    names = tuple(parameters)
    first = names if inside.replaced else names[: len(inside.takes)]
    if inside.takes and first != inside.takes:
        yield f"takes ({', '.join(names)}) instead of ({', '.join(inside.takes)})"
    unknown = [name for name in inside.accepts if name not in parameters]
    if unknown:
        yield f"does not accept {_list(unknown)}"


def _has(found: Any, attribute: str) -> bool:
    """Whether the class `found` has the attribute, or sets it on its objects when they are made."""
    if hasattr(found, attribute):
        return True
    makers = (vars(each).get("__init__") for each in getattr(found, "__mro__", ()))
    codes = (getattr(maker, "__code__", None) for maker in makers)
    return any(code and attribute in (*code.co_names, *code.co_consts) for code in codes)


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)
