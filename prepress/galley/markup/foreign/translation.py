"""Translation: a text with the blocks of other tools in our own form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from prepress.galley.markup.foreign.admonitions import without_admonitions
from prepress.galley.markup.foreign.directives import without_directives
from prepress.galley.markup.foreign.drawn_tables import lines_of_tables, with_drawn_tables
from prepress.galley.markup.foreign.headings_and_centring import (
    with_centred_divisions,
    with_headings_of_a_line,
)
from prepress.galley.markup.foreign.lettered_lists import with_numbers
from prepress.galley.markup.foreign.line_blocks import with_line_blocks
from prepress.galley.markup.foreign.lines import lines_of
from prepress.galley.markup.foreign.myst import without_myst
from prepress.galley.markup.foreign.page_break_commands import with_page_breaks
from prepress.galley.markup.foreign.slash_blocks import without_slash_blocks

#: Admonitions before all that their indented words may hold, and MyST's fences before those.
_STEPS = (
    without_myst,
    without_admonitions,
    without_slash_blocks,
    without_directives,
    with_page_breaks,
    with_headings_of_a_line,
    with_centred_divisions,
    with_drawn_tables,
    with_line_blocks,
    with_numbers,
)


@dataclass(frozen=True)
class TranslatedText:
    """A `text`, and for each of its lines the `numbers` of the author's line, from 0."""

    text: str
    numbers: tuple[int, ...]


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


def translate_blocks(text: str) -> TranslatedText:
    """Bring the blocks of other tools in `text` into our own form."""
    lines = lines_of(text)
    for step in _STEPS:
        lines = step(lines)
    return TranslatedText(
        "\n".join(line.text for line in lines), tuple(line.number for line in lines)
    )
