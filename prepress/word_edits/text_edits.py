"""Text edits: pieces of a chapter's Markdown that are replaced, or cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class TextEdit:
    """The text from `start` to `end` becomes `text`."""

    start: int
    end: int
    text: str


class UntakenEditError(Exception):
    """What a colleague has done cannot be done to the Markdown; says why."""


def edited(text: str, edits: Sequence[TextEdit]) -> str:
    """The text with these edits, in whatever order; of those in one place the first one comes
    first. Raises UntakenEditError where two of them touch the same text.
    """
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        if edit.start < done:
            raise UntakenEditError("It overlaps another change.")
        parts += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*parts, text[done:]])
