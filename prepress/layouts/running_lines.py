"""Running lines: the words that an author wants in the foot or at the head of every page, in parts
that a layout can set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from prepress.layouts.words import Words
    from prepress.manuscript.look import Look
    from prepress.manuscript.metadata import Metadata

_PLACEHOLDER = re.compile(r"\{\{\s*([\w.-]+)\s*\}\}")
_BETWEEN = " · "
#: Their values are the layout's to set.
_SET_BY_LAYOUT = ("page", "pages", "revision")


@dataclass(frozen=True)
class LinePart:
    """A part of a running line: `text`, `words` of the interface, what stands `between` two
    others, where the line may be broken, or a `page`, `pages` or `revision` for which the layout
    has the value.
    """

    kind: str
    text: str = ""


@dataclass(frozen=True)
class RunningLines:
    """The parts of the foot and of the head; None where the layout's own stand there. Either of
    them may say the revision, or the number of the page.
    """

    foot: tuple[LinePart, ...] | None
    head: tuple[LinePart, ...] | None
    says_revision: bool = False
    says_page: bool = False


def running_lines(look: Look | None, metadata: Metadata, words: Words) -> RunningLines:
    """The lines that `look` asks for, with the clinic's values filled in already.

    What stands between two middle dots is left out where the text has no value for it.
    """
    lines = (look.foot, look.head) if look else (None, None)
    foot, head = (None if line is None else tuple(_parts(line, metadata, words)) for line in lines)
    kinds = {part.kind for part in (*(foot or ()), *(head or ()))}
    return RunningLines(foot, head, "revision" in kinds, "page" in kinds)


def _parts(line: str, metadata: Metadata, words: Words) -> Iterator[LinePart]:
    is_first = True
    for piece in line.split(_BETWEEN):
        parts = _parts_of_piece(piece, metadata, words)
        if parts is None:
            continue
        if not is_first:
            yield LinePart("between", _BETWEEN)
        yield from parts
        is_first = False


def _parts_of_piece(piece: str, metadata: Metadata, words: Words) -> list[LinePart] | None:
    """The parts of what stands between two dots; None where a value that it names is missing."""
    parts = []
    for number, text in enumerate(_PLACEHOLDER.split(piece)):
        if number % 2 == 0:
            part = LinePart("text", text)
        elif text in _SET_BY_LAYOUT:
            part = LinePart(text)
        else:
            part = _value(text, metadata, words)
            if not part.text:
                return None
        parts.append(part)
    return [part for part in parts if part.text or part.kind in _SET_BY_LAYOUT]


def _value(name: str, metadata: Metadata, words: Words) -> LinePart:
    if name == "revised":
        return LinePart("words", _dated(name, metadata.date, words))
    if name == "reviewed":
        return LinePart("words", _dated(name, metadata.reviewed, words).rstrip(".。"))
    if name == "date":
        return LinePart("words", words.date(metadata.date) if metadata.date else "")
    if name == "author":
        return LinePart("text", ", ".join(metadata.author))
    return LinePart("text", getattr(metadata, name) or "")


def _dated(key: str, day: dt.date | None, words: Words) -> str:
    return words.fill(key, date=words.date(day)) if day else ""
