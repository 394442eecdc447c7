"""Invisible characters: those that came into a text unseen and would spoil it, taken out or made
spaces.

Kept are those that say something where they stand: the soft hyphen, the joiners, the marks of
direction, the space that allows a break (U+200B) and the space that allows none (U+00A0).
"""

from __future__ import annotations

import re

#: Separators of lines and paragraphs, which no font has and Markdown does not know.
_SEPARATORS = re.compile("[\u2028\u2029]")
#: A mark of byte order behind the beginning, and what stands for an object that was not copied.
_STRAY = re.compile("[\ufeff\ufffc]")
_SIGNS = r"(?:#{1,6}[\s\u00a0]|[-*+][ \t\u00a0]|\d{1,9}[.)][ \t\u00a0]|>|`{3}|~{3}|\||:{3})"
#: What keeps the signs at the beginning of a line from being read as signs.
_BEFORE_SIGNS = re.compile(rf"^[\u200b-\u200f\u202a\u202b\u2060]+(?=[ \t]*{_SIGNS})", re.MULTILINE)
_SPACE_AFTER_SIGNS = re.compile(
    r"^(?P<signs>[ \t]*(?:#{1,6}|[-*+]|\d{1,9}[.)]))\u00a0+", re.MULTILINE
)


def without_stray_characters(text: str) -> str:
    """`text` without the invisible characters that mean nothing; its lines stay as many."""
    if text.isascii():
        return text
    text = _STRAY.sub("", _SEPARATORS.sub(" ", text))
    return _SPACE_AFTER_SIGNS.sub(r"\g<signs> ", _BEFORE_SIGNS.sub("", text))
