"""Unclosed tags of elements in which a browser reads no HTML: shown as text, as on GitHub (GitHub's
Markdown, 6.11), since all that stands behind them would be lost.
"""

from __future__ import annotations

import re

#: Elements that hold text to their end, or to the end of the document.
_NAMES = "iframe|noembed|noframes|noscript|plaintext|script|style|textarea|title|xmp"
_OPENING = re.compile(rf"<(?P<name>{_NAMES})(?=[\s/>])", re.IGNORECASE)


def is_unclosed(html: str, start: int) -> bool:
    """Whether the tag at `start` is one of these, and nothing behind it is its end."""
    tag = _OPENING.match(html, start)
    return tag is not None and not _is_closed(tag["name"], html, tag.end())


def shown_tags(html: str) -> str:
    """`html` with such tags as text."""
    done, parts = 0, []
    for tag in _OPENING.finditer(html):
        if not _is_closed(tag["name"], html, tag.end()):
            parts += [html[done : tag.start()], "&lt;"]
            done = tag.start() + 1
    return "".join([*parts, html[done:]]) if parts else html


def _is_closed(name: str, html: str, start: int) -> bool:
    """Whether the element `name` is closed behind `start`; `<plaintext>` never is."""
    if name.lower() == "plaintext":
        return False
    end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    return end.search(html, start) is not None
