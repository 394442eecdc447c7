"""Mistakes in YAML: what the parser stumbled over, said in words for people who have never heard of
YAML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

_IN_QUOTES = 'Put the whole value in straight quotes, as in title: "Sleep: a guide".'
_AT_THE_EDGE = "Let every key begin at the left edge, and what belongs to it two spaces further in."
_ONE_A_LINE = "Write a key, a colon, a space and the value on each line, as in title: Sleep"

# What the parser says, then what is wrong and what to do; `{0}` is the group of the first part.
_KNOWN = (
    (r"character '\\t'", "There is a tab here.", "Replace it by spaces."),
    (
        r"found unexpected end of stream",
        "A quotation mark opens here and never closes.",
        "Close it, or take it out.",
    ),
    (
        r"got '<stream end>'|',' or '[\]}]'",
        "A bracket opens here and never closes.",
        "Close it, or take it out.",
    ),
    (r"found character '(.)'", "A value must not begin with {0}.", _IN_QUOTES),
    (r"content, but found '([^<].*)'", "A value must not begin with {0}.", _IN_QUOTES),
    (
        r"undefined tag handle|undefined alias|alphabetic",
        "A value must not begin with *, & or !.",
        _IN_QUOTES,
    ),
    (r"chomping or indentation", "A value must not begin with | or >.", _IN_QUOTES),
    (r"sequence entries", "A value must not begin with a hyphen.", _IN_QUOTES),
    (r"unknown escape character", "A backslash has a meaning of its own here.", "Write it twice."),
    (r"but found another document", "A second line of --- is one too many.", "Take it out."),
    (r"end>, but found '<scalar>'", "Text stands behind a closing quotation mark.", _IN_QUOTES),
    (
        r"<document start>|<block end>",
        "This line begins further left or right than its neighbours.",
        _AT_THE_EDGE,
    ),
    (r"could not find expected ':'", "This line is no key with a value.", _ONE_A_LINE),
)


@dataclass(frozen=True)
class Mistake:
    """What is wrong, what to do about it, and in which line of the text, from 0."""

    what: str
    remedy: str
    index: int


def mistake_in(text: str, error: yaml.YAMLError) -> Mistake:
    """The mistake in `text` that made PyYAML raise `error`."""
    if isinstance(error, yaml.reader.ReaderError):
        code = ord(error.character) if isinstance(error.character, str) else int(error.character)
        return Mistake(
            f"There is a control character here (U+{code:04X}).",
            "Delete it.",
            _index(text, error.position),
        )
    if not isinstance(error, yaml.MarkedYAMLError):
        return Mistake("This is not valid YAML.", _ONE_A_LINE, 0)
    problem = str(error.problem)
    mark = error.problem_mark or error.context_mark
    index = mark.line if mark else 0
    if problem.startswith("mapping values"):
        return _colon(text.split("\n"), index)
    for pattern, what, remedy in _KNOWN:
        found = re.search(pattern, problem)
        if found:
            opened = "never closes" in what or "no key" in what
            if opened and error.context_mark:
                index = error.context_mark.line
            return Mistake(what.format(*found.groups()), remedy, index)
    return Mistake(f"This is not valid YAML: {problem}.", _ONE_A_LINE, index)


def _colon(lines: list[str], index: int) -> Mistake:
    """A colon too many, which may come from the line above: a missing space there, or an indent
    here.
    """
    line, above = lines[index], lines[index - 1] if index else ""
    if re.match(r"\s*[\w-]+:\S", above):
        return Mistake(
            "There is no space after the colon.",
            "Write a space after it, as in title: Sleep",
            index - 1,
        )
    if re.search(r"[“”„]", line):
        return Mistake(
            "The value has curly quotes and a colon.",
            'Replace the quotes around it by straight ones (").',
            index,
        )
    if re.match(r"\s+[\w-]+:(\s|$)", line):
        return Mistake(
            "This line begins further right than the one it belongs beside.", _AT_THE_EDGE, index
        )
    return Mistake("A value with a colon and a space in it needs quotes.", _in_quotes(line), index)


def _in_quotes(line: str) -> str:
    key, _, value = line.strip().partition(": ")
    quote = "'" if '"' in value or "\\" in value else '"'
    return (
        _IN_QUOTES if quote in value else f"Put it in straight quotes: {key}: {quote}{value}{quote}"
    )


def _index(text: str, position: int) -> int:
    return text.count("\n", 0, position)
