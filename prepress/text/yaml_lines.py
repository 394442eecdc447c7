"""YAML lines: which line of metadata an author got wrong, and the line as it should be.

A parser stumbles where it cannot go on, which is often a line or two behind the one that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_PLAIN_KEY = r"(?P<key>[A-Za-z_][\w-]*)"
#: What stands between a key and its value, or what should be a colon there, and what is wrong.
_NEARLY = (
    (
        re.compile(rf"{_PLAIN_KEY}:(?P<value>[^\s:].*)$"),
        "There is no space after the colon.",
    ),
    (
        re.compile(rf"{_PLAIN_KEY}:[\u00a0\u2002-\u200b\u202f\u3000](?P<value>.*)$"),
        "What stands after the colon is another space than that of the space bar.",
    ),
    (
        re.compile(rf"{_PLAIN_KEY}[ ]*[：﹕∶꞉](?P<value>.*)$"),
        "This colon is another sign than the colon of YAML.",
    ),
    (
        re.compile(rf"{_PLAIN_KEY}[ ]*:?=[ ]*(?P<value>.*)$"),
        "An equals sign stands where a colon should.",
    ),
)
#: Words that are a key more likely than the beginning of a sentence.
_COMMON = frozenset({"title", "subtitle", "author", "date", "lang", "description", "layout"})
_KEY_ALONE = re.compile(rf"{_PLAIN_KEY}[ ]+(?P<value>\S.*)$")
#: A line that is a key with or without a value, or needs none.
_SOUND = re.compile(
    r"""(?:["'][^"']*["']|[^\s"'#][^:]*?)[ ]*:(?:\s|$)|\s|#|$|-(?:\s|--)|[{}\[\]]"""
)
_OPEN_QUOTE = re.compile(r"(?P<key>[\w-]+):[ ]+(?P<value>(?P<quote>[\"']).*)$")
_COLON = re.compile(r":(?:\s|$)")


@dataclass(frozen=True)
class Mistake:
    """What is wrong, what to do about it, and in which line of the text, from 0."""

    what: str
    remedy: str
    index: int


def keyless_line(lines: Sequence[str], index: int) -> Mistake | None:
    """The nearest line from `index` upwards that is nearly a key with a value; None where every
    line there is one.
    """
    for at in range(min(index, len(lines) - 1), -1, -1):
        line = lines[at].rstrip()
        for pattern, what in _NEARLY:
            found = pattern.match(line)
            if found:
                remedy = f"Write: {sound_line(found['key'], found['value'].strip())}"
                return Mistake(what, remedy, at)
        if not _SOUND.match(line):
            return _without_colon(line, at)
    return None


def _without_colon(line: str, at: int) -> Mistake:
    alone = _KEY_ALONE.match(line)
    if alone and (alone["key"] in _COMMON or alone["value"][0] in "\"'"):
        what = f"There is no colon behind “{alone['key']}”."
        return Mistake(what, f"Write: {sound_line(alone['key'], alone['value'])}", at)
    what = "This line is no key with a value."
    remedy = (
        "Write a key and a colon before it, as in title: Sleep, or two spaces where it goes on "
        "from the line above."
    )
    return Mistake(what, remedy, at)


def open_quote(lines: Sequence[str], index: int) -> Mistake | None:
    """The first line down to `index` with a quotation mark that is not closed on it, where that
    went on to swallow the lines below.
    """
    for at, line in enumerate(lines[: index + 1]):
        found = _OPEN_QUOTE.match(line.rstrip())
        if found and _is_open(found["value"], found["quote"]):
            key = found["key"]
            value = found["value"][1:].strip()
            remedy = f"Close it: {sound_line(key, value, always=True)}"
            return Mistake("A quotation mark opens here and never closes.", remedy, at)
    return None


def _is_open(value: str, quote: str) -> bool:
    plain = re.sub(r"\\.", "", value) if quote == '"' else value
    return plain.count(quote) == 1


def has_one_colon(line: str) -> bool:
    """Whether `line` is a key at the left edge with a value that has no colon of its own."""
    return not line[:1].isspace() and len(_COLON.findall(line)) == 1


def sound_line(key: str, value: str, *, always: bool = False) -> str:
    """The line that gives `key` this `value`, with quotes where YAML needs them, or `always`."""
    inner = value
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        inner = value[1:-1]
        if value[0] not in inner and "\\" not in inner:
            return f"{key}: {value}"
        always = True
    is_plain = not (_COLON.search(value) or " #" in value or re.match(r"[\W_]", value))
    return f"{key}: {value}" if is_plain and not always else f"{key}: {_quoted(inner)}"


def _quoted(value: str) -> str:
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def line_in_quotes(line: str) -> str | None:
    """The same line with its whole value in quotes; None where it is no key with a value."""
    found = re.match(r"(?P<key>\s*(?:- )?[\w-]+):\s+(?P<value>\S.*)$", line.rstrip())
    if not found:
        return None
    return sound_line(found["key"].strip(), found["value"], always=True)
