"""Line kinds: what a line of Markdown can be by itself, whatever stands around it (CommonMark
0.31.2, 4 and 5).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

ITEM = re.compile(r"(?P<marker>[-*+]|\d{1,9}[.)])(?P<gap> {1,4}(?! )| {5,}(?=\S)|$)(?P<content>.*)")
RULE = re.compile(r"([-*_])[ \t]*(?:\1[ \t]*){2,}$")
#: What begins a block, so that no text above goes on with it.
BLOCK = re.compile(r"#{1,6}(?=\s|$)|:{3,}|`{3,}|~{3,}|<(?=[a-zA-Z/!])|>|\||\[\^[^\]]+\]:")
#: A heading's line or underline, which Python-Markdown knows only at the very edge.
HEADING = re.compile(r" {1,3}(?=#{1,6}(?:\s|$)|=+\s*$|-+\s*$)")
UNDERLINE = re.compile(r"(?:=+|-{2,})$")
ATX = re.compile(r" *#{1,6}[ \t]+\S")
_HEAD = re.compile(r" {0,3}#{1,6}[ \t]+\S")
#: A line of text that nothing but an underline turns into more.
_WORDS = re.compile(r" {0,3}[^\W\d_]")
#: A line of kramdown's attributes, which belong to the heading right above it.
ATTRIBUTES = re.compile(r"\{:[^{}]*\}$")
_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
#: Columns from one level of what Python-Markdown nests to the next.
STEP = 4


def is_table_head(line: str, below: str) -> bool:
    """Whether a table begins with `line`, by what stands `below` (GitHub's Markdown, 4.10)."""
    below = below.strip()
    return (
        "|" in line
        and "-" in below
        and bool(_DELIMITERS.match(below))
        and _cells(line) == _cells(below)
    )


def _cells(row: str) -> int:
    return len(re.findall(r"(?<!\\)\|", row.strip().strip("|"))) + 1


def ends_with_heading(lines: Sequence[str]) -> bool:
    """Whether a heading is all that stands behind the last empty one of `lines`. What follows can
    be parted from it; Python-Markdown would take each heading of a block off the head of all
    others.
    """
    if _HEAD.match(lines[-1]):
        return len(lines) == 1 or not lines[-2]
    is_underlined = len(lines) > 1 and UNDERLINE.match(lines[-1]) and _WORDS.match(lines[-2])
    return bool(is_underlined) and (len(lines) == 2 or not lines[-3])


def indent_of(line: str) -> int:
    """How many spaces stand before the line's words."""
    return len(line) - len(line.lstrip(" "))


def expand_tabs(line: str, column: int = 0) -> str:
    """Tabs in the indentation count as far as the next column of four (CommonMark 0.31.2, 2.2);
    the line begins in `column`.
    """
    rest = line.lstrip(" \t")
    margin = " " * column + line[: len(line) - len(rest)]
    return margin.expandtabs(STEP)[column:] + rest
