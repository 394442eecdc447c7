"""Replacements: what can be put into a line in place of a mistake, where a finding says it in so
many words and nothing else could be meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MEANT = re.compile(r"\ADid you mean “([^”]+)”\?")
_QUOTED = re.compile(r"“([^”]+)”")
_HEADING = re.compile(r"\ABegin its line with (#+)\.\Z")
_WHOLE_LINE = re.compile(
    r"\A(?:Write|Put it in straight quotes|Close it): (?P<line>[\w-]+: \S.*)\Z"
)


@dataclass(frozen=True)
class Replacement:
    """The words `old`, which stand once in the line, and what is to stand there instead."""

    old: str
    new: str


def replacement(what: str, hint: str, line: str) -> Replacement | None:
    """What mends the `line` that a finding says `what` of, by its `hint`; None where its author has
    to decide.
    """
    if meant := _MEANT.match(hint):
        wrong = (each for each in _QUOTED.findall(what) if line.count(each) == 1)
        old = next(wrong, None)
        return Replacement(old, meant[1]) if old else None
    if heading := _HEADING.match(hint):
        marks = re.match(r"#+(?=\s)", line)
        return Replacement(line, heading[1] + line[marks.end() :]) if marks else None
    whole = _WHOLE_LINE.match(hint)
    if whole and re.match(r"[\w\"']", line):
        return Replacement(line, whole["line"])
    return None
