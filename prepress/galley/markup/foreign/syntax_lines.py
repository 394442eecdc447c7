"""Syntax lines: which lines of a text are syntax of other tools, and no words of the author's."""

from __future__ import annotations

import re

from prepress.galley.markup.foreign.drawn_tables import lines_of_tables
from prepress.galley.markup.foreign.lines import lines_of

#: Lines that are no words of the author's, which a mark of the source map would make into some.
_SYNTAX = re.compile(
    r"[ >]*(?:!!!|\?\?\?|===|/{3,})|\s*\\[a-z]+(?:\{\}|\[\d\])?\s*$"
    r"|\s*\{(?!:[ ]*[.#\w]|[.#])[^{}]*\}\s*$|\s*\[\[?_?TOC_?\]?\]\s*$"
    r"|\s*\([\w./: -]+\)=\s*$"
    r"|\s*\{\{<?.*>?\}\}\s*$|\s*[-*+1.]+ .*$(?=\n\s*\{:\s*toc)|\s*<[^<>]*break[^<>]*>",
    re.IGNORECASE,
)


def syntax_lines(text: str) -> frozenset[int]:
    """The numbers, from 0, of the lines in which every sign counts for the blocks of other
    tools.
    """
    lines = lines_of(text)
    syntax = {line.number for line in lines if _SYNTAX.match(line.text)}
    return frozenset(syntax | {lines[at].number for at in lines_of_tables(lines)})
