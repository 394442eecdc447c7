"""Typed keys: what a file of keys and values may hold, and its values read as each key wants."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prepress.errors import Place, SourceError
from prepress.text.suggestions import suggestion

if TYPE_CHECKING:
    from prepress.text.yaml_source import Value


@dataclass(frozen=True)
class Key:
    """A key that metadata may hold: how it is read, an example of its right form, and what it is
    for.
    """

    read: Callable[[Value], Any]
    example: str
    meaning: str


def read_keys(
    values: Mapping[str, Value], keys: Mapping[str, Key], place: Place, required: tuple[str, ...]
) -> dict[str, Any]:
    """The typed values by field name; a value left empty counts as not given.

    Raises SourceError for an unknown key, a wrong value, and where a `required` one is not given.
    """
    for name, value in values.items():
        if name not in keys:
            remedy = suggestion(name, list(keys))
            raise SourceError(f"There is no key “{name}”.", remedy, value.place)
    found = {
        name.replace("-", "_"): keys[name].read(value.with_name(name, keys[name].example))
        for name, value in values.items()
        if not value.is_empty
    }
    for name in required:
        if name not in found:
            where = values[name].place if name in values else place
            remedy = f"Write for example: {keys[name].example}"
            raise SourceError(f"There is no “{name}”.", remedy, where)
    return found
