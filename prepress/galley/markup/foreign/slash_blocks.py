"""Slash blocks: what PyMdown Extensions put between `///` fences, as our own divisions and
callouts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from prepress.galley.markup.foreign.lines import Line, callout_fence, reread

_OPENING = re.compile(r" {0,3}(?P<mark>/{3,})[ \t]*(?P<name>[\w-]+)(?:[ \t]*\|(?P<title>.*))?$")
#: An option, such as `type: warning`, in the indented lines right below the opening.
_TYPE = re.compile(r" {4,}type:[ \t]*(?P<type>[\w-]+)[ \t]*$")
_OPTION = re.compile(r" {4,}\S")
_CLASS = re.compile(r"\.([\w-]+)")
#: Blocks that are words like any others here: pictures and tables have captions of their own.
_CAPTIONS = ("caption", "figure-caption", "table-caption")


def without_slash_blocks(lines: Sequence[Line]) -> list[Line]:
    """`lines` with each block that is closed between `:::` fences."""
    found: list[Line] = []
    last = {line.text.strip(): at for at, line in enumerate(lines) if "///" in line.text}
    index = 0
    while index < len(lines):
        line = lines[index]
        opening = None if line.verbatim else _OPENING.match(line.text)
        is_closed = opening is not None and last.get(opening["mark"], 0) > index
        end = _end(lines, index, opening["mark"]) if opening and is_closed else None
        if opening is None or end is None:
            found.append(line)
            index += 1
            continue
        found += _division(opening, lines[index : end + 1])
        index = end + 1
    return reread(found)


def _end(lines: Sequence[Line], index: int, mark: str) -> int | None:
    """The line that closes what is opened on line `index`, which has as many slashes."""
    rest = range(index + 1, len(lines))
    return next((at for at in rest if lines[at].text.strip() == mark), None)


def _division(opening: re.Match[str], lines: Sequence[Line]) -> list[Line]:
    """The first and the last of `lines` as fences, and between them what they hold."""
    first, *inner, last = lines
    options = 0
    while options < len(inner) and _OPTION.match(inner[options].text):
        options += 1
    types = [found["type"] for each in inner[:options] if (found := _TYPE.match(each.text))]
    fence = _fence(opening["name"].lower(), (opening["title"] or "").strip(), types)
    return [
        first.with_text(""),
        first.with_text(fence),
        *without_slash_blocks(inner[options:]),
        last.with_text(""),
        last.with_text(":::"),
        last.with_text(""),
    ]


def _fence(name: str, title: str, types: Sequence[str]) -> str:
    if name == "html":
        return f"::: {{{' '.join(f'.{each}' for each in _CLASS.findall(title)) or '.html'}}}"
    if name in _CAPTIONS:
        return "::: {.caption}"
    if name == "details":
        return f"::: details {title}"
    if name == "tab":
        return callout_fence("panel", title)
    kind = types[0] if types and name == "admonition" else name
    return callout_fence(kind, title or None)
