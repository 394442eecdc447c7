"""Placeholders: `{{ clinic.phone }}` in what authors write, looked up as plain values; nothing in
them can run.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher

_WRITTEN = re.compile(r"(?P<escapes>\\*)\{\{(?P<inner>[^{}\n]*)\}\}")
#: What must be a placeholder: words with points between them, or anything that begins with the
#: clinic.
_MEANT = re.compile(r"[\w-]+(\.[\w-]+)+|clinic\b.*", re.IGNORECASE)
#: How much the first word of a placeholder resembles the clinic's, from 0 to 1, where it is a slip
#: of the pen: `clnic` does, `config` does not.
_LIKE_CLINIC = 0.7


@dataclass(frozen=True)
class Placeholder:
    """A placeholder as it is `written`, on `line` from 1. `name` is such as `clinic.phone`; None
    for braces to show.
    """

    written: str
    name: str | None
    line: int

    @property
    def is_foreign(self) -> bool:
        """Whether it is most likely another tool's, such as `page.title`: nothing like the
        clinic.
        """
        if self.name is None:
            return False
        head = re.split(r"[^\w-]", self.name, maxsplit=1)[0].casefold()
        return SequenceMatcher(None, head, "clinic").ratio() < _LIKE_CLINIC


def replace_placeholders(text: str, first_line: int, by: Callable[[Placeholder], str]) -> str:
    """`text` with each placeholder replaced; other braces stay, and so do those behind a backslash,
    without it.
    """

    def replacement(found: re.Match[str]) -> str:
        inner = found["inner"].strip()
        if not _MEANT.fullmatch(inner):
            return found[0]
        escapes = found["escapes"]
        line = first_line + text.count("\n", 0, found.start())
        braces = found[0][len(escapes) :]
        if len(escapes) % 2:
            return escapes[:-1] + by(Placeholder(f"\\{braces}", None, line))
        return escapes + by(Placeholder(braces, inner, line))

    return _WRITTEN.sub(replacement, text) if "{{" in text else text


def escape_placeholders(text: str) -> str:
    """`text` as it is to be written in metadata so that its braces are shown."""

    def escaped(found: re.Match[str]) -> str:
        is_shown = len(found["escapes"]) % 2 or not _MEANT.fullmatch(found["inner"].strip())
        return found[0] if is_shown else f"\\{found[0]}"

    return _WRITTEN.sub(escaped, text)
