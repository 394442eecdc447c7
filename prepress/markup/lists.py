"""Lists: items indented as authors indent them, brought to the four columns that Python-Markdown asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from prepress.fences import Fence

_ITEM = re.compile(r"(?P<marker>[-*+]|\d{1,9}[.)])(?P<gap> {1,4}(?! )| {5,}(?=\S)|$)(?P<content>.*)")
_RULE = re.compile(r"([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_BLOCK = re.compile(r"#{1,6}(?=\s|$)|:{3,}|`{3,}|~{3,}|<(?=[a-zA-Z/!])|>|\||\[\^[^\]]+\]:")
#: A heading's line or underline, which Python-Markdown knows only at the very edge.
_HEADING = re.compile(r" {1,3}(?=#{1,6}(?:\s|$)|=+\s*$|-+\s*$)")
_STEP = 4


@dataclass
class _Item:
    """An open list item: the columns where its marker and its content stand, whether it has a blank line so far."""

    marker: int
    content: int
    divided: bool = False

    @property
    def inside(self) -> int:
        """From this column on a line belongs to the item; two columns are enough, whatever the marker's width."""
        return min(self.content, self.marker + 2)


@dataclass
class _State:
    """What is open while the lines go by."""

    items: list[_Item] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    fence: Fence = field(default_factory=Fence)
    blank: bool = True
    paragraph: bool = False


def indent_lists(text: str) -> str:
    """The same text with each nested line at four columns per level, as CommonMark (0.31.2, 5.2) would nest it.

    Authors' habits go further than CommonMark: two columns nest below `1.` too. Code keeps its shape.
    """
    state = _State()
    lines = text.split("\n")
    index = 0
    while index < len(lines):
        line = _expanded(lines[index])
        if not state.fence.mark and re.match(r" {0,3}>", line) and not _belongs(state, line):
            quoted = index
            while quoted < len(lines) and re.match(r" {0,3}>", lines[quoted]):
                quoted += 1
            _quote(state, lines[index:quoted])
            index = quoted
            continue
        _line(state, line)
        index += 1
    return "\n".join(state.lines)


def _belongs(state: _State, line: str) -> bool:
    return bool(state.items) and _indent(line) >= state.items[-1].inside


def _quote(state: _State, lines: list[str]) -> None:
    """A block quote is a text of its own, with lists of its own."""
    inner = indent_lists("\n".join(re.sub(r"^ {0,3}> ?", "", line) for line in lines))
    state.items.clear()
    state.lines += [f"> {line}" for line in inner.split("\n")]
    state.blank, state.paragraph = False, False


def _line(state: _State, line: str) -> None:
    if state.fence.mark:
        _emit(state, line, len(state.items))
        state.fence = state.fence.after(line)
        return
    if not line.strip():
        _divide(state)
        state.blank, state.paragraph = True, False
        return
    depth = _depth(state, line)
    column = _indent(line)
    relative = column - (state.items[depth - 1].content if depth else 0)
    rest = line.strip()
    item = _ITEM.match(line.lstrip()) if not _RULE.match(rest) else None
    if item and _is_code(state, relative, depth):
        item = None
    if item and _interrupts(state, item, depth):
        _open(state, item, column, depth)
    elif _is_lazy(state, rest, depth):
        _emit(state, line, len(state.items))
    else:
        if depth < len(state.items) and not state.blank:
            state.lines.append("")
        del state.items[depth:]
        if depth and rest.startswith(">") and not state.blank and not state.lines[-1].lstrip().startswith(">"):
            _divide(state)  # Python-Markdown lets a quote interrupt a paragraph only outside lists
        _emit(state, line, depth)
        state.paragraph = not _BLOCK.match(rest)
    state.fence = state.fence.after(line)
    state.blank = False


def _divide(state: _State) -> None:
    state.lines.append("")
    for item in state.items:
        item.divided = True


def _depth(state: _State, line: str) -> int:
    """How many of the open items the line lies inside."""
    column = _indent(line)
    return next((depth for depth, item in enumerate(state.items) if column < item.inside), len(state.items))


def _is_code(state: _State, relative: int, depth: int) -> bool:
    """Four columns and more are code after a blank line, and at the left edge of the text."""
    return relative >= _STEP and (state.blank or depth == 0)


def _interrupts(state: _State, item: re.Match[str], depth: int) -> bool:
    """A list may follow a paragraph's line at once if it has bullets or begins at 1 (CommonMark 0.31.2, 5.2)."""
    if not state.paragraph or depth < len(state.items):
        return True
    return bool(item["content"]) and (not item["marker"][0].isdigit() or int(item["marker"][:-1]) == 1)


def _open(state: _State, item: re.Match[str], column: int, depth: int) -> None:
    # Python-Markdown would take an item right below a divided item's last block for a line of that block.
    if not state.blank and (state.paragraph if depth == len(state.items) else state.items[depth].divided):
        state.lines.append("")
    del state.items[depth:]
    marker = item["marker"].replace(")", ".")
    gap = len(item["gap"]) if len(item["gap"]) <= _STEP else 1
    state.lines.append(f"{' ' * (_STEP * depth)}{marker} {item['content'].lstrip()}".rstrip())
    state.items.append(_Item(column, column + len(item["marker"]) + max(gap, 1)))
    state.paragraph = False


def _is_lazy(state: _State, rest: str, depth: int) -> bool:
    """A line of plain text right below an item's text goes on with it, however little it is indented."""
    return depth < len(state.items) and not state.blank and not _BLOCK.match(rest) and not _RULE.match(rest)


def _emit(state: _State, line: str, depth: int) -> None:
    """The line below `depth` open items, keeping what it is indented beyond the innermost one's content."""
    inner = state.items[depth - 1].content if depth else 0
    extra = max(0, _indent(line) - inner) if line.strip() else 0
    if not state.fence.mark and _HEADING.match(" " * extra + line.lstrip()):
        extra = 0
    state.lines.append(" " * (_STEP * depth + extra) + line.lstrip() if line.strip() else "")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _expanded(line: str) -> str:
    """Tabs in the indentation count as far as the next column of four (CommonMark 0.31.2, 2.2)."""
    rest = line.lstrip(" \t")
    return line[: len(line) - len(rest)].expandtabs(_STEP) + rest
