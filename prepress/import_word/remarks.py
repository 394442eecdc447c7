"""Remarks: what an import tells the author, in lines of plain words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

_MOST_SHOWN = 3
_LONGEST_EXCERPT = 60


@dataclass
class Remarks:
    """What did not survive the import (`lost`) and what the author should look at (`to_check`),
    each line once.
    """

    lost: dict[str, None] = field(default_factory=dict)
    to_check: dict[str, None] = field(default_factory=dict)

    def lose(self, what: str) -> None:
        """Note a whole sentence on something that did not survive."""
        self.lost.setdefault(what)

    def check(self, what: str) -> None:
        """Note a whole sentence on something that needs the author's eye."""
        self.to_check.setdefault(what)


def excerpt(text: str) -> str:
    """The beginning of `text`, by which an author finds the place."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_EXCERPT else words[: _LONGEST_EXCERPT - 1].rstrip() + "…"


def quote_first(texts: Iterable[str]) -> str:
    """The beginnings of the first few of `texts` in quotation marks, as `: “a”, “b” and others`;
    nothing for none.
    """
    found = list(dict.fromkeys(filter(None, map(excerpt, texts))))
    shown = [f"“{text}”" for text in found[:_MOST_SHOWN]]
    if not shown:
        return ""
    return ": " + ", ".join(shown) + (" and others" if len(found) > _MOST_SHOWN else "")
