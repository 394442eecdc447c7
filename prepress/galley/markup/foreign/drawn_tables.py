"""Drawn tables: Pandoc's grid, simple and multi-line tables, as HTML with Markdown in its cells.

Their columns are those of the drawing (Pandoc's manual, “Tables”).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.galley.markup.foreign.lines import Line

_GRID = re.compile(r" {0,3}\+(?:[-=:]+\+)+\s*$")
_RUNS = re.compile(r" {0,3}-+(?: +-+)+\s*$")
_RULE = re.compile(r" {0,3}-{6,}\s*$")
_CAPTION = re.compile(r" {0,3}(?:[Tt]able)?:[ ]+(?P<words>\S.*)$")
_DELIMITERS = re.compile(r" {0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?\s*$")
#: MultiMarkdown's caption right below the last row.
_LABELLED = re.compile(r" {0,3}\[(?P<words>[^\[\]]+)\][ ]?\[(?P<id>[\w:.-]+)\]\s*$")
_ID = re.compile(r"\s*\{#(?P<id>[\w:.-]+)[^{}]*\}\s*$")
#: Behind how many lines the rule is looked for that ends a table.
_LONGEST = 400
_BLOCKS = re.compile(r"\s*(?:[-*+]|\d+[.)]|>|#{1,6}|`{3}|~{3})(?:\s|$)")


@dataclass(frozen=True)
class _Cell:
    """The lines of a cell, and over how many columns it goes."""

    lines: Sequence[str]
    span: int = 1


@dataclass(frozen=True)
class _Table:
    """A table: the rows of its head and body, how its columns are aligned, and behind which line it
    ends.
    """

    head: Sequence[Sequence[_Cell]]
    body: Sequence[Sequence[_Cell]]
    alignment: Sequence[str]
    end: int


def with_drawn_tables(lines: Sequence[Line]) -> list[Line]:
    """`lines` with each drawn table as HTML, its caption inside."""
    found: list[Line] = []
    lines = _captions_below(lines)
    index = 0
    while index < len(lines):
        table = _table(lines, index)
        if table is None:
            found.append(lines[index])
            index += 1
            continue
        caption, end = _caption_below(lines, table.end)
        if not caption:
            caption = _take_caption_above(found)
        first = lines[index]
        html = [text for each in _html(table, caption) for text in (each, "")]
        found += [first.with_text(text) for text in ["", *html]]
        index = end
    return found


def _captions_below(lines: Sequence[Line]) -> Sequence[Line]:
    """`lines` with the caption of a table of pipes below it, where its other sides are read."""
    found = list(lines)
    at = 0
    while at < len(found):
        end = _end_of_pipes(found, at)
        if end > at:
            below = found[end] if end < len(found) else None
            label = _LABELLED.match(below.text) if below else None
            if below and label:
                caption = f": {label['words']} {{#{label['id']}}}"
                found[end : end + 1] = [below.with_text(""), below.with_text(caption)]
            elif (
                not _caption_below(found, end)[0]
                and (above := _labelled_above(found, at)) is not None
            ):
                words = _CAPTION.match(found[above].text)
                line = found[above]
                assert words is not None, "looked for above"
                found[above] = line.with_text("")
                found[end:end] = [line.with_text(""), line.with_text(f": {words['words']}")]
            at = end
        at += 1
    return found


def _end_of_pipes(lines: Sequence[Line], index: int) -> int:
    """Behind the last row of the table of pipes that begins here; `index` where none does."""
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    if "|" not in lines[index].text or not (lines[index].may_be_block and _DELIMITERS.match(below)):
        return index
    end = index + 2
    while end < len(lines) and "|" in lines[end].text:
        end += 1
    return end


def _labelled_above(lines: Sequence[Line], index: int) -> int | None:
    """The line of a caption `Table: words` right above the line `index`, if there is one."""
    at = index - 1
    while at > 0 and lines[at].is_blank:
        at -= 1
    is_caption = at >= 0 and re.match(r" {0,3}Table:[ ]+\S", lines[at].text)
    alone = at == 0 or lines[at - 1].is_blank
    return at if is_caption and alone and at < index - 1 else None


def lines_of_tables(lines: Sequence[Line]) -> Iterator[int]:
    """The indices of the lines of which drawn tables are made."""
    index = 0
    while index < len(lines):
        table = _table(lines, index)
        yield from range(index, table.end if table else index)
        index = max(index + 1, table.end if table else 0)


def _table(lines: Sequence[Line], index: int) -> _Table | None:
    line = lines[index]
    if not line.may_be_block or (index and not lines[index - 1].is_blank):
        return None
    if _GRID.match(line.text):
        return _grid(lines, index)
    if _RULE.match(line.text):
        return _multiline(lines, index)
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    if _RUNS.match(line.text):
        return _multiline(lines, index) or _simple(lines, index, index)
    if _RUNS.match(below) and not line.is_blank:
        return _simple(lines, index, index + 1)
    return None


def _grid(lines: Sequence[Line], index: int) -> _Table | None:
    end = index
    while end < len(lines) and lines[end].text.lstrip()[:1] in ("+", "|"):
        end += 1
    texts = [line.text.strip() for line in lines[index:end]]
    rules = [at for at, text in enumerate(texts) if _GRID.match(text)]
    if not _is_whole_grid(texts, rules):
        return None
    edges = _edges([texts[rule] for rule in rules])
    head_end = next((at for at in rules if "=" in texts[at]), 0)
    aligned = texts[head_end]
    alignment = [_alignment(aligned[left + 1 : right]) for left, right in _pairs(edges)]
    head = _grid_rows(texts, [rule for rule in rules if rule <= head_end], edges)
    body = _grid_rows(texts, [rule for rule in rules if rule >= head_end], edges)
    return _Table(head, body, alignment, end)


def _is_whole_grid(texts: Sequence[str], rules: Sequence[int]) -> bool:
    """Whether `texts` end with a rule, and no cell goes over several rows: such are not read."""
    if len(rules) < 2 or rules[-1] != len(texts) - 1:
        return False
    return not any("+-" in text for text in texts if text[0] == "|")


def _edges(rules: Sequence[str]) -> list[int]:
    """Where columns begin and end, by the crosses of all `rules`."""
    return sorted({at for rule in rules for at, sign in enumerate(rule) if sign == "+"})


def _grid_rows(
    texts: Sequence[str], rules: Sequence[int], edges: Sequence[int]
) -> list[list[_Cell]]:
    """The rows between each two of `rules`, which are indices of `texts`."""
    return [
        _grid_row(texts[rule + 1 : after], edges)
        for rule, after in _pairs(rules)
        if after > rule + 1
    ]


def _grid_row(texts: Sequence[str], edges: Sequence[int]) -> list[_Cell]:
    cells, left, span = [], 0, 0
    for right in edges[1:]:
        span += 1
        if all(text[right : right + 1] == "|" for text in texts):
            cells.append(_Cell(_dedent([text[left + 1 : right] for text in texts]), span))
            left, span = right, 0
    return cells


def _alignment(rule: str) -> str:
    begins, ends = rule.startswith(":"), rule.endswith(":")
    return "center" if begins and ends else "right" if ends else ""


def _pairs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    return itertools.pairwise(places)


def _simple(lines: Sequence[Line], index: int, rule: int) -> _Table | None:
    """A table whose rows are lines; with no head where its `rule` is its first line."""
    end = rule + 1
    while end < len(lines) and not lines[end].is_blank and "---" not in lines[end].text:
        end += 1
    closed = end < len(lines) and bool(_RUNS.match(lines[end].text) or _RULE.match(lines[end].text))
    if end == rule + 1 or (rule == index and not closed):
        return None
    columns = _columns(lines[rule].text)
    head = [[lines[index].text]] if rule > index else []
    body = [[line.text] for line in lines[rule + 1 : end]]
    return _positional(head, body, columns, end + closed)


def _multiline(lines: Sequence[Line], index: int) -> _Table | None:
    """A table whose rows are parted by empty lines, between two rules."""
    end = _last_rule(lines, index)
    if end is None:
        return None
    texts = [line.text for line in lines[index : end + 1]]
    rule = next((at for at, text in enumerate(texts[:-1]) if _RUNS.match(text)), None)
    if rule is None or (rule == 0 and all(text.strip() for text in texts[1:-1])):
        return None
    head = [texts[1:rule]] if rule > 1 else []
    body = _groups(texts[rule + 1 : -1])
    if not body:
        return None
    return _positional(head, body, _columns(texts[rule]), end + 1)


def _last_rule(lines: Sequence[Line], index: int) -> int | None:
    """The line of the rule that ends the table whose first rule is the line `index`."""
    has_no_head = bool(_RUNS.match(lines[index].text))
    for at in range(index + 1, len(lines)):
        text = lines[at].text
        if _RULE.match(text) or (has_no_head and _RUNS.match(text)):
            return at
        if lines[at].verbatim or at > index + _LONGEST:
            return None
    return None


def _groups(texts: Sequence[str]) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for text in texts:
        if text.strip():
            groups[-1].append(text)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _columns(rule: str) -> list[tuple[int, int]]:
    return [run.span() for run in re.finditer("-+", rule)]


def _positional(
    head: Sequence[Sequence[str]],
    body: Sequence[Sequence[str]],
    columns: Sequence[tuple[int, int]],
    end: int,
) -> _Table:
    starts = [0, *(start for start, _ in columns[1:]), 100_000]

    def row(texts: Sequence[str]) -> list[_Cell]:
        return [
            _Cell([text[left:right].strip() for text in texts]) for left, right in _pairs(starts)
        ]

    first = [*head, *body][0]
    alignment = [_flush(first[0], start, stop) for start, stop in columns]
    return _Table([row(each) for each in head], [row(each) for each in body], alignment, end)


def _flush(text: str, start: int, stop: int) -> str:
    """How words stand above their dashes: flush with the right end alone is to the right."""
    words = text[start:stop]
    left, right = words[:1].strip(), words.ljust(stop - start)[-1:].strip()
    return "" if left else "right" if right else "center" if words.strip() else ""


def _dedent(texts: Sequence[str]) -> list[str]:
    margins = [len(text) - len(text.lstrip()) for text in texts if text.strip()]
    margin = min(margins, default=0)
    return [text[margin:].rstrip() for text in texts]


def _caption_below(lines: Sequence[Line], end: int) -> tuple[str, int]:
    at = end
    while at < len(lines) and lines[at].is_blank and at < end + 2:
        at += 1
    found = _CAPTION.match(lines[at].text) if at < len(lines) else None
    if not found:
        return "", end
    words = [found["words"]]
    at += 1
    while at < len(lines) and not lines[at].is_blank:
        words.append(lines[at].text.strip())
        at += 1
    return " ".join(words), at


def _take_caption_above(found: list[Line]) -> str:
    at = len(found) - 1
    while at >= 0 and found[at].is_blank:
        at -= 1
    above = found[at - 1].is_blank if at > 0 else True
    caption = _CAPTION.match(found[at].text) if at >= 0 and above else None
    if not caption:
        return ""
    found[at] = found[at].with_text("")
    return caption["words"]


def _html(table: _Table, caption: str) -> Iterator[str]:
    identifier = _ID.search(caption)
    words = caption[: identifier.start()] if identifier else caption
    yield f'<table id="{identifier["id"]}">' if identifier else "<table>"
    if words:
        yield f'<caption markdown="span">{words}</caption>'
    for name, tag, rows in (("thead", "th", table.head), ("tbody", "td", table.body)):
        if not rows:
            continue
        yield f"<{name}>"
        for row in rows:
            yield "<tr>"
            yield from _cells(row, tag, table.alignment)
            yield "</tr>"
        yield f"</{name}>"
    yield "</table>"


def _cells(row: Sequence[_Cell], tag: str, alignment: Sequence[str]) -> Iterator[str]:
    column = 0
    for cell in row:
        align = alignment[column] if column < len(alignment) else ""
        attributes = f' align="{align}"' if align else ""
        attributes += f' colspan="{cell.span}"' if cell.span > 1 else ""
        column += cell.span
        words = "\n".join(cell.lines).strip("\n")
        if "\n\n" in words or any(_BLOCKS.match(line) for line in cell.lines):
            yield from (f"<{tag}{attributes}>", words, f"</{tag}>")
        else:
            yield f'<{tag}{attributes} markdown="span">{" ".join(words.split())}</{tag}>'
