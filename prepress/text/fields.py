"""Fields: the `{name}`s in a line of words, filled by plain replacement.

Anybody may have written the line. Python's own `format` would let it look into the values that it
is filled with, and grow as long as it likes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count

from markupsafe import Markup, escape

_TOKEN = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}]*)\}|[{}]")
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)


class FieldError(ValueError):
    """A line of words has a field that cannot be filled, or a brace alone."""


def fields_of(words: str) -> tuple[str, ...]:
    """The fields as they stand in `words`, such as `{page}`, each once.

    Raises FieldError for a brace alone.
    """
    found = {token[0]: None for token in _TOKEN.finditer(words) if _is_field(token, words)}
    return tuple(found)


def is_plain_field(field: str) -> bool:
    """Whether `field`, as it stands in braces, is nothing but a name."""
    return _NAME.fullmatch(field[1:-1]) is not None


def fill_fields(words: str, values: Mapping[str, object]) -> str:
    """`words` with each `{name}` replaced by its value, `{{` by `{` and `}}` by `}`.

    The values of `{}` are called `0`, `1` and so on. Where the words or a value are Markup, all
    else is escaped and the whole is Markup. Raises FieldError for a field that is none of `values`,
    whatever stands in it, and for a brace alone.
    """
    marked = any(isinstance(each, Markup) for each in (words, *values.values()))
    numbers = count()

    def value(token: re.Match[str]) -> str:
        if not _is_field(token, words):
            return token[0][0]
        name = token["name"] or str(next(numbers))
        if name not in values:
            what = f"nothing fills {token[0]} in “{words}”"
            raise FieldError(f"{what}, where only names can stand in braces")
        return str(escape(values[name])) if marked else str(values[name])

    if not marked:
        return _TOKEN.sub(value, words)
    return Markup(_TOKEN.sub(value, str(escape(words))))


def _is_field(token: re.Match[str], words: str) -> bool:
    if token[0] in ("{", "}"):
        raise FieldError(f"there is a brace alone in “{words}”")
    return token["name"] is not None
