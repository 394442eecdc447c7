"""Invisible characters: those that came into a text unseen and would spoil it, taken out or made
spaces.

Kept are those that say something where they stand: the soft hyphen, the joiners, the marks of
direction, the space that allows a break (U+200B) and the space that allows none (U+00A0).
"""

from __future__ import annotations

import re

#: Separators of lines and paragraphs, which no font has and Markdown does not know.
_SEPARATORS = "[\u2028\u2029]"
#: A mark of byte order behind the beginning, and what stands for an object that was not copied.
_STRAY = "[\ufeff\ufffc]"
_SIGNS = r"(?:#{1,6}[\s\u00a0]|[-*+][ \t\u00a0]|\d{1,9}[.)][ \t\u00a0]|>|`{3}|~{3}|\||:{3})"
#: What keeps the signs at the beginning of a line from being read as signs.
_BEFORE_SIGNS = rf"(?m)^[\u200b-\u200f\u202a\u202b\u2060]+(?=[ \t]*{_SIGNS})"
_SPACE_AFTER_SIGNS = r"(?m)^(?P<signs>[ \t]*(?:#{1,6}|[-*+]|\d{1,9}[.)]))\u00a0+"
#: All that the patterns look for: they are compiled only for a text that has one of these.
_LOOKED_FOR = frozenset(
    "\u00a0\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u2060\ufeff\ufffc"
)


def without_stray_characters(text: str) -> str:
    """`text` without the invisible characters that mean nothing; its lines stay as many."""
    if text.isascii() or _LOOKED_FOR.isdisjoint(text):
        return text
    text = re.sub(_STRAY, "", re.sub(_SEPARATORS, " ", text))
    return re.sub(_SPACE_AFTER_SIGNS, r"\g<signs> ", re.sub(_BEFORE_SIGNS, "", text))
