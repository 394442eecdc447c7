"""Page breaks: commands and empty elements by which other tools begin a new page, as one mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from prepress.galley.markup.foreign.lines import Line, apart

#: What stands in the place of a break; the setting brings it to the element that it parts off.
PAGE_BREAK = '<div class="page-break"></div>'
_STYLE = r"(?:page-break|break)-(?P<side>before|after)\s*:\s*(?:always|page|left|right)"
_COMMAND = re.compile(
    r"\s*(?:\\(?:newpage|pagebreak|clearpage|cleardoublepage)(?:\[\d\]|\{\})?|\{pagebreak\}"
    r"|\{\{<\s*pagebreak\s*>\}\}|(?:[-*_][ ]?){3,}[ ]*\{:?\s*\.(?:page-?break|new-?page)\s*\})\s*$"
)
_EMPTY = re.compile(
    r"\s*<(?P<tag>div|p|span|hr|br)\b(?P<attributes>[^<>]*)/?>"
    r"(?:(?:\s|&nbsp;|&#160;|\\(?:newpage|pagebreak)|<br ?/?>)*</(?P=tag)>)?\s*$"
)
_CLASS = re.compile(r"class\s*=\s*[\"']?[^\"'<>]*\b(?:page-?break|new-?page)\b", re.IGNORECASE)
_WITH_STYLE = re.compile(
    rf"(?P<tag><[a-z][\w-]*\b[^<>]*?)\sstyle\s*=\s*([\"'])\s*{_STYLE}\s*;?\s*\2(?P<rest>[^<>]*>)",
    re.IGNORECASE,
)


def with_page_breaks(lines: Sequence[Line]) -> list[Line]:
    """`lines` with each page break as `PAGE_BREAK`, and the style of an element that begins or ends
    a page as its class.
    """
    return list(_read(lines))


def _read(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        if not line.may_be_block:
            yield line
        elif _is_break(line.text):
            yield from apart(line, PAGE_BREAK)
        elif "break-" in line.text and line.text.lstrip().startswith("<"):
            yield line.with_text(_WITH_STYLE.sub(_as_class, line.text))
        else:
            yield line


def _is_break(text: str) -> bool:
    if _COMMAND.match(text):
        return True
    element = _EMPTY.match(text)
    if not element or not (element["tag"] in ("hr", "br") or "</" in text):
        return False
    attributes = element["attributes"]
    return bool(_CLASS.search(attributes) or re.search(_STYLE, attributes, re.IGNORECASE))


def _as_class(found: re.Match[str]) -> str:
    name = "page-begins" if found["side"].lower() == "before" else "page-ends"
    return f'{found["tag"]} class="{name}"{found["rest"]}'
