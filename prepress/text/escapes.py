"""Escapes: characters that would change how a message looks or cannot be written at all, as the
codes that stand for them.

File names may hold any of them: a colour for the terminal, a sign that turns the text around, a
byte that is no letter in UTF-8.
"""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

_UNSEEN = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_IN_TEXT = re.compile(f"[{_UNSEEN}]")
_IN_NAME = re.compile(f"[{_UNSEEN}\t\n]")
#: Bytes that are no letters stand in names as these (PEP 383).
_BYTES = range(0xDC80, 0xDD00)
#: The codes of what is plain ASCII, which others than Python's codec have to write.
_SHORT = {chr(number): f"\\x{number:02x}" for number in (*range(32), 127)} | {
    "\t": "\\t",
    "\n": "\\n",
    "\r": "\\r",
}


def shown(text: str) -> str:
    """`text` for people, with such characters as their codes; lines and tabs stay."""
    return text if text.isprintable() else _IN_TEXT.sub(_code, text)


def shown_name(name: str) -> str:
    """The name of a file for people, in one line."""
    return _IN_NAME.sub(_code, name)


def words_of_name(name: str) -> str:
    """The name of a file as words that an edition can have."""
    return _IN_NAME.sub("\ufffd", name)


def json_text(values: object, *, indent: int | None = None, sorted_keys: bool = False) -> str:
    """`values` as JSON that can be written, with such characters as JSON's codes for them; of a
    dataclass its fields.
    """
    import json

    text = json.dumps(
        values, ensure_ascii=False, indent=indent, sort_keys=sorted_keys, default=_fields
    )
    return _IN_TEXT.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _fields(value: Any) -> dict[str, Any]:
    """The fields of a dataclass by their names; unlike `asdict`, it copies nothing."""
    return {each.name: getattr(value, each.name) for each in fields(value)}


def _code(found: re.Match[str]) -> str:
    number = ord(found[0])
    if number in _BYTES:
        return f"\\x{number - 0xDC00:02x}"
    return _SHORT.get(found[0]) or found[0].encode("ascii", "backslashreplace").decode()
