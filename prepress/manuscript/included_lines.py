"""Included lines: which lines of a file a directive takes in, by their numbers or by an anchor."""

from __future__ import annotations

import re

#: The marks around a part: mdBook's, which stand in a comment of any language, and pymdown's.
_BEGINS = re.compile(r"\bANCHOR:\s*(?P<name>[\w.-]+)|-8<-+\s*\[\s*start\s*:\s*(?P<section>[\w.-]+)")
_ENDS = re.compile(r"\bANCHOR_END:\s*(?P<name>[\w.-]+)|-8<-+\s*\[\s*end\s*:\s*(?P<section>[\w.-]+)")
_SECTION = re.compile(r"-8<-+\s*\[\s*(?:start|end)\s*:")
_NUMBERS = re.compile(r"(?P<first>\d*)(?P<to>:(?P<last>\d*))?")


def chosen_lines(text: str, part: str) -> str | None:
    """The `part` of `text`: lines from 1 as in `2:5`, or what stands between the marks of an
    anchor; all of it where no part is named, None where there is no such part.
    """
    lines = text.split("\n")
    if not part:
        return "\n".join(line for line in lines if not _SECTION.search(line))
    numbers = _NUMBERS.fullmatch(part)
    if numbers:
        first = int(numbers["first"] or 1) - 1
        last = int(numbers["last"]) if numbers["last"] else None
        lines = lines[max(first, 0) : first + 1 if numbers["to"] is None else last]
        return "\n".join(lines) if lines else None
    within = _between(lines, part)
    return None if within is None else "\n".join(within)


def _between(lines: list[str], anchor: str) -> list[str] | None:
    within: list[str] | None = None
    is_open = False
    for line in lines:
        begins, ends = _BEGINS.search(line), _ENDS.search(line)
        mark = begins or ends
        if mark is None:
            if is_open and within is not None:
                within.append(line)
        elif anchor in (mark["name"], mark["section"]):
            is_open = begins is not None
            within = within or []
    return within
