"""Fences: which lines of a Markdown text are code and must be left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

_OPENING = re.compile(r"[ >\t]*(?:[-*+]\s+|\d+[.)]\s+)?(?P<mark>`{3,}(?=[^`]*$)|~{3,})")


@dataclass(frozen=True)
class Fence:
    """Whether a line stands in a code fence; fed line by line. `mark` is the open fence's, empty outside."""

    mark: str = ""

    def after(self, line: str) -> Fence:
        """The state after `line` (CommonMark 0.31.2, 4.5)."""
        if not self.mark:
            opening = _OPENING.match(line)
            return replace(self, mark=opening["mark"]) if opening else self
        closing = line.strip(" >\t")
        closes = set(closing) == {self.mark[0]} and len(closing) >= len(self.mark)
        return Fence() if closes else self


def outside_fences(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is text: neither in a code fence nor its first or last line."""
    fence = Fence()
    for line in lines:
        before, fence = fence, fence.after(line)
        yield line, not before.mark and not fence.mark
