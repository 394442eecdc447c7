"""Limit keys: what authors may say of the limits that the making of an edition has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from prepress.errors import MakebookError
from prepress.manuscript.limits import Limits
from prepress.manuscript.measured_values import number
from prepress.manuscript.typed_keys import Key, read_keys
from prepress.text.yaml_source import Value, mapping_of, mapping_of_text

_DAY_S = 86_400
_FRONT = re.compile(r"\A(?:---[ \t]*\r?\n)?(.*?)(?:^(?:---|\.\.\.)[ \t]*\r?$|\Z)", re.S | re.M)
_SAYS_LIMITS = re.compile(r"^limits[ \t]*:", re.MULTILINE)

#: The keys of `limits`.
LIMIT_KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "time": Key(number(1, _DAY_S, "s"), "time: 600", "the most seconds that an edition takes"),
        "memory": Key(number(64, 1_000_000, "MB"), "memory: 4000", "the most memory, in MB"),
        "pages": Key(number(1, 1_000_000), "pages: 500", "the most pages that an edition has"),
        "pixels": Key(
            number(1, 178, "megapixels"), "pixels: 150", "the most megapixels that a picture has"
        ),
    }
)


def limits(value: Value) -> Limits:
    """The limits in `value`. Raises SourceError for a wrong one."""
    return Limits(**read_keys(mapping_of(value), LIMIT_KEYS, value.place, required=()))


def written_limits(files: Iterable[Path]) -> Limits:
    """The limits that the metadata in one of `files` says, seen before anything is read; what is
    wrong there is said by those who read it.
    """
    for file in files:
        with suppress(MakebookError, OSError, UnicodeDecodeError):
            text = file.read_text(encoding="utf-8")
            if _SAYS_LIMITS.search(text):
                front = _FRONT.match(text) if file.suffix != ".yaml" else None
                written = mapping_of_text(front[1] if front else text, file.name)
                if "limits" in written:
                    return limits(written["limits"])
    return Limits()
