"""Line: one line for people, in which tone, and whether it goes beside the answer, to the error
stream.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from prepress.errors import MakebookError

Tone = Literal["plain", "note", "warning", "error"]


@dataclass(frozen=True)
class OutputLine:
    """A line; what is wrong is an `aside`, so that the answer alone can be handed on."""

    text: str
    tone: Tone = "plain"
    aside: bool = False


def failure_lines(failures: Iterable[MakebookError]) -> Iterator[OutputLine]:
    """Failures for people."""
    for failure in failures:
        yield OutputLine(f"makebook: {failure}", "error", aside=True)
