"""Normal form: a chapter's blocks as CommonMark divides them, written so that Python-Markdown
divides them alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from prepress.galley.markup.code_fences import code_fence
from prepress.galley.markup.html_blocks import EMPTY_LINE
from prepress.text.fences import end_of_html, opening_of

_ITEM = re.compile(
    r"(?P<marker>[-*+]|\d{1,9}[.)])(?P<gap> {1,4}(?! )| {5,}(?=\S)|$)(?P<content>.*)"
)
_RULE = re.compile(r"([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_BLOCK = re.compile(r"#{1,6}(?=\s|$)|:{3,}|`{3,}|~{3,}|<(?=[a-zA-Z/!])|>|\||\[\^[^\]]+\]:")
#: A heading's line or underline, which Python-Markdown knows only at the very edge.
_HEADING = re.compile(r" {1,3}(?=#{1,6}(?:\s|$)|=+\s*$|-+\s*$)")
_STEP = 4
#: A line of kramdown's attributes, which belong to the heading right above it.
_ATTRIBUTES = re.compile(r"\{:[^{}]*\}$")
_ATX = re.compile(r" *#{1,6}[ \t]+\S")
_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
#: Two lists of one kind in a row stay two with something between them.
_BETWEEN_LISTS = "<!-- -->"
_FENCE_IN_HTML = re.compile(r"^(?P<margin> *)(?P<sign>[`~])(?=(?P=sign){2})")


@dataclass
class _Item:
    """An open list item: the columns where its marker and its content stand, the last sign of its
    marker, and whether it has a blank line so far.
    """

    marker: int
    content: int
    sign: str
    divided: bool = False

    @property
    def inside(self) -> int:
        """From this column on a line belongs to the item; two columns are enough, whatever the
        marker's width.
        """
        return min(self.content, self.marker + 2)


@dataclass
class _Fence:
    """An open code fence: its mark, the column where it stands, the words behind the mark, and its
    code so far.
    """

    mark: str
    column: int
    info: str
    code: list[str] = field(default_factory=list)

    def is_closed_by(self, line: str, content: int) -> bool:
        """Whether `line` ends it, where what is inside the same item begins in the column
        `content`.
        """
        closing = line.strip()
        longer = len(closing) >= len(self.mark) and set(closing) == {self.mark[0]}
        return longer and _indent(line) < max(content, self.column) + _STEP


@dataclass
class _State:
    """What is open while the lines go by. `html_end` ends raw HTML that is open and read to the
    letter.

    Of the last line: was it `blank`, of a `paragraph`, of a quote, or the end of a block that no
    text goes on with?
    """

    items: list[_Item] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    fence: _Fence | None = None
    html_end: re.Pattern[str] | None = None
    blank: bool = True
    paragraph: bool = False
    quoted: bool = False
    ended: bool = False


def normal_form(text: str) -> str:
    """The same text with each nested line at four columns per level, as CommonMark (0.31.2, 5.2)
    would nest it.

    Authors' habits go further than CommonMark: two columns nest below `1.` too. Code keeps its
    shape; each fence comes out closed and in the one form that the parser knows, so does each rule
    across the page.
    """
    return "\n".join(_read(text.split("\n")).lines)


def _read(lines: list[str]) -> _State:
    """What is emitted for `lines`, and what is open at their end."""
    state = _State()
    index = 0
    while index < len(lines):
        line = _expand(lines[index])
        if state.fence or state.html_end or not _is_quote(state, line):
            _table(state, line, lines[index + 1 : index + 2])
            _line(state, line)
            index += 1
            continue
        quoted = index + 1
        while quoted < len(lines) and lines[quoted].lstrip(" \t").startswith(">"):
            quoted += 1
        _quote(state, lines[index:quoted])
        index = quoted
    _close(state)
    return state


def _is_quote(state: _State, line: str) -> bool:
    if not line.lstrip().startswith(">"):
        return False
    depth = _depth(state, line)
    return not _is_code(state, _indent(line) - _content(state, depth), depth)


def _content(state: _State, depth: int) -> int:
    """The column where what the innermost of `depth` open items holds begins."""
    return state.items[depth - 1].content if depth else 0


def _quote(state: _State, lines: list[str]) -> None:
    """A block quote is a text of its own, with lists of its own."""
    depth = _depth(state, _expand(lines[0]))
    inner = _read([re.sub(r"^[ \t]*> ?", "", line) for line in lines])
    if depth and not state.blank:
        _divide(state)  # Python-Markdown lets a quote interrupt a paragraph only outside lists
    elif depth < len(state.items) and not state.blank:
        state.lines.append("")
    del state.items[depth:]
    margin = " " * (_STEP * depth)
    state.lines += [f"{margin}> {line}" for line in inner.lines]
    # Only a line of text may go on with the quote's last paragraph (CommonMark 0.31.2, 5.1).
    has_text = inner.paragraph or inner.quoted or bool(inner.items)
    open_text = has_text and not inner.blank and not inner.ended
    state.blank, state.paragraph = False, False
    state.quoted, state.ended = True, not open_text


def _table(state: _State, line: str, following: list[str]) -> None:
    """Part a table from the paragraph right above it, which it may interrupt (GitHub's Markdown,
    4.10).
    """
    if not state.paragraph or state.blank or state.fence or "|" not in line or not following:
        return
    below = following[0].strip()
    is_head = "-" in below and bool(_DELIMITERS.match(below)) and _cells(line) == _cells(below)
    if is_head and "|" not in state.lines[-1]:
        state.lines.append("")


def _cells(row: str) -> int:
    return len(re.findall(r"(?<!\\)\|", row.strip().strip("|"))) + 1


def _line(state: _State, line: str) -> None:
    inside = state.items[-1].inside if state.items else 0
    if state.fence and line.strip() and _indent(line) < inside:
        _close(state)  # it ends with the item that it stands in
    if state.fence:
        _code(state, state.fence, line)
    elif state.html_end:
        _html(state, line, state.html_end)
    elif line.strip():
        _text(state, line)
        state.blank = state.ended = state.quoted = False
    else:
        _divide(state)
        state.blank, state.paragraph = True, False


def _text(state: _State, line: str) -> None:
    """A line that is neither empty nor inside code or HTML."""
    depth, column, rest = _depth(state, line), _indent(line), line.strip()
    if _is_code(state, column - _content(state, depth), depth):
        is_lazy = _is_lazy(state, rest, depth)
        _emit(state, line, len(state.items)) if is_lazy else _put(state, line, depth)
        return
    item = None if _RULE.match(rest) else _ITEM.match(line.lstrip())
    fence = opening_of(item["content"] if item else rest)
    if fence and fence["before"]:
        fence = None
    if item and _interrupts(state, item, depth):
        _open(state, item, column, depth)
        column = _content(state, len(state.items))
    elif fence:
        _leave(state, depth)
    else:
        _plain_line(state, line, depth)
    if fence:
        _begin(state, fence, column)


def _plain_line(state: _State, line: str, depth: int) -> None:
    """A line that begins neither an item nor a fence."""
    rest = line.strip()
    if _is_rule(state, rest, depth):
        _rule(state, depth)
    elif _is_lazy(state, rest, depth):
        _emit(state, line, len(state.items))
    elif _ATTRIBUTES.match(rest) and not state.blank and _ATX.match(state.lines[-1]):
        state.lines[-1] += f" {rest}"
    else:
        _put(state, line, depth)
        state.html_end = end_of_html(rest)
        _leave_out_comment(state)


def _put(state: _State, line: str, depth: int) -> None:
    """A line of a block `depth` deep."""
    rest = line.strip()
    _leave(state, depth)
    if not depth and (state.ended or (state.quoted and _BLOCK.match(rest))):
        state.lines.append("")
    _emit(state, line, depth)
    state.paragraph = not _BLOCK.match(rest)


def _rule(state: _State, depth: int) -> None:
    """A rule across the page, in the one form that is nothing else."""
    _leave(state, depth)
    if state.quoted or state.ended:
        state.lines.append("")
    state.lines.append(" " * (_STEP * depth) + "***")
    state.paragraph = False


def _is_rule(state: _State, rest: str, depth: int) -> bool:
    """Whether this is a rule across the page; hyphens right below text are the line below a
    heading.
    """
    if not _RULE.match(rest):
        return False
    if set(rest) != {"-"} or state.blank or state.ended or state.quoted or depth < len(state.items):
        return True
    return bool(state.lines) and bool(re.match(r" *\*\*\*$|" + _ATX.pattern, state.lines[-1]))


def _leave(state: _State, depth: int) -> None:
    """Close the items that a block `depth` deep does not stand in."""
    if depth < len(state.items) and not state.blank:
        state.lines.append("")
    del state.items[depth:]


def _begin(state: _State, fence: re.Match[str], column: int) -> None:
    if not state.items and not state.blank:
        state.lines.append("")
    state.fence = _Fence(fence["mark"], column, fence["info"])


def _code(state: _State, fence: _Fence, line: str) -> None:
    if fence.is_closed_by(line, _content(state, len(state.items))):
        _close(state)
        state.blank, state.paragraph, state.quoted, state.ended = False, False, False, True
        return
    indent = min(_indent(line), fence.column) if line.strip() else 0
    fence.code.append(line[indent:])


def _close(state: _State) -> None:
    """Set the open fence in the one form that the parser knows: with one mark that is not in the
    code.
    """
    if not state.fence:
        return
    margin = " " * (_STEP * len(state.items))
    fence = code_fence(state.fence.info, state.fence.code)
    state.lines += [margin + line if line else "" for line in fence]
    state.fence = None


def _leave_out_comment(state: _State) -> None:
    """A comment that goes on below is left out from its beginning."""
    if state.html_end and state.html_end.pattern == "-->":
        state.lines[-1] = state.lines[-1].rpartition("<!--")[0].rstrip() + "<!-- -->"


def _html(state: _State, line: str, end: re.Pattern[str]) -> None:
    """A line of HTML that is read to the letter; of a comment, what stands behind its end."""
    closed = end.search(line)
    if end.pattern == "-->":
        behind = line[closed.end() :].strip() if closed else ""
        if behind:
            _emit(state, behind, len(state.items))
    else:
        _emit(state, _FENCE_IN_HTML.sub(_as_reference, line) or EMPTY_LINE, len(state.items))
    if closed:
        state.html_end = None
        state.blank = False


def _as_reference(sign: re.Match[str]) -> str:
    """A fence's first sign as a reference, since what looks like a fence is none in HTML."""
    return f"{sign['margin']}&#{ord(sign['sign'])};"


def _divide(state: _State) -> None:
    state.lines.append("")
    for item in state.items:
        item.divided = True


def _depth(state: _State, line: str) -> int:
    """How many of the open items the line lies inside."""
    column = _indent(line)
    return next(
        (depth for depth, item in enumerate(state.items) if column < item.inside), len(state.items)
    )


def _is_code(state: _State, relative: int, depth: int) -> bool:
    """Four columns and more are code after a blank line, and at the left edge of the text."""
    return relative >= _STEP and (state.blank or depth == 0)


def _interrupts(state: _State, item: re.Match[str], depth: int) -> bool:
    """A list may follow a paragraph's line at once if it has bullets or begins at 1 (CommonMark
    0.31.2, 5.2).
    """
    if not state.paragraph or depth < len(state.items):
        return True
    return bool(item["content"]) and (
        not item["marker"][0].isdigit() or int(item["marker"][:-1]) == 1
    )


def _open(state: _State, item: re.Match[str], column: int, depth: int) -> None:
    sign, margin = item["marker"][-1], " " * (_STEP * depth)
    beside = state.items[depth] if depth < len(state.items) else None
    _part_from_above(state, beside)
    if beside and beside.sign != sign and (beside.sign in ".)") == (sign in ".)"):
        state.lines += ["", margin + _BETWEEN_LISTS, ""]
    del state.items[depth:]
    marker = item["marker"].replace(")", ".")
    gap = len(item["gap"]) if len(item["gap"]) <= _STEP else 1
    content = item["content"].lstrip()
    if not content or opening_of(content):
        # Python-Markdown knows neither an empty item nor a fence on an item's line.
        content = "<!-- -->"
    state.lines.append(f"{margin}{marker} {content}".rstrip())
    state.items.append(_Item(column, column + len(item["marker"]) + max(gap, 1), sign))
    state.paragraph = False


def _part_from_above(state: _State, beside: _Item | None) -> None:
    """Put an empty line before an item where Python-Markdown would take it for a line of what
    stands above: of text, or of the last block of a divided item `beside` it.
    """
    goes_on = beside.divided if beside else state.paragraph or state.ended or state.quoted
    if goes_on and not state.blank:
        state.lines.append("")


def _is_lazy(state: _State, rest: str, depth: int) -> bool:
    """A line of plain text right below an item's text goes on with it, however little it is
    indented.
    """
    if depth == len(state.items) or state.blank or state.ended:
        return False
    return not _BLOCK.match(rest) and not _RULE.match(rest)


def _emit(state: _State, line: str, depth: int) -> None:
    """The line below `depth` open items, keeping what it is indented beyond the innermost one's
    content.
    """
    extra = max(0, _indent(line) - _content(state, depth)) if line.strip() else 0
    if _HEADING.match(" " * extra + line.lstrip()):
        extra = 0
    state.lines.append(" " * (_STEP * depth + extra) + line.lstrip() if line.strip() else "")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _expand(line: str) -> str:
    """Tabs in the indentation count as far as the next column of four (CommonMark 0.31.2, 2.2)."""
    rest = line.lstrip(" \t")
    return line[: len(line) - len(rest)].expandtabs(_STEP) + rest
