"""Unmatched notes: those that are called and never written, or written and never called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prepress.errors import Place
from prepress.findings import Finding
from prepress.text.fences import outside_verbatim

if TYPE_CHECKING:
    from prepress.manuscript.manuscript import Chapter

_CALL = re.compile(r"(?<!\\)\[\^(?P<name>[^\]\s]+)\](?!:)")
_DEFINITION = re.compile(r" {0,3}\[\^(?P<name>[^\]\s]+)\]:")


def unmatched_notes(chapter: Chapter) -> list[Finding]:
    """One finding for each note that is called and never written, or written and never called."""
    calls: dict[str, int] = {}
    definitions: dict[str, int] = {}
    lines = enumerate(outside_verbatim(chapter.text.split("\n")), chapter.first_line)
    for number, (line, outside) in lines:
        if outside and "[^" in line:
            plain = re.sub(r"`+[^`]*`+", "", line)
            for call in _CALL.finditer(plain):
                calls.setdefault(call["name"], number)
            if definition := _DEFINITION.match(plain):
                definitions.setdefault(definition["name"], number)
    return [
        Finding(
            "S-003",
            Place(chapter.file, number),
            f"The note “{name}” is called here, but nobody wrote it.",
            f"Write it on a line of its own: [^{name}]: …",
        )
        for name, number in calls.items()
        if name not in definitions
    ] + [
        Finding(
            "S-003",
            Place(chapter.file, number),
            f"The note “{name}” is written, but nothing calls it, so it is left out.",
            f"Call it in the text with [^{name}], or delete it.",
        )
        for name, number in definitions.items()
        if name not in calls
    ]
