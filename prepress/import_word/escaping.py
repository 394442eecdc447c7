"""Escaping: text with a backslash before whatever Markdown would take for a mark, so that it stays
what it was.
"""

from __future__ import annotations

import re

# Quotation marks and apostrophes stay as they are, since makebook turns straight ones into those of
# the language; behind a figure they stand for feet and inches.
_MARKS = re.compile(
    r"""[\\`*\[\]<{}~$|^]
    | =(?==) | \+(?=\+) | %(?=%)
    | (?<!\S):(?=[a-z0-9_+-]+:)       # a name of an emoji
    | (?<![^\W_])_ | _(?![^\W_])       # not inside a word
    | (?<!\S)\#(?=\s+\S)             # alone, where it would begin a heading
    | (?<!\S):(?=::)
    | &(?=\#|\w+;)
    | -(?=-) | \.(?=\.\.)
    | (?<=\d)["'](?![^\W\d])""",
    re.VERBOSE,
)
_MARKS_OF_TABLES = re.compile(r"(?<!\\)\|")
_AT_LINE_START = re.compile(
    r"^(?P<space>[ ]*)(?:(?P<mark>[#>:=|+\-])|(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$))",
    re.MULTILINE,
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SPACES = re.compile(r"[ \t\r\n]+")


def escape(text: str) -> str:
    """`text` as Markdown that says the same within a line; white space is one space."""
    return _MARKS.sub(r"\\\g<0>", _SPACES.sub(" ", _CONTROLS.sub("", text)))


def escape_lines(markdown: str) -> str:
    """A paragraph's `markdown` with what would begin a list, a heading or a box at a line's start
    taken as text.
    """

    def with_backslash(found: re.Match[str]) -> str:
        if found["mark"]:
            return f"{found['space']}\\{found['mark']}"
        return f"{found['space']}{found['number']}\\{found['dot']}"

    return _AT_LINE_START.sub(with_backslash, markdown)


def escape_cell(markdown: str) -> str:
    """A table's cell, in which a stroke would begin the next one."""
    return _MARKS_OF_TABLES.sub(r"\\|", markdown)


def attribute(text: str) -> str:
    """`text` as the value of an attribute between double quotes; it holds neither those nor
    braces.
    """
    text = " ".join(_CONTROLS.sub("", text).split())
    text = re.sub(r'(^|(?<=[\s(]))"', "“", text).replace('"', "”")
    return text.translate({ord("{"): "(", ord("}"): ")", ord("\\"): "/"})
