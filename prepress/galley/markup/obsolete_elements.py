"""Obsolete elements: HTML that browsers still show and no standard keeps, as what has taken its
place (HTML Living Standard, 16.2).
"""

from __future__ import annotations

import re

_ELEMENTS = {
    "acronym": "abbr",
    "big": "span",
    "center": "div",
    "strike": "s",
    "tt": "code",
}
_ADDED = {"big": ' class="big"', "center": ' align="center"'}
_TAG = re.compile(rf"<(?P<end>/?)(?P<name>{'|'.join(_ELEMENTS)})(?=[\s>/])", re.IGNORECASE)


def modern_elements(html: str) -> str:
    """`html` with the elements of today in the places of those."""
    return _TAG.sub(_modern, html)


def _modern(tag: re.Match[str]) -> str:
    name = tag["name"].lower()
    added = "" if tag["end"] else _ADDED.get(name, "")
    return f"<{tag['end']}{_ELEMENTS[name]}{added}"
