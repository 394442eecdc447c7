"""Author remarks: what authors write for themselves and their editors, which is left out:
Obsidian's `%% comments %%` and `^block-ids`, and changes suggested in CriticMarkup, which are set
as accepted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from prepress.text.code_spans import code_spans

#: A comment stands apart from words: 100%% is none. One of several paragraphs has lines of its own.
_COMMENT = (
    r"(?P<comment>(?<![\w%\\])%%(?!%)(?:(?!%%|\n[ \t>]*\n).)*?%%(?!%)"
    r"|^[ \t>]*%%(?!%)(?:(?!%%).)*?%%[ \t]*$)"
)
_CHANGE = (
    r"(?P<change>(?<!\\)\{(?:\+\+(?!\})(?P<added>(?:(?!\+\+\}|\{\+\+).)+)\+\+"
    r"|--(?!\})(?P<deleted>(?:(?!--\}|\{--).)+)--"
    r"|~~(?P<before>(?:(?!~>|~~\}|\{~~).)*)~>(?P<after>(?:(?!~~\}).)*)~~"
    r"|==(?!\})(?P<marked>(?:(?!==\}|\{==).)+)==|>>(?P<remark>(?:(?!<<\}|\{>>).)+)<<)\})"
)
#: Where a paragraph or an item of a list ends.
_END = r"[ \t]*(?=\n[ \t>]*(?:\n|[-*+#|][ \t]|\d+[.)][ \t])|\Z|\n\Z)"
_BLOCK_ID = rf"(?P<block>(?<=\S)[ \t]+\^(?=[^\n]*[A-Za-z])[A-Za-z0-9-]{{2,}}{_END})"
_LONE_ID = rf"(?P<lone>^\^(?=[^\n]*[A-Za-z])[A-Za-z0-9-]{{2,}}{_END})"
_REMARK = re.compile(f"{_COMMENT}|{_CHANGE}|{_BLOCK_ID}|{_LONE_ID}", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Remark:
    """A remark from `start` to `end` of a text, and what is set in its place; whether it is a
    change that somebody suggests.
    """

    start: int
    end: int
    instead: str
    is_change: bool


def remarks(text: str) -> list[Remark]:
    """The remarks of `text` outside its code, in its order."""
    if not any(sign in text for sign in ("%%", "{++", "{--", "{~~", "{==", "{>>", "^")):
        return []
    code = None
    found: list[Remark] = []
    at = 0
    while match := _REMARK.search(text, at):
        code = code or code_spans(text)
        if code.has(match.start()):
            at = code.end_of(match.start())
            continue
        instead = "".join(match[name] or "" for name in ("added", "after", "marked"))
        found.append(Remark(match.start(), match.end(), instead, bool(match["change"])))
        at = match.end()
    return found


def without_remarks(text: str, *, keep_lines: bool = False) -> str:
    """`text` without its remarks; with as many lines as it has, if it shall `keep_lines`.

    A line that holds nothing else goes with them.
    """
    parts: list[str] = []
    done = 0
    for remark in remarks(text):
        start, end = remark.start, remark.end
        written = text[start:end]
        lines = "\n" * (written.count("\n") - remark.instead.count("\n")) if keep_lines else ""
        if not keep_lines and not remark.instead:
            start, end = _with_line(text, start, end)
        parts += [text[done:start], remark.instead, lines]
        done = max(end, done)
    return "".join([*parts, text[done:]])


def _with_line(text: str, start: int, end: int) -> tuple[int, int]:
    """The same piece with the line's end where nothing else stands on its lines."""
    begin = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    if text[begin:start].strip() or text[end:line_end].strip():
        return start, end
    return begin, min(line_end + 1, len(text))
