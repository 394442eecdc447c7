"""Normal form: a chapter's blocks as CommonMark divides them, written so that Python-Markdown
divides them alike.
"""

from __future__ import annotations

import re

from prepress.galley.markup.code_fences import code_fence
from prepress.galley.markup.html_blocks import verbatim_line
from prepress.galley.markup.line_kinds import (
    ATTRIBUTES,
    ATX,
    BLOCK,
    HEADING,
    ITEM,
    RULE,
    STEP,
    UNDERLINE,
    ends_with_heading,
    expand_tabs,
    indent_of,
    is_table_head,
)
from prepress.galley.markup.list_spacing import write_spacing
from prepress.galley.markup.open_blocks import Item, OpenBlocks, OpenFence
from prepress.text.fences import LETTER_BEGINS, end_of_html, opening_of

#: Two lists of one kind in a row stay two with something between them.
_BETWEEN_LISTS = "<!-- -->"
_EMPTY_ITEM = re.compile(r"(?P<marker> *(?:[-*+]|\d{1,9}\.) )<!-- -->$")


def normal_form(text: str) -> str:
    """The same text with each nested line at four columns per level, as CommonMark (0.31.2, 5.2)
    would nest it.

    Authors' habits go further than CommonMark: two columns nest below `1.` too. Code keeps its
    shape; each fence comes out closed and in the one form that the parser knows, so does each rule
    across the page.
    """
    return "\n".join(_read(text.split("\n")).lines)


class _Ends:
    """Where in some lines what is read to the letter comes to its end."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._last: dict[str, int] = {}

    def closes(self, end: re.Pattern[str], index: int) -> bool:
        """Whether what begins on the line `index` ends below; what begins a line goes on to the end
        of the text without it.
        """
        if LETTER_BEGINS.match(self._lines[index].lstrip()):
            return True
        if end.pattern not in self._last:
            found = (at for at, line in enumerate(self._lines) if end.search(line))
            self._last[end.pattern] = max(found, default=-1)
        return self._last[end.pattern] > index


def _read(lines: list[str]) -> OpenBlocks:
    """What is emitted for `lines`, and what is open at their end."""
    state, ends = OpenBlocks(), _Ends(lines)
    index = 0
    while index < len(lines):
        line = expand_tabs(lines[index])
        below = lines[index + 1] if index + 1 < len(lines) else ""
        if state.fence or state.html_end or not _is_quote(state, line):
            was_open = state.html_end
            _table(state, line, below)
            _line(state, line)
            if state.html_end and not was_open and not ends.closes(state.html_end, index):
                _leave_open(state, line)
            state.table = state.table or is_table_head(line, below)
            index += 1
            continue
        quoted = index + 1
        while quoted < len(lines) and lines[quoted].lstrip(" \t").startswith(">"):
            quoted += 1
        _quote(state, lines[index:quoted])
        index = quoted
    _close(state)
    write_spacing(state.lists, state.lines)
    return state


def _is_quote(state: OpenBlocks, line: str) -> bool:
    if not line.lstrip().startswith(">"):
        return False
    depth = state.depth(line)
    return not state.is_code(line, depth)


def _quote(state: OpenBlocks, lines: list[str]) -> None:
    """A block quote is a text of its own, with lists of its own."""
    depth = state.depth(expand_tabs(lines[0]))
    state.loosen(depth)
    inner = _read([_quoted(line) for line in lines])
    if depth and not state.blank:
        state.divide()  # Python-Markdown lets a quote interrupt a paragraph only outside lists
    elif (state.table or depth < len(state.items)) and not state.blank:
        state.divide()
    del state.items[depth:]
    margin = " " * (STEP * depth)
    state.lines += [f"{margin}> {line}" for line in inner.lines]
    # Only a line of text may go on with the quote's last paragraph (CommonMark 0.31.2, 5.1).
    has_text = inner.paragraph or inner.quoted or bool(inner.items)
    open_text = has_text and not inner.blank and not inner.ended
    state.blank = state.paragraph = state.table = state.code = False
    state.quoted, state.ended = True, not open_text


def _quoted(line: str) -> str:
    """What stands in the quote on this line."""
    margin, _, rest = expand_tabs(line).partition(">")
    return expand_tabs(rest, len(margin) + 1).removeprefix(" ")


def _table(state: OpenBlocks, line: str, below: str) -> None:
    """Part a table from the paragraph right above it, which it may interrupt, and from the block
    below it, which is no row of it (GitHub's Markdown, 4.10).
    """
    if state.fence or state.blank:
        state.table = False
        return
    rest = line.strip()
    is_row = not ITEM.match(rest) and (rest.startswith("|") or not BLOCK.match(rest))
    if state.table and not is_row:
        state.divide()
        state.table = False
    elif state.paragraph and is_table_head(line, below) and "|" not in state.lines[-1]:
        state.divide()


def _line(state: OpenBlocks, line: str) -> None:
    inside = state.items[-1].inside if state.items else 0
    if state.fence and line.strip() and indent_of(line) < inside:
        _close(state)  # it ends with the item that it stands in
    if state.fence:
        _code(state, state.fence, line)
    elif state.html_end:
        _html(state, line, state.html_end)
    elif line.strip():
        _text(state, line)
        state.blank = state.ended = state.quoted = False
    else:
        state.divide()
        state.blank, state.paragraph = True, False


def _text(state: OpenBlocks, line: str) -> None:
    """A line that is neither empty nor inside code or HTML."""
    depth, column, rest = state.depth(line), indent_of(line), line.strip()
    if state.is_code(line, depth):
        _indented(state, line, depth)
        return
    state.code = False
    item = None if RULE.match(rest) else ITEM.match(line.lstrip())
    fence = opening_of(item["content"] if item else rest)
    if fence and fence["before"]:
        fence = None
    if item and _interrupts(state, item, depth):
        _open(state, item, column, depth)
        column = state.content(len(state.items))
    elif fence:
        state.loosen(depth)
        _leave(state, depth)
    else:
        state.loosen(depth)
        _plain_line(state, line, depth)
    if fence:
        _begin(state, fence, column)


def _indented(state: OpenBlocks, line: str, depth: int) -> None:
    """A line of four columns and more: of code, unless it goes on with a paragraph."""
    state.loosen(depth)
    if _is_lazy(state, line.strip(), depth):
        _emit(state, line, len(state.items))
        return
    state.code |= state.blank
    _put(state, line, depth)
    state.paragraph &= not state.code


def _plain_line(state: OpenBlocks, line: str, depth: int) -> None:
    """A line that begins neither an item nor a fence."""
    rest = line.strip()
    if _is_rule(state, rest, depth):
        _rule(state, depth)
    elif depth == len(state.items) and _goes_on_with_item(state, line):
        pass
    elif _is_lazy(state, rest, depth):
        _emit(state, line, len(state.items))
    elif ATTRIBUTES.match(rest) and not state.blank and ATX.match(state.lines[-1]):
        state.lines[-1] += f" {rest}"
    else:
        _put(state, line, depth)
        state.html_end = end_of_html(rest)
        _leave_out_comment(state)


def _goes_on_with_item(state: OpenBlocks, line: str) -> bool:
    """Write the words of an item that begins with an empty line on its own, and a heading with a
    line below it, which Python-Markdown knows neither, as what it knows.
    """
    if state.blank or not state.items or indent_of(line) >= state.items[-1].content + STEP:
        return False
    rest = line.strip()
    places, last = state.items[-1].spacing.places, len(state.lines) - 1
    if UNDERLINE.match(rest) and places and places[-1][0] == last:
        words, column = state.lines[last], places.pop()[1]
        level = "# " if rest[0] == "=" else "## "
        state.lines[last] = words[:column] + level + words[column:]
        places.append((last, column + len(level)))
        return True
    marker = _EMPTY_ITEM.match(state.lines[last])
    if marker is None or not state.items[-1].spacing.note(last, marker.end("marker"), rest):
        return False
    state.lines[last] = marker["marker"] + rest
    return True


def _put(state: OpenBlocks, line: str, depth: int) -> None:
    """A line of a block `depth` deep."""
    rest = line.strip()
    _leave(state, depth)
    parted = state.ended or (state.quoted and BLOCK.match(rest))
    if not depth and (parted or (not state.blank and ends_with_heading(state.lines))):
        state.divide()
    _emit(state, line, depth)
    state.paragraph = not BLOCK.match(rest)


def _rule(state: OpenBlocks, depth: int) -> None:
    """A rule across the page, in the one form that is nothing else."""
    _leave(state, depth)
    if state.quoted or state.ended:
        state.divide()
    state.lines.append(" " * (STEP * depth) + "***")
    state.paragraph = False


def _is_rule(state: OpenBlocks, rest: str, depth: int) -> bool:
    """Whether this is a rule across the page; hyphens right below text are the line below a
    heading.
    """
    if not RULE.match(rest):
        return False
    if set(rest) != {"-"} or state.blank or state.ended or state.quoted or depth < len(state.items):
        return True
    return bool(state.lines) and bool(re.match(r" *\*\*\*$|" + ATX.pattern, state.lines[-1]))


def _leave(state: OpenBlocks, depth: int) -> None:
    """Close the items that a block `depth` deep does not stand in."""
    if depth < len(state.items) and not state.blank:
        state.divide()
    del state.items[depth:]


def _begin(state: OpenBlocks, fence: re.Match[str], column: int) -> None:
    if not state.blank and (state.quoted or not state.items):
        state.divide()
    state.fence = OpenFence(fence["mark"], column, fence["info"])


def _code(state: OpenBlocks, fence: OpenFence, line: str) -> None:
    if fence.is_closed_by(line, state.content(len(state.items))):
        _close(state)
        state.blank, state.paragraph, state.quoted, state.ended = False, False, False, True
        return
    indent = min(indent_of(line), fence.column) if line.strip() else 0
    fence.code.append(line[indent:])


def _close(state: OpenBlocks) -> None:
    """Set the open fence in the one form that the parser knows: with one mark that is not in the
    code.
    """
    if not state.fence:
        return
    margin = " " * (STEP * len(state.items))
    fence = code_fence(state.fence.info, state.fence.code)
    state.lines += [margin + line if line else "" for line in fence]
    state.fence = None


def _leave_out_comment(state: OpenBlocks) -> None:
    """A comment that goes on below is left out from its beginning."""
    if state.html_end and state.html_end.pattern == "-->":
        state.lines[-1] = state.lines[-1].rpartition("<!--")[0].rstrip() + "<!-- -->"


def _leave_open(state: OpenBlocks, line: str) -> None:
    """Let HTML that never ends be no more than its own line; a comment is its words."""
    if state.html_end and state.html_end.pattern == "-->":
        words = line.rpartition("<!--")[2]
        state.lines[-1] = f"{state.lines[-1].removesuffix('<!-- -->')} &lt;!--{words}"
    state.html_end = None


def _html(state: OpenBlocks, line: str, end: re.Pattern[str]) -> None:
    """A line of HTML that is read to the letter; of a comment, what stands behind its end."""
    closed = end.search(line)
    if end.pattern == "-->":
        behind = line[closed.end() :].strip() if closed else ""
        if behind:
            _emit(state, behind, len(state.items))
    else:
        _emit(state, verbatim_line(line), len(state.items))
    if closed:
        state.html_end = None
        state.blank = False


def _interrupts(state: OpenBlocks, item: re.Match[str], depth: int) -> bool:
    """A list may follow a paragraph's line at once if it has bullets or begins at 1 (CommonMark
    0.31.2, 5.2).
    """
    if not state.paragraph or depth < len(state.items):
        return True
    return bool(item["content"]) and (
        not item["marker"][0].isdigit() or int(item["marker"][:-1]) == 1
    )


def _open(state: OpenBlocks, item: re.Match[str], column: int, depth: int) -> None:
    sign, margin = item["marker"][-1], " " * (STEP * depth)
    beside = state.items[depth] if depth < len(state.items) else None
    _part_from_above(state, beside)
    if beside and beside.sign != sign and (beside.sign in ".)") == (sign in ".)"):
        state.divide()
        state.lines += [margin + _BETWEEN_LISTS, ""]
    spacing = state.spacing(depth, sign)
    del state.items[depth:]
    marker = item["marker"].replace(")", ".")
    gap = len(item["gap"]) if len(item["gap"]) <= STEP else 1
    content = item["content"].lstrip()
    if not content or opening_of(content):
        # Python-Markdown knows neither an empty item nor a fence on an item's line.
        content = "<!-- -->"
    spacing.note(len(state.lines), len(margin) + len(marker) + 1, content)
    state.lines.append(f"{margin}{marker} {content}".rstrip())
    state.items.append(Item(column, column + len(item["marker"]) + max(gap, 1), sign, spacing))
    state.paragraph = False


def _part_from_above(state: OpenBlocks, beside: Item | None) -> None:
    """Put an empty line before an item where Python-Markdown would take it for a line of what
    stands above: of text, or of the last block of a divided item `beside` it.
    """
    goes_on = beside.divided if beside else state.paragraph or state.ended or state.quoted
    if goes_on and not state.blank:
        state.divide()


def _is_lazy(state: OpenBlocks, rest: str, depth: int) -> bool:
    """A line of plain text right below an item's text goes on with it, however little it is
    indented.
    """
    if depth == len(state.items) or state.blank or state.ended:
        return False
    return not BLOCK.match(rest) and not RULE.match(rest)


def _emit(state: OpenBlocks, line: str, depth: int) -> None:
    """The line below `depth` open items, keeping what it is indented beyond the innermost one's
    content.
    """
    extra = max(0, indent_of(line) - state.content(depth)) if line.strip() else 0
    if HEADING.match(" " * extra + line.lstrip()):
        extra = 0
    state.lines.append(" " * (STEP * depth + extra) + line.lstrip() if line.strip() else "")
