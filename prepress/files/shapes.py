"""Shapes: whether what was read from a kept file is of the types that its class declares, so that a
file of another shape only costs a rebuild.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from prepress.errors import Place

_PLAIN = (str, int, bool, bytes)


def expect_shape(value: object, kind: Any) -> None:
    """Raise ValueError where `value` is not of the `kind`: a plain type, a frozen dataclass, a
    choice of these, or a tuple or mapping of them.
    """
    if not _is_of(value, kind):
        raise ValueError("a kept value of another shape")


def _is_of(value: Any, kind: Any) -> bool:
    if kind in _PLAIN:  # nearly all that is kept
        return type(value) is kind
    if kind is Any:
        return True
    if isinstance(kind, type) and is_dataclass(kind):
        return type(value) is kind and all(
            _is_of(getattr(value, name), each)
            for name, each in _fields(cast(Hashable, kind)).items()
        )
    if get_origin(kind):
        return _is_made_of(value, get_origin(kind), get_args(kind))
    return type(value) in ((int, float) if kind is float else (kind or NoneType,))


def _is_made_of(value: Any, kind: Any, of: tuple[Any, ...]) -> bool:
    """Whether `value` is a choice, a tuple or a mapping of what these are."""
    if kind in (Union, UnionType):
        return any(_is_of(value, each) for each in of)
    if kind is tuple:
        return type(value) is tuple and all(_is_of(each, of[0]) for each in value)
    return type(value) is dict and all(
        _is_of(key, of[0]) and _is_of(each, of[1]) for key, each in value.items()
    )


@cache
def _fields(kind: Hashable) -> dict[str, Any]:
    # Some modules know places while types are checked alone.
    return get_type_hints(cast(type, kind), localns={"Place": Place})
