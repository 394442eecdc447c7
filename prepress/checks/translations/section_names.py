"""Section names: how messages name a section or a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.checks.translations.outline import Passage

_LONGEST = 48


def quoted_title(title: str) -> str:
    """`title`, cut at a word where it is long."""
    if len(title) <= _LONGEST:
        return title
    cut = title[:_LONGEST]
    return f"{cut.rpartition(' ')[0] or cut} …"


def subject(passage: Passage) -> str:
    """What begins a sentence about `passage`."""
    if passage.level:
        return f"“{quoted_title(passage.title)}”"
    return f"The note “{passage.title}”" if passage.title else "The text before the first heading"
