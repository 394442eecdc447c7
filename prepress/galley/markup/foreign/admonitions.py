"""Admonitions: callouts as mkdocs, Leanpub, Markua and Obsidian write them, as our own; and
mkdocs' tabs, each below its title.

A mark of the source map may stand before the first word of a line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from prepress.galley.markup.foreign.lines import MARK, Line, callout_fence, reread

_MKDOCS = re.compile(
    rf"(?P<indent> *)(?:!!!|\?\?\?\+?)[ \t]*{MARK}(?P<kind>[\w-]+)(?:[ \t]+[\w-]+)*?"
    r"(?:[ \t]+(?P<q>[\"'“”])(?P<title>.*?)[\"'“”])?[ \t]*$"
)
_TAB = re.compile(rf"(?P<indent> *)===[!+]?[ \t]+{MARK}[\"'“](?P<title>.*?)[\"'”][ \t]*$")
_LEANPUB = re.compile(rf" {{0,3}}{MARK}(?P<kind>[ABCDEIQTWX])> ?(?P<words>.*)")
_LETTERS = {
    **{"A": "", "B": "", "C": "", "D": "discussion", "E": "error", "I": "information"},
    **{"Q": "question", "T": "tip", "W": "warning", "X": "exercise"},
}
_MARKUA = re.compile(rf" {{0,3}}\{{{MARK}(?P<name>blurb|aside)(?P<more>[:,\s][^{{}}]*)?\}}[ \t]*$")
_MARKUA_END = re.compile(rf" {{0,3}}\{{/{MARK}(?:blurb|aside)\}}[ \t]*$")
_CLASS = re.compile(r"class\s*[:=]\s*[\"“]?(?P<name>[\w-]+)|icon\s*[:=]\s*[\"“]?(?P<icon>[\w-]+)")
_TITLE = re.compile(r"title\s*[:=]\s*[\"“'](?P<words>[^\"”']*)[\"”']")
_HOLDER = re.compile(r" *(?:[-*+]|\d{1,9}[.)]) ")
_STEP = 4


def without_admonitions(lines: Sequence[Line]) -> list[Line]:
    """`lines` with each admonition as a callout between `:::` fences."""
    found: list[Line] = []
    index, holder = 0, False
    while index < len(lines):
        line = lines[index]
        holder = _holds(line, holder)
        read = None if line.verbatim else _reader(lines, index, holder=holder)
        if read is None:
            found.append(line)
            index += 1
            continue
        box = read(lines, index)
        found += box.lines
        index = box.end
    return reread(found)


@dataclass(frozen=True)
class _Box:
    """The `lines` of a callout, and the `end` of what it was read from."""

    lines: list[Line]
    end: int


def _holds(line: Line, holder: bool) -> bool:
    """Whether a list is open, in which indented lines are no code."""
    if line.is_blank or line.verbatim:
        return holder
    return bool(_HOLDER.match(line.text)) or (holder and line.indent > 0)


def _reader(
    lines: Sequence[Line], index: int, *, holder: bool
) -> Callable[[Sequence[Line], int], _Box] | None:
    line, text = lines[index], lines[index].text
    for form, read in ((_MKDOCS, _mkdocs), (_TAB, _tab)):
        if form.match(text) and (holder or line.may_be_block):
            return read if _holds_words(lines, index) else None
    if _LEANPUB.match(text):
        return _leanpub
    return _markua if _MARKUA.match(text) else None


def _holds_words(lines: Sequence[Line], index: int) -> bool:
    """Whether words are indented below an opening line; without, it opens nothing."""
    below = (each for each in lines[index + 1 : index + 3] if not each.is_blank)
    first = next(below, None)
    return first is not None and first.indent >= lines[index].indent + _STEP


def _mkdocs(lines: Sequence[Line], index: int) -> _Box:
    """`!!! kind "Title"` and the lines indented below it, which may hold others."""
    line = lines[index]
    opening = _MKDOCS.match(line.text)
    assert opening is not None, "looked for before"
    inner = _indented_below(lines, index)
    end = index + 1 + len(inner)
    fence = callout_fence(opening["kind"], opening["title"])
    return _boxed(lines[index:end], end, fence, without_admonitions(inner))


def _tab(lines: Sequence[Line], index: int) -> _Box:
    """`=== "Title"` and the lines indented below it. Nobody turns tabs over on paper, so each
    stands below its title.
    """
    line = lines[index]
    opening = _TAB.match(line.text)
    assert opening is not None, "looked for before"
    inner = _indented_below(lines, index)
    title = line.with_text(f"{opening['indent']}**{opening['title']}**")
    blank = line.with_text("")
    found = [blank, title, blank, *without_admonitions(inner), blank]
    return _Box(found, index + 1 + len(inner))


def _indented_below(lines: Sequence[Line], index: int) -> list[Line]:
    """The lines that stand below line `index` and a step further in, a step further out."""
    margin = lines[index].indent
    end = index + 1
    while end < len(lines) and (lines[end].is_blank or lines[end].indent >= margin + _STEP):
        end += 1
    while end > index + 1 and lines[end - 1].is_blank:
        end -= 1
    return [
        each.with_text(each.text[:margin] + each.text[margin + _STEP :])
        for each in lines[index + 1 : end]
    ]


def _leanpub(lines: Sequence[Line], index: int) -> _Box:
    """`W> words`, line for line."""
    end, inner, letter = index, [], ""
    while end < len(lines):
        found = _LEANPUB.match(lines[end].text)
        if not found or (letter and found["kind"] != letter):
            break
        letter = found["kind"]
        inner.append(lines[end].with_text(found["words"]))
        end += 1
    kind = _LETTERS[letter]
    return _boxed(lines[index:end], end, callout_fence(kind, None if kind else ""), reread(inner))


def _markua(lines: Sequence[Line], index: int) -> _Box:
    """`{blurb, class: warning}` … `{/blurb}`; one that is never closed goes on to the end, as a
    callout does that is never closed.
    """
    opening = _MARKUA.match(lines[index].text)
    assert opening is not None, "looked for before"
    more = opening["more"] or ""
    named, title = _CLASS.search(more), _TITLE.search(more)
    kind = (named["name"] or named["icon"]) if named else ""
    fence = callout_fence(kind, title["words"] if title else None if kind else "")
    line = lines[index]
    end = index + 1
    while end < len(lines) and not _MARKUA_END.match(lines[end].text):
        end += 1
    if end == len(lines):
        return _Box([line.with_text(fence)], index + 1)
    inner = without_admonitions(lines[index + 1 : end])
    return _boxed(lines[index : end + 1], end + 1, fence, inner)


def _boxed(source: Sequence[Line], end: int, fence: str, inner: Sequence[Line]) -> _Box:
    """`inner` between fences at the margin of the first line of its `source`."""
    margin = source[0].text[: source[0].indent]
    opening = Line(margin + fence, source[0].number)
    last = source[-1].number
    return _Box([opening, *inner, Line("", last), Line(f"{margin}:::", last), Line("", last)], end)
