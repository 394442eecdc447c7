"""Shapes: whether what was read from a kept file is of the types that its class declares, so that a
file of another shape only costs a rebuild.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
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
        return type(value) is tuple and _are_of(value, of[0])
    return type(value) is dict and _are_of(value, of[0]) and _are_of(value.values(), of[1])


def _are_of(values: Collection[Any], kind: Any) -> bool:
    """Whether all `values` are of the `kind`; those of plain types, of which there may be very
    many, are asked at once.
    """
    plain = _plain_types(kind)
    if plain:
        return plain.issuperset(map(type, values))
    return all(_is_of(each, kind) for each in values)


@cache
def _plain_types(kind: Any) -> frozenset[type]:
    """The types that a value of a plain `kind`, or of a choice of such, may have; none of any other
    kind.
    """
    kinds = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    if not {*kinds} <= {*_PLAIN, float, NoneType}:
        return frozenset()
    return frozenset({*kinds, int} if float in kinds else kinds)


@cache
def _fields(kind: Hashable) -> dict[str, Any]:
    # Some modules know places while types are checked alone.
    return get_type_hints(cast(type, kind), localns={"Place": Place})
