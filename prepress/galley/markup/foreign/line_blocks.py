"""Line blocks: verses and addresses that Pandoc keeps line by line, written as `| line`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.galley.markup.foreign.lines import Line

_LINE = re.compile(r" {0,3}\|(?: (?P<words>.*)|[ ]*$)")
_OTHER_PIPE = re.compile(r"(?<!\\)\|")


def with_line_blocks(lines: Sequence[Line]) -> list[Line]:
    """`lines` with each line block as paragraphs whose lines end where the author ended them."""
    found: list[Line] = []
    index = 0
    while index < len(lines):
        end = _end(lines, index)
        if end == index:
            found.append(lines[index])
            index += 1
            continue
        found += _block(lines[index:end])
        index = end
    return found


def _end(lines: Sequence[Line], index: int) -> int:
    """Behind the last line of the block that begins here; `index` itself where none does."""
    if index and not lines[index - 1].is_blank:
        return index
    end = index
    while end < len(lines) and lines[end].may_be_block and _belongs(lines[end].text, end > index):
        end += 1
    is_text = end == len(lines) or lines[end].is_blank
    return end if is_text else index


def _belongs(text: str, is_inside: bool) -> bool:
    found = _LINE.match(text)
    if found:
        return not _OTHER_PIPE.search(found["words"] or "")
    return is_inside and text.startswith(" ") and bool(text.strip())


def _block(lines: Sequence[Line]) -> list[Line]:
    words: list[Line] = []
    for line in lines:
        found = _LINE.match(line.text)
        if found:
            verse = found["words"] or ""
            margin = len(verse) - len(verse.lstrip(" "))
            words.append(line.with_text("&nbsp;" * margin + verse.strip()))
        else:  # a line that goes on below
            words[-1] = words[-1].with_text(f"{words[-1].text} {line.text.strip()}")
    ended = [
        line
        if line.is_blank or after is None or after.is_blank
        else line.with_text(f"{line.text}\\")
        for line, after in zip(words, [*words[1:], None], strict=True)
    ]
    first, last = lines[0], lines[-1]
    opening = [first.with_text("::: {.line-block}"), first.with_text("")]
    return [*opening, *ended, last.with_text(""), last.with_text(":::")]
