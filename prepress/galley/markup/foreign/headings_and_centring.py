"""Headings of several lines above their underline, and centred blocks, in forms that the parser
knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.galley.markup.foreign.lines import Line

_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})\s*$")
#: What is no line of a paragraph.
_BLOCK = re.compile(
    r"\s*(?:[-*+>|<:]|\d{1,9}[.)]\s|#{1,6}\s|`{3}|~{3}|\[\^|\(?[A-Za-z@#]{1,4}[.)]\s)"
)
_DEFINITION = re.compile(r" {0,3}\[[^\[\]]+\]:[ \t]*\S")
_CENTRE = re.compile(r"<(?P<end>/?)center(?P<more>\s[^<>]*)?>", re.IGNORECASE)


def with_headings_of_a_line(lines: Sequence[Line]) -> list[Line]:
    """`lines` with the words of such a heading on one line (CommonMark 0.31.2, 4.3)."""
    found: list[Line] = []
    begin = 0
    for line in lines:
        is_word = line.may_be_block and not line.is_blank and not _BLOCK.match(line.text)
        if line.may_be_block and _UNDERLINE.match(line.text) and len(found) - begin > 1:
            words = " ".join(each.text.strip() for each in found[begin:])
            found[begin:] = [found[begin].with_text(words), line]
            begin = len(found)
            continue
        is_definition = begin == len(found) and _DEFINITION.match(line.text)
        found.append(line)
        if line.is_blank or is_definition:
            begin = len(found)
        elif not is_word:
            begin = len(lines)  # none before the next empty line
    return found


def with_centred_divisions(lines: Sequence[Line]) -> list[Line]:
    """`lines` with `<center>`, which HTML has given up, as a division that is centred."""
    return [
        line
        if line.verbatim or "`" in line.text or not _CENTRE.search(line.text)
        else line.with_text(_CENTRE.sub(_division, line.text))
        for line in lines
    ]


def _division(tag: re.Match[str]) -> str:
    return "</div>" if tag["end"] else f'<div align="center"{tag["more"] or ""}>'
