"""Directives: lines by which other tools are told what to do. They are no words of the author's:
they go, or say something of the block below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from prepress.galley.markup.foreign.lines import Line, apart

#: What stands in the place of a list of contents, of the chapter or of the whole book.
CONTENTS = '<div class="contents-here"></div>'
BOOK_CONTENTS = '<div class="contents-here whole"></div>'
_PARTS = re.compile(r"\s*\{/?(?:mainmatter|frontmatter|backmatter|sample)\}\s*$")
_RAW = re.compile(r"\s*\{(?:::nomarkdown[^{}]*/?|:/nomarkdown|:/)\}\s*$")
_HIDDEN = re.compile(r"\s*\{::comment\}")
_HIDDEN_END = re.compile(r"\{:/(?:comment)?\}\s*$")
_PART = re.compile(r" {0,3}-#[ ]+(?P<words>.+?)(?:[ ]+#-?|[ ]+-#)?\s*$")
_CONTENTS = re.compile(
    r"\s*(?:\{:\s*toc\b[^{}]*\}|\[TOC\]|\[\[_?TOC_?\]\]|\{\{\s*toc\s*\}\}|\$\{toc\}|<!--\s*toc\s*-->)\s*$",
    re.IGNORECASE,
)
_BOOK_CONTENTS = re.compile(r"\s*\\tableofcontents(?:\{\})?\s*$")
_KRAMDOWN = re.compile(r"\s*\{:\s*toc\b[^{}]*\}\s*$")
_LIST_BEGINS = re.compile(
    r"\s*<!--\s*(?:START doctoc\b.*|toc|TOC start.*)\s*-->\s*$", re.IGNORECASE
)
_LIST_ENDS = re.compile(
    r"\s*<!--\s*(?:END doctoc\b.*|tocstop|/toc|TOC end.*|endtoc)\s*-->\s*$", re.IGNORECASE
)
#: Leanpub's and Markua's attributes of the block below.
_ATTRIBUTES = re.compile(
    r" {0,3}\{(?P<list>(?:#[\w:.-]+|[\w-]+\s*[:=]\s*(?:\"[^\"]*\"|[^\s,{}:=\"]+))"
    r"(?:[,\s]+(?:#[\w:.-]+|[.][\w-]+|[\w-]+\s*[:=]\s*(?:\"[^\"]*\"|[^\s,{}:=\"]+)))*)\}\s*$"
)
_ONE = re.compile(r"(?P<id>#[\w:.-]+)|(?P<key>[\w-]+)\s*[:=]\s*(?P<value>\"[^\"]*\"|[^\s,{}]+)")
_HEADING = re.compile(r" {0,3}#{1,6}\s")
_PICTURE = re.compile(r" {0,3}!\[.*\]\([^()]*\)\s*$")


def without_directives(lines: Sequence[Line]) -> list[Line]:
    """`lines` with lists of contents marked, attributes where they belong and all else gone."""
    return list(_attached(list(_contents(list(_kept(lines))))))


def _kept(lines: Sequence[Line]) -> Iterator[Line]:
    hidden = False
    for line in lines:
        if not line.may_be_block:
            if not hidden:
                yield line
            continue
        if hidden or _HIDDEN.match(line.text):
            hidden = not _HIDDEN_END.search(line.text)
            yield line.with_text("")
        elif _PARTS.match(line.text) or _RAW.match(line.text):
            yield line.with_text("")
        elif part := _PART.match(line.text):
            yield from apart(line, f"# {part['words']}")
        else:
            yield line


def _contents(lines: list[Line]) -> Iterator[Line]:
    index = 0
    while index < len(lines):
        line = lines[index]
        end = _end_of_list(lines, index) if line.may_be_block else index
        if end > index or (line.may_be_block and _CONTENTS.match(line.text)):
            yield from apart(line, CONTENTS)
        elif line.may_be_block and _BOOK_CONTENTS.match(line.text):
            yield from apart(line, BOOK_CONTENTS)
        elif index + 1 < len(lines) and _is_kramdown(line, lines[index + 1]):
            yield from apart(line, CONTENTS)
            end = index + 1
        else:
            yield line
        index = end + 1


def _is_kramdown(item: Line, line: Line) -> bool:
    is_item = item.may_be_block and re.match(r" {0,3}(?:[-*+]|\d+\.) ", item.text)
    return bool(is_item and _KRAMDOWN.match(line.text))


def _end_of_list(lines: Sequence[Line], index: int) -> int:
    """The line on which a list of contents ends that a tool has made, else `index` itself."""
    if not _LIST_BEGINS.match(lines[index].text):
        return index
    ends = (at for at in range(index, len(lines)) if _LIST_ENDS.match(lines[at].text))
    return next(ends, index)


def _attached(lines: Sequence[Line]) -> Iterator[Line]:
    waiting = ""
    for index, line in enumerate(lines):
        found = _ATTRIBUTES.match(line.text) if line.may_be_block else None
        begins = bool(waiting) or index == 0 or lines[index - 1].is_blank
        if found and begins and _has_words_below(lines, index):
            waiting = _list(found["list"])
            yield line.with_text("")
        else:
            yield _with_attributes(line, waiting) if waiting else line
            waiting = ""


def _has_words_below(lines: Sequence[Line], index: int) -> bool:
    return index + 1 < len(lines) and not lines[index + 1].is_blank


def _with_attributes(line: Line, attributes: str) -> Line:
    """`line` with `attributes` behind it, if it is of a kind that takes them."""
    if _HEADING.match(line.text):
        return line.with_text(f"{line.text.rstrip()} {attributes}")
    if _PICTURE.match(line.text):
        return line.with_text(f"{line.text.rstrip()}{attributes}")
    return line


def _list(words: str) -> str:
    """The attributes in our own form; empty where there is none that we know."""
    kept = []
    for one in _ONE.finditer(words):
        if one["id"] or one["key"] == "id":
            kept.append(one["id"] or f"#{one['value'].strip(chr(34)).lstrip('#')}")
        elif one["key"] == "class":
            kept.append(f".{one['value'].strip(chr(34))}")
        elif one["key"] in ("alt", "height", "lang", "title", "width"):
            kept.append(f'{one["key"]}="{one["value"].strip(chr(34))}"')
    return f"{{{' '.join(kept)}}}" if kept else ""
