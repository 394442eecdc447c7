"""Liquid: what Jekyll and GitHub's pages fill in while they make a site, as far as that says
something in a book too.

The rest of its tags and Hugo's shortcodes stay as they are written, and are found where they would
stand on a page. Sources: Jekyll's documentation (Tags filters, Links, Code snippet highlighting).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from prepress.text.fences import outside_fences

if TYPE_CHECKING:
    from prepress.manuscript.manuscript import Chapter

_HIGHLIGHT = re.compile(
    r"(?P<indent>[ \t]*)\{%-?\s*highlight\s+(?P<lang>[\w+#-]+)[^%\n]*%\}[ \t]*$"
)
_END_HIGHLIGHT = re.compile(r"(?P<indent>[ \t]*)\{%-?\s*endhighlight\s*-?%\}[ \t]*$")
_ROOT = re.compile(
    r"\{\{-?\s*(?:site\.(?:baseurl|url)"
    r"|(?P<quote>[\"'])(?P<path>[^\"'{}\n]*)(?P=quote)\s*\|\s*(?:relative|absolute)_url)\s*-?\}\}"
)
_LINK = re.compile(r"\{%-?\s*link\s+(?P<path>[^\s%{}]+)\s*-?%\}")
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}")


def without_liquid(chapter: Chapter) -> Chapter:
    """`chapter` with the code that Jekyll highlights in fences, addresses without the site before
    them, and neither remarks nor the marks around raw text; its lines stay as many.
    """
    if "{%" not in chapter.text and "site." not in chapter.text and "_url" not in chapter.text:
        return chapter
    lines = chapter.text.split("\n")
    is_code = False
    for index, (line, outside) in enumerate(outside_fences(lines)):
        if not outside or "{" not in line:
            continue
        if is_code:
            end = _END_HIGHLIGHT.match(line)
            lines[index] = f"{end['indent']}````" if end else line
            is_code = end is None
        elif (begin := _HIGHLIGHT.match(line)) and _ends_below(lines, index):
            lines[index] = f"{begin['indent']}````{begin['lang']}"
            is_code = True
        else:
            lines[index] = _outside_code(line)
    return replace(chapter, text="\n".join(lines))


def _ends_below(lines: list[str], index: int) -> bool:
    return any(_END_HIGHLIGHT.match(line) for line in lines[index + 1 :])


def _outside_code(line: str) -> str:
    """`line` with what Liquid fills in outside `code` in it."""
    parts = re.split(r"(`+[^`]*`+)", line)
    parts[::2] = [_filled(part) for part in parts[::2]]
    return "".join(parts)


def _filled(text: str) -> str:
    text = _ROOT.sub(lambda found: found["path"] or "", text)
    text = _LINK.sub(lambda found: f"/{found['path'].lstrip('/')}", text)
    return _COMMENT.sub("", _RAW.sub("", text))
