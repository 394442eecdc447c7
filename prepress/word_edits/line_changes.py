"""Line changes: blocks that were put in, taken out or turned into others, as whole lines of
Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from prepress.word.word_runs import OPENING
from prepress.word_edits.text_edits import TextEdit, UntakenEditError

if TYPE_CHECKING:
    from prepress.word.word_blocks_read import WordBlock
    from prepress.word_edits.token_places import BlockPlaces, ChapterPlaces

_MARKS = re.compile(
    r"(?P<around>[ \t]*(?:>[ \t]?)*)"
    r"(?P<item>(?P<sign>[-*+]|\d{1,9}[.)])(?P<gap>[ \t]+)(?:\[[ xX]\][ \t]+)?)?"
    r"(?P<heading>\#{1,6}[ \t]+)?"
)
#: The end of a callout, with the empty lines before it.
_FENCE_END = re.compile(r"(?:[ \t]*\n)*[ \t]*:{3,}[ \t]*(?=\n|$)")
_SETEXT = re.compile(r"[ \t>]*(?:=+|-+)[ \t]*")
_HEADING = re.compile(r"heading (?P<level>\d)")
_ITEM = re.compile(r"item (?P<depth>\d) (?P<kind>bullet|number)")
_UNKNOWN = "It stands where no line of the Markdown is known."


def line_span(places: ChapterPlaces, blocks: Sequence[BlockPlaces]) -> tuple[int, int]:
    """Where the lines of `blocks` begin and end. Raises UntakenEditError where none is known."""
    known = [number for block in blocks for number in block.known]
    known = sorted(number for number in known if not places.tokens[number].is_line_end)
    if not known:
        raise UntakenEditError(_UNKNOWN)
    start = places.line_start(places.tokens[known[0]].start)
    return start, places.line_end(places.tokens[known[-1]].end)


def removal(
    places: ChapterPlaces, blocks: Sequence[BlockPlaces], removed: Sequence[WordBlock]
) -> TextEdit:
    """Take the lines of `blocks` out, which are those `removed`, with the empty ones behind them.

    Raises UntakenEditError where others stand on them too.
    """
    if any(each.kind == "callout title" for each in removed):
        raise UntakenEditError("The title of a callout can be changed in Word, not taken out.")
    start, end = line_span(places, blocks)
    own = {number for block in blocks for number in block.known}
    for other in places.blocks:
        if other not in blocks and any(
            start <= places.tokens[number].start < end
            for number in other.known
            if number not in own
        ):
            raise UntakenEditError("Other words stand on its line.")
    if "![" in places.text[start:end] and not any(each.kind == "picture" for each in removed):
        raise UntakenEditError("A picture stands on its line.")
    end = _behind_empty_lines(places.text, start, _with_underline(places.text, end))
    return TextEdit(_before_empty_lines(places.text, start, end), end, "")


def _with_underline(text: str, end: int) -> int:
    """The end of the line of `=` or `-` below a heading that is written so."""
    following = text[end + 1 :].split("\n", 1)[0]
    return end + 1 + len(following) if following and _SETEXT.fullmatch(following) else end


def _behind_empty_lines(text: str, start: int, end: int) -> int:
    end = min(end + 1, len(text))
    before = text[:start].rstrip(" \t")
    if before and not before.endswith("\n\n"):
        return end  # such as an item: the empty lines end the list that it stood in
    while text.startswith("\n", end):
        end += 1
    return end


def _before_empty_lines(text: str, start: int, end: int) -> int:
    """The `start` of lines that are taken out, before empty ones where the text, or the callout,
    ends behind them.
    """
    is_last = end >= len(text) or _FENCE_END.match(text, end)
    before = text[:start].rstrip("\n")
    return len(before) + 1 if is_last and before else start


def insertion(
    places: ChapterPlaces, after: tuple[WordBlock, BlockPlaces] | None, new: Sequence[WordBlock]
) -> TextEdit:
    """Put the `new` blocks behind that of `after`, else before all.

    Raises UntakenEditError for what Markdown cannot have there.
    """
    if after is None:
        start = min(
            (places.tokens[each.known[0]].start for each in places.blocks if each.known), default=0
        )
        at = places.line_start(start)
        written = "\n\n".join(_written(each, "") for each in new)
        return TextEdit(at, at, f"{written}\n\n")
    block, where = after
    span = line_span(places, [where])
    marks = _MARKS.match(places.text, span[0])
    assert marks is not None, "all of it may be empty"
    end = _behind_block(places.text, block, new[0], span[1])
    parts: list[str] = []
    before = block
    for each in new:
        parts.append(_gap(places.text, span, before, each) + _around(each, marks))
        parts.append(_written(each, _sign(each, before, marks)))
        before = each
    following = places.text[end + 1 :].split("\n", 1)[0].strip()
    if following and not following.startswith(":::") and not _ITEM.fullmatch(before.kind):
        parts.append("\n")
    return TextEdit(end, end, "".join(parts))


def _around(block: WordBlock, marks: re.Match[str]) -> str:
    """The marks of the quotes around, for what is one."""
    is_quoted = block.kind == "quote" or block.is_boxed
    around = marks["around"]
    if block.kind == "quote" and ">" not in around:
        return "> "
    if not is_quoted and ">" in around:
        return ""
    if _ITEM.fullmatch(block.kind):
        return around
    return around if ">" in around else ""


def _gap(text: str, span: tuple[int, int], before: WordBlock, block: WordBlock) -> str:
    """What stands between two blocks: an empty line, but none between items that stand close."""
    if _ITEM.fullmatch(before.kind) and _ITEM.fullmatch(block.kind):
        return "\n\n" if _is_loose(text, *span) else "\n"
    return "\n\n"


def _is_loose(text: str, start: int, end: int) -> bool:
    """Whether an empty line stands between the item on these lines and one beside it."""
    above = text[:start].removesuffix("\n")
    below = text[end:].removeprefix("\n")
    beside = []
    if not above or above.endswith("\n"):
        beside.append(above.rstrip("\n").rsplit("\n", 1)[-1])
    if below.startswith("\n"):
        beside.append(below.lstrip("\n").split("\n", 1)[0])
    return any((found := _MARKS.match(line)) and found["item"] for line in beside)


def _sign(block: WordBlock, before: WordBlock, marks: re.Match[str]) -> str:
    """The mark of an item, as that of the one before it."""
    found = _ITEM.fullmatch(block.kind)
    if not found:
        return ""
    usual = "- " if found["kind"] == "bullet" else "1. "
    same = _ITEM.fullmatch(before.kind)
    if same and same["kind"] == found["kind"] and marks["sign"]:
        sign, gap = marks["sign"], marks["gap"]
        usual = f"{_next_number(sign)}{gap}"
    deeper = int(found["depth"]) - (int(same["depth"]) if same else 0)
    return " " * 4 * max(0, deeper) + usual


def _next_number(sign: str) -> str:
    return f"{int(sign[:-1]) + 1}{sign[-1]}" if sign[:-1].isdigit() else sign


def _written(block: WordBlock, sign: str) -> str:
    if OPENING in block.markdown:
        raise UntakenEditError("A picture, a field or a note cannot be put in or moved in Word.")
    if heading := _HEADING.fullmatch(block.kind):
        return f"{'#' * min(6, int(heading['level']))} {block.markdown}"
    if block.kind == "code block":
        return f"```\n{block.markdown}\n```"
    if block.kind in ("body", "quote", "callout", "note") or sign:
        return f"{sign}{block.markdown}"
    raise UntakenEditError(f"Word’s style “{block.kind}” cannot be put in here.")


def _behind_block(text: str, block: WordBlock, new: WordBlock, end: int) -> int:
    """Where the block ends that ends on the line up to `end`: behind its table, and behind its
    callout where `new` stands in none.
    """
    if block.kind in ("cell", "caption"):
        while end < len(text) and text[end + 1 :].split("\n", 1)[0].strip():
            end = _line_end(text, end + 1)
    end = _with_underline(text, end) if _HEADING.fullmatch(block.kind) else end
    if block.is_boxed and not new.is_boxed:
        closing = _FENCE_END.match(text, end + 1)
        end = closing.end() if closing else end
    return end


def _line_end(text: str, start: int) -> int:
    found = text.find("\n", start)
    return len(text) if found < 0 else found


def new_row(places: ChapterPlaces, above: Sequence[BlockPlaces], cells: Sequence[str]) -> TextEdit:
    """Put a row of `cells` below the one of the blocks `above`.

    Raises UntakenEditError where that is no row of a table with strokes.
    """
    start, end = line_span(places, above)
    line = places.text[start:end]
    if "\n" in line or "|" not in line:
        raise UntakenEditError("A row can only be put into a table that is written with strokes.")
    end = _behind_heading_line(places.text, end)
    row = f"| {' | '.join(each.replace('|', chr(92) + '|') for each in cells)} |"
    return TextEdit(end, end, f"\n{row}")


def filled_cell(
    places: ChapterPlaces, row: Sequence[BlockPlaces], column: int, words: str
) -> TextEdit:
    """Put `words` into the empty cell in the `column`, from 0, of a `row`.

    Raises UntakenEditError where there is no such cell.
    """
    start, end = line_span(places, row)
    line = places.text[start:end]
    strokes = [each.start() for each in re.finditer(r"(?<!\\)\|", line)]
    if line.lstrip().startswith("|") and column + 1 < len(strokes):
        first, last = strokes[column] + 1, strokes[column + 1]
        if not line[first:last].strip():
            return TextEdit(start + first, start + last, f" {words} ")
    raise UntakenEditError("There is no empty cell for it in the Markdown.")


def _behind_heading_line(text: str, end: int) -> int:
    following = text[end + 1 :].split("\n", 1)[0]
    is_rule = re.fullmatch(r"[ \t>]*\|?[ \t:|-]*-[ \t:|-]*", following)
    return end + 1 + len(following) if is_rule and "|" in following else end


def new_kind(
    places: ChapterPlaces, block: BlockPlaces, before: WordBlock, now: WordBlock
) -> list[TextEdit]:
    """Turn a block into another kind: a heading of another level, a paragraph into a heading, or a
    heading into one.

    Raises UntakenEditError for other kinds.
    """
    old, new = _HEADING.fullmatch(before.kind), _HEADING.fullmatch(now.kind)
    start, end = line_span(places, [block])
    marks = _MARKS.match(places.text, start)
    assert marks is not None, "all of it may be empty"
    is_one_line = "\n" not in places.text[start:end]
    if not is_one_line or (old and not marks["heading"]):
        raise UntakenEditError("It is not written on one line with the marks of a heading.")
    if old and new:
        at = marks.start("heading")
        signs = marks["heading"].rstrip()
        level = len(signs) + int(new["level"]) - int(old["level"])  # the galley mends levels
        return [TextEdit(at, at + len(signs), "#" * max(1, min(6, level)))]
    if old and now.kind == "body":
        return [TextEdit(marks.start("heading"), marks.end("heading"), "")]
    if new and before.kind == "body":
        at = marks.end()
        return [TextEdit(at, at, f"{'#' * min(6, int(new['level']))} ")]
    raise UntakenEditError(f"It was “{before.kind}” and is “{now.kind}” now.")
