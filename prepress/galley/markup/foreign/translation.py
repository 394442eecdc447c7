"""Translation: a text with the blocks of other tools in our own form."""

from __future__ import annotations

from dataclasses import dataclass

from prepress.galley.markup.foreign.admonitions import without_admonitions
from prepress.galley.markup.foreign.directives import without_directives
from prepress.galley.markup.foreign.drawn_tables import with_drawn_tables
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


def translate_blocks(text: str) -> TranslatedText:
    """Bring the blocks of other tools in `text` into our own form."""
    lines = lines_of(text)
    for step in _STEPS:
        lines = step(lines)
    return TranslatedText(
        "\n".join(line.text for line in lines), tuple(line.number for line in lines)
    )
